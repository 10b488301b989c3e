import { asNumber, asObject, asString } from '../../keap/json.ts';
import { badRequest, notFound } from '../errors.ts';
import { listParameter, type SandboxRequest } from '../request.ts';
import { iso } from '../seed/dice.ts';
import type { Fields, StoredRecord, Table } from '../store/table.ts';

/** The id in a path. @throws RefusalError 400 for what is none */
export function pathId({ path }: SandboxRequest, parameter: string): number {
  const text = path[parameter] ?? '';
  if (!/^\d{1,15}$/.test(text)) badRequest(`${parameter} is invalid`);
  return Number(text);
}

/** The record a path parameter names. @throws RefusalError 400 for what is no id, 404 for one nobody has */
export function recordOf(table: Table, what: string, request: SandboxRequest, parameter: string): StoredRecord {
  const id = pathId(request, parameter);
  return table.get(id) ?? notFound(what, id);
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

/** Ids in a list. @throws RefusalError 400 for what is no id, and for none at all */
export function idsIn(values: readonly unknown[] | undefined, name: string): number[] {
  if (!values || values.length === 0) badRequest(`${name} is required`);
  return values.map((value) => idIn(value) ?? badRequest(`${name} contains '${value}', which is no id`));
}

/** Of a body's values those that `update_mask` lets through; all of them without a mask. */
export function masked(values: Fields, { query }: SandboxRequest): Fields {
  const mask = listParameter(query, 'update_mask');
  if (!mask || mask.length === 0) return values;
  return Object.fromEntries(Object.entries(values).filter(([name]) => mask.includes(name)));
}

/** The values again. @throws RefusalError 400 where a new record lacks a text, or a change would blank it */
export function notBlank(values: Fields, name: string, before: StoredRecord | undefined): Fields {
  const given = Object.hasOwn(values, name);
  if ((given || !before) && !asString(values[name])?.trim()) badRequest(`${name} is required`);
  return values;
}

/** The values again. @throws RefusalError 400 where one of some numbers is below what it can be */
export function atLeast(least: number, values: Fields, names: readonly string[]): Fields {
  for (const name of names) {
    const value = asNumber(values[name]);
    if (value !== undefined && value < least) badRequest(`${name} must be greater than or equal to ${least}`);
  }
  return values;
}

/** The values again. @throws RefusalError 400 where one of some numbers is beyond what anything counts to */
export function atMost(most: number, values: Fields, names: readonly string[]): Fields {
  for (const name of names) {
    const value = asNumber(values[name]);
    if (value !== undefined && value > most) badRequest(`${name} must be less than or equal to ${most}`);
  }
  return values;
}

/** When a request changes something. */
export function timeOf({ now }: SandboxRequest): string {
  return iso(now);
}

/** The values with those moments among them that have one of the names in UTC, so that they sort as text. */
export function inUtc(values: Fields, names: readonly string[]): Fields {
  const moments = Object.entries(pickFields(values, names)).map(([name, value]) => [name, Date.parse(String(value))]);
  const known = moments.filter(([, moment]) => !Number.isNaN(moment));
  return { ...values, ...Object.fromEntries(known.map(([name, moment]) => [name, iso(Number(moment))])) };
}

/** Whether two texts are the same name to Keap, which does not mind their case. */
export function sameText(a: unknown, b: unknown): boolean {
  return (asString(a) ?? '').toLowerCase() === (asString(b) ?? '').toLowerCase();
}

/** Those of some values that have one of the names. */
export function pickFields(values: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(names.filter((name) => Object.hasOwn(values, name)).map((name) => [name, values[name]]));
}

/** Properties without the undefined ones. */
export function compact(view: Fields): Fields {
  return Object.fromEntries(Object.entries(view).filter(([, value]) => value !== undefined));
}
