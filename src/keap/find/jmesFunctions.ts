/** The functions of JMESPath (jmespath.site, and some of its community's), over values that keep their digits. */
import { numberOf, numberText } from '../exactJson.ts';
import { asList } from '../json.ts';
import { sumOf } from './exactNumber.ts';
import { FindError } from './findError.ts';
import { type Kind, kindOf, membersOf, order, same } from './values.ts';

/** An expression handed to a function, as in `sort_by(contacts, &id)`. */
export class ExpressionValue {
  readonly of: (value: unknown) => unknown;

  constructor(of: (value: unknown) => unknown) {
    this.of = of;
  }
}

/** What a function takes: the last of a variadic one may come more than once. */
interface JmesFunction {
  readonly takes: readonly Argument[];
  readonly optional?: number;
  readonly variadic?: boolean;
  readonly call: (...values: readonly never[]) => unknown;
}

type Argument = Kind | 'any' | 'expression' | 'string or array' | 'string, array or object';
type Texts = readonly string[];
type List = readonly unknown[];

/** Calls a function. @throws FindError where there is none of this name, or it does not take such values */
export function callFunction(name: string, values: List): unknown {
  const called = JMES_FUNCTIONS.get(name);
  if (!called) throw new FindError(`There is no function ${name}.`);
  const { takes, variadic, optional = 0, call } = called;
  const most = variadic ? Number.POSITIVE_INFINITY : takes.length;
  if (values.length < takes.length - optional || values.length > most) {
    throw new FindError(`${name}(${takes.join(', ')}${variadic ? ', …' : ''}) does not take ${values.length} values.`);
  }
  for (const [index, value] of values.entries()) {
    const wanted = takes[Math.min(index, takes.length - 1)] ?? 'any';
    if (!fits(value, wanted)) throw new FindError(`${name} takes ${wanted}, not ${kindWords(value)}.`);
  }
  return (call as (...values: List) => unknown)(...values);
}

function fits(value: unknown, wanted: Argument): boolean {
  if (value instanceof ExpressionValue) return wanted === 'expression';
  return wanted === 'any' || wanted.split(/,? or |, /).includes(kindOf(value));
}

function kindWords(value: unknown): string {
  return value instanceof ExpressionValue ? 'an expression' : kindOf(value);
}

export const JMES_FUNCTIONS: ReadonlyMap<string, JmesFunction> = new Map<string, JmesFunction>([
  ['abs', { takes: ['number'], call: (value: unknown) => numberOf((numberText(value) ?? '0').replace(/^-/, '')) }],
  [
    'avg',
    { takes: ['array'], call: (list: List) => (list.length === 0 ? null : Number(total(list, 'avg')) / list.length) },
  ],
  ['ceil', { takes: ['number'], call: (value: unknown) => rounded(value, Math.ceil) }],
  ['contains', { takes: ['string or array', 'any'], call: contains }],
  ['ends_with', { takes: ['string', 'string'], call: (text: string, end: string) => text.endsWith(end) }],
  ['floor', { takes: ['number'], call: (value: unknown) => rounded(value, Math.floor) }],
  ['from_items', { takes: ['array'], call: (pairs: List) => Object.fromEntries(pairs.map(pairOf)) }],
  ['group_by', { takes: ['array', 'expression'], call: groupBy }],
  ['items', { takes: ['object'], call: (object: unknown) => Object.entries(membersOf(object) ?? {}) }],
  ['join', { takes: ['string', 'array'], call: (glue: string, list: List) => textsOf(list, 'join').join(glue) }],
  ['keys', { takes: ['object'], call: (object: unknown) => Object.keys(membersOf(object) ?? {}) }],
  ['length', { takes: ['string, array or object'], call: lengthOf }],
  ['lower', { takes: ['string'], call: (text: string) => text.toLowerCase() }],
  ['map', { takes: ['expression', 'array'], call: ({ of }: ExpressionValue, list: List) => list.map(of) }],
  ['max', { takes: ['array'], call: (list: List) => extreme(list, 1) }],
  ['max_by', { takes: ['array', 'expression'], call: (list: List, by: ExpressionValue) => extreme(list, 1, by) }],
  [
    'merge',
    { takes: ['object'], variadic: true, call: (...objects: readonly object[]) => Object.assign({}, ...objects) },
  ],
  ['min', { takes: ['array'], call: (list: List) => extreme(list, -1) }],
  ['min_by', { takes: ['array', 'expression'], call: (list: List, by: ExpressionValue) => extreme(list, -1, by) }],
  [
    'not_null',
    { takes: ['any'], variadic: true, call: (...values: List) => values.find((value) => value !== null) ?? null },
  ],
  [
    'replace',
    {
      takes: ['string', 'string', 'string'],
      call: (text: string, old: string, by: string) => text.replaceAll(old, () => by),
    },
  ],
  ['reverse', { takes: ['string or array'], call: reverse }],
  ['sort', { takes: ['array'], call: (list: List) => sorted(list) }],
  ['sort_by', { takes: ['array', 'expression'], call: sorted }],
  ['split', { takes: ['string', 'string'], call: (text: string, by: string) => text.split(by) }],
  ['starts_with', { takes: ['string', 'string'], call: (text: string, start: string) => text.startsWith(start) }],
  ['sum', { takes: ['array'], call: (list: List) => numberOf(total(list, 'sum')) }],
  ['to_array', { takes: ['any'], call: (value: unknown) => asList(value) ?? [value] }],
  ['to_number', { takes: ['any'], call: toNumber }],
  [
    'to_string',
    { takes: ['any'], call: (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)) },
  ],
  ['trim', { takes: ['string'], call: (text: string) => text.trim() }],
  ['type', { takes: ['any'], call: (value: unknown) => kindOf(value) }],
  ['upper', { takes: ['string'], call: (text: string) => text.toUpperCase() }],
  ['values', { takes: ['object'], call: (object: unknown) => Object.values(membersOf(object) ?? {}) }],
  ['zip', { takes: ['array'], variadic: true, call: zip }],
]);

function total(list: List, name: string): string {
  const texts = list.map((value) => numberText(value));
  const known = texts.filter((text) => text !== undefined);
  if (known.length < texts.length) throw new FindError(`${name} takes an array of numbers.`);
  return sumOf(known) ?? String(known.reduce((sum, text) => sum + Number(text), 0));
}

/** Whole numbers stay as they were written, whatever their length. */
function rounded(value: unknown, round: (value: number) => number): unknown {
  const digits = numberText(value) ?? '0';
  return /^-?\d+$/.test(digits) ? value : round(Number(digits));
}

function contains(where: string | List, what: unknown): boolean | null {
  if (typeof where === 'string') return typeof what === 'string' ? where.includes(what) : null;
  return where.some((item) => same(item, what));
}

function pairOf(pair: unknown): readonly [string, unknown] {
  const [name, value] = asList(pair) ?? [];
  if (typeof name !== 'string') throw new FindError('from_items takes an array of pairs of a name and a value.');
  return [name, value ?? null];
}

function groupBy(list: List, { of }: ExpressionValue): unknown {
  const groups = new Map<string, unknown[]>();
  for (const item of list) {
    const key = of(item);
    if (typeof key !== 'string') throw new FindError(`group_by takes strings to group by, not ${kindWords(key)}.`);
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(item);
  }
  return Object.fromEntries(groups);
}

function textsOf(list: List, name: string): Texts {
  const texts = list.filter((item) => typeof item === 'string');
  if (texts.length < list.length) throw new FindError(`${name} takes an array of strings.`);
  return texts;
}

function lengthOf(value: unknown): number {
  if (typeof value === 'string') return [...value].length;
  return asList(value)?.length ?? Object.keys(membersOf(value) ?? {}).length;
}

/** The largest of a list for 1, the smallest for -1; null for an empty one. */
function extreme(list: List, sign: 1 | -1, by?: ExpressionValue): unknown {
  const ranked = sorted(list, by);
  return (sign > 0 ? ranked.at(-1) : ranked[0]) ?? null;
}

function sorted(list: List, by?: ExpressionValue): unknown[] {
  const keyed = list.map((item) => ({ item, key: by ? by.of(item) : item }));
  const kinds = new Set(keyed.map(({ key }) => kindWords(key)));
  const [kind] = kinds;
  if (kinds.size > 1 || (kind && kind !== 'number' && kind !== 'string')) {
    throw new FindError(`Only numbers, or only strings, can be put in order: here is ${[...kinds].join(' and ')}.`);
  }
  return keyed.sort((a, b) => order(a.key, b.key) ?? 0).map(({ item }) => item);
}

function reverse(value: string | List): string | unknown[] {
  return typeof value === 'string' ? [...value].reverse().join('') : [...value].reverse();
}

function toNumber(value: unknown): unknown {
  if (numberText(value) !== undefined) return value;
  if (typeof value !== 'string' || !/^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/.test(value)) return null;
  return numberOf(value);
}

function zip(...lists: readonly List[]): unknown[] {
  const length = Math.min(...lists.map((list) => list.length));
  return Array.from({ length }, (_, index) => lists.map((list) => list[index]));
}
