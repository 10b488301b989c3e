import { setImmediate as pause } from 'node:timers/promises';
import type { JsonWalk } from './jsonWalk.ts';

/** How long a slice may take, in milliseconds: far less than anybody feels. */
const SLICE_MS = 10;
/** How many steps are taken between two looks at the clock. */
const STEPS = 256;

/**
 * Goes on with a walk in slices, with time for everything else between them.
 * @param visit is told of every step, and says `false` where it has seen enough
 * @returns whether it came to an end: `false` when `signal` ended it
 */
export async function walkInSlices(
  walk: JsonWalk,
  visit: (walk: JsonWalk) => boolean,
  signal: AbortSignal,
): Promise<boolean> {
  for (;;) {
    const until = performance.now() + SLICE_MS;
    do {
      for (let left = STEPS; left > 0; left--) if (!walk.next() || !visit(walk)) return true;
    } while (performance.now() < until);
    await pause();
    if (signal.aborted) return false;
  }
}
