/** Nothing seeded is younger. */
export const LATEST = Date.UTC(2026, 10, 1);
const SPAN = 2 * 365 * 86_400_000;

/** Pseudo-random choices that come out the same every time (mulberry32). */
export class Dice {
  private state: number;

  constructor(seed: number) {
    this.state = seed;
  }

  /** From 0 up to, and without, 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number below a bound. */
  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** @throws Error for an empty list */
  one<T>(list: readonly T[]): T {
    const index = this.below(list.length);
    if (index >= list.length) throw new Error('There is nothing to choose from.');
    return list[index] as T;
  }

  /** A moment of the two years before November 2026, no earlier than another one. */
  moment(after = LATEST - SPAN): number {
    return Math.floor(after + this.next() * (LATEST - after));
  }
}

/** A moment as Keap writes it: UTC with milliseconds. */
export function iso(moment: number): string {
  return new Date(moment).toISOString();
}
