import { decodeKeyText, findBase64Keys } from './encodedKeys.ts';

/**
 * What was found: a Keap key (`KeapAK-…`), a Legacy Key or an opaque token. The last two have no shape of their own
 * and are known by their place alone: behind the name of the header, of a variable, in an XML-RPC call.
 */
export type KeyKind = 'keapKey' | 'legacyKey' | 'token';

/** A key within a text. */
export interface FoundKey {
  readonly kind: KeyKind;
  /** From the first character to behind the last. */
  readonly start: number;
  readonly end: number;
  /** The key itself, without what it was split or encoded by. */
  readonly key: string;
}

/** `KeapAK-` and 50 hexadecimal digits, of which Keap’s own SDK tests the prefix alone. */
const PREFIX = 'KeapAK-';
const USUAL_DIGITS = 50;

/** A character as itself, percent-encoded (also several times) or escaped as in JSON and JavaScript. */
function spelled(plain: string, hex: string): string {
  return `(?:${plain}|%(?:25){0,3}(?:${hex})|\\\\{1,8}u00(?:${hex})|\\\\{1,8}x(?:${hex}))`;
}

/** Hexadecimal codes in either case. */
function eitherCase(hex: string): string {
  return hex.replaceAll(/[a-f]/gi, (digit) => `[${digit.toLowerCase()}${digit.toUpperCase()}]`);
}

const CODE_OF = (char: string): string => eitherCase(char.charCodeAt(0).toString(16));

/** What a key is split by in a text: spaces, quotes, `+`, line continuations, escapes of them, invisible characters. */
const BETWEEN = String.raw`(?:\\{1,8}[nrt]|[\s"'\x60+\\\xad\u200b-\u200f\u2060]|%(?:25){0,3}(?:20|09|0[aAdD]|22|27|2[bB]))`;
const DIGIT = spelled('[0-9A-Za-z]', '3[0-9]|[46][1-9a-fA-F]|[57][0-9aA]');
const HEX_DIGIT = spelled('[0-9a-fA-F]', '3[0-9]|[46][1-6]');

const LETTERS = [...PREFIX].map((char) => spelled(char, CODE_OF(char)));
const SPLIT_PREFIX = LETTERS.join(`${BETWEEN}{0,6}`);

/**
 * A run of digits after the prefix; one that is shorter than a key goes on behind what splits it, as long as only
 * hexadecimal digits come.
 */
const KEAP_KEY = new RegExp(
  `${SPLIT_PREFIX}(?:(?:${BETWEEN}{0,12}${HEX_DIGIT}){${USUAL_DIGITS}}(?:${DIGIT})*|${BETWEEN}{0,2}(?:${DIGIT}){4,200})`,
  'g',
);

/** What may stand between a name and its value: `: `, ` = `, `=>`, quotes, `Bearer`. */
const ASSIGNED = String.raw`(?:\\{0,8}["'\x60])?\s{0,4}(?:=>|[:=])\s{0,4}(?:\\{0,8}["'\x60])?(?:bearer\s{1,4})?`;
const OUR_NAME = String.raw`\b(?:x-keap-api-key|(?:keap|infusionsoft|ifs)[\w.-]{0,20}(?:key|token|secret))`;
/** A Legacy Key, to be found by what stands before it. */
const LEGACY = '([0-9a-f]{32})(?![0-9a-z])';
const QUOTE = String.raw`\\{0,8}["'\x60]`;
interface Placed {
  readonly kind: KeyKind;
  readonly pattern: RegExp;
}
const placed = (kind: KeyKind, pattern: string): Placed => ({ kind, pattern: new RegExp(pattern, 'gi') });
const PLACED: readonly Placed[] = [
  placed('legacyKey', `${OUR_NAME}${ASSIGNED}${LEGACY}`),
  placed('legacyKey', String.raw`<params>\s{0,40}<param>\s{0,40}<value>\s{0,40}(?:<string>)?\s{0,40}${LEGACY}`),
  placed('legacyKey', String.raw`<value>\s{0,40}(?:<string>)?\s{0,40}<!\[CDATA\[\s{0,40}${LEGACY}`),
  // The first argument of a method, called as one, by its name in a text, or by what encodes values.
  placed(
    'legacyKey',
    String.raw`\b[a-z]{3,30}Service\.\w{2,40}(?:${QUOTE})?\s{0,4}[,(]\s{0,40}(?:(?:array)?[[(]\s{0,40})?${QUOTE}${LEGACY}`,
  ),
  placed('legacyKey', String.raw`xmlrpc\w{0,20}\s?\(\s{0,20}${QUOTE}${LEGACY}`),
  // Behind the name of its app, as SDKs are set up.
  placed('legacyKey', String.raw`\.infusionsoft\.com\b[^\n]{0,80}?${QUOTE}${LEGACY}`),
  placed(
    'legacyKey',
    String.raw`\b(?:cfgCon|Infusionsoft)\s?\(\s{0,20}${QUOTE}\w{1,60}${QUOTE}\s{0,4},\s{0,20}${QUOTE}${LEGACY}`,
  ),
  // A connection's name, its app, what kind it is, the key: as Keap's old PHP SDK has it in a file.
  placed('legacyKey', String.raw`${QUOTE}[\w-]{1,60}:[\w-]{1,60}:[a-z]:${LEGACY}`),
  placed('token', `(?:${OUR_NAME}${ASSIGNED}|\\bauthorization${ASSIGNED}(?:bearer\\s{1,4}))([\\w.~+/=-]{16,})`),
];
/** What anybody calls a key: the name of one of Keap's only in a text that speaks of Keap's XML-RPC. */
const NEAR_XML_RPC: readonly Placed[] = [
  placed('legacyKey', String.raw`(?:\b|_)(?:api|private|encrypted|legacy)[_-]?key${ASSIGNED}${LEGACY}`),
];

/** How much of a found thing must be there to be a key rather than a word about keys. */
const FEWEST_DIGITS = 8;

/**
 * The keys in a text, in its order: plain, percent-encoded, Base64, escaped, split by spaces or quotes; in headers,
 * URLs, cURL commands and code alike. Placeholders (`KeapAK-xxxxxxxx`, `$KEAP_API_KEY`) are none.
 */
export function findKeys(text: string): readonly FoundKey[] {
  return allKeys(text).filter(({ kind, key }) => kind !== 'keapKey' || key.length >= PREFIX.length + FEWEST_DIGITS);
}

/** Whether a text holds a key of Keap's, of which `token`s are unsure. */
export function holdsKey(text: string): boolean {
  return findKeys(text).some(({ kind }) => kind !== 'token');
}

/** Whether a text is nothing but a Keap key as Keap shows it. */
export function looksLikeKeapKey(text: string): boolean {
  return /^KeapAK-[0-9A-Za-z]{8,}$/.test(text);
}

/** A copy of a text in which every key is masked, also the beginning of one and what only its place makes one. */
export function redactKeys(text: string): string {
  return replaceKeys(text, allKeys(text), ({ kind }) => (kind === 'keapKey' ? `${PREFIX}*****` : '*****'));
}

/** A text without the keys in it. */
export function removeKeys(text: string): string {
  const found = findKeys(text).filter(({ kind }) => kind !== 'token');
  return replaceKeys(text, found, () => '');
}

/** Any JSON value with the keys in its texts masked; what stays the same is the same object. */
export function redactKeysIn<Value>(value: Value): Value {
  if (typeof value === 'string') return redactKeys(value) as Value & string;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, member]: [string, unknown]) => [
    name,
    member,
    redactKeysIn(member),
  ]);
  if (entries.every(([, before, after]) => before === after)) return value;
  if (Array.isArray(value)) return entries.map(([, , after]) => after) as Value & unknown[];
  return Object.fromEntries(entries.map(([name, , after]) => [name, after])) as Value;
}

/** Replaces what was found, from `findKeys` of the same text. */
function replaceKeys(text: string, found: readonly FoundKey[], by: (key: FoundKey) => string): string {
  if (found.length === 0) return text;
  const parts: string[] = [];
  let at = 0;
  for (const key of found) {
    parts.push(text.slice(at, key.start), by(key));
    at = key.end;
  }
  return parts.join('') + text.slice(at);
}

function allKeys(text: string): readonly FoundKey[] {
  const found: FoundKey[] = [];
  for (const match of text.matchAll(KEAP_KEY)) {
    const key = decodeKeyText(match[0]);
    if (!/^KeapAK-x+$/i.test(key)) {
      found.push({ kind: 'keapKey', start: match.index, end: match.index + match[0].length, key });
    }
  }
  for (const { start, end, key } of findBase64Keys(text)) found.push({ kind: 'keapKey', start, end, key });
  const places = /infusionsoft|xml-?rpc/i.test(text) ? [...PLACED, ...NEAR_XML_RPC] : PLACED;
  for (const { kind, pattern } of places) {
    for (const match of text.matchAll(pattern)) {
      const key = match[1] ?? '';
      const end = match.index + match[0].length;
      found.push({ kind, start: end - key.length, end, key });
    }
  }
  return withoutOverlaps(found);
}

/** In the text's order; of two that overlap the one that begins first, and of those the surer kind. */
function withoutOverlaps(found: readonly FoundKey[]): readonly FoundKey[] {
  const order: readonly KeyKind[] = ['keapKey', 'legacyKey', 'token'];
  const sorted = found.toSorted(
    (a, b) => a.start - b.start || order.indexOf(a.kind) - order.indexOf(b.kind) || b.end - a.end,
  );
  const kept: FoundKey[] = [];
  let end = 0;
  for (const key of sorted) {
    if (key.start < end) continue;
    kept.push(key);
    end = key.end;
  }
  return kept;
}
