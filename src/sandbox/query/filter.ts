import type { FilterField, FilterOperator, Operation, QueryFacts } from '../../keap/catalog/operation.ts';
import { badRequest } from '../errors.ts';
import { type CustomField, isDateField, isNumericField } from '../store/customField.ts';

/** One `field<op>value` of a filter, checked. */
export interface Clause {
  readonly field: string;
  readonly operator: FilterOperator;
  /** Several for a list, else one; without the `*` of a prefix. */
  readonly values: readonly string[];
  readonly prefix: boolean;
  /** Equality matches anywhere in the text. */
  readonly contains: boolean;
  readonly kind: FilterField['kind'];
  /** The custom field this is about, where no standard field has the name. */
  readonly custom?: CustomField;
  /** The value is a word of its own for "has none". */
  readonly none: boolean;
}

const CLAUSE = /^\s*([A-Za-z_]\w*)\s*(==|!=|>=|<=|>|<)(.*)$/s;

/**
 * The clauses of a v2 `filter`, all of which must hold.
 * @param customFields those of the records that are listed
 * @throws RefusalError 400 for an unknown field or operator and for a value that is not of the field's kind
 */
export function parseFilter(text: string, facts: QueryFacts, customFields: readonly CustomField[]): Clause[] {
  const parts = text.split(';').filter((part) => part.trim() !== '');
  const clauses = parts.map((part) => parseClause(part, facts, customFields));
  if (['id', 'ids'].every((name) => clauses.some(({ field }) => field === name))) {
    badRequest("The filter fields 'id' and 'ids' cannot be used together");
  }
  return clauses;
}

function parseClause(text: string, facts: QueryFacts, customFields: readonly CustomField[]): Clause {
  const [, name = '', operator = '', value = ''] = CLAUSE.exec(text) ?? [];
  if (name === '') badRequest(`The filter '${text.trim()}' is not of the form field==value`);
  const standard = facts.filter?.fields.find((field) => field.name === name);
  const custom = standard ? undefined : customFields.find((field) => sameName(field.field_name, name));
  const field = standard ?? (custom && facts.filter?.customFields && filterField(custom));
  if (!field) badRequest(`The filter field '${name}' is not supported`);
  if (!field.operators.some((known) => known === operator)) {
    badRequest(`The filter field '${name}' does not support the operator '${operator}'`);
  }
  return { ...readValue(value, field), field: name, operator: operator as FilterOperator, ...(custom && { custom }) };
}

function readValue(text: string, field: FilterField): Omit<Clause, 'field' | 'operator' | 'custom'> {
  const { kind } = field;
  if (field.sentinels?.includes(text)) return { values: [text], prefix: false, contains: false, kind, none: true };
  if (field.prefix && text.startsWith('*')) {
    badRequest(`The filter field '${field.name}' takes a wildcard only at the end`);
  }
  const prefix = field.prefix === true && text.endsWith('*');
  const values = field.list ? text.split(',').map((part) => part.trim()) : [prefix ? text.slice(0, -1) : text];
  for (const value of values) {
    const problem = valueProblem(value, field);
    if (problem) badRequest(`The filter field '${field.name}' ${problem}`);
  }
  return { values, prefix, contains: field.contains === true && !prefix, kind, none: false };
}

function valueProblem(value: string, field: FilterField): string | undefined {
  if (field.kind === 'number' && !/^-?\d+(\.\d+)?$/.test(value)) return 'takes a number';
  if (field.kind === 'boolean' && value !== 'true' && value !== 'false') return 'takes true or false';
  if (field.kind === 'date-time' && !isFilterTime(value)) {
    return 'takes a full date and time with milliseconds and an offset, such as 2026-01-01T00:00:00.000Z';
  }
  if (field.enum && !field.enum.includes(value)) return `takes one of ${field.enum.join(', ')}`;
  return undefined;
}

/** Filters take milliseconds and an offset, and nothing shorter. */
function isFilterTime(value: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}(Z|[+-]\d{2}:?\d{2})$/.test(value) && !Number.isNaN(Date.parse(value))
  );
}

/** What a custom field's type lets a filter do. */
function filterField(custom: CustomField): FilterField {
  const name = custom.field_name;
  const compared: FilterOperator[] = ['==', '>', '<', '>=', '<='];
  if (isNumericField(custom)) return { name, kind: 'number', operators: compared };
  if (isDateField(custom)) return { name, kind: 'date-time', operators: compared };
  if (custom.field_type === 'YES_NO' || custom.field_type === 'DRILLDOWN') {
    return { name, kind: 'string', operators: ['=='] };
  }
  return { name, kind: 'string', operators: ['=='], prefix: true };
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** An `order_by`, checked. */
export interface Order {
  readonly field: string;
  readonly descending: boolean;
}

/** @throws RefusalError 400 for a field the list cannot be sorted by, or a direction that is none */
export function parseOrder(text: string, { orderBy = [] }: QueryFacts): Order | undefined {
  if (text.trim() === '') return undefined;
  const [field = '', direction = 'asc', ...rest] = text.trim().split(/\s+/);
  if (!orderBy.includes(field)) badRequest(`order_by takes one of ${orderBy.join(', ')}, not '${field}'`);
  if (!/^(asc|desc)$/i.test(direction) || rest.length > 0) badRequest('order_by takes the direction asc or desc');
  return { field, descending: direction.toLowerCase() === 'desc' };
}

/** What a request asks of a list, checked; empty for operations that list nothing. */
export interface ListQuery {
  readonly clauses: readonly Clause[];
  readonly order?: Order;
}

/** @throws RefusalError 400 */
export function readListQuery(
  { query: facts }: Operation,
  query: URLSearchParams,
  customFields: readonly CustomField[],
): ListQuery {
  const filter = facts?.filter && query.get('filter');
  const order = facts?.orderBy && parseOrder(query.get('order_by') ?? '', facts);
  return { clauses: filter ? parseFilter(filter, facts, customFields) : [], ...(order && { order }) };
}
