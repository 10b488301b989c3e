/**
 * Compares two JSON numbers by what they mean, whatever their digits and length: below zero where the first is less,
 * zero where both are the same number. `10.10` is `1.01e1`, and whole numbers beyond 2⁵³ differ by their last digit.
 */
export function compareNumbers(one: string, other: string): number {
  const [rounded, otherRounded] = [Number(one), Number(other)];
  // Rounding keeps the order, so only what rounds to the same has to be looked at digit by digit.
  if (rounded !== otherRounded) return rounded < otherRounded ? -1 : 1;
  const [a, b] = [decimalOf(one), decimalOf(other)];
  const sign = a.sign - b.sign;
  if (sign !== 0 || a.sign === 0) return sign;
  const size = a.point - b.point || (a.digits < b.digits ? -1 : Number(a.digits > b.digits));
  return size * a.sign || 0;
}

/** `sign` × 0.`digits` × 10^`point`, without zeros at either end of the digits. */
interface Decimal {
  readonly sign: -1 | 0 | 1;
  readonly digits: string;
  readonly point: number;
}

function decimalOf(text: string): Decimal {
  const [, minus = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([-+]?\d+))?$/.exec(text) ?? [];
  const all = whole + fraction;
  const significant = all.replace(/^0+/, '');
  const digits = significant.replace(/0+$/, '');
  if (digits === '') return { sign: 0, digits, point: 0 };
  const point = whole.length - (all.length - significant.length) + Number(exponent);
  return { sign: minus ? -1 : 1, digits, point };
}

/** The sum of JSON numbers with all their digits; undefined where their exponents lie too far apart to write it out. */
export function sumOf(numbers: readonly string[]): string | undefined {
  const decimals = numbers.map(decimalOf).filter(({ sign }) => sign !== 0);
  const places = Math.max(0, ...decimals.map(({ digits, point }) => digits.length - point));
  if (places > MOST_PLACES || decimals.some(({ point }) => point > MOST_PLACES)) return undefined;
  const sum = decimals.reduce((total, { sign, digits, point }) => {
    const zeros = '0'.repeat(places - (digits.length - point));
    return total + BigInt(sign) * BigInt(digits + zeros);
  }, 0n);
  const text = String(sum < 0n ? -sum : sum).padStart(places + 1, '0');
  const fraction = text.slice(text.length - places).replace(/0+$/, '');
  return `${sum < 0n ? '-' : ''}${text.slice(0, text.length - places)}${fraction ? `.${fraction}` : ''}`;
}

const MOST_PLACES = 400;
