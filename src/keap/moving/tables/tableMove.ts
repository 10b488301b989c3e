import { asList } from '../../json.ts';
import type { Words } from '../move.ts';
import { plainText } from '../plainValue.ts';

/** Where a field of a table is in v2's record, and how it is asked for and given. */
export interface FieldMove {
  /** Where the record shows it: `given_name`, `addresses[BILLING].line1`. Undefined where v2 shows it nowhere. */
  readonly at?: string;
  /** Where a body takes it, if elsewhere; false where none does. */
  readonly body?: string | false;
  /** The field of the list's `filter` that asks for it. */
  readonly filter?: string;
  /** A condition the filter needs beside that one: `phone_fields==PHONE1`. */
  readonly beside?: string;
  /** Fields of the filter for a moment at the earliest and at the latest. */
  readonly between?: readonly [since: string, until: string];
  /** What `order_by` calls it. */
  readonly order?: string;
  readonly words?: Words;
  /** Dollars in XML-RPC, cents in v2. */
  readonly cents?: true;
  /** What else to know: a whole sentence. */
  readonly note?: string;
}

/** The operations of v2, by operationId, that do with a kind of record what the DataService does with a table. */
export interface TableMove {
  readonly list?: string;
  /** The property of the list's answer that holds the records, where it is not the only list. */
  readonly records?: string;
  readonly read?: string;
  readonly create?: string;
  readonly change?: string;
  readonly remove?: string;
  /** A field that names the record these belong to, and the parameter of the path that takes it. */
  readonly within?: { readonly field: string; readonly path: string };
  readonly fields: Readonly<Record<string, string | FieldMove>>;
  readonly notes?: readonly string[];
}

export function fieldMove(entry: string | FieldMove): FieldMove {
  return typeof entry === 'string' ? { at: entry } : entry;
}

/** What a move says of a field; undefined where it knows none of that name. */
export function lookUp(field: string, move: TableMove): FieldMove | undefined {
  const entry = Object.hasOwn(move.fields, field) ? move.fields[field] : undefined;
  return entry === undefined ? undefined : fieldMove(entry);
}

/** A value, or each of a list, in v2's words. */
export function worded(value: unknown, move: Pick<FieldMove, 'words'>): unknown {
  const list = asList(value);
  if (list) return list.map((item) => worded(item, move));
  const text = plainText(value).toLowerCase();
  return move.words?.find(([old]) => old.toLowerCase() === text)?.[1] ?? value;
}
