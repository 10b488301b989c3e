import type { FilterField, FilterOperator } from '../../../keap/catalog/operation.ts';
import { checkClause, checkTogether } from '../../../keap/request/filter/checkFilter.ts';
import {
  type FilterClause,
  type FilterFacts,
  printClause,
  printFilter,
} from '../../../keap/request/filter/filterExpression.ts';
import { filterFieldOf } from '../../../keap/request/filter/filterFields.ts';
import { parseClause, parseFilter } from '../../../keap/request/filter/parseFilter.ts';

/** A condition while someone fills it in: everything as typed, a list joined by commas, a prefix with its `*`. */
export interface FilterRow {
  readonly field: string;
  /** Empty until the field is known. */
  readonly operator: FilterOperator | '';
  readonly value: string;
}

export const EMPTY_ROW: FilterRow = { field: '', operator: '', value: '' };

/** The conditions of a text. What is none becomes a row with the text as its field, so that nothing is lost. */
export function rowsOf(text: string, facts: FilterFacts): readonly FilterRow[] {
  return parseFilter(text, facts).clauses.map((clause) => {
    const { field, operator = '' } = clause;
    return { field, operator, value: printClause(clause).slice(field.length + operator.length) };
  });
}

export function textOf(rows: readonly FilterRow[]): string {
  return printFilter(rows.map(asTyped).filter((clause) => printClause(clause) !== ''));
}

function rowText(row: FilterRow): string {
  return printClause(asTyped(row));
}

/** A row as a condition that prints as it stands. */
function asTyped({ field, operator, value }: FilterRow): FilterClause {
  return { field, operator: operator === '' ? undefined : operator, values: [value], prefix: false };
}

/** The row with another field, and an operator that the field allows. */
export function withField(row: FilterRow, field: string, facts: FilterFacts): FilterRow {
  const operators = filterFieldOf(field, facts)?.operators ?? [];
  const kept = row.operator !== '' && (operators.length === 0 || operators.includes(row.operator));
  // While the name is typed, only a field of the list's own is sure to be meant.
  const sure = row.operator !== '' || facts.fields.some(({ name }) => name === field);
  return { ...row, field, operator: kept || !sure ? row.operator : (operators[0] ?? '') };
}

/** The row once its field was chosen or left: now any name that the list may know gets an operator. */
export function withFieldLeft(row: FilterRow, field: string, facts: FilterFacts): FilterRow {
  const next = withField(row, field, facts);
  return next.operator === '' ? { ...next, operator: filterFieldOf(field, facts)?.operators[0] ?? '' } : next;
}

/** What is wrong with each row, as a sentence; of rows that are still empty nothing. */
export function rowProblems(rows: readonly FilterRow[], facts: FilterFacts): readonly (string | undefined)[] {
  const clauses = rows.map((row) => parseClause(rowText(row), facts));
  const together = checkTogether(clauses);
  return rows.map((row, index) => {
    const clause = clauses[index];
    if (!clause || rowText(row) === '') return undefined;
    if (rowText(row).includes(';')) return 'A semicolon ends a condition: a value cannot hold one.';
    return checkClause(clause, facts) ?? together.find((each) => each.clause === index)?.message;
  });
}

/** How the value of a row is filled in. */
export type ValueControl =
  | { readonly kind: 'text'; readonly numeric: boolean }
  | { readonly kind: 'prefix'; readonly text: string; readonly prefix: boolean }
  | { readonly kind: 'suggestions'; readonly options: readonly string[] }
  | { readonly kind: 'yesNo' }
  | { readonly kind: 'time' }
  | { readonly kind: 'list'; readonly items: readonly string[]; readonly options: readonly string[] };

/** The phone numbers a contact has, by Keap's v2 document; its facts name no values. */
const PHONE_FIELDS = ['PHONE1', 'PHONE2', 'PHONE3', 'PHONE4', 'PHONE5'];

export function valueControl(row: FilterRow, field: FilterField | undefined): ValueControl {
  if (!field) return { kind: 'text', numeric: false };
  const options = [...(field.enum ?? []), ...(field.sentinels ?? [])];
  if (field.list) {
    return {
      kind: 'list',
      items: row.value.split(','),
      options: field.name === 'phone_fields' ? PHONE_FIELDS : options,
    };
  }
  if (options.length > 0) return { kind: 'suggestions', options };
  if (field.kind === 'boolean') return { kind: 'yesNo' };
  if (field.kind === 'date-time') return { kind: 'time' };
  if (field.prefix && row.operator === '==') {
    const prefix = row.value.endsWith('*');
    return { kind: 'prefix', text: prefix ? row.value.slice(0, -1) : row.value, prefix };
  }
  return { kind: 'text', numeric: field.kind === 'number' || field.positive === true };
}

const WORDS: Readonly<Record<FilterOperator, string>> = {
  '==': 'is',
  '!=': 'is not',
  '>': 'more than',
  '<': 'less than',
  '>=': 'at least',
  '<=': 'at most',
};
const TIME_WORDS: Readonly<Record<FilterOperator, string>> = {
  ...WORDS,
  '>': 'after',
  '<': 'before',
  '>=': 'from',
  '<=': 'until',
};

/** An operator with what it means for a field: `== contains`. */
export function operatorWords(operator: FilterOperator, field: FilterField | undefined): string {
  const words = field?.kind === 'date-time' ? TIME_WORDS[operator] : WORDS[operator];
  if (operator !== '==') return `${operator} ${words}`;
  return `== ${field?.list ? 'is one of' : field?.contains ? 'contains' : words}`;
}
