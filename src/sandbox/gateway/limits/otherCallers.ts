/**
 * Other programs on the same key, which call evenly: their calls follow from the time alone, so that nothing has to
 * run for them and the same times always give the same answers.
 */
export class OtherCallers {
  private readonly spacing: number;
  private readonly since: number;

  /**
   * @param perMinute how many calls they make; 0 for none
   * @param since when they began: the first call comes one spacing later
   */
  constructor(perMinute: number, since: number) {
    this.spacing = perMinute > 0 ? 60_000 / perMinute : Number.POSITIVE_INFINITY;
    this.since = since;
  }

  /** How many of their calls lie after one moment and up to another. */
  between(after: number, upTo: number): number {
    return this.upTo(upTo) - this.upTo(after);
  }

  /** When they called last; minus infinity where they never did. */
  latest(now: number): number {
    const made = this.upTo(now);
    return made > 0 ? this.since + made * this.spacing : Number.NEGATIVE_INFINITY;
  }

  private upTo(moment: number): number {
    return Math.max(0, Math.floor((moment - this.since) / this.spacing));
  }
}
