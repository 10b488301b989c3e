import { numberText } from '../../exactJson.ts';
import { asList, asObject } from '../../json.ts';
import type { Cell } from './cellValue.ts';

/** Items of a list of objects that become columns; the list as a whole is one as well. */
const MOST_ITEMS = 5;
const DEEPEST = 6;

/**
 * A record as columns: `company.id`, `email_addresses[0].email`. A list of plain values is one cell; names with dots
 * in them are taken as they are.
 */
export function flatRecord(record: unknown): ReadonlyMap<string, Cell> {
  const cells = new Map<string, Cell>();
  visit(record, '', 0);
  return cells;

  function visit(value: unknown, at: string, depth: number): void {
    const items = asList(value);
    const object = numberText(value) === undefined ? asObject(value) : undefined;
    if (items?.some((item) => asObject(item) && numberText(item) === undefined) && depth < DEEPEST) {
      for (const [index, item] of items.slice(0, MOST_ITEMS).entries()) visit(item, `${at}[${index}]`, depth + 1);
    } else if (object && depth < DEEPEST) {
      for (const [name, member] of Object.entries(object)) visit(member, at === '' ? name : `${at}.${name}`, depth + 1);
    } else if (at !== '') {
      cells.set(at, value);
    }
  }
}
