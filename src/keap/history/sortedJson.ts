/** `JSON` with what V8 has and the types of ES2024 lack: a number's own digits. */
interface ExactJson {
  parse(
    text: string,
    revive: (name: string, value: unknown, context: { readonly source?: string }) => unknown,
  ): unknown;
  rawJSON(text: string): unknown;
}
const exactJson = JSON as unknown as ExactJson;

/**
 * JSON text with the keys of every object sorted, laid out an item a line, so that two texts differ only where they
 * say different things. Numbers keep their digits. Undefined where the text is not JSON.
 */
export function sortedJson(text: string): string | undefined {
  try {
    const value = exactJson.parse(text, (_name, part, { source }) => {
      if (typeof part === 'number' && source !== undefined) return exactJson.rawJSON(source);
      return typeof part === 'object' && part !== null && !Array.isArray(part) ? sorted(part) : part;
    });
    return JSON.stringify(value, undefined, 2);
  } catch {
    return undefined;
  }
}

function sorted(object: object): object {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}
