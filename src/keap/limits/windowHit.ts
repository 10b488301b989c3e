import type { WindowName } from './limitState.ts';
import type { Quota } from './quotaHeaders.ts';

/**
 * Which limit a 429 is about. It rarely says so itself: a spike arrest is the second's (Apigee's error code), and a
 * window with nothing left is the one.
 * @param code the error's own code, as `readRefusal` finds it
 */
export function windowHit(code: string | undefined, { minute, day }: Quota): WindowName | undefined {
  if (code?.includes('SpikeArrest')) return 'second';
  if (day.available === 0) return 'day';
  if (minute.available === 0) return 'minute';
  return undefined;
}
