import type { FilterField } from '../../catalog/operation.ts';
import { suggestion } from '../suggestion.ts';
import type { FilterClause, FilterFacts } from './filterExpression.ts';
import { filterFieldOf, misspelled } from './filterFields.ts';
import { isDay, isFilterTime } from './filterTime.ts';

/** What is wrong with one condition, as a sentence; undefined where nothing is. */
export function checkClause(clause: FilterClause, facts: FilterFacts): string | undefined {
  const { field: name, operator } = clause;
  if (operator === undefined) {
    const equality = name.includes('=') ? ' Equality is written with two signs: ==.' : '';
    return `“${name}” is not a condition, such as field==value.${equality}`;
  }
  if (name === '') return 'A condition starts with the name of a field.';
  const field = filterFieldOf(name, facts);
  if (!field) return unknownField(name, facts);
  if (!field.operators.includes(operator)) {
    return `${name} takes ${field.operators.join(', ')} and not ${operator}.`;
  }
  return checkValues(clause, field);
}

function unknownField(name: string, facts: FilterFacts): string {
  const meant = misspelled(name, facts);
  const hint = meant
    ? `; did you mean ${meant}`
    : suggestion(
        name,
        facts.fields.map((field) => field.name),
      );
  return `This list has no field “${name}” to filter by${hint}.`;
}

function checkValues({ values: written, prefix }: FilterClause, field: FilterField): string | undefined {
  // White space around the members of a list means nothing; anywhere else it is part of the value.
  const values = field.list ? written.map((value) => value.trim()) : written;
  const [first = ''] = values;
  if (values.length === 1 && !prefix && field.sentinels?.includes(first)) return undefined;
  if (values.includes('')) {
    return values.length > 1 ? `${field.name} has an empty value between its commas.` : `${field.name} has no value.`;
  }
  if (field.most !== undefined && values.length > field.most) {
    return `${field.name} takes at most ${field.most} values; it has ${values.length}.`;
  }
  for (const value of values) {
    const words = checkValue(value, field);
    if (words) return `${field.name} ${words}`;
  }
  return undefined;
}

function checkValue(value: string, field: FilterField): string | undefined {
  if (field.kind === 'number' && !/^-?\d+(\.\d+)?$/.test(value)) return 'must be a number, such as 12.5.';
  if (field.positive && !/^0*[1-9]\d*$/.test(value)) return 'must be a whole number of 1 or more.';
  if (field.kind === 'boolean' && value !== 'true' && value !== 'false') return 'must be true or false.';
  if (field.kind === 'date-time' && !isFilterTime(value)) {
    const day = isDay(value) ? 'A day alone is refused: it' : 'It';
    return `is not a time Keap takes. ${day} must have milliseconds and an offset, such as 2026-01-31T00:00:00.000Z.`;
  }
  if (field.enum && !field.enum.includes(value)) return `must be one of ${field.enum.join(', ')}.`;
  if (field.prefix && value === '*') return 'has no value before its *.';
  if (field.prefix && value.startsWith('*')) return 'takes * only at the end, after what the text begins with.';
  if (!field.prefix && field.kind === 'string' && value.endsWith('*')) return 'takes no *: it matches whole values.';
  return undefined;
}

/**
 * What is wrong between conditions, each told of the later one (v2's document: `ids` is an alternative to the single
 * id, and a `phone_number` is looked for in the `phone_fields` alone).
 */
export function checkTogether(clauses: readonly FilterClause[]): { clause: number; message: string }[] {
  const at = (name: string) => clauses.findIndex(({ field, operator }) => field === name && operator !== undefined);
  const problems: { clause: number; message: string }[] = [];
  for (const single of ['id', 'opportunity_id']) {
    if (at('ids') < 0 || at(single) < 0) continue;
    problems.push({ clause: Math.max(at('ids'), at(single)), message: `${single} and ids cannot be used together.` });
  }
  if (at('phone_number') >= 0 && at('phone_fields') < 0) {
    const message = 'phone_number needs phone_fields, such as phone_fields==PHONE1,PHONE2.';
    problems.push({ clause: at('phone_number'), message });
  }
  return problems;
}
