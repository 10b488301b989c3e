import type { Parameter } from '../catalog/operation.ts';
import { resolveSchema, type Schema, type Schemas, schemaType } from '../catalog/schema.ts';
import type { ParameterInput } from './draft.ts';

/** What is wrong with a typed value, in words that follow the field's name; undefined where nothing is. */
export function checkText(text: string, schema: Schema): string | undefined {
  if (schema.enum && !schema.enum.some((value) => String(value) === text)) {
    return `must be one of ${schema.enum.map(String).join(', ')}.`;
  }
  switch (schemaType(schema)) {
    case 'integer':
      return checkInteger(text, schema);
    case 'number':
      if (!/^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return 'must be a number, such as 12.5.';
      return checkBounds(Number(text), schema);
    case 'boolean':
      return text === 'true' || text === 'false' ? undefined : 'must be true or false.';
    default:
      return checkFormat(text, schema);
  }
}

const INTEGER_BITS: Readonly<Record<string, bigint>> = { int32: 31n, int64: 63n };

function checkInteger(text: string, schema: Schema): string | undefined {
  if (!/^-?\d+$/.test(text)) return 'must be a whole number, such as 12.';
  const bits = INTEGER_BITS[schema.format ?? ''];
  const value = BigInt(text);
  if (bits !== undefined && (value >= 1n << bits || value < -(1n << bits))) {
    return `is too large: a whole number of ${bits + 1n} bits goes to ${(1n << bits) - 1n}.`;
  }
  return checkBounds(Number(text), schema);
}

/** The bounds a schema sets a number, in words. */
export function checkBounds(value: number, schema: Schema): string | undefined {
  if (schema.minimum !== undefined && value < schema.minimum) return `must be ${schema.minimum} or more.`;
  if (schema.maximum !== undefined && value > schema.maximum) return `must be ${schema.maximum} or less.`;
  return undefined;
}

/** The format and length a schema sets a text, in words. */
export function checkFormat(text: string, schema: Schema): string | undefined {
  if (schema.format === 'date' && !isDate(text)) return 'must be a date, such as 2026-01-31.';
  if (schema.format === 'date-time' && !isDateTime(text)) {
    return 'must be a date and time with offset, such as 2026-01-31T09:00:00.000Z.';
  }
  if (schema.minLength !== undefined && text.length < schema.minLength) {
    return schema.minLength === 1 ? 'must not be empty.' : `must have at least ${schema.minLength} characters.`;
  }
  if (schema.maxLength !== undefined && text.length > schema.maxLength) {
    return `must have at most ${schema.maxLength} characters; it has ${text.length}.`;
  }
  return undefined;
}

function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function isDateTime(text: string): boolean {
  const match = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.exec(text);
  return match?.[1] !== undefined && isDate(match[1]) && !Number.isNaN(Date.parse(text));
}

/** The texts an input sends: none where it was left empty. */
export function inputTexts(input: ParameterInput | undefined): readonly string[] {
  if (input === undefined || input === '') return [];
  return typeof input === 'string' ? [input] : input.filter((item) => item !== '');
}

/** The schema of one value of a parameter: a list's items, otherwise the parameter's own. */
export function valueSchema(parameter: Parameter, schemas: Schemas): Schema {
  const schema = resolveSchema(parameter.schema, schemas);
  return schemaType(schema) === 'array' ? resolveSchema(schema.items, schemas) : schema;
}

/** Whether a parameter takes several values. */
export function isList(parameter: Parameter, schemas: Schemas): boolean {
  return schemaType(resolveSchema(parameter.schema, schemas)) === 'array';
}
