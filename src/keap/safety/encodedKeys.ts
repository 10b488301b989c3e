/** A key that stands in a text in Base64. */
export interface EncodedKey {
  readonly start: number;
  readonly end: number;
  readonly key: string;
}

/** `KeapAK-` in Base64, as it looks behind 0, 1 or 2 bytes of a group of three. */
const MARKS = /S2VhcEFLL[Q-Za-f]|tlYXBBSy[01]|LZWFwQUst/g;
/** Where the first whole group begins within each mark, and the letters of the prefix before it. */
const WHOLE_GROUPS: Readonly<Record<string, readonly [offset: number, before: string]>> = {
  S: [0, ''],
  t: [2, 'Ke'],
  L: [1, 'K'],
};
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** Longer than any key that was seen, in characters of Base64. */
const LONGEST = 300;

/** The keys in Base64 within a text, wherever in a longer one they begin. */
export function findBase64Keys(text: string): readonly EncodedKey[] {
  const found: EncodedKey[] = [];
  for (const { 0: mark, index } of text.matchAll(MARKS)) {
    const [offset, before] = WHOLE_GROUPS[mark.charAt(0)] ?? [0, ''];
    const from = index + offset;
    const encoded = /^[A-Za-z0-9+/_-]*/.exec(text.slice(from, from + LONGEST))?.[0] ?? '';
    const key = /^KeapAK-[0-9A-Za-z]{4,}/.exec(before + decodeBase64(encoded))?.[0];
    if (key === undefined) continue;
    const length = Math.ceil(((key.length - before.length) * 4) / 3);
    found.push({ start: index, end: from + Math.min(length, encoded.length), key });
  }
  return found;
}

/** Base64 of either alphabet, up to the first character that no key has; an unfinished group gives what it holds. */
function decodeBase64(encoded: string): string {
  let bits = 0;
  let held = 0;
  let decoded = '';
  for (let at = 0; at < encoded.length; at++) {
    bits = ((bits << 6) | sixBits(encoded.charAt(at))) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    const char = String.fromCharCode((bits >> held) & 0xff);
    if (!/[0-9A-Za-z-]/.test(char)) break;
    decoded += char;
  }
  return decoded;
}

function sixBits(char: string): number {
  return ALPHABET.indexOf(char === '-' ? '+' : char === '_' ? '/' : char);
}

/** The key in a piece of text that spells it: escapes resolved, and everything that only splits it left out. */
export function decodeKeyText(spelled: string): string {
  return spelled
    .replaceAll(/%(?:25)+(?=[0-9a-f]{2})/gi, '%')
    .replaceAll(/(?:%|\\{1,8}u00|\\{1,8}x)([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    )
    .replaceAll(/\\{1,8}[nrt]/g, '')
    .replaceAll(/[^0-9A-Za-z-]/g, '');
}
