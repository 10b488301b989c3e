/** What a JSON reviver is told of a scalar beyond its value (ES2026, in V8 since 11.4). */
interface ReviverContext {
  readonly source?: string;
}

/**
 * Parses JSON with whole numbers that are too large for a number kept as text, digit for digit: v1's ids have 64 bits.
 * @throws SyntaxError where the text is not JSON
 */
export function parseLossless(text: string): unknown {
  const exact = (_key: string, value: unknown, context?: ReviverContext): unknown =>
    typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER && /^-?\d+$/.test(context?.source ?? '')
      ? context?.source
      : value;
  return JSON.parse(text, exact);
}
