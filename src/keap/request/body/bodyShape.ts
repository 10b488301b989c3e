import { resolveSchema, type Schema, type Schemas, schemaType } from '../../catalog/schema.ts';
import { childOf, type JsonNode } from './jsonTree.ts';

/** How a value of a body is filled in. */
export type BodyShape =
  | { readonly kind: 'object' }
  | { readonly kind: 'list'; readonly items: Schema }
  /** One of a few values. */
  | { readonly kind: 'choice'; readonly options: readonly (string | number | boolean | null)[] }
  | { readonly kind: 'number' }
  | { readonly kind: 'date' }
  | { readonly kind: 'dateTime' }
  /** A date and time of XML-RPC, `{"$dateTime": …}`. */
  | { readonly kind: 'moment' }
  /** Bytes, sent as Base64. */
  | { readonly kind: 'base64' }
  | { readonly kind: 'text' }
  /** The schema leaves it open. */
  | { readonly kind: 'any' };

/**
 * A schema with its references followed, the parts of an `allOf` joined, and of alternatives the first that fits what
 * stands in the text.
 */
export function standingSchema(schema: Schema | undefined, schemas: Schemas, node?: JsonNode): Schema {
  return standing(schema, schemas, node, 0);
}

function standing(declared: Schema | undefined, schemas: Schemas, node: JsonNode | undefined, depth: number): Schema {
  const schema = resolveSchema(declared, schemas);
  const { allOf, anyOf, oneOf, ...own } = schema;
  const choices = [...(anyOf ?? []), ...(oneOf ?? [])];
  // A defect of a document, such as a schema that is a part of itself, must not stop anybody.
  if ((!allOf && choices.length === 0) || depth > 8) return schema;
  const within = (part: Schema) => standing(part, schemas, node, depth + 1);
  const alternatives = choices.map(within).filter(({ type }) => type !== 'null');
  const chosen = alternatives.find((each) => node && isOfType(node.kind, each)) ?? alternatives[0];
  const joined = [own, ...(allOf ?? []).map(within), ...(chosen ? [chosen] : [])];
  const required = joined.flatMap((each) => each.required ?? []);
  const properties = Object.assign({}, ...joined.map((each) => each.properties ?? {})) as Schema['properties'];
  return {
    ...(Object.assign({}, ...joined) as Schema),
    ...(required.length > 0 ? { required } : {}),
    ...(properties && Object.keys(properties).length > 0 ? { properties } : {}),
  };
}

const NODE_TYPES: Readonly<Record<JsonNode['kind'], readonly string[]>> = {
  object: ['object'],
  array: ['array'],
  string: ['string'],
  number: ['number', 'integer'],
  boolean: ['boolean'],
  null: [],
};

/** Whether a value of a kind is of the type that a schema names. */
export function isOfType(kind: JsonNode['kind'], schema: Schema): boolean {
  const type = schemaType(schema);
  return type !== undefined && NODE_TYPES[kind].includes(type);
}

/** @param schema one that stands by itself: `standingSchema` */
export function shapeOf(schema: Schema, name: string): BodyShape {
  if (schema.enum) return { kind: 'choice', options: schema.enum };
  switch (schemaType(schema)) {
    case 'object':
      return schema.properties && MOMENT in schema.properties ? { kind: 'moment' } : { kind: 'object' };
    case 'array':
      return { kind: 'list', items: schema.items ?? {} };
    case 'boolean':
      return { kind: 'choice', options: [true, false] };
    case 'integer':
    case 'number':
      return { kind: 'number' };
    case 'string':
      return textShape(schema, name);
    default:
      return { kind: 'any' };
  }
}

/** What stands alone in an object that is a date and time of XML-RPC. */
const MOMENT = '$dateTime';

/** Days that Keap's v2 document declares as texts and gives an example of: `1985-03-15`. */
const DAYS = /^(birth|anniversary)_date$/;

function textShape({ format }: Schema, name: string): BodyShape {
  if (format === 'date' || DAYS.test(name)) return { kind: 'date' };
  if (format === 'date-time') return { kind: 'dateTime' };
  return format === 'byte' || name === 'file_data' ? { kind: 'base64' } : { kind: 'text' };
}

/** Whether what stands in the text can be shown as what the schema says. */
export function fits(shape: BodyShape, node: JsonNode | undefined): boolean {
  if (!node || node.kind === 'null') return true;
  if (shape.kind === 'object') return node.kind === 'object';
  if (shape.kind === 'list') return node.kind === 'array';
  if (shape.kind === 'moment') return node.kind === 'string' || momentNode(node) !== undefined;
  return node.kind !== 'object' && node.kind !== 'array';
}

/** Where a date and time of XML-RPC stands within the object that says so; undefined for any other value. */
export function momentNode(node: JsonNode): JsonNode | undefined {
  const [only, ...others] = node.kind === 'object' ? node.members : [];
  return only?.name === MOMENT && only.value.kind === 'string' && others.length === 0 ? only.value : undefined;
}

/** A property that a schema declares. */
export interface BodyProperty {
  readonly name: string;
  readonly required: boolean;
  /** One that stands by itself. */
  readonly schema: Schema;
  /** As the document has it, with its name where it is a reference. */
  readonly declared: Schema;
  /** Its value in the text, where it has one. */
  readonly node: JsonNode | undefined;
}

export interface ObjectShape {
  /** What the schema declares, required ones first. */
  readonly properties: readonly BodyProperty[];
  /** Members of the text that no property declares, as a map takes them. */
  readonly entries: readonly BodyProperty[];
  /** Members of the text that Keap does not know here. */
  readonly unknown: readonly { readonly name: string; readonly node: JsonNode }[];
  /** Whether more names than those of the schema may be added. */
  readonly open: boolean;
}

/**
 * The properties of an object, by its schema and by what stands in the text.
 *
 * @param without names that are not for the text: the files of a multipart body
 */
export function objectShape(
  schema: Schema,
  schemas: Schemas,
  node: JsonNode | undefined,
  without: ReadonlySet<string> = new Set(),
): ObjectShape {
  const required = new Set(schema.required ?? []);
  const property = (name: string, declared: Schema): BodyProperty => {
    const value = childOf(node, name);
    const standing = standingSchema(declared, schemas, value);
    return { name, required: required.has(name), schema: standing, declared, node: value };
  };
  const declared = Object.entries(schema.properties ?? {})
    .filter(([name]) => !without.has(name))
    .map(([name, each]) => property(name, each));
  const names = new Set([...declared.map(({ name }) => name), ...without]);
  const extra = node?.kind === 'object' ? new Set(node.members.map(({ name }) => name)) : new Set<string>();
  const others = [...extra].filter((name) => !names.has(name));
  const { additionalProperties } = schema;
  const open = additionalProperties === true || typeof additionalProperties === 'object' || !schema.properties;
  const entry = typeof additionalProperties === 'object' ? additionalProperties : {};
  return {
    properties: [...declared.filter((each) => each.required), ...declared.filter((each) => !each.required)],
    entries: open ? others.map((name) => property(name, entry)) : [],
    unknown: open
      ? []
      : others.flatMap((name) => {
          const value = childOf(node, name);
          return value ? [{ name, node: value }] : [];
        }),
    open,
  };
}
