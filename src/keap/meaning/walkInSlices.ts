import { Slices } from '../table/slices.ts';
import type { JsonWalk } from './jsonWalk.ts';

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
  const slices = new Slices();
  for (;;) {
    for (let left = STEPS; left > 0; left--) if (!walk.next() || !visit(walk)) return true;
    if (!slices.over) continue;
    await slices.rest();
    if (signal.aborted) return false;
  }
}
