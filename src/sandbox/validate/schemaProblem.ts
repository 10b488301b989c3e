import { isNullable, resolveSchema, type Schema, type Schemas, schemaType } from '../../keap/catalog/schema.ts';

/**
 * The first thing wrong with a value, in words that name the property: `email_addresses[0].field must be one of …`.
 * Undefined where nothing is. Properties nobody declared pass, as does null where a property may be left out.
 */
export function schemaProblem(value: unknown, schema: Schema, schemas: Schemas, name: string): string | undefined {
  const resolved = resolveSchema(schema, schemas);
  if (value === null) return isNullable(resolved) || isOpen(resolved) ? undefined : `${name} must not be null`;
  for (const part of resolved.allOf ?? []) {
    const problem = schemaProblem(value, part, schemas, name);
    if (problem) return problem;
  }
  for (const choice of [resolved.anyOf, resolved.oneOf]) {
    if (choice && !choice.some((part) => schemaProblem(value, part, schemas, name) === undefined)) {
      return `${name} fits none of its allowed forms`;
    }
  }
  if (resolved.enum && !resolved.enum.some((allowed) => allowed === value)) {
    return `${name} must be one of ${resolved.enum.join(', ')}`;
  }
  switch (schemaType(resolved)) {
    case 'string':
      return typeof value === 'string' ? stringProblem(value, resolved, name) : `${name} must be a string`;
    case 'integer':
      if (typeof value !== 'number' || !Number.isInteger(value)) return `${name} must be an integer`;
      return numberProblem(value, resolved, name);
    case 'number':
      if (typeof value !== 'number') return `${name} must be a number`;
      return numberProblem(value, resolved, name);
    case 'boolean':
      return typeof value === 'boolean' ? undefined : `${name} must be true or false`;
    case 'array':
      return Array.isArray(value) ? listProblem(value, resolved, schemas, name) : `${name} must be a list`;
    case 'object':
      if (typeof value !== 'object' || Array.isArray(value)) return `${name} must be an object`;
      return objectProblem({ ...value }, resolved, schemas, name);
    default:
      return undefined;
  }
}

function isOpen(schema: Schema): boolean {
  return schemaType(schema) === undefined && !schema.enum;
}

function stringProblem(value: string, schema: Schema, name: string): string | undefined {
  const length = [...value].length;
  if (schema.maxLength !== undefined && length > schema.maxLength) {
    return `${name} must not be longer than ${schema.maxLength} characters`;
  }
  if (schema.minLength !== undefined && length < schema.minLength) {
    return schema.minLength === 1
      ? `${name} must not be empty`
      : `${name} must have at least ${schema.minLength} characters`;
  }
  if (schema.format === 'date-time' && !isDateTime(value)) return `${name} must be a date and time in ISO 8601`;
  if (schema.format === 'date' && !isDate(value)) return `${name} must be a date, YYYY-MM-DD`;
  return undefined;
}

/** A full date and time with an offset or Z. */
export function isDateTime(value: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.test(value) &&
    !Number.isNaN(Date.parse(value))
  );
}

function isDate(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
}

function numberProblem(value: number, schema: Schema, name: string): string | undefined {
  if (schema.minimum !== undefined && value < schema.minimum) return `${name} must be at least ${schema.minimum}`;
  if (schema.maximum !== undefined && value > schema.maximum) return `${name} must be at most ${schema.maximum}`;
  if (schema.format === 'int32' && Math.abs(value) > 2 ** 31 - 1) return `${name} is too large for an int32`;
  return undefined;
}

function listProblem(value: readonly unknown[], schema: Schema, schemas: Schemas, name: string): string | undefined {
  if (schema.minItems !== undefined && value.length < schema.minItems) {
    return `${name} must have at least ${schema.minItems} items`;
  }
  if (schema.maxItems !== undefined && value.length > schema.maxItems) {
    return `${name} must have at most ${schema.maxItems} items`;
  }
  for (const [index, item] of value.entries()) {
    const problem = schema.items && schemaProblem(item, schema.items, schemas, `${name}[${index}]`);
    if (problem) return problem;
  }
  return undefined;
}

function objectProblem(
  value: Readonly<Record<string, unknown>>,
  schema: Schema,
  schemas: Schemas,
  name: string,
): string | undefined {
  const prefix = name === BODY ? '' : `${name}.`;
  const missing = schema.required?.find((property) => value[property] === undefined || value[property] === null);
  if (missing !== undefined) return `${prefix}${missing} is required`;
  for (const [property, member] of Object.entries(value)) {
    const declared = schema.properties && Object.hasOwn(schema.properties, property);
    const inner = declared ? schema.properties?.[property] : schema.additionalProperties;
    // Null says "nothing there", which an optional property may.
    if (typeof inner !== 'object' || member === null) continue;
    const problem = schemaProblem(member, inner, schemas, `${prefix}${property}`);
    if (problem) return problem;
  }
  return undefined;
}

/** What a body is called in problems; its properties stand there by themselves. */
export const BODY = 'The body';
