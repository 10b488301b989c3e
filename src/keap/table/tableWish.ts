import { asList, asObject, asString } from '../json.ts';

/** What stands in a cell. Lists are of scalars; whatever else is nested is `json`. */
export type CellKind = 'text' | 'number' | 'boolean' | 'null' | 'list' | 'json';

export interface SortSpec {
  readonly column: string;
  readonly descending: boolean;
}

/** What a condition asks of a column's value. */
export type Operator = 'contains' | 'lacks' | 'is' | 'isNot' | 'empty' | 'filled' | 'above' | 'below';

export interface Condition {
  readonly column: string;
  readonly operator: Operator;
  /** What it is compared with; of no meaning for `empty` and `filled`. */
  readonly value: string;
}

export interface RowFilter {
  /** Stands somewhere in the row, in any case. Empty lets every row through. */
  readonly text: string;
  readonly conditions: readonly Condition[];
}

/** Which rows of a list to show, in which order. */
export interface TableWish {
  readonly sort?: SortSpec;
  readonly filter: RowFilter;
}

export const NO_FILTER: RowFilter = { text: '', conditions: [] };

const OPERATORS: readonly Operator[] = ['contains', 'lacks', 'is', 'isNot', 'empty', 'filled', 'above', 'below'];

/** A wish from unknown data; what is unreadable in it is left out. */
export function parseWish(value: unknown): TableWish {
  const source = asObject(value);
  const filter = asObject(source?.['filter']);
  const conditions = (asList(filter?.['conditions']) ?? []).flatMap((each) => parseCondition(each) ?? []);
  const sort = asObject(source?.['sort']);
  const column = asString(sort?.['column']);
  return {
    ...(column === undefined ? {} : { sort: { column, descending: sort?.['descending'] === true } }),
    filter: { text: asString(filter?.['text']) ?? '', conditions },
  };
}

function parseCondition(value: unknown): Condition | undefined {
  const source = asObject(value);
  const column = asString(source?.['column']);
  const operator = OPERATORS.find((each) => each === source?.['operator']);
  if (column === undefined || !operator) return undefined;
  return { column, operator, value: asString(source?.['value']) ?? '' };
}
