import { referencedName, resolveSchema, type Schema, type Schemas, schemaType } from '../catalog/schema.ts';

/** A value that has every property a schema tells of, each scalar an id; what contains itself ends there. */
export function shapeOfSchema(schema: Schema | undefined, schemas: Schemas, above: readonly string[] = []): unknown {
  const name = schema && referencedName(schema);
  if (name !== undefined && above.includes(name)) return undefined;
  const within = name === undefined ? above : [...above, name];
  const { properties, items, ...rest } = resolveSchema(schema, schemas);
  if (properties) {
    const members = Object.entries(properties).map(([key, each]) => [key, shapeOfSchema(each, schemas, within)]);
    return Object.fromEntries(members.filter(([, value]) => value !== undefined));
  }
  if (items) return [shapeOfSchema(items, schemas, within)].filter((item) => item !== undefined);
  return schemaType(rest) === 'object' ? {} : '1';
}
