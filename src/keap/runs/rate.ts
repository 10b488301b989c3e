/** What a rate is told from, in milliseconds. */
const WINDOW_MS = 60_000;

/** Before so much of a window went by, a rate says nothing. */
const LEAST_MS = 2_000;

/** How fast something goes on, by the latest minute of a clock that never jumps. */
export class Rate {
  private readonly times: number[] = [];
  private readonly steady: () => number;
  private since: number;
  /** When the limit of a minute last held it back. */
  private fullAt = Number.NEGATIVE_INFINITY;

  constructor(steady: () => number) {
    this.steady = steady;
    this.since = steady();
  }

  count(): void {
    this.times.push(this.steady());
    this.drop();
  }

  /** Begins anew, after a pause. */
  restart(): void {
    this.times.length = 0;
    this.since = this.steady();
  }

  /** The minute is full: no more goes in one than has gone in this. */
  full(): void {
    this.fullAt = this.steady();
  }

  get perMinute(): number {
    this.drop();
    const now = this.steady();
    const ms = now - this.fullAt < WINDOW_MS ? WINDOW_MS : Math.min(WINDOW_MS, now - this.since);
    return ms < LEAST_MS ? 0 : (this.times.length * WINDOW_MS) / ms;
  }

  private drop(): void {
    const oldest = this.steady() - WINDOW_MS;
    let old = 0;
    while (old < this.times.length && (this.times[old] ?? 0) <= oldest) old++;
    if (old > 0) this.times.splice(0, old);
  }
}
