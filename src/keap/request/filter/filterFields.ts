import type { FilterField, FilterOperator } from '../../catalog/operation.ts';
import type { FilterFacts } from './filterExpression.ts';

/** What any custom field may be compared by: of which type it is, is known only to the account. */
const CUSTOM_OPERATORS: readonly FilterOperator[] = ['==', '>', '<', '>=', '<='];

/** Where the document does not say what a filter takes, anything may be right. */
const ANY_OPERATORS: readonly FilterOperator[] = ['==', '!=', '>=', '<=', '>', '<'];

/**
 * What a filter may do with a field. A name that is none of the list's own is a custom field where the list takes
 * them, since Keap looks those up by name; otherwise undefined.
 */
export function filterFieldOf(name: string, facts: FilterFacts): FilterField | undefined {
  if (facts.fields.length === 0) return { name, kind: 'string', operators: ANY_OPERATORS, prefix: true };
  const own = facts.fields.find((field) => field.name === name);
  if (own || !facts.customFields || !/^[A-Za-z_]\w*$/.test(name) || misspelled(name, facts)) return own;
  return { name, kind: 'string', operators: CUSTOM_OPERATORS, prefix: true };
}

/** The list's own field that differs from the name in case alone. */
export function misspelled(name: string, facts: FilterFacts): string | undefined {
  const lower = name.toLowerCase();
  return facts.fields.find((field) => field.name !== name && field.name.toLowerCase() === lower)?.name;
}

/** Whether a name would be looked up among the account's custom fields. */
export function isCustomField(name: string, facts: FilterFacts): boolean {
  return (
    facts.customFields === true &&
    filterFieldOf(name, facts) !== undefined &&
    !facts.fields.some((field) => field.name === name)
  );
}
