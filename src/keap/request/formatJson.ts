import { JsonLayout, LAYOUT_BUFFER } from './jsonLayout.ts';

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
  });
  const units = new Uint16Array(Math.min(text.length, LAYOUT_BUFFER));
  for (let from = 0; from < text.length && layout.alive; from += units.length) {
    const length = Math.min(units.length, text.length - from);
    for (let index = 0; index < length; index++) units[index] = text.charCodeAt(from + index);
    layout.write(units.subarray(0, length));
  }
  return layout.end() === 'json' ? parts.join('') : undefined;
}

/** Not by a decoder of UTF-16: that would not leave halves of surrogate pairs as they are. */
function textOf(units: Uint16Array | readonly number[]): string {
  const parts: string[] = [];
  for (let from = 0; from < units.length; from += AT_ONCE) {
    parts.push(String.fromCharCode.apply(null, units.slice(from, from + AT_ONCE) as number[]));
  }
  return parts.join('');
}
