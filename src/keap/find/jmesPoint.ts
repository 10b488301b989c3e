import type { Other, Point } from './completion.ts';
import { JMES_FUNCTIONS } from './jmesFunctions.ts';
import { queryJmesPath } from './jmesPath.ts';
import { type OpenPart, unfinished } from './unfinished.ts';
import { childrenOf, membersOf } from './values.ts';

/** Where in a JMESPath expression something is being typed; undefined where nothing can be proposed. */
export function jmesPoint(expression: string, document: unknown): Point | undefined {
  const { parts, quoteAt } = unfinished(expression);
  // Within a name in double quotes the name goes on; all other quotes hold values.
  if (quoteAt !== undefined && expression.charAt(quoteAt) !== '"') return undefined;
  const part = parts.at(-1);
  if (!part) return undefined;
  const current = parts.reduce<readonly unknown[]>((values, each) => inside(each, values), [document]);
  const end = quoteAt ?? expression.length;
  const nameAt = part.dotAt >= 0 ? part.dotAt + 1 : part.termAt;
  if (part.opener === '[' && part.before !== '' && !part.before.endsWith('.')) {
    return bracket(expression.slice(0, part.start), expression.slice(part.start));
  }
  const typed = expression.slice(quoteAt === undefined ? nameAt : quoteAt + 1);
  if (/[\])}]$/.test(typed)) return afterPath(expression, part, current);
  if (/[\])}]/.test(typed)) return undefined;
  const path = part.dotAt >= 0 ? expression.slice(part.termAt, part.dotAt) : '';
  const values = path === '' ? current : current.flatMap((value) => valuesAt(path, value));
  const isList = path !== '' && values.length > 0 && values.every((value) => Array.isArray(value));
  if (isList) return { ...bracket(expression.slice(0, part.dotAt), ''), others: LIST_STEPS };
  // At the very start, names alone: a list of functions would hide them.
  const wantsFunctions = part.dotAt < 0 && quoteAt === undefined && (typed !== '' || part.opener !== '');
  const functions = wantsFunctions ? FUNCTIONS : [];
  return { values, typed, before: expression.slice(0, Math.min(end, nameAt)), write: jmesName, others: functions };
}

/** The values that `@` stands for inside a part. */
function inside({ opener, before, left, args, reference }: OpenPart, values: readonly unknown[]): readonly unknown[] {
  const entered = entering(opener, before, values);
  const piped = left.trim() === '' ? entered : entered.flatMap((value) => quietly(left, value));
  if (!reference) return piped;
  const [list = ''] = args;
  return piped.flatMap((value) => childrenOf(quietly(list, value)[0]));
}

function entering(opener: OpenPart['opener'], before: string, values: readonly unknown[]): readonly unknown[] {
  if (opener === '' || opener === '(') return values;
  const path = before.replace(/\.$/, '');
  const found = path === '' ? values : values.flatMap((value) => valuesAt(path, value));
  return opener === '[?' ? found.flatMap(childrenOf) : found;
}

const HERE = 'value at this place';

/** The values that a path's next name would be looked up in: a projection has many. */
function valuesAt(path: string, value: unknown): unknown[] {
  return quietly(`${path}.{"${HERE}": @}`, value).flatMap(unwrapped);
}

function unwrapped(found: unknown): unknown[] {
  if (Array.isArray(found)) return found.flatMap(unwrapped);
  const members = membersOf(found);
  return members && HERE in members ? [members[HERE]] : [];
}

function quietly(expression: string, value: unknown): unknown[] {
  try {
    return [queryJmesPath(expression)(value)];
  } catch {
    return [];
  }
}

/** After a path that stands by itself comes a step. */
function afterPath(expression: string, part: OpenPart, current: readonly unknown[]): Point {
  const values = current.flatMap((value) => valuesAt(expression.slice(part.termAt), value));
  const others = values.some((value) => Array.isArray(value)) ? LIST_STEPS : [];
  return { values, typed: '', before: expression, write: (name) => `.${jmesName(name)}`, others };
}

function bracket(before: string, typed: string): Point {
  return { values: [], typed, before, write: String, others: BRACKETS };
}

const BRACKETS: readonly Other[] = [
  { text: '*]', label: '*]', detail: 'all items' },
  { text: '?', label: '?', detail: 'items that pass a condition' },
  { text: '0]', label: '0]', detail: 'the first item; -1 is the last' },
  { text: ']', label: ']', detail: 'all items, lists within them opened' },
];

const LIST_STEPS = BRACKETS.map(({ text, label, detail }) => ({ text: `[${text}`, label: `[${label}`, detail }));

const FUNCTIONS: readonly Other[] = [...JMES_FUNCTIONS].map(([name, { takes }]) => ({
  text: `${name}(`,
  label: `${name}()`,
  detail: `function of ${takes.join(', ')}`,
}));

/** A name as JMESPath takes it: in double quotes where it is no plain word. */
function jmesName(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
}
