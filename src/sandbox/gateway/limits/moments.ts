/** Moments in ascending order, in a ring that grows to the most it ever holds: adding and dropping move nothing. */
export class Moments {
  private ring = new Float64Array(8);
  private first = 0;
  private held = 0;

  get size(): number {
    return this.held;
  }

  add(moment: number): void {
    if (this.held === this.ring.length) this.grow();
    this.ring[(this.first + this.held) % this.ring.length] = moment;
    this.held++;
  }

  /** Drops the moments up to one, and that one itself. */
  dropUpTo(moment: number): void {
    while (this.held > 0 && (this.ring[this.first] ?? 0) <= moment) {
      this.first = (this.first + 1) % this.ring.length;
      this.held--;
    }
  }

  /** A moment by its place, the oldest at 0; undefined beyond the latest. */
  at(index: number): number | undefined {
    return index < this.held ? this.ring[(this.first + index) % this.ring.length] : undefined;
  }

  private grow(): void {
    const larger = new Float64Array(this.ring.length * 2);
    larger.set(this.ring.subarray(this.first));
    larger.set(this.ring.subarray(0, this.first), this.ring.length - this.first);
    this.ring = larger;
    this.first = 0;
  }
}
