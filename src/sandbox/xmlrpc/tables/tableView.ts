import { asNumber, asObject, asString } from '../../../keap/json.ts';
import { parts } from '../../resources/parts.ts';
import type { TableName } from '../../seed/tables.ts';
import type { RecordType } from '../../store/customField.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import type { XmlRpcContext } from '../context.ts';
import { fault } from '../faultError.ts';
import { isoOf } from '../plain.ts';

/** A row of a table as the DataService sees it. What a field holds is plain: moments are ISO texts. */
export interface Row {
  readonly id: number;
  read(field: string): unknown;
}

/** How a table of XML-RPC is read and written. What is missing cannot be done, whatever the access letters say. */
export interface TableView {
  /** The kind of record whose custom fields it has, each as `_Name`. */
  readonly custom?: RecordType;
  /** All rows by ascending id. */
  rows(context: XmlRpcContext): Iterable<Row>;
  /** A row by its id, where that is faster than looking at all. */
  get?(id: number, context: XmlRpcContext): Row | undefined;
  /** The rows from one place up to, and without, another, where that is faster than looking at those before. */
  slice?(from: number, to: number, context: XmlRpcContext): Row[];
  /** How many rows there are, where that is known without looking. */
  size?(context: XmlRpcContext): number;
  add?(values: Fields, context: XmlRpcContext): number;
  change?(id: number, values: Fields, context: XmlRpcContext): void;
  remove?(id: number, context: XmlRpcContext): void;
}

/** What a field is in a record of the account. */
export interface FieldView {
  readonly read: (record: StoredRecord, context: XmlRpcContext) => unknown;
  /** What of a record a value changes; `fields` are those so far. */
  readonly write?: (value: unknown, fields: Fields, context: XmlRpcContext) => Fields;
}

export type FieldViews = Readonly<Record<string, FieldView>>;

/** A table whose rows are records of the account. */
export interface StoredTable {
  readonly table: TableName;
  readonly fields: FieldViews;
  readonly custom?: RecordType;
  /** What a new record has besides. */
  readonly made?: (context: XmlRpcContext) => Fields;
  /** The path of one in REST, up to its id, so that what hangs on it goes with it. */
  readonly deleteBy?: string;
}

/** A property under another name. */
export function property(name: string): FieldView {
  return { read: ({ fields }) => fields[name], write: (value) => ({ [name]: value }) };
}

/** Writes a value under a name, converted; nothing takes the property away. */
function put(name: string, convert: (value: unknown) => unknown): NonNullable<FieldView['write']> {
  return (value) => ({ [name]: value === undefined ? undefined : convert(value) });
}

/** A number that counts something, within bounds that nobody goes beyond by chance. @throws FaultError on writing */
export function counted(name: string, most = 1_000, least = 1): FieldView {
  return {
    read: ({ fields }) => fields[name],
    write: put(name, (value) => {
      const number = Number(value);
      if (Number.isInteger(number) && number >= least && number <= most) return number;
      return fault('InvalidParameter', `${name} must be a whole number from ${least} to ${most}, not ${value}`);
    }),
  };
}

/** A property that cannot be written. */
export function shown(read: FieldView['read']): FieldView {
  return { read };
}

/** An id that REST keeps as text. */
export function textId(name: string): FieldView {
  return { read: ({ fields }) => Number(fields[name]) || undefined, write: put(name, String) };
}

/** An amount in dollars here, in cents in the account. */
export function dollarsOf(name: string): FieldView {
  return {
    read: ({ fields }) => {
      const cents = asNumber(fields[name]);
      return cents === undefined ? undefined : cents / 100;
    },
    write: put(name, (value) => Math.round(Number(value) * 100)),
  };
}

/** Yes and no, which tables write as 1 and 0 in numbers and in texts. */
export function flag(name: string): FieldView {
  return {
    read: ({ fields }) => (fields[name] === undefined ? undefined : fields[name] === true ? 1 : 0),
    write: put(name, (value) => value === true || Number(value) === 1),
  };
}

/** A moment. */
export function moment(name: string): FieldView {
  return { read: ({ fields }) => fields[name], write: put(name, (value) => isoOf(String(value)) ?? value) };
}

/** A day, of which the account keeps no time. */
export function day(name: string): FieldView {
  return {
    read: ({ fields }) => asString(fields[name])?.slice(0, 10),
    write: put(name, (value) => (isoOf(String(value)) ?? String(value)).slice(0, 10)),
  };
}

/** A property whose words differ: `[here, in the account]`; what is in no pair stays. */
export function word(name: string, pairs: readonly (readonly [here: unknown, there: unknown])[]): FieldView {
  return {
    read: ({ fields }) => {
      const pair = pairs.find(([, there]) => there === fields[name]);
      return pair ? pair[0] : fields[name];
    },
    write: put(name, (value) => {
      const pair = pairs.find(([here]) => String(here).toLowerCase() === String(value).toLowerCase());
      return pair ? pair[1] : value;
    }),
  };
}

/** A value in the part of a list that stands in a field: the number of PHONE1. */
export function inPart(list: string, field: string, name: string): FieldView {
  return {
    read: ({ fields }) => parts(fields, list).find((part) => part['field'] === field)?.[name],
    write: (value, fields) => {
      const all = parts(fields, list);
      const part = { ...(all.find((each) => each['field'] === field) ?? { field }), [name]: value };
      const rest = all.filter((each) => each['field'] !== field);
      const isEmpty = Object.entries(part).every(
        ([key, member]) => key === 'field' || member === '' || member === undefined,
      );
      const sorted = [...rest, ...(isEmpty ? [] : [part])].sort((a, b) =>
        String(a['field']) < String(b['field']) ? -1 : 1,
      );
      return { [list]: sorted };
    },
  };
}

/** A value in an object: the city of a company's one address. */
export function inObject(object: string, name: string, rest: Fields = {}): FieldView {
  return {
    read: ({ fields }) => asObject(fields[object])?.[name],
    write: (value, fields) => ({ [object]: { ...rest, ...asObject(fields[object]), [name]: value } }),
  };
}

export const CREATED: FieldView = shown(({ created }) => created);
export const UPDATED: FieldView = shown(({ updated }) => updated);
