/**
 * Finds one key that is known, such as a Legacy Key, which has no shape of its own to be found by. It is found as it is
 * and as servers and people write texts in other texts: in either case, percent-encoded, escaped as in JSON, as
 * characters of XML, and in Base64.
 */

/** Masks the keys that a machine knows in a text that is to be written down; a key is asked for each time. */
export type MaskKnownKeys = (text: string) => Promise<string>;

/** A copy of a text in which a key is masked, at every place; one of Base64 stays Base64. */
export function maskKnownKey(text: string, key: string): string {
  if (key === '') return text;
  const plain = text.replaceAll(new RegExp([...key].map(spelled).join(''), 'gi'), '*****');
  return base64Forms(key).reduce(
    // Stars in Base64, as many as there were letters, so that what is around them is still read.
    (masked, form) => masked.replaceAll(form, 'Kioq'.repeat(form.length).slice(0, form.length)),
    plain,
  );
}

/** Whether a key stands in a text in any of these ways. */
export function holdsKnownKey(text: string, key: string): boolean {
  return maskKnownKey(text, key) !== text;
}

function spelled(char: string): string {
  const code = char.charCodeAt(0);
  const hex = code.toString(16);
  const itself = char.replace(/[^0-9a-z]/i, '\\$&');
  return `(?:${itself}|%(?:25){0,3}${hex}|\\\\{1,8}(?:u00|x)${hex}|&#(?:x0{0,6}${hex}|0{0,6}${code});)`;
}

/** The middle of a key in Base64, which is the same wherever in a longer text it begins at that place of a group. */
function base64Forms(key: string): readonly string[] {
  const short = [0, 1, 2].map((offset) => key.slice(offset, offset + Math.floor((key.length - offset) / 3) * 3));
  return [...new Set(short.filter((part) => part.length >= 12).map((part) => btoa(part)))];
}
