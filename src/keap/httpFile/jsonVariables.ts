import { parseJson } from '../json.ts';

/**
 * How values are written into a JSON text: within a string with what means something there escaped, so that no value
 * becomes anything but a part of that string; elsewhere as JSON, or as a string where it is none.
 * @param text the JSON as written, with its variables
 */
export function jsonWritten(text: string): (value: string, at: number) => string {
  const inString = stringPlaces(text);
  return (value, at) => {
    const quoted = JSON.stringify(value);
    if (inString(at)) return quoted.slice(1, -1);
    return 'value' in parseJson(value) ? value : quoted;
  };
}

function stringPlaces(text: string): (at: number) => boolean {
  const strings = [...text.matchAll(/"(?:\\.|[^"\\])*"/gs)].map(({ 0: found, index }) => [index, index + found.length]);
  return (at) => strings.some(([start = 0, end = 0]) => start < at && at < end);
}

/** Undoes what `toHttpFile` does to two braces, which would begin a variable. */
export function withBraces(json: string): string {
  return json.replaceAll('{\\u007b', '{{');
}
