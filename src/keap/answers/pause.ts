import { setImmediate } from 'node:timers/promises';

/** Lets everyone else have a turn. */
export function pause(): Promise<void> {
  return setImmediate();
}
