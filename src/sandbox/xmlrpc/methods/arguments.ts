import { asList, asObject, asString } from '../../../keap/json.ts';
import type { TableName } from '../../seed/tables.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import type { Arguments, XmlRpcContext } from '../context.ts';
import { fault } from '../faultError.ts';
import { isoOf } from '../plain.ts';

/** An argument as text; empty where it is left out. */
export function textIn(args: Arguments, name: string): string {
  return asString(args[name]) ?? '';
}

/** An argument as a number. */
export function numberIn(args: Arguments, name: string): number {
  return Number(args[name] ?? 0);
}

/** An id that may be left out by 0, as text for REST; undefined for none. */
export function idText(args: Arguments, name: string): string | undefined {
  const id = numberIn(args, name);
  return id > 0 ? String(id) : undefined;
}

/** An argument as named values. */
export function fieldsIn(args: Arguments, name: string): Fields {
  return asObject(args[name]) ?? {};
}

/** A date, given as one or as text, as an ISO text. @throws FaultError InvalidParameter */
export function momentIn(args: Arguments, name: string): string {
  const text = textIn(args, name);
  return isoOf(text) ?? fault('InvalidParameter', `${name} is no date: ${text}`);
}

/** The record that an id in an argument names. @throws FaultError RecordNotFound */
export function recordIn(args: Arguments, name: string, table: TableName, { account }: XmlRpcContext): StoredRecord {
  const id = numberIn(args, name);
  return account.tables[table].get(id) ?? fault('RecordNotFound', `${name} ${id} was not found`);
}

/** A member of what REST answered. */
export function answered(json: unknown, name: string): unknown {
  return asObject(json)?.[name];
}

/** The items of an argument that PHP’s clients send as a list or, with gaps in its numbers, as named values. */
export function listIn(args: Arguments, name: string): readonly unknown[] {
  return asList(args[name]) ?? Object.values(asObject(args[name]) ?? {});
}

/** What a list of named values is called, by name. */
export function pick(fields: Fields, names: Readonly<Record<string, string>>): Fields {
  return Object.fromEntries(Object.entries(names).map(([here, there]) => [here, fields[there]]));
}

/** Text for REST's members in Base64. */
export function inBase64(text: string): string {
  return Buffer.from(text).toString('base64');
}
