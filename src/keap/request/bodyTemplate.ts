import { resolveSchema, type Schema, type Schemas, schemaType } from '../catalog/schema.ts';

/** The body of a new draft: an object or a list with nothing in it. */
export function emptyBody(schema: Schema, schemas: Schemas): string {
  return schemaType(resolveSchema(schema, schemas)) === 'array' ? '[]' : '{}';
}

/**
 * A body to start from, as indented JSON: the required properties with a value of the right type each, or `{}`
 * where nothing is required. A list of required objects holds one.
 */
export function bodyTemplate(schema: Schema, schemas: Schemas): string {
  return JSON.stringify(templateValue(schema, schemas, 0), undefined, 2);
}

function templateValue(declared: Schema, schemas: Schemas, depth: number): unknown {
  const schema = resolveSchema(declared, schemas);
  if (schema.default !== undefined) return schema.default;
  if (schema.enum?.[0] !== undefined) return schema.enum[0];
  switch (schemaType(schema)) {
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 0, 0);
    case 'boolean':
      return false;
    case 'array':
      return depth > 3 ? [] : [templateValue(schema.items ?? {}, schemas, depth + 1)];
    case 'string':
      return templateText(schema);
    default: {
      const required = depth > 3 ? [] : (schema.required ?? []);
      const properties = schema.properties ?? {};
      return Object.fromEntries(
        required
          .filter((name) => Object.hasOwn(properties, name) && !isFile(properties[name], schemas))
          .map((name) => [name, templateValue(properties[name] ?? {}, schemas, depth + 1)]),
      );
    }
  }
}

/** A part of a multipart body that is chosen, not typed. */
function isFile(schema: Schema | undefined, schemas: Schemas): boolean {
  return resolveSchema(schema, schemas).format === 'binary';
}

function templateText(schema: Schema): string {
  if (schema.format === 'date') return '2026-01-31';
  if (schema.format === 'date-time') return '2026-01-31T09:00:00.000Z';
  return '';
}
