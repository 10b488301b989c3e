import type { Operation } from '../catalog/operation.ts';
import { resolveSchema, type Schema, type Schemas, schemaType } from '../catalog/schema.ts';
import { neededBeyondSchema } from './exampleNeeds.ts';

/**
 * A minimal body that Keap takes, as indented JSON: what is required, by the schema or beyond it, with a plausible
 * value each. Ids are those of first records: whoever sends it puts in their own. Empty where there is no body.
 */
export function exampleBody(operation: Operation, schemas: Schemas): string {
  const schema = operation.requestBody?.schema;
  if (!schema) return '';
  const value = exampleValue(schema, schemas, '', neededBeyondSchema(operation));
  return JSON.stringify(value, undefined, 2);
}

/**
 * @param name of the property the value is for, which says what it means
 * @param needed names, or paths of names joined by dots, that an object holds besides those its schema requires
 */
function exampleValue(declared: Schema, schemas: Schemas, name: string, needed: readonly string[]): unknown {
  const schema = resolveSchema(declared, schemas);
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum.find((value) => !/UNSPECIFIED$/.test(String(value))) ?? schema.enum[0];
  switch (schemaType(schema)) {
    case 'integer':
    case 'number':
      return Math.min(schema.maximum ?? Number.POSITIVE_INFINITY, Math.max(schema.minimum ?? 1, 1));
    case 'boolean':
      return false;
    case 'array':
      return [exampleValue(schema.items ?? {}, schemas, name.replace(/s$/, ''), needed)];
    case 'string':
      return exampleText(schema, name);
    default:
      return exampleObject(schema, schemas, needed);
  }
}

function exampleObject(schema: Schema, schemas: Schemas, needed: readonly string[]): Record<string, unknown> {
  const names = new Set([...(schema.required ?? []), ...needed.map((path) => path.split('.')[0] ?? '')]);
  const members: [string, unknown][] = [];
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (!names.has(name) || resolveSchema(property, schemas).format === 'binary') continue;
    const within = needed.filter((path) => path.startsWith(`${name}.`)).map((path) => path.slice(name.length + 1));
    members.push([name, exampleValue(property, schemas, name, within)]);
  }
  return Object.fromEntries(members);
}

/** A text of a schema's format, else of what the property's name says it is. */
function exampleText(schema: Schema, name: string): string {
  if (schema.format === 'date') return '2026-12-31';
  if (schema.format === 'date-time') return '2026-12-31T09:00:00.000Z';
  if (schema.format === 'byte' || name === 'file_data') return 'RXhhbXBsZQ==';
  // Nobody is linked or merged with oneself.
  if (/^(contact2|duplicate_contact)_id$/.test(name)) return '2';
  if (/(^|_)(id|contact)$|Id$/.test(name)) return '1';
  if (name === 'eventKey') return 'contact.add';
  if (/file_name|fileName/.test(name)) return 'example.png';
  if (/url$|website/i.test(name)) return 'https://example.com/';
  if (/email|sent_to_address|sent_from_address/.test(name)) return 'person@example.com';
  if (/country_code/.test(name)) return 'USA';
  if (/(amount|price|value)$/.test(name)) return '1.00';
  return 'Example'.slice(0, schema.maxLength);
}
