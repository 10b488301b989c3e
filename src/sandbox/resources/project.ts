import { resolveSchema, type Schema, type Schemas, schemaType } from '../../keap/catalog/schema.ts';
import type { Fields } from '../store/table.ts';

/**
 * What a schema shows of a value: the properties it declares, each in the type it declares (ids are numbers in one
 * version and text in the other). What fits nowhere is left out, so an answer never has what its schema does not know.
 */
export function project(value: unknown, schema: Schema, schemas: Schemas): unknown {
  if (value === undefined || value === null) return undefined;
  const resolved = resolveSchema(schema, schemas);
  if (resolved.enum && !resolved.enum.some((known) => known === value)) return undefined;
  switch (schemaType(resolved)) {
    case 'string':
      return text(value, resolved);
    case 'integer':
    case 'number':
      return number(value, resolved);
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'array':
      return Array.isArray(value) ? list(value, resolved.items ?? {}, schemas) : undefined;
    case 'object':
      return typeof value === 'object' && !Array.isArray(value) ? object({ ...value }, resolved, schemas) : undefined;
    default:
      return value;
  }
}

function text(value: unknown, { format }: Schema): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return undefined;
  if (format === 'date') return value.slice(0, 10);
  if (format === 'date-time' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return `${value}T00:00:00.000Z`;
  return value;
}

function number(value: unknown, schema: Schema): number | undefined {
  const given = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof given !== 'number' || !Number.isFinite(given)) return undefined;
  return schemaType(schema) === 'integer' ? Math.trunc(given) : given;
}

function list(values: readonly unknown[], items: Schema, schemas: Schemas): unknown[] {
  return values.map((value) => project(value, items, schemas)).filter((value) => value !== undefined);
}

function object(value: Fields, schema: Schema, schemas: Schemas): Fields {
  const { properties, additionalProperties } = schema;
  const shown: Record<string, unknown> = {};
  if (!properties) {
    const inner = typeof additionalProperties === 'object' ? additionalProperties : {};
    for (const [name, member] of Object.entries(value)) shown[name] = project(member, inner, schemas);
    return shown;
  }
  for (const [name, property] of Object.entries(properties)) {
    if (!Object.hasOwn(value, name)) continue;
    const member = project(value[name], property, schemas);
    if (member !== undefined) shown[name] = member;
  }
  return shown;
}
