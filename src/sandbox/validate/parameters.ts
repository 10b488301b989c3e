import type { Operation, Parameter } from '../../keap/catalog/operation.ts';
import { resolveSchema, type Schema, type Schemas, schemaType } from '../../keap/catalog/schema.ts';
import { badRequest } from '../errors.ts';
import { listParameter } from '../request.ts';
import { isDateTime } from './schemaProblem.ts';

/**
 * Checks path, query and header parameters against their declarations. Names nobody declared are ignored without a
 * word, as Keap does: `?email=x` on a v2 list returns everything.
 * @throws RefusalError 400
 */
export function checkParameters(
  operation: Operation,
  schemas: Schemas,
  path: Readonly<Record<string, string>>,
  query: URLSearchParams,
  headers: Readonly<Record<string, unknown>>,
): void {
  for (const parameter of operation.parameters) {
    const values = valuesOf(parameter, schemas, path, query, headers);
    if (values === undefined || values.length === 0) {
      if (parameter.required) badRequest(`${parameter.name} is required`);
      continue;
    }
    const schema = resolveSchema(parameter.schema, schemas);
    const single = schemaType(schema) === 'array' ? resolveSchema(schema.items, schemas) : schema;
    for (const value of values) {
      const problem = textProblem(value, single);
      if (problem) badRequest(`${parameter.name} ${problem}`);
    }
  }
}

function valuesOf(
  { name, in: place, schema }: Parameter,
  schemas: Schemas,
  path: Readonly<Record<string, string>>,
  query: URLSearchParams,
  headers: Readonly<Record<string, unknown>>,
): string[] | undefined {
  if (place === 'path') return path[name] === undefined ? undefined : [path[name]];
  if (place === 'header') {
    const value = headers[name.toLowerCase()];
    return typeof value === 'string' && value !== '' ? [value] : undefined;
  }
  if (schemaType(resolveSchema(schema, schemas)) === 'array') return listParameter(query, name);
  const value = query.get(name);
  // An empty value says nothing: ?limit= is the same as no limit.
  return value === null || value === '' ? undefined : [value];
}

function textProblem(value: string, schema: Schema): string | undefined {
  const type = schemaType(schema);
  if (type === 'boolean') return value === 'true' || value === 'false' ? undefined : 'must be true or false';
  if (type === 'integer' || type === 'number') {
    const shape = type === 'integer' ? /^-?\d{1,19}$/ : /^-?\d+(\.\d+)?$/;
    if (!shape.test(value)) return `must be ${type === 'integer' ? 'an integer' : 'a number'}`;
    if (schema.minimum !== undefined && Number(value) < schema.minimum) return `must be at least ${schema.minimum}`;
    if (schema.maximum !== undefined && Number(value) > schema.maximum) return `must be at most ${schema.maximum}`;
    return undefined;
  }
  if (schema.enum && !schema.enum.some((allowed) => String(allowed) === value)) {
    return `must be one of ${schema.enum.join(', ')}`;
  }
  if (schema.format === 'date-time' && !isDateTime(value)) return 'must be a date and time in ISO 8601';
  return undefined;
}
