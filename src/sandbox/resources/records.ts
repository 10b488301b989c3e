import { asObject, asString } from '../../keap/json.ts';
import type { Answer } from '../answer.ts';
import { badRequest, notFound } from '../errors.ts';
import { offsetPage, tokenPage } from '../query/paging.ts';
import { type Selection, select } from '../query/select.ts';
import { listParameter, type SandboxRequest } from '../request.ts';
import { iso } from '../seed/dice.ts';
import type { Fields, StoredRecord, Table } from '../store/table.ts';

/** The record a path parameter names. @throws RefusalError 400 for what is no id, 404 for one nobody has */
export function recordOf(table: Table, what: string, { path }: SandboxRequest, parameter: string): StoredRecord {
  const text = path[parameter] ?? '';
  if (!/^\d{1,15}$/.test(text)) badRequest(`${parameter} is invalid`);
  return table.get(Number(text)) ?? notFound(what, text);
}

/** The id of a record that a body refers to; undefined where it refers to none. @throws RefusalError 400 */
export function referredId(table: Table, value: unknown, name: string): number | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const id = Number(value);
  if (!table.get(id)) badRequest(`${name} ${value} does not exist`);
  return id;
}

/** An id in a body, as text in v2 and as a number in v1; undefined for what is neither. */
export function idIn(value: unknown): number | undefined {
  const id = Number(asObject(value)?.['id'] ?? value);
  return Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

/** A v2 page of what a request selects. */
export function v2List<T>(
  request: SandboxRequest,
  all: readonly T[],
  selection: Selection<T>,
  name: string,
  view: (record: T) => unknown,
): Answer {
  const { items, nextPageToken } = tokenPage(select(all, request.list, selection), request);
  return { status: 200, json: { [name]: items.map(view), next_page_token: nextPageToken } };
}

/** A v1 page of a list. */
export function v1List<T>(
  request: SandboxRequest,
  all: readonly T[],
  name: string,
  view: (record: T) => unknown,
): Answer {
  const { items, ...rest } = offsetPage(all, request);
  return { status: 200, json: { [name]: items.map(view), ...rest } };
}

/** Of a body's values those that `update_mask` lets through; all of them without a mask. */
export function masked(values: Fields, { query }: SandboxRequest): Fields {
  const mask = listParameter(query, 'update_mask');
  if (!mask || mask.length === 0) return values;
  return Object.fromEntries(Object.entries(values).filter(([name]) => mask.includes(name)));
}

/** When a request changes something. */
export function timeOf({ now }: SandboxRequest): string {
  return iso(now);
}

/** Whether two texts are the same name to Keap, which does not mind their case. */
export function sameText(a: unknown, b: unknown): boolean {
  return (asString(a) ?? '').toLowerCase() === (asString(b) ?? '').toLowerCase();
}

/** Those of some values that have one of the names. */
export function pickFields(values: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(names.filter((name) => Object.hasOwn(values, name)).map((name) => [name, values[name]]));
}

/** Properties without the undefined ones, which JSON would drop only after `hasOwn` saw them. */
export function compact(view: Fields): Fields {
  return Object.fromEntries(Object.entries(view).filter(([, value]) => value !== undefined));
}
