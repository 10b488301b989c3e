import { setTimeout } from 'node:timers/promises';

/** Time, injected so that tests decide what it is. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after some milliseconds. Rejects when the signal aborts. */
  delay(ms: number, signal: AbortSignal): Promise<void>;
}

export const SYSTEM_CLOCK: Clock = {
  now: () => Date.now(),
  delay: (ms, signal) => setTimeout(ms, undefined, { signal }),
};
