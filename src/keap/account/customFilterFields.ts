import type { FilterField, FilterOperator } from '../catalog/operation.ts';
import type { FilterFacts } from '../request/filter/filterExpression.ts';

/** A custom field as the account has it. */
export interface CustomFieldFacts {
  readonly label: string;
  /** The name that filters know it by, in any case. */
  readonly name: string;
  /** `DROPDOWN`, or v1's `Dropdown`. */
  readonly type: string;
  /** What may be chosen, by its label; empty where anything goes. */
  readonly options: readonly string[];
}

const COMPARED: readonly FilterOperator[] = ['==', '>', '<', '>=', '<='];
const NUMBERS = new Set(['CURRENCY', 'DECIMAL_NUMBER', 'PERCENT', 'WHOLE_NUMBER', 'YEAR']);

/** The type of a custom field as v2 writes it: v1 says `ListBox`. */
export function fieldType(type: string): string {
  return type.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();
}

/**
 * What a list's filter may name, with the account's custom fields among it: numbers and dates are compared, texts and
 * choices matched whole or by how they begin, several choices by one of them, and yes or no is 1 or 0 (Keap's v2
 * document on filtering by custom fields).
 * @param typed names as they stand in a filter: of custom fields the case does not matter
 */
export function withCustomFields(
  facts: FilterFacts,
  custom: readonly CustomFieldFacts[],
  typed: readonly string[],
): FilterFacts {
  if (!facts.customFields || custom.length === 0) return facts;
  const names = new Set(facts.fields.map(({ name }) => name.toLowerCase()));
  const fields = custom.filter(({ name }) => !names.has(name.toLowerCase()));
  const known = fields.flatMap((field) => {
    const others = typed.filter((name) => name !== field.name && name.toLowerCase() === field.name.toLowerCase());
    return [field.name, ...new Set(others)].map((name) => filterFieldOf(name, field));
  });
  return { ...facts, fields: [...facts.fields, ...known] };
}

function filterFieldOf(name: string, { type: written, options }: CustomFieldFacts): FilterField {
  const type = fieldType(written);
  if (NUMBERS.has(type)) return { name, kind: 'number', operators: COMPARED };
  if (type === 'DATE' || type === 'DATE_TIME') return { name, kind: 'date-time', operators: COMPARED };
  if (type === 'YES_NO') return { name, kind: 'string', operators: ['=='], enum: ['1', '0'] };
  // Suggestions only: an option may be gone, and records still have it.
  const chosen = options.length > 0 ? { sentinels: options } : {};
  if (type === 'LIST_BOX') return { name, kind: 'string', operators: ['=='], contains: true, ...chosen };
  return { name, kind: 'string', operators: ['=='], prefix: true, ...chosen };
}
