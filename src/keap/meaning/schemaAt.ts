import type { Catalog, Operation } from '../catalog/operation.ts';
import { resolveSchema, SCHEMA_POINTER, type Schema, type Schemas, schemaType } from '../catalog/schema.ts';
import type { JsonPath } from '../request/body/jsonTree.ts';
import type { AnswerList } from './placeAt.ts';

/** What Keap's documents say of a value. */
export interface SchemaFacts {
  /** As the document has it, with its name where it is a reference. */
  readonly declared: Schema;
  /** With its reference followed. */
  readonly schema: Schema;
}

/** The schema of an answer by its status: one of success, or the one that all failures share. */
export function answerSchema(
  { responses }: Pick<Operation, 'responses'>,
  { errorSchema }: Pick<Catalog, 'errorSchema'>,
  status: number,
): Schema | undefined {
  const own = Object.hasOwn(responses, String(status)) ? responses[String(status)] : undefined;
  if (own) return own.schema;
  if (status >= 300) return errorSchema === undefined ? undefined : { $ref: SCHEMA_POINTER + errorSchema };
  return Object.values(responses).find(({ schema }) => schema)?.schema;
}

/** The list of records that an answer is or holds; undefined where it is one record, or none that a schema tells of. */
export function answerList(
  { path }: Pick<Operation, 'path'>,
  answer: Schema | undefined,
  schemas: Schemas,
): AnswerList | undefined {
  const schema = resolveSchema(answer, schemas);
  if (path.endsWith('}')) return undefined;
  if (schemaType(schema) === 'array') return { name: undefined };
  const properties = Object.entries(schema.properties ?? {});
  if (properties.some(([name]) => name === 'id')) return undefined;
  const isList = (each: Schema) => {
    const { items } = resolveSchema(each, schemas);
    return items !== undefined && schemaType(resolveSchema(items, schemas)) === 'object';
  };
  const found = properties.find(([, each]) => isList(each));
  return found && { name: found[0] };
}

/**
 * What a schema says of the value at a path; `unknown` where it lists the properties around it and not this one,
 * undefined where it leaves open what is there.
 */
export function schemaAt(
  root: Schema | undefined,
  schemas: Schemas,
  path: JsonPath,
): SchemaFacts | 'unknown' | undefined {
  let declared = root;
  for (const step of path) {
    const { properties, items, additionalProperties } = resolveSchema(declared, schemas);
    if (typeof step === 'number') declared = items;
    else if (properties && Object.hasOwn(properties, step)) declared = properties[step];
    else if (typeof additionalProperties === 'object') declared = additionalProperties;
    else return properties && additionalProperties !== true && declared !== undefined ? 'unknown' : undefined;
    if (!declared) return undefined;
  }
  return declared && { declared, schema: resolveSchema(declared, schemas) };
}
