import type { Other, Point } from './completion.ts';
import { JSON_PATH_FUNCTIONS, queryJsonPath } from './jsonPath.ts';
import { type OpenPart, unfinished } from './unfinished.ts';
import { childrenOf } from './values.ts';

/** Where in a JSONPath expression something is being typed; undefined where nothing can be proposed. */
export function jsonPathPoint(expression: string, document: unknown): Point | undefined {
  const { parts, quoteAt } = unfinished(expression);
  const part = parts.at(-1);
  if (!part) return undefined;
  const outer = parts.slice(0, -1).reduce<readonly unknown[]>((values, each) => inside(each, values, document), []);
  if (part.opener === '[') return bracketPoint(expression, part, { quoteAt, outer, document });
  if (quoteAt !== undefined) return undefined;
  const current = inside(part, outer, document);
  const term = expression.slice(part.termAt);
  if (part.opener !== '' && !/^[$@]/.test(term)) {
    const before = expression.slice(0, part.termAt);
    return { values: current, typed: term, before, write: (name) => `@${step(name)}`, others: FUNCTIONS };
  }
  if (part.dotAt < 0) return afterPath(expression, valuesOf(term, current, document));
  const typed = expression.slice(part.dotAt + 1);
  if (/[\])]$/.test(typed)) return afterPath(expression, valuesOf(term, current, document));
  if (/[\])]/.test(typed)) return undefined;
  const deep = expression.charAt(part.dotAt - 1) === '.';
  const path = expression.slice(part.termAt, deep ? part.dotAt - 1 : part.dotAt);
  const at = valuesOf(deep ? `${path}..*` : path, current, document);
  if (!deep && at.length > 0 && at.every((value) => Array.isArray(value))) {
    return { values: [], typed, before: expression.slice(0, part.dotAt), write: step, others: SELECTORS };
  }
  const values = deep ? [...valuesOf(path, current, document), ...at] : at;
  const before = expression.slice(0, deep ? part.dotAt + 1 : part.dotAt);
  return { values, typed, before, write: deep ? (name) => step(name).replace(/^\./, '') : step, others: [] };
}

/** The values that `@` stands for inside a part. */
function inside({ opener, before }: OpenPart, values: readonly unknown[], document: unknown): readonly unknown[] {
  return opener === '[?' ? valuesOf(before, values, document).flatMap(childrenOf) : values;
}

function valuesOf(path: string, current: readonly unknown[], document: unknown): unknown[] {
  const trimmed = path.trim();
  if (trimmed.startsWith('$')) return quietly(trimmed, document);
  return trimmed.startsWith('@') ? current.flatMap((value) => quietly(`$${trimmed.slice(1)}`, value)) : [];
}

function quietly(path: string, value: unknown): unknown[] {
  try {
    return queryJsonPath(path)(value);
  } catch {
    return [];
  }
}

/** After a path that stands by itself comes a step of any kind. */
function afterPath(expression: string, values: readonly unknown[]): Point {
  const others = values.some((value) => Array.isArray(value)) ? SELECTORS : [];
  return { values, typed: '', before: expression, write: step, others };
}

function bracketPoint(
  expression: string,
  part: OpenPart,
  found: { readonly quoteAt: number | undefined; readonly outer: readonly unknown[]; readonly document: unknown },
): Point | undefined {
  const { quoteAt, outer, document } = found;
  const values = valuesOf(part.before, outer, document);
  const before = expression.slice(0, part.start - 1);
  if (quoteAt === undefined) {
    const others = SELECTORS.map((other) => ({ ...other, label: other.label.slice(1) }));
    return { values, typed: expression.slice(part.start), before, write: bracketed, others };
  }
  return { values, typed: expression.slice(quoteAt + 1), before, write: bracketed, others: [] };
}

const SELECTORS: readonly Other[] = [
  { text: '[*]', label: '[*]', detail: 'all items' },
  { text: '[?@.', label: '[?@.', detail: 'items that pass a condition' },
  { text: '[0]', label: '[0]', detail: 'the first item; -1 is the last' },
];

const FUNCTIONS: readonly Other[] = JSON_PATH_FUNCTIONS.map((name) => ({
  text: `${name}(@.`,
  label: `${name}()`,
  detail: 'function of a filter',
}));

function step(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? `.${name}` : bracketed(name);
}

function bracketed(name: string): string {
  return `['${name.replaceAll(/['\\]/g, '\\$&')}']`;
}
