import { compareNumbers, isNumber, momentOf } from './sortKeys.ts';
import type { Condition, RowFilter } from './tableWish.ts';

/** Whether a filter leaves out anything at all. */
export function isFiltering({ text, conditions }: RowFilter): boolean {
  return text.trim() !== '' || conditions.some(asks);
}

/** What tells whether a row passes, given the text of each of its columns; empty ones may be left out. */
export function rowTest({ text, conditions }: RowFilter): (cells: ReadonlyMap<string, string>) => boolean {
  const wanted = text.trim().toLowerCase();
  const tests = conditions.filter(asks).map((condition) => ({ column: condition.column, test: valueTest(condition) }));
  return (cells) =>
    tests.every(({ column, test }) => test(cells.get(column) ?? '')) && (wanted === '' || holds(cells, wanted));
}

/**
 * What tells of a record's JSON text that it cannot pass, without taking it apart: plain words that stand nowhere in it
 * stand in none of its values. They have no comma, by which values of a list are joined. Where strings are written with
 * escapes, they say something else than their text.
 */
export function cannotPass({ text }: RowFilter): (raw: string) => boolean {
  const wanted = text.trim().toLowerCase();
  if (!/^[\w@.+ -]+$/.test(wanted)) return () => false;
  return (raw) => !raw.includes('\\') && !raw.toLowerCase().includes(wanted);
}

/** A condition whose value is yet to be typed asks for nothing. */
function asks({ operator, value }: Condition): boolean {
  return operator === 'empty' || operator === 'filled' || value.trim() !== '';
}

function holds(cells: ReadonlyMap<string, string>, wanted: string): boolean {
  for (const text of cells.values()) if (text.toLowerCase().includes(wanted)) return true;
  return false;
}

function valueTest({ operator, value }: Condition): (text: string) => boolean {
  const wanted = value.trim().toLowerCase();
  switch (operator) {
    case 'contains':
      return (text) => text.toLowerCase().includes(wanted);
    case 'lacks':
      return (text) => !text.toLowerCase().includes(wanted);
    case 'is':
      return (text) => isSame(text, wanted);
    case 'isNot':
      return (text) => !isSame(text, wanted);
    case 'empty':
      return (text) => text === '';
    case 'filled':
      return (text) => text !== '';
    case 'above':
      return (text) => text !== '' && order(text, value.trim()) > 0;
    case 'below':
      return (text) => text !== '' && order(text, value.trim()) < 0;
  }
}

function isSame(text: string, wanted: string): boolean {
  const whole = text.trim();
  return whole.toLowerCase() === wanted || (isNumber(whole) && isNumber(wanted) && compareNumbers(whole, wanted) === 0);
}

const COLLATOR = new Intl.Collator(undefined, { numeric: true });

/** Numbers compare by value, dates by time, everything else as words. */
function order(text: string, other: string): number {
  if (isNumber(text) && isNumber(other)) return compareNumbers(text, other);
  const [moment, otherMoment] = [momentOf(text), momentOf(other)];
  if (moment !== undefined && otherMoment !== undefined) return moment - otherMoment;
  return COLLATOR.compare(text, other);
}
