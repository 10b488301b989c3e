import { JsonLayout, LAYOUT_BUFFER } from './jsonLayout.ts';

/** Indentation of thousands of levels is no text that anyone reads: so much is laid out, and as many times the text. */
const MOST_UNITS = 1 << 24;
const MOST_TIMES = 8;
/** Arguments of a call go on the stack. */
const AT_ONCE = 8192;

/**
 * JSON text laid out with two spaces, an item a line. Tokens are copied as they are: no digit of a large number
 * changes, nor a byte of a string. Undefined where the text is not JSON, or has more levels than make sense.
 */
export function formatJson(text: string): string | undefined {
  const parts: string[] = [];
  const layout = new JsonLayout<Uint16Array>({
    sink: (part) => parts.push(textOf(part)),
    buffer: new Uint16Array(LAYOUT_BUFFER),
    decode: textOf,
    most: mostLaidOut(text.length),
  });
  const units = new Uint16Array(Math.min(text.length, LAYOUT_BUFFER));
  for (let from = 0; from < text.length && layout.alive; from += units.length) {
    const length = Math.min(units.length, text.length - from);
    for (let index = 0; index < length; index++) units[index] = text.charCodeAt(from + index);
    layout.write(units.subarray(0, length));
  }
  return layout.end() === 'json' ? parts.join('') : undefined;
}

/** How much of a text of so many units is laid out at most. */
export function mostLaidOut(units: number): number {
  return MOST_UNITS + MOST_TIMES * units;
}

/** Not by a decoder of UTF-16: that would not leave halves of surrogate pairs as they are. */
function textOf(units: Uint16Array | readonly number[]): string {
  const parts: string[] = [];
  for (let from = 0; from < units.length; from += AT_ONCE) {
    parts.push(String.fromCharCode.apply(null, units.slice(from, from + AT_ONCE) as number[]));
  }
  return parts.join('');
}
