import type { Operation } from '../catalog/operation.ts';
import { resolveSchema, type Schema, type Schemas, schemaType } from '../catalog/schema.ts';
import type { RecordIndex } from './listScan.ts';

/** The list that an operation answers with, as its document says. */
export interface ListSchema {
  /** The names of properties that lead to it; none where the answer is the list. */
  readonly path: readonly string[];
  readonly items: Schema;
}

/** The one list of an operation's answer, by its schema; undefined where it answers with none, or with several. */
export function listOf({ responses }: Pick<Operation, 'responses'>, schemas: Schemas): ListSchema | undefined {
  const [schema] = Object.entries(responses).flatMap(([status, content]) =>
    /^2/.test(status) && content.schema ? [content.schema] : [],
  );
  if (!schema) return undefined;
  const answer = resolveSchema(schema, schemas);
  if (schemaType(answer) === 'array') return { path: [], items: resolveSchema(answer.items, schemas) };
  const lists = Object.entries(propertiesOf(answer, schemas)).flatMap(([name, property]) => {
    const resolved = resolveSchema(property, schemas);
    return schemaType(resolved) === 'array' ? [{ path: [name], items: resolveSchema(resolved.items, schemas) }] : [];
  });
  // A record has lists, too: an answer is one where there is little else.
  const paged = ['next_page_token', 'count', 'next'].some((name) => Object.hasOwn(answer.properties ?? {}, name));
  return lists.length === 1 && (paged || Object.keys(answer.properties ?? {}).length === 1) ? lists[0] : undefined;
}

/** The properties of a schema, with those of its parts. */
export function propertiesOf(schema: Schema, schemas: Schemas): Readonly<Record<string, Schema>> {
  const parts = (schema.allOf ?? []).map((part) => propertiesOf(resolveSchema(part, schemas), schemas));
  return Object.assign({}, ...parts, schema.properties);
}

/** The list to show of those an answer has: the one its operation is known for, else the longest. */
export function chooseList(
  found: readonly RecordIndex[],
  known: Pick<ListSchema, 'path'> | undefined,
): RecordIndex | undefined {
  const same = ({ path }: RecordIndex) =>
    known !== undefined && path.length === known.path.length && path.every((name, at) => name === known.path[at]);
  // Of properties with one name the last counts, as in JSON.
  const own = found.findLast(same);
  return own ?? found.toSorted((a, b) => b.starts.length - a.starts.length)[0];
}
