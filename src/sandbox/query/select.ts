import type { Clause, ListQuery, Order } from './filter.ts';

/** What a field of a record is worth to filters and orders; a list matches by any member. */
export type Worth = string | number | boolean | undefined | readonly (string | number | undefined)[];

/** How a list's records are asked: filter and order fields by name. Two fields may read the same property. */
export type Readers<T> = Readonly<Record<string, (record: T) => Worth>>;

/** How a list's records are asked for one of its fields. */
export type FieldReader<T> = (field: string) => (record: T) => Worth;

/** Asks by readers. A field the catalog knows and the list does not is a defect of the sandbox, so it throws. */
export function among<T>(readers: Readers<T>): FieldReader<T> {
  return (field) => {
    const read = Object.hasOwn(readers, field) ? readers[field] : undefined;
    if (!read) throw new Error(`No list is filtered or sorted by ${field}.`);
    return read;
  };
}

/** All that filters and orders need to know of a list's records. */
export interface Selection<T> {
  readonly read: FieldReader<T>;
  /** The content of a custom field of a record. */
  readonly custom?: (record: T, fieldId: number) => Worth;
  /** Tells records apart and puts equals in order. */
  readonly idOf: (record: T) => number;
}

/** What is listed, by ascending id; a table also knows how to begin in the middle. */
export interface Listable<T> extends Iterable<T> {
  after?(id: number): Iterable<T>;
}

/** The place behind a record in a list: its sort key, null where it has none, and its id. */
export interface Cursor {
  readonly key: string | number | null;
  readonly id: number;
}

/** A part of a list, and the place where the rest begins; none at the end. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: Cursor;
}

/**
 * The records behind a place that fulfil all clauses, in the order asked for. A place is a record's own, not a
 * count: whatever others add or remove meanwhile, the pages of the records that stay make up the whole.
 */
export function selectPage<T>(
  all: Listable<T>,
  { clauses, order }: ListQuery,
  selection: Selection<T>,
  from: Cursor | undefined,
  size: number,
): Page<T> {
  const fits = filterOf(clauses, selection);
  const { idOf } = selection;
  if (!order) {
    const after = from?.id ?? 0;
    const items: T[] = [];
    for (const record of all.after?.(after) ?? all) {
      if (idOf(record) <= after || !fits(record)) continue;
      const last = items.at(-1);
      if (items.length === size && last !== undefined) return { items, next: { key: null, id: idOf(last) } };
      items.push(record);
    }
    return { items };
  }
  const compare = comparison(order);
  const found = keyed(all, order, selection).filter(
    (each) => (from === undefined || compare(each, from) > 0) && fits(each.record),
  );
  found.sort(compare);
  const shown = found.slice(0, size);
  const last = shown.at(-1);
  return {
    items: shown.map(({ record }) => record),
    ...(found.length > size && last ? { next: { key: last.key, id: last.id } } : {}),
  };
}

/** Everything in one order, whatever has no key last; equals by ascending id. */
export function sorted<T>(all: Iterable<T>, order: Order, selection: Selection<T>): T[] {
  return keyed(all, order, selection)
    .sort(comparison(order))
    .map(({ record }) => record);
}

function filterOf<T>(clauses: readonly Clause[], selection: Selection<T>): (record: T) => boolean {
  const tests = clauses.map((clause) => holds(clause, selection));
  return (record) => tests.every((test) => test(record));
}

function holds<T>(clause: Clause, { read: readerOf, custom }: Selection<T>): (record: T) => boolean {
  const own = clause.custom;
  const read = own ? (record: T) => custom?.(record, own.id) : readerOf(clause.field);
  return (record) => {
    const worth = read(record);
    const members = (Array.isArray(worth) ? worth : [worth]).filter((each) => each !== undefined && each !== '');
    if (clause.none) return members.length === 0;
    return members.some((member) => clause.values.some((value) => compares(member, value, clause)));
  };
}

function compares(member: unknown, value: string, { field, operator, kind, prefix, contains }: Clause): boolean {
  const text = String(member);
  if (kind === 'date-time') {
    return compareNumbers(Date.parse(text), Date.parse(value), windowOperator(field) ?? operator);
  }
  // Amounts and ids are declared as text: 100.00 is 100 all the same.
  if (kind === 'number' || (typeof member === 'number' && !prefix && !contains)) {
    return compareNumbers(Number(text), Number(value), operator);
  }
  const own = text.toLowerCase();
  const other = value.toLowerCase();
  if (prefix) return own.startsWith(other);
  if (contains) return own.includes(other);
  return operator === '==' || operator === '!='
    ? (own === other) === (operator === '==')
    : compareNumbers(Number(own), Number(other), operator);
}

/** `start_update_time==…` means from then on, `until_time==…` up to then; `start_time` is when something starts. */
function windowOperator(field: string): '>=' | '<=' | undefined {
  if (/(^|_)since_|^start_\w+_time$/.test(field)) return '>=';
  if (/(^|_)until_|^end_\w+_time$/.test(field)) return '<=';
  return undefined;
}

function compareNumbers(a: number, b: number, operator: Clause['operator']): boolean {
  switch (operator) {
    case '==':
      return a === b;
    case '!=':
      return a !== b;
    case '>':
      return a > b;
    case '<':
      return a < b;
    case '>=':
      return a >= b;
    case '<=':
      return a <= b;
  }
}

interface Keyed<T> extends Cursor {
  readonly record: T;
}

function keyed<T>(all: Iterable<T>, { field }: Order, { read: readerOf, idOf }: Selection<T>): Keyed<T>[] {
  const read = readerOf(field);
  const found: Keyed<T>[] = [];
  for (const record of all) found.push({ record, key: sortKey(read(record)), id: idOf(record) });
  return found;
}

function comparison({ descending }: Order): (a: Cursor, b: Cursor) => number {
  const sign = descending ? -1 : 1;
  return (a, b) => {
    if (a.key === b.key) return a.id - b.id;
    if (a.key === null || b.key === null) return a.key === null ? 1 : -1;
    return (a.key < b.key ? -1 : 1) * sign;
  };
}

function sortKey(worth: Worth): string | number | null {
  const first = Array.isArray(worth) ? worth[0] : worth;
  if (typeof first === 'string') return first.toLowerCase();
  return typeof first === 'boolean' ? Number(first) : (first ?? null);
}
