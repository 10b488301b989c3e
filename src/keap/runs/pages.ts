import type { Operation } from '../catalog/operation.ts';
import { resolveSchema, type Schema, type Schemas, schemaType } from '../catalog/schema.ts';
import { type Paging, pagingBy } from '../paging.ts';
import { listOf } from '../table/listOf.ts';

/** How the list of an operation is paged; undefined for an operation that lists nothing or changes something. */
export function pagingOf(operation: Operation, schemas: Schemas): Paging | undefined {
  if (operation.effect !== 'reads' || listProperty(operation, schemas) === undefined) return undefined;
  return pagingBy(operation);
}

/**
 * The property of an answer that holds the list; empty where the answer is the list. Undefined where there is none. Of
 * several the first: automations answer with their ids and with those that are locked.
 */
export function listProperty(operation: Operation, schemas: Schemas): string | undefined {
  if (operation.method !== 'GET' && !takesPages(operation)) return undefined;
  const known = listOf(operation, schemas);
  if (known) return known.path[0] ?? '';
  if (!takesPages(operation)) return undefined;
  const [answer] = Object.entries(operation.responses).flatMap(([status, { schema }]) =>
    status.startsWith('2') && schema ? [resolveSchema(schema, schemas)] : [],
  );
  const isList = (property: Schema) => schemaType(resolveSchema(property, schemas)) === 'array';
  return Object.entries(answer?.properties ?? {}).find(([, property]) => isList(property))?.[0];
}

function takesPages(operation: Operation): boolean {
  return pagingBy(operation).kind !== 'single';
}
