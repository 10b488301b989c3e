/** Narrowing of unknown data, for every border: files, answers, messages, stored state. */

export type JsonObject = Readonly<Record<string, unknown>>;

/** The value as an object with named members; undefined for null, lists and scalars. */
export function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

export function asList(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

export function asString(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

export function asBoolean(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** The strings of a list; anything else in it is left out. Undefined where there is no list. */
export function asStrings(value: unknown): string[] | undefined {
  return asList(value)?.filter((item): item is string => typeof item === 'string');
}

/** Parses JSON without throwing: `{ value }` or `{ error }` with the parser's words. */
export function parseJson(text: string): { readonly value: unknown } | { readonly error: string } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
