/**
 * The part of JSON Schema that Keap's OpenAPI documents use, as plain data. References point into the catalog
 * they stand in: `#/schemas/Contact`.
 */
export interface Schema {
  readonly $ref?: string;
  readonly type?: SchemaType | readonly SchemaType[];
  readonly format?: string;
  readonly enum?: readonly (string | number | boolean | null)[];
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly uniqueItems?: boolean;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly nullable?: boolean;
  readonly deprecated?: boolean;
  readonly readOnly?: boolean;
  readonly writeOnly?: boolean;
  /** Keap's own words, as plain text; only in a catalog that the user's machine fetched. May stand beside a reference. */
  readonly description?: string;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

export type SchemaType = 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array' | 'null';

/** Named schemas of one API version: what `#/schemas/NAME` points to. */
export type Schemas = Readonly<Record<string, Schema>>;

/** Where a reference points within a catalog. */
export const SCHEMA_POINTER = '#/schemas/';

/** The name behind `#/schemas/NAME`, or undefined for a schema that is no reference. */
export function referencedName(schema: Schema): string | undefined {
  return schema.$ref?.startsWith(SCHEMA_POINTER) ? schema.$ref.slice(SCHEMA_POINTER.length) : undefined;
}

/**
 * Follows references until a schema stands by itself. An unknown or circular chain of references yields `{}`,
 * which admits everything: a defect of a document must not stop a request.
 */
export function resolveSchema(schema: Schema | undefined, schemas: Schemas): Schema {
  let current = schema;
  for (let hops = 0; current?.$ref !== undefined; hops++) {
    const name = referencedName(current);
    current = hops < 32 && name !== undefined && Object.hasOwn(schemas, name) ? schemas[name] : undefined;
  }
  return current ?? {};
}

/** The one type of a schema, `null` aside; undefined where it leaves the type open. */
export function schemaType(schema: Schema): Exclude<SchemaType, 'null'> | undefined {
  // Nearly every schema names one type, and answers ask for it thousands of times.
  if (typeof schema.type === 'string' && schema.type !== 'null') return schema.type;
  const types = schema.type === undefined ? [] : [schema.type].flat();
  const named = types.filter((type): type is Exclude<SchemaType, 'null'> => type !== 'null');
  if (named.length === 1) return named[0];
  if (named.length > 1) return undefined;
  if (schema.properties) return 'object';
  if (schema.items) return 'array';
  return undefined;
}

/** Whether `null` is an allowed value, in OpenAPI 3.0's or 3.1's way of saying so. */
export function isNullable(schema: Schema): boolean {
  return schema.nullable === true || (schema.type !== undefined && [schema.type].flat().includes('null'));
}

/** A short name of a schema's type for people: `integer (int64)`, `list of string`, `Contact`. */
export function describeType(schema: Schema, schemas: Schemas): string {
  const name = referencedName(schema);
  const resolved = resolveSchema(schema, schemas);
  const type = schemaType(resolved);
  if (type === 'array') return `list of ${describeType(resolved.items ?? {}, schemas)}`;
  if (name && type === 'object') return name;
  // How answers and structs of XML-RPC have a moment.
  if (resolved.properties && '$dateTime' in resolved.properties) return 'dateTime';
  if (type === undefined) return 'any value';
  return resolved.format ? `${type} (${resolved.format})` : type;
}

/** The schemas reachable from some roots, by name: what must travel with an operation to understand it alone. */
export function reachableSchemas(roots: readonly (Schema | undefined)[], schemas: Schemas): Record<string, Schema> {
  const found: Record<string, Schema> = {};
  const visit = (schema: Schema | undefined): void => {
    if (!schema) return;
    const name = referencedName(schema);
    if (name !== undefined) {
      const target = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
      if (!target || Object.hasOwn(found, name)) return;
      found[name] = target;
      visit(target);
      return;
    }
    for (const property of Object.values(schema.properties ?? {})) visit(property);
    visit(schema.items);
    if (typeof schema.additionalProperties === 'object') visit(schema.additionalProperties);
    for (const part of [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) visit(part);
  };
  for (const root of roots) visit(root);
  return found;
}
