import type { Clause, ListQuery, Order } from './filter.ts';

/** What a field of a record is worth to filters and orders; a list matches by any member. */
export type Worth = string | number | boolean | undefined | readonly (string | number | undefined)[];

/** How a list's records are asked: filter and order fields by name. Two fields may read the same property. */
export type Readers<T> = Readonly<Record<string, (record: T) => Worth>>;

/** How a list's records are asked for what no single property tells. */
export interface Selection<T> {
  readonly readers: Readers<T>;
  /** The content of a custom field of a record. */
  readonly custom?: (record: T, fieldId: number) => Worth;
}

/** The records that fulfil all clauses, in the order asked for; equals keep their place. */
export function select<T>(all: readonly T[], { clauses, order }: ListQuery, selection: Selection<T>): readonly T[] {
  const found = clauses.length === 0 ? all : all.filter((each) => clauses.every((one) => holds(each, one, selection)));
  return order ? sorted(found, order, selection.readers) : found;
}

function holds<T>(record: T, clause: Clause, { readers, custom }: Selection<T>): boolean {
  const worth = clause.custom ? custom?.(record, clause.custom.id) : readerOf(readers, clause.field)(record);
  const members = (Array.isArray(worth) ? worth : [worth]).filter((each) => each !== undefined && each !== '');
  if (clause.none) return members.length === 0;
  return members.some((member) => clause.values.some((value) => compares(String(member), value, clause)));
}

/** A field the catalog knows and the list does not is a defect of the sandbox, not a list without results. */
function readerOf<T>(readers: Readers<T>, field: string): (record: T) => Worth {
  const read = Object.hasOwn(readers, field) ? readers[field] : undefined;
  if (!read) throw new Error(`No list is filtered or sorted by ${field}.`);
  return read;
}

function compares(member: string, value: string, { field, operator, kind, prefix }: Clause): boolean {
  if (kind === 'date-time')
    return compareNumbers(Date.parse(member), Date.parse(value), windowOperator(field) ?? operator);
  if (kind === 'number') return compareNumbers(Number(member), Number(value), operator);
  const own = member.toLowerCase();
  const other = value.toLowerCase();
  if (prefix) return own.startsWith(other);
  // Ids are declared as text and still compared as numbers where a list has operators for it.
  return operator === '==' || operator === '!='
    ? (own === other) === (operator === '==')
    : compareNumbers(Number(own), Number(other), operator);
}

/** `start_update_time==…` means from then on, `until_time==…` up to then. */
function windowOperator(field: string): '>=' | '<=' | undefined {
  if (/(^|_)(start|since)_/.test(field)) return '>=';
  if (/(^|_)(end|until)_/.test(field)) return '<=';
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

/** Sorts by a field, whatever has none of it last. */
export function sorted<T>(all: readonly T[], { field, descending }: Order, readers: Readers<T>): T[] {
  const read = readerOf(readers, field);
  const keyed = all.map((record) => ({ record, key: sortKey(read(record)) }));
  const sign = descending ? -1 : 1;
  keyed.sort((a, b) => {
    if (a.key === undefined || b.key === undefined) return Number(a.key === undefined) - Number(b.key === undefined);
    if (a.key === b.key) return 0;
    return (a.key < b.key ? -1 : 1) * sign;
  });
  return keyed.map(({ record }) => record);
}

function sortKey(worth: Worth): string | number | undefined {
  const first = Array.isArray(worth) ? worth[0] : worth;
  if (typeof first === 'string') return first.toLowerCase();
  return typeof first === 'boolean' ? Number(first) : first;
}
