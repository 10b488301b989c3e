import { setImmediate, setTimeout } from 'node:timers/promises';

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
  /** Resolves at a time of the steady clock, not before and hardly later. Rejects when the signal aborts. */
  until(steady: number, signal: AbortSignal): Promise<void>;
}

/** Timers wake up to one and a half milliseconds late: the last ones are waited for by looking again and again. */
const CLOSE_MS = 1.5;

export const SYSTEM_CLOCK: LimitClock = {
  now: () => Date.now(),
  delay: (ms, signal) => setTimeout(ms, undefined, { signal }),
  steady,
  until: async (at, signal) => {
    const ms = at - steady() - CLOSE_MS;
    if (ms >= 1) await setTimeout(ms, undefined, { signal });
    signal.throwIfAborted();
    while (steady() < at) {
      await setImmediate();
      signal.throwIfAborted();
    }
  },
};

function steady(): number {
  return Number(process.hrtime.bigint() / 1_000n) / 1_000;
}
