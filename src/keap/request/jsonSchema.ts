import type { Operation } from '../catalog/operation.ts';
import {
  isNullable,
  reachableSchemas,
  referencedName,
  resolveSchema,
  type Schema,
  type Schemas,
  schemaType,
} from '../catalog/schema.ts';
import { exampleBody } from './exampleBody.ts';
import { fileParts } from './validation.ts';

/** A JSON Schema (draft 07), with the words that VS Code's JSON editor knows besides. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const POINTER = '#/definitions/';

/**
 * The JSON Schema of an operation's body, for editors: what `checkBody` says of a body, a validator says of it by this
 * schema. Descriptions are sentences made of facts. Undefined where the operation has no body.
 */
export function bodyJsonSchema(operation: Operation, schemas: Schemas): JsonSchema | undefined {
  const declared = operation.requestBody?.schema;
  if (!declared) return undefined;
  const definitions = Object.fromEntries(
    Object.entries(reachableSchemas([declared], schemas)).map(([name, schema]) => [name, converted(schema, schemas)]),
  );
  const files = new Set(fileParts(operation, schemas).map(({ name }) => name));
  const root = withoutProperties(resolveSchema(declared, schemas), files);
  const example: unknown = JSON.parse(exampleBody(operation, schemas));
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...converted(root, schemas),
    type: schemaType(root),
    defaultSnippets: [{ label: 'Example', description: 'A minimal body that Keap takes.', body: example }],
    definitions,
  };
}

/** The files of a multipart body are chosen, not typed. */
function withoutProperties(schema: Schema, names: ReadonlySet<string>): Schema {
  if (names.size === 0) return schema;
  const properties = Object.entries(schema.properties ?? {}).filter(([name]) => !names.has(name));
  const required = schema.required?.filter((name) => !names.has(name)) ?? [];
  return { ...schema, properties: Object.fromEntries(properties), required };
}

/** What JSON Schema and our data say alike. */
const ALIKE = [
  'default',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
] as const;

function converted(schema: Schema, schemas: Schemas): JsonSchema {
  const name = referencedName(schema);
  if (name !== undefined) return { $ref: POINTER + name };
  const type = schemaType(schema);
  return {
    // Null clears a property in a PATCH, whatever the schema says of its type.
    ...(type ? { type: [type, 'null'] } : {}),
    ...(schema.enum ? { enum: [...new Set([...schema.enum, null])] } : {}),
    ...Object.fromEntries(ALIKE.flatMap((word) => (schema[word] === undefined ? [] : [[word, schema[word]]]))),
    ...formatRule(schema),
    ...(schema.items ? { items: property(schema.items, schemas, false) } : {}),
    ...objectRules(schema, schemas),
  };
}

function objectRules(schema: Schema, schemas: Schemas): JsonSchema {
  const { properties, required = [], additionalProperties } = schema;
  const rest =
    typeof additionalProperties === 'object'
      ? property(additionalProperties, schemas, false)
      : properties === undefined || additionalProperties === true;
  return {
    ...(properties
      ? {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, each]) => [name, property(each, schemas, required.includes(name))]),
          ),
        }
      : {}),
    ...(required.length > 0 ? { required } : {}),
    ...(rest === true ? {} : { additionalProperties: rest }),
  };
}

/** A schema in its place, with what is to be said of it there. */
function property(declared: Schema, schemas: Schemas, required: boolean): JsonSchema {
  const schema = resolveSchema(declared, schemas);
  const deprecated = declared.deprecated || schema.deprecated;
  return {
    ...converted(declared, schemas),
    description: described(describeProperty(declared, schemas, required), declared.description ?? schema.description),
    ...(deprecated ? { deprecationMessage: 'Keap keeps this for old programs alone.' } : {}),
    // It can be typed, but nobody is led to what only answers have.
    ...(schema.readOnly ? { doNotSuggest: true } : {}),
  };
}

function described(facts: string, keaps: string | undefined): string {
  return keaps === undefined ? facts : `${facts}\n\nKeap: ${keaps}`;
}

/** A date as `checkBody` takes it; JSON Schema's own formats are stricter. */
function formatRule({ format, pattern }: Schema): JsonSchema {
  if (format === 'date') {
    return { pattern: '^\\d{4}-\\d{2}-\\d{2}$', patternErrorMessage: 'Must be a date, such as 2026-01-31.' };
  }
  if (format === 'date-time') {
    return {
      pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(Z|[+-]\\d{2}:?\\d{2})$',
      patternErrorMessage: 'Must be a date and time with offset, such as 2026-01-31T09:00:00.000Z.',
    };
  }
  return pattern === undefined ? {} : { pattern };
}

/** What is known of a property, as plain sentences: `Whole number. 1 or more. Required.` */
export function describeProperty(declared: Schema, schemas: Schemas, required: boolean): string {
  const schema = resolveSchema(declared, schemas);
  const { enum: values, default: initial } = schema;
  const sentences = [
    capital(typeWords(declared, schemas)),
    ...(values ? [`One of ${values.map(String).join(', ')}`] : []),
    ...boundWords(schema),
    ...(initial === undefined || typeof initial === 'object'
      ? []
      : [`Keap uses ${String(initial)} where it is not set`]),
    ...(required ? ['Required'] : []),
    ...(schema.readOnly ? ['Read only'] : []),
    ...(declared.deprecated || schema.deprecated ? ['Deprecated'] : []),
  ];
  return sentences.map((sentence) => `${sentence}.`).join(' ');
}

const FORMAT_WORDS: Readonly<Record<string, string>> = {
  date: 'date, such as 2026-01-31',
  'date-time': 'date and time with offset, such as 2026-01-31T09:00:00.000Z',
  byte: 'text in Base64',
  binary: 'file',
  int32: 'whole number (32 bits)',
  int64: 'whole number (64 bits)',
  double: 'number',
};

const TYPE_WORDS = { string: 'text', number: 'number', integer: 'whole number', boolean: 'true or false' } as const;

function typeWords(declared: Schema, schemas: Schemas): string {
  const schema = resolveSchema(declared, schemas);
  const type = schemaType(schema);
  if (type === undefined) return 'any value';
  if (type === 'array') return `list of ${typeWords(schema.items ?? {}, schemas)}`;
  if (type === 'object') return referencedName(declared) ?? 'object';
  return FORMAT_WORDS[schema.format ?? ''] ?? TYPE_WORDS[type];
}

function boundWords(schema: Schema): string[] {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems } = schema;
  return [
    ...between(minimum, maximum, ''),
    ...between(minLength, maxLength, ' characters'),
    ...between(minItems, maxItems, ' items'),
    ...(isNullable(schema) ? ['May be null'] : []),
  ];
}

function between(least: number | undefined, most: number | undefined, what: string): string[] {
  if (least !== undefined && most !== undefined) return [`${least} to ${most}${what}`];
  if (least !== undefined) return [`${least} or more${what}`];
  return most === undefined ? [] : [`At most ${most}${what}`];
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
