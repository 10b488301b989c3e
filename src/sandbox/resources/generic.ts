import { resolveSchema, type Schema, schemaType } from '../../keap/catalog/schema.ts';
import { asObject } from '../../keap/json.ts';
import type { Answer } from '../answer.ts';
import { exampleOf } from '../example/example.ts';
import { offsetPage, readPageRequest, writeToken } from '../query/paging.ts';
import { selectPage } from '../query/select.ts';
import { bodyObject, type SandboxRequest } from '../request.ts';
import { schemaProblem } from '../validate/schemaProblem.ts';
import { shownExample } from './genericView.ts';
import { pickFields } from './records.ts';
import { successOf } from './reply.ts';

/** How many items a list has that nothing stands behind. */
const LIST_LENGTH = 4;

/** Every byte once: a file no text decoder leaves alone. */
const BYTES = Uint8Array.from({ length: 256 }, (_, index) => index);

/**
 * The answer of an operation without a memory: the declared status, a body valid against its schema, the same for
 * the same ids, with what was posted wherever the answer has a place for it.
 */
export function answerFromSchema(request: SandboxRequest): Answer {
  const { status, content } = successOf(request);
  if (!content.schema) return { status };
  const mediaType = content.mediaType ?? '';
  if (mediaType === 'text/html') return { status, html: webPage(request) };
  if (mediaType === 'application/octet-stream') return { status, bytes: BYTES };
  return { status, json: body(content.schema, request) };
}

function body(schema: Schema, request: SandboxRequest): unknown {
  const { operation, catalog, path } = request;
  const resolved = resolveSchema(schema, catalog.schemas);
  const seed = `${operation.key} ${Object.values(path).join('/')}`;
  const value = exampleOf(schema, { schemas: catalog.schemas, version: catalog.version, seed });
  const list = listProperty(resolved, request);
  if (list) return { ...asObject(value), ...page(list, items(list.items, request, seed), request) };
  if (schemaType(resolved) === 'array') return items(resolved.items ?? {}, request, seed);
  return schemaType(resolved) === 'object'
    ? shownExample(echoed(asObject(value) ?? {}, resolved, request), request)
    : value;
}

interface ListProperty {
  readonly name: string;
  readonly items: Schema;
  /** Which of the answer's properties are about paging. */
  readonly paging: readonly string[];
}

const PAGING = ['next_page_token', 'count', 'next', 'previous'] as const;

/** The property that holds the items of a paged answer. */
function listProperty(schema: Schema, { operation, catalog }: SandboxRequest): ListProperty | undefined {
  const properties = schema.properties ?? {};
  const paging = PAGING.filter((name) => Object.hasOwn(properties, name));
  if (operation.method !== 'GET' || paging.length === 0) return undefined;
  for (const [name, property] of Object.entries(properties)) {
    const resolved = resolveSchema(property, catalog.schemas);
    if (schemaType(resolved) === 'array') return { name, items: resolved.items ?? {}, paging };
  }
  return undefined;
}

function page(list: ListProperty, all: readonly unknown[], request: SandboxRequest): Record<string, unknown> {
  if (request.catalog.version === 'v1') {
    const { items: shown, ...rest } = offsetPage(all, request);
    return { [list.name]: shown, ...pickFields(rest, list.paging) };
  }
  const { from, size } = readPageRequest(request);
  const numbered = all.map((item, index) => ({ item, id: index + 1 }));
  const nothing = { read: () => () => undefined, idOf: ({ id }: { id: number }) => id };
  const { items: shown, next } = selectPage(numbered, { clauses: [] }, nothing, from, size);
  const items = shown.map(({ item }) => item);
  return { [list.name]: items, ...pickFields({ next_page_token: writeToken(next, request) }, list.paging) };
}

/** Some items with ids counted from 1, each referring to what its path names. */
function items(schema: Schema, request: SandboxRequest, seed: string): unknown[] {
  const { schemas, version } = request.catalog;
  const resolved = resolveSchema(schema, schemas);
  const values = Array.from({ length: LIST_LENGTH }, (_, index) => {
    const value = exampleOf(schema, { schemas, version, seed: `${seed} ${index}` });
    const object = asObject(value);
    if (!object) return value;
    const named = known(resolved, { ...request.path, id: String(index + 1) }, request);
    return shownExample({ ...object, ...named }, request);
  });
  // A list of plain words must not repeat itself.
  return resolved.enum ? [...new Set(values)] : values;
}

/** An example with what was posted and what the path names put in, where the answer's schema allows that. */
function echoed(value: Readonly<Record<string, unknown>>, schema: Schema, request: SandboxRequest): unknown {
  const { operation, path } = request;
  const posted = known(schema, bodyObject(request), request);
  const last = /\{([^}]+)\}(:[^/]*)?$/.exec(operation.path)?.[1];
  const id = last === undefined ? {} : { id: path[last] };
  return { ...value, ...posted, ...known(schema, { ...path, ...id }, request) };
}

/** Those of some values that a schema has a property for and that are valid there. */
function known(
  schema: Schema,
  values: Readonly<Record<string, unknown>>,
  { catalog }: SandboxRequest,
): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (!Object.hasOwn(values, name) || values[name] === null || values[name] === undefined) continue;
    const type = schemaType(resolveSchema(property, catalog.schemas));
    const value = type === 'integer' && /^\d{1,15}$/.test(String(values[name])) ? Number(values[name]) : values[name];
    if (schemaProblem(value, property, catalog.schemas, name) === undefined) found[name] = value;
  }
  return found;
}

function webPage({ path }: SandboxRequest): string {
  const id = encodeURIComponent(Object.values(path)[0] ?? '');
  return `<!DOCTYPE html><html lang="en"><head><title>Form ${id}</title></head><body><form method="post" action="https://example.com/forms/${id}"><label>Email <input type="email" name="email"></label><button>Send</button></form></body></html>`;
}
