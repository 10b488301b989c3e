import type { FilterOperator } from '../../catalog/operation.ts';
import { checkClause, checkTogether } from './checkFilter.ts';
import type { FilterClause, FilterFacts } from './filterExpression.ts';
import { filterFieldOf } from './filterFields.ts';

/** Something in a filter that Keap refuses or takes for something else. */
export interface FilterProblem {
  /** Which condition it is about. */
  readonly clause: number;
  /** Where that stands in the text, counted in characters from 0. */
  readonly start: number;
  readonly end: number;
  /** A whole sentence. */
  readonly message: string;
}

export interface ParsedFilter {
  /** Every condition, also those with a problem: nothing of the text is left out but what is empty. */
  readonly clauses: readonly FilterClause[];
  readonly problems: readonly FilterProblem[];
}

/** Reads the text of a `filter` parameter against what the list's facts say. It never fails: it tells. */
export function parseFilter(text: string, facts: FilterFacts): ParsedFilter {
  const pieces = piecesOf(text);
  const clauses = pieces.map((piece) => parseClause(piece.text, facts));
  const told = [
    ...clauses.flatMap((clause, index) => {
      const message = checkClause(clause, facts);
      return message ? [{ clause: index, message }] : [];
    }),
    ...checkTogether(clauses),
  ];
  const problems = told.flatMap(({ clause, message }): FilterProblem[] => {
    const piece = pieces[clause];
    return piece ? [{ clause, start: piece.start, end: piece.start + piece.text.length, message }] : [];
  });
  return { clauses, problems: problems.toSorted((a, b) => a.start - b.start) };
}

const CLAUSE = /^\s*([^=!<>]*?)\s*(==|!=|>=|<=|>|<)(.*)$/s;

/** Reads one condition; text without an operator is kept as the field of none. */
export function parseClause(text: string, facts: FilterFacts): FilterClause {
  const [, field = '', operator, rest = ''] = CLAUSE.exec(text) ?? [];
  if (operator === undefined) return { field: text.trim(), operator, values: [], prefix: false };
  const known = filterFieldOf(field, facts);
  const prefix = known?.prefix === true && operator === '==' && /^[^*].*\*$/s.test(rest);
  const value = prefix ? rest.slice(0, -1) : rest;
  const values = known?.list ? value.split(',') : [value];
  return { field, operator: operator as FilterOperator, values, prefix };
}

/** The text between semicolons, without white space around it that means nothing. */
function piecesOf(text: string): { text: string; start: number }[] {
  const pieces: { text: string; start: number }[] = [];
  let start = 0;
  for (const part of text.split(';')) {
    const lead = part.length - part.trimStart().length;
    if (part.trim() !== '') pieces.push({ text: part.slice(lead), start: start + lead });
    start += part.length + 1;
  }
  return pieces;
}
