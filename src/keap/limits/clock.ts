import { setTimeout } from 'node:timers/promises';

/** Time, injected so that tests decide what it is. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after some milliseconds. Rejects when the signal aborts. */
  delay(ms: number, signal: AbortSignal): Promise<void>;
}

/** Time for limits, which must hold even where someone sets the clock. */
export interface LimitClock extends Clock {
  /**
   * Milliseconds by a clock that never jumps and is the same for all processes of the machine. It begins anew when the
   * machine does, and may stand still while the machine sleeps.
   */
  steady(): number;
}

export const SYSTEM_CLOCK: LimitClock = {
  now: () => Date.now(),
  delay: (ms, signal) => setTimeout(ms, undefined, { signal }),
  steady: () => Number(process.hrtime.bigint() / 1_000n) / 1_000,
};
