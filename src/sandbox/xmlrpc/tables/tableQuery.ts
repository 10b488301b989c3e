import type { XmlRpcField } from '../../../keap/catalog/xmlrpc/xmlRpcMethod.ts';
import { asList, asObject } from '../../../keap/json.ts';
import type { Fields } from '../../store/table.ts';
import type { XmlRpcContext } from '../context.ts';
import { fault } from '../faultError.ts';
import { isoOf } from '../plain.ts';
import { DataTable } from './dataTable.ts';
import type { Row } from './tableView.ts';

/** The most rows of a page: more are not given, whatever is asked for. */
export const MOST_ROWS = 1_000;

/** What is asked of a table. */
export interface TableQuery {
  readonly table: string;
  readonly limit: number;
  /** Counted from 0. */
  readonly page: number;
  readonly conditions: unknown;
  readonly fields: readonly string[];
  readonly orderBy?: string;
  /** Default true. */
  readonly ascending?: boolean;
}

/** The rows of a page, each with the fields that are asked for and not empty. @throws FaultError */
export function queryTable(query: TableQuery, context: XmlRpcContext): Fields[] {
  const table = new DataTable(query.table, 'R', context);
  const { limit, page, orderBy } = query;
  if (limit < 1) fault('InvalidParameter', 'limit must be at least 1');
  if (page < 0) fault('InvalidParameter', 'page must be at least 0');
  if (query.fields.length === 0) fault('NoFieldsError', `No fields of ${table.name} are asked for`);
  const shown = query.fields.map((name) => table.field(name, 'R'));
  const size = Math.min(limit, MOST_ROWS);
  const found = matching(table, query.conditions);
  const from = page * size;
  const rows: Row[] = [];
  const whole = hasConditions(query.conditions) ? undefined : table.view.slice;
  if (whole && !orderBy) rows.push(...whole(from, from + size, context));
  else if (orderBy) {
    const field = table.field(orderBy, 'R');
    const sign = query.ascending === false ? -1 : 1;
    const sorted = [...found].sort((a, b) => sign * compared(field, a.read(orderBy), b.read(orderBy)) || a.id - b.id);
    rows.push(...sorted.slice(from, from + size));
  } else {
    let place = 0;
    for (const row of found) {
      if (place >= from + size) break;
      if (place++ >= from) rows.push(row);
    }
  }
  return rows.map((row) => table.show(row, shown));
}

/** How many rows of a table meet some conditions. @throws FaultError */
export function countRows(name: string, conditions: unknown, context: XmlRpcContext): number {
  const table = new DataTable(name, 'R', context);
  if (table.view.size && !hasConditions(conditions)) return table.view.size(context);
  let count = 0;
  for (const _ of matching(table, conditions)) count++;
  return count;
}

/** The rows that meet all conditions, by ascending id. @throws FaultError */
function* matching(table: DataTable, conditions: unknown): Generator<Row> {
  const tests = Object.entries(asObject(conditions) ?? {}).map(([name, value]) => {
    const field = table.field(name, 'R');
    const test = testOf(field, value);
    return (row: Row) => test(row.read(name));
  });
  for (const row of candidates(table, conditions)) if (tests.every((test) => test(row))) yield row;
}

function hasConditions(conditions: unknown): boolean {
  return Object.keys(asObject(conditions) ?? {}).length > 0;
}

/** The rows that may meet the conditions: those of the ids that are asked for, else all. */
function candidates(table: DataTable, conditions: unknown): Iterable<Row> {
  const ids = [asObject(conditions)?.['Id']]
    .flat()
    .map((id) => (/^\d{1,10}$/.test(String(id)) ? Number(id) : undefined));
  if (!table.view.get || ids.includes(undefined)) return table.rows();
  const known = ids.filter((id) => id !== undefined);
  return [...new Set(known)].sort((a, b) => a - b).flatMap((id) => table.find(id) ?? []);
}

type Test = (value: unknown) => boolean;

/** Keap's operators stand before the value. Source: integration.keap.com/t/sticky-for-query-operators/117. */
const OPERATORS: Readonly<Record<string, (order: number) => boolean>> = {
  '~>=~': (order) => order >= 0,
  '~<=~': (order) => order <= 0,
  '~>~': (order) => order > 0,
  '~<~': (order) => order < 0,
};

function testOf(field: XmlRpcField, wanted: unknown): Test {
  const list = asList(wanted);
  if (list) return inList(field, list);
  if (typeof wanted !== 'string') return (value) => isSame(field, value, wanted);
  if (wanted === '~null~') return isEmpty;
  const [operator = '', rest = ''] = /^(~(?:>=|<=|<>|>|<)~)\s*(.*)$/s.exec(wanted)?.slice(1) ?? [];
  if (operator === '~<>~') return rest === '' ? (value) => !isEmpty(value) : (value) => !isSame(field, value, rest);
  const holds = OPERATORS[operator];
  if (holds) return (value) => !isEmpty(value) && holds(compared(field, value, rest));
  return (value) => isSame(field, value, wanted);
}

/** One of up to a thousand ids. */
function inList(field: XmlRpcField, list: readonly unknown[]): Test {
  if (!/Id$/i.test(field.name)) fault('InvalidParameter', `${field.name} takes one value: lists are for ids`);
  if (list.length > MOST_ROWS) fault('InvalidParameter', `${field.name} takes at most ${MOST_ROWS} ids`);
  const ids = new Set(list.map(Number));
  return (value) => ids.has(Number(value));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** Whether a field holds a value: without regard to case, and `%` stands for any text. */
function isSame(field: XmlRpcField, value: unknown, wanted: unknown): boolean {
  if (isEmpty(value)) return isEmpty(wanted);
  if (typeof wanted === 'string' && wanted.includes('%')) return isLike(textOf(field, value), wanted);
  return compared(field, value, wanted) === 0;
}

/** Whether a text is of a pattern in which `%` stands for any text. Each part is looked for once, from left to right. */
function isLike(text: string, pattern: string): boolean {
  const [first = '', ...parts] = pattern.toLowerCase().split('%');
  const last = parts.pop() ?? '';
  const whole = text.toLowerCase();
  if (!whole.startsWith(first)) return false;
  let place = first.length;
  for (const part of parts) {
    const found = whole.indexOf(part, place);
    if (found < 0) return false;
    place = found + part.length;
  }
  return whole.length - last.length >= place && whole.endsWith(last);
}

/** As Keap's database writes it: moments as `2026-11-30 14:05:00`. */
function textOf({ type }: XmlRpcField, value: unknown): string {
  if (type !== 'date' && type !== 'dateTime') return String(value);
  const text = String(value);
  return (isoOf(text) ?? text).slice(0, 19).replace('T', ' ');
}

/** Which of two values comes first: by number, by moment or by text. */
function compared(field: XmlRpcField, a: unknown, b: unknown): number {
  if (isEmpty(a) || isEmpty(b)) return Number(isEmpty(b)) - Number(isEmpty(a));
  if (field.type === 'date' || field.type === 'dateTime') return order(momentIn(a), momentIn(b));
  const [x, y] = [numberIn(a), numberIn(b)];
  const isNumeric = field.type === 'int' || field.type === 'double' || field.type === 'boolean';
  if (isNumeric || (typeof a === 'number' && !Number.isNaN(y))) return order(x, y);
  return order(String(a).toLowerCase(), String(b).toLowerCase());
}

function order<T extends number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : a === b ? 0 : Number.NaN;
}

function numberIn(value: unknown): number {
  if (typeof value === 'boolean') return Number(value);
  return value === 'true' ? 1 : value === 'false' ? 0 : Number(value);
}

function momentIn(value: unknown): number {
  const text = String(value);
  return Date.parse(isoOf(text) ?? text);
}
