import type { FilterField, Operation, Parameter } from '../../../keap/catalog/operation.ts';
import { resolveSchema, type Schema, type Schemas, schemaType } from '../../../keap/catalog/schema.ts';
import type { FilterFacts } from '../../../keap/request/filter/filterExpression.ts';
import { valueSchema } from '../../../keap/request/parameterValue.ts';
import { argumentField } from './argumentFields.ts';

/** How a parameter is filled in. */
export type Control =
  | { readonly kind: 'text'; readonly numeric: boolean }
  /** One of a few values, or none. */
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  /** Conditions on the fields of a list. */
  | { readonly kind: 'filter'; readonly facts: FilterFacts }
  /** One of some fields, and a direction. */
  | { readonly kind: 'order'; readonly fields: readonly string[] }
  | { readonly kind: 'date' }
  | { readonly kind: 'dateTime' }
  /** A date and time without a zone. */
  | { readonly kind: 'moment' }
  /** A text of several lines. */
  | { readonly kind: 'lines' }
  /** Bytes as Base64. */
  | { readonly kind: 'bytes' }
  /** A value with parts, as JSON. */
  | { readonly kind: 'json' }
  /** Several texts, a row each. */
  | { readonly kind: 'rows'; readonly numeric: boolean }
  /** Several of some known values; with `open`, others may be typed. */
  | { readonly kind: 'checks'; readonly options: readonly string[]; readonly open: boolean };

export interface Field {
  readonly parameter: Parameter;
  readonly control: Control;
  readonly placeholder: string;
  /** What a number may be, in words; empty where anything goes. */
  readonly bounds: string;
  /** A few words below the control. */
  readonly hint: string;
  /** The fields a `filter` knows. */
  readonly filterFields?: readonly FilterField[];
}

/** How a parameter is shown, from its schema and from what the operation's facts say of it. */
export function fieldOf(parameter: Parameter, operation: Operation, schemas: Schemas): Field {
  if (parameter.argument) return argumentField(parameter, parameter.argument);
  const facts = parameter.in === 'query' ? operation.query : undefined;
  const schema = valueSchema(parameter, schemas);
  const list = schemaType(resolveSchema(parameter.schema, schemas)) === 'array';
  const numeric = ['integer', 'number'].includes(schemaType(schema) ?? '');
  const base = { parameter, placeholder: '', hint: '', bounds: '' };
  if (parameter.name === 'filter' && facts?.filter) {
    const fields = facts.filter.fields;
    const first = fields[0];
    const placeholder = first ? `${first.name}${first.operators[0] ?? '=='}…` : '';
    const control: Control = { kind: 'filter', facts: facts.filter };
    const custom = facts.filter.customFields ? ' Custom fields work too, by name.' : '';
    return { ...base, control, placeholder, hint: `Join conditions with a semicolon.${custom}`, filterFields: fields };
  }
  if (parameter.name === 'order_by' && facts?.orderBy && !list) {
    return { ...base, control: { kind: 'order', fields: facts.orderBy }, placeholder: facts.orderBy[0] ?? '' };
  }
  if (/^(fields|optional_properties)$/.test(parameter.name) && facts?.fields && list) {
    return { ...base, control: { kind: 'checks', options: facts.fields, open: true } };
  }
  if (schema.enum) {
    const options = schema.enum.map(String);
    if (list) return { ...base, control: { kind: 'checks', options, open: false } };
    return { ...base, control: { kind: 'choice', options }, hint: defaultWords(schema) };
  }
  if (list) return { ...base, control: { kind: 'rows', numeric }, placeholder: exampleOf(schema) };
  if (schemaType(schema) === 'boolean') {
    return { ...base, control: { kind: 'choice', options: ['true', 'false'] }, hint: defaultWords(schema) };
  }
  if (schema.format === 'date') return { ...base, control: { kind: 'date' }, placeholder: exampleOf(schema) };
  if (schema.format === 'date-time') return { ...base, control: { kind: 'dateTime' }, placeholder: exampleOf(schema) };
  const paged = facts?.pageSizeMax !== undefined && parameter.name === 'page_size';
  const minimum = paged ? Math.max(schema.minimum ?? 1, 1) : schema.minimum;
  const bounds = numeric ? boundsWords(minimum, paged ? facts?.pageSizeMax : schema.maximum) : '';
  return {
    ...base,
    control: { kind: 'text', numeric },
    placeholder: paged ? bounds : '',
    bounds,
    hint: defaultWords(schema),
  };
}

/** What a text of the schema's format looks like. */
export function exampleOf(schema: Schema): string {
  if (schema.format === 'date') return '2026-01-31';
  return schema.format === 'date-time' ? '2026-01-31T09:00:00.000Z' : '';
}

/** What a number may be, in words; empty where anything goes. */
export function boundsWords(minimum: number | undefined, maximum: number | undefined): string {
  if (minimum !== undefined && maximum !== undefined) return `${minimum}–${maximum}`;
  if (minimum !== undefined) return `${minimum} or more`;
  return maximum === undefined ? '' : `${maximum} or less`;
}

/** What Keap takes where nothing is sent. */
export function defaultWords(schema: Schema): string {
  const value = schema.default;
  return value === undefined || typeof value === 'object' ? '' : `Keap uses ${String(value)} where it is not set.`;
}

export interface FieldGroup {
  readonly heading: string;
  readonly parameters: readonly Parameter[];
}

/** The form's order: what is required first, then the rest by where it goes. */
export function groupParameters(parameters: readonly Parameter[]): readonly FieldGroup[] {
  const optional = (place: Parameter['in']) => parameters.filter((each) => !each.required && each.in === place);
  return [
    // The place of an argument is all that tells it from others, so they stay in their order.
    { heading: 'Arguments', parameters: parameters.filter((each) => each.in === 'argument') },
    { heading: 'Required', parameters: parameters.filter((each) => each.required && each.in !== 'argument') },
    { heading: 'Path', parameters: optional('path') },
    { heading: 'Query', parameters: optional('query') },
    { heading: 'Headers', parameters: optional('header') },
  ].filter((group) => group.parameters.length > 0);
}

/** Whether a parameter stays while someone filters the form: every word occurs in its name. */
export function matchesFilter(parameter: Parameter, filter: string): boolean {
  const name = parameter.name.toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => name.includes(word));
}
