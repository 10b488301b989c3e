import type { MediaContent } from '../../keap/catalog/operation.ts';
import { resolveSchema, type Schema, schemaType } from '../../keap/catalog/schema.ts';
import type { Answer } from '../answer.ts';
import { type Countable, offsetPage, readPageRequest, writeToken } from '../query/paging.ts';
import { type Listable, type Selection, selectPage } from '../query/select.ts';
import type { SandboxRequest } from '../request.ts';
import type { Fields } from '../store/table.ts';
import { project } from './project.ts';

/** The success an operation declares: the highest one, which of "made" and "made or changed" is "made". */
export function successOf({ operation }: SandboxRequest): { readonly status: number; readonly content: MediaContent } {
  const status = Object.keys(operation.responses).toSorted().at(-1) ?? '200';
  return { status: Number(status), content: operation.responses[status] ?? {} };
}

/**
 * A declared success with what its schema shows of a value; without a body where none is declared.
 * @param status where an operation declares several
 */
export function reply(request: SandboxRequest, value?: unknown, status = successOf(request).status): Answer {
  const content = request.operation.responses[String(status)] ?? {};
  if (!content.schema) return { status };
  return { status, json: project(value, content.schema, request.catalog.schemas) };
}

/** Where the items of a list's answer stand: in a property, or nowhere but in the list that is the whole answer. */
export interface ListShape {
  readonly name: string | undefined;
  readonly items: Schema;
}

/** @throws Error for an operation whose answer holds no list */
export function listShape(request: SandboxRequest): ListShape {
  const { schemas } = request.catalog;
  const whole = resolveSchema(successOf(request).content.schema, schemas);
  if (schemaType(whole) === 'array') return { name: undefined, items: whole.items ?? {} };
  for (const [name, property] of Object.entries(whole.properties ?? {})) {
    const resolved = resolveSchema(property, schemas);
    if (schemaType(resolved) === 'array') return { name, items: resolved.items ?? {} };
  }
  throw new Error(`${request.operation.key} answers without a list.`);
}

/** The names of the properties that an operation's answer has for one record, alone or in a list. */
export function recordProperties(request: SandboxRequest): string[] {
  const { schemas } = request.catalog;
  const whole = resolveSchema(successOf(request).content.schema, schemas);
  const isPage = ['next', 'next_page_token'].some((name) => Object.hasOwn(whole.properties ?? {}, name));
  const record = isPage || schemaType(whole) === 'array' ? resolveSchema(listShape(request).items, schemas) : whole;
  return Object.keys(record.properties ?? {});
}

/** How a record is shown: all there is to know of it, of which the answer's schema picks. */
export type View<T> = (record: T) => unknown;

/** A v2 page of what a request selects, with what else the answer says of the whole. */
export function replyPage<T>(
  request: SandboxRequest,
  all: Listable<T>,
  selection: Selection<T>,
  view: View<T>,
  rest: Fields = {},
): Answer {
  const { from, size } = readPageRequest(request);
  const { items, next } = selectPage(all, request.list, selection, from, size);
  return replyList(request, items.map(view), { ...rest, next_page_token: writeToken(next, request) });
}

/** A v1 page of a list. */
export function replyOffsetPage<T>(
  request: SandboxRequest,
  all: Countable<T>,
  view: View<T>,
  rest: Fields = {},
): Answer {
  const { items, ...paging } = offsetPage(all, request);
  return replyList(request, items.map(view), { ...paging, ...rest });
}

/** A list as an operation answers it, with whatever else the answer has a place for. */
export function replyList(request: SandboxRequest, items: readonly unknown[], rest: Fields = {}): Answer {
  const { name } = listShape(request);
  return reply(request, name === undefined ? items : { ...rest, [name]: items });
}
