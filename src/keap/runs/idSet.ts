/** Ids that were seen, exactly: whole numbers in eight bytes each, everything else as text. */
export class IdSet {
  private numbers = new Float64Array(1024);
  private size = 0;
  private readonly texts = new Set<string>();

  has(id: string): boolean {
    const number = numberOf(id);
    return number === undefined ? this.texts.has(id) : this.numbers[this.placeOf(number)] === number;
  }

  /** @returns whether it is new */
  add(id: string): boolean {
    const number = numberOf(id);
    if (number === undefined) {
      const isNew = !this.texts.has(id);
      this.texts.add(id);
      return isNew;
    }
    const place = this.placeOf(number);
    if (this.numbers[place] === number) return false;
    this.numbers[place] = number;
    this.size++;
    if (this.size * 2 > this.numbers.length) this.grow();
    return true;
  }

  /** Where a number is, or where it would be: the table always has free places, which hold 0. */
  private placeOf(number: number): number {
    const mask = this.numbers.length - 1;
    // Ids follow each other: an odd factor spreads them.
    let place = (Math.imul(number & 0x7fffffff, 0x9e3779b1) ^ Math.floor(number / 0x80000000)) & mask;
    while (this.numbers[place] !== 0 && this.numbers[place] !== number) place = (place + 1) & mask;
    return place;
  }

  private grow(): void {
    const old = this.numbers;
    this.numbers = new Float64Array(old.length * 2);
    for (const number of old) if (number !== 0) this.numbers[this.placeOf(number)] = number;
  }
}

function numberOf(id: string): number | undefined {
  const number = Number(id);
  return Number.isSafeInteger(number) && number > 0 && String(number) === id ? number : undefined;
}
