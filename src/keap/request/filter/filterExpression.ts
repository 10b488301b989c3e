import type { FilterOperator, QueryFacts } from '../../catalog/operation.ts';

/** What a list's facts say of its filter. */
export type FilterFacts = NonNullable<QueryFacts['filter']>;

/** One condition of a v2 `filter`; all of them must hold. */
export interface FilterClause {
  /** As written. Without an operator it is the whole of what was written, which is no condition yet. */
  readonly field: string;
  readonly operator: FilterOperator | undefined;
  /** As written: several for a list, else one, without the `*` of a prefix; none without an operator. */
  readonly values: readonly string[];
  /** Whether the value matches whatever begins with it. */
  readonly prefix: boolean;
}

/** The conditions as the text of a `filter` parameter, before it is encoded. */
export function printFilter(clauses: readonly FilterClause[]): string {
  return clauses.map(printClause).join(';');
}

/** One condition as text: `given_name==Ad*`. */
export function printClause({ field, operator, values, prefix }: FilterClause): string {
  return operator === undefined ? field : `${field}${operator}${values.join(',')}${prefix ? '*' : ''}`;
}
