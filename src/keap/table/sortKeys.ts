/** How the values of a column compare. */
export type ColumnKind = 'number' | 'date' | 'text';

const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** A day, or a moment of one; without an offset it is read as UTC, as Keap means it. */
const DATE = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?)?$/;

/** Whether a text is a number with nothing around it, as JSON writes it. */
export function isNumber(text: string): boolean {
  return NUMBER.test(text);
}

/** Milliseconds since 1970 of a day or a moment; undefined for any other text. */
export function momentOf(text: string): number | undefined {
  const [whole, day, time = '', offset = ''] = DATE.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const zone = offset.length === 5 ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset;
  const moment = Date.parse(time === '' ? `${day}` : `${day}T${time}${zone || 'Z'}`);
  return Number.isNaN(moment) ? undefined : moment;
}

/** What a column holds, by the texts in it that are not empty: the one kind that all of them are. */
export class KindFinder {
  private numbers = true;
  private dates = true;

  add(text: string): void {
    if (text === '') return;
    this.numbers &&= isNumber(text);
    this.dates &&= momentOf(text) !== undefined;
  }

  get kind(): ColumnKind {
    return this.numbers ? 'number' : this.dates ? 'date' : 'text';
  }
}

/** Compares two texts that are not empty, by what their column holds. */
export function comparison(kind: ColumnKind): (a: string, b: string) => number {
  if (kind === 'number') return compareNumbers;
  if (kind === 'date') return (a, b) => (momentOf(a) ?? 0) - (momentOf(b) ?? 0);
  const { compare } = new Intl.Collator(undefined, { numeric: true, sensitivity: 'variant' });
  return compare;
}

/** Compares numbers by value, however many digits they have. */
export function compareNumbers(a: string, b: string): number {
  const difference = Number(a) - Number(b);
  // Rounding keeps the order, so only numbers that look alike are looked at digit by digit.
  if (difference < 0 || difference > 0) return difference;
  return a === b ? 0 : compareDigits(a, b);
}

function compareDigits(a: string, b: string): number {
  const [one, other] = [decimalOf(a), decimalOf(b)];
  if (one.digits === '' || other.digits === '') {
    return (one.digits === '' ? 0 : one.sign) - (other.digits === '' ? 0 : other.sign);
  }
  if (one.sign !== other.sign) return one.sign - other.sign;
  if (one.point !== other.point) return one.sign * (one.point - other.point);
  const length = Math.max(one.digits.length, other.digits.length);
  const [left, right] = [one.digits.padEnd(length, '0'), other.digits.padEnd(length, '0')];
  return left === right ? 0 : one.sign * (left < right ? -1 : 1);
}

/** A number as 0.DIGITS times ten to the power of `point`; zero has no digits. */
function decimalOf(text: string): { readonly sign: 1 | -1; readonly digits: string; readonly point: number } {
  const [, minus = '', whole = '', fraction = '', power = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const all = whole + fraction;
  const digits = all.replace(/^0+/, '');
  const point = whole.length + Number(power) - (all.length - digits.length);
  return { sign: minus === '' ? 1 : -1, digits: digits.replace(/0+$/, ''), point };
}
