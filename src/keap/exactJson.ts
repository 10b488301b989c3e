import { asList, asObject } from './json.ts';

/** What Node 22 and later have of the proposal *JSON.parse source text access*, and TypeScript does not know yet. */
interface ExactJson {
  parse(
    text: string,
    revive: (name: string, value: unknown, context: { readonly source?: string }) => unknown,
  ): unknown;
  rawJSON(text: string): { readonly rawJSON: string };
  isRawJSON(value: unknown): value is { readonly rawJSON: string };
}

const exact = JSON as unknown as ExactJson;

/**
 * Parses JSON so that `printExact` prints every number with the digits it came with: one that JavaScript's own would
 * change (12345678901234567890, 10.10) becomes an object that holds its text. @throws SyntaxError
 */
export function parseExact(text: string): unknown {
  // Looking at every value takes ten times as long as parsing, and most answers have no such number.
  if (!MAY_HOLD_EXACT.test(text)) return JSON.parse(text) as unknown;
  return exact.parse(text, (_name, value, { source }) =>
    typeof value === 'number' && source !== undefined && String(value) !== source ? exact.rawJSON(source) : value,
  );
}

/** A number that JavaScript may print differently: with an exponent, a zero at its end, many digits, or below zero 0. */
const MAY_HOLD_EXACT =
  /(?:^|[\s:,[])-?(?:\d+(?:\.\d+)?[eE]|\d+\.\d*0(?=[\s,\]}]|$)|0\.0{6}|[\d.]{16}|(?<=-)0(?=[\s,\]}]|$))/;

/**
 * Parses JSON with whole numbers that are too large for a number kept as text, digit for digit: v1's ids have 64 bits.
 * @throws SyntaxError where the text is not JSON
 */
export function parseLossless(text: string): unknown {
  return exact.parse(text, (_name, value, { source }) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source ?? '') ? source : value,
  );
}

/** The JSON text of a value, indented by two spaces. */
export function printExact(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}

/** The digits of a number, exact or not; undefined for everything else. */
export function numberText(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return exact.isRawJSON(value) ? value.rawJSON : undefined;
}

/** A number with just these digits. @throws SyntaxError where they are no JSON number */
export function numberOf(digits: string): unknown {
  return parseExact(digits);
}

/** Whether two values mean the same: numbers by value as far as JavaScript can tell, objects without their order. */
export function sameJson(a: unknown, b: unknown): boolean {
  const [digits, others] = [numberText(a), numberText(b)];
  if (digits !== undefined || others !== undefined) {
    return digits === others || (isExact(digits) && isExact(others) && Number(digits) === Number(others));
  }
  const [items, otherItems] = [asList(a), asList(b)];
  if (items && otherItems) {
    return items.length === otherItems.length && items.every((item, index) => sameJson(item, otherItems[index]));
  }
  const [object, other] = [asObject(a), asObject(b)];
  if (!object || !other) return a === b;
  const names = Object.keys(object);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && sameJson(object[name], other[name]))
  );
}

/** Whether a double tells such a number from its neighbours. */
function isExact(digits: string | undefined): boolean {
  return digits !== undefined && digits.replace(/e.*$/i, '').replaceAll(/[-.]|^0+/g, '').length <= 15;
}
