import type { XmlRpcField } from '../../catalog/xmlrpc/xmlRpcMethod.ts';

/**
 * What Keap compares a field by: an operator that stands before the value. Without one the value is equal, in which `%`
 * stands for any text. Source: integration.keap.com/t/sticky-for-query-operators/117.
 */
type KeapOperator = '' | '~<>~' | '~>~' | '~>=~' | '~<~' | '~<=~' | '~null~';

/**
 * A comparison as people choose it. Three are ours: `any`, not equal to nothing, which Keap takes for *is not empty*;
 * `in`, a list of ids; `json`, a value that no other says.
 */
export type RowOperator = KeapOperator | 'any' | 'in' | 'json';

/** Whether an operator wants a value beside it. */
export function wantsValue(operator: RowOperator): boolean {
  return operator !== '~null~' && operator !== 'any';
}

/** A value of `queryData` that is a text, taken apart. */
export function readCondition(text: string): { readonly operator: RowOperator; readonly value: string } {
  if (text === '~null~') return { operator: '~null~', value: '' };
  const [, operator, value = ''] = /^(~(?:>=|<=|<>|>|<)~)\s*(.*)$/s.exec(text) ?? [];
  if (operator === '~<>~' && value === '') return { operator: 'any', value: '' };
  return operator === undefined ? { operator: '', value: text } : { operator: operator as KeapOperator, value };
}

/** The same as Keap takes it: `~>~ 2026-01-01 00:00:00`, `~<>~123`. */
export function printCondition(operator: Exclude<RowOperator, 'in' | 'json'>, value: string): string {
  if (operator === '') return value;
  if (operator === '~null~') return operator;
  if (operator === 'any') return '~<>~';
  return operator === '~<>~' ? `${operator}${value}` : `${operator} ${value}`;
}

const WORDS: Readonly<Record<RowOperator, string>> = {
  '': 'is',
  '~<>~': 'is not',
  '~>~': 'more than',
  '~>=~': 'at least',
  '~<~': 'less than',
  '~<=~': 'at most',
  '~null~': 'is empty',
  any: 'is not empty',
  in: 'is one of',
  json: 'JSON',
};
const TIME_WORDS: Readonly<Record<RowOperator, string>> = {
  ...WORDS,
  '~>~': 'after',
  '~>=~': 'from',
  '~<~': 'before',
  '~<=~': 'until',
};

/** An operator in words. */
export function operatorWords(operator: RowOperator, field: XmlRpcField | undefined): string {
  return (isTime(field) ? TIME_WORDS : WORDS)[operator];
}

/** What a field may be compared by: lists are for ids. */
export function operatorsFor(field: XmlRpcField | undefined): readonly RowOperator[] {
  const all = (Object.keys(WORDS) as RowOperator[]).filter((each) => each !== 'json');
  return field && !/Id$/i.test(field.name) ? all.filter((each) => each !== 'in') : all;
}

function isTime(field: XmlRpcField | undefined): boolean {
  return field?.type === 'date' || field?.type === 'dateTime';
}
