import { asList, asNumber, asString, parseJson } from '../../keap/json.ts';
import { badRequest } from '../errors.ts';
import { hash } from '../example/random.ts';
import type { SandboxRequest } from '../request.ts';
import type { Cursor } from './select.ts';

/** How many items a page has where the request does not say. */
export const DEFAULT_PAGE_SIZE = 100;

/** v1's default and, as people have found, its most. */
export const V1_LIMIT = 1000;

/** What a v2 list goes by: where to begin and how many items to show. */
export interface PageRequest {
  readonly from?: Cursor;
  readonly size: number;
}

/**
 * Reads `page_token` and `page_size`. A token stands for a place in one question: with another path, filter or order
 * it is refused. The lists that declare no token show everything at once and pass over one that is sent.
 * @throws RefusalError 400 for a token that no page of this list gave
 */
export function readPageRequest(request: SandboxRequest): PageRequest {
  const { operation, query } = request;
  if (!operation.parameters.some(({ name }) => name === 'page_token')) return { size: Number.POSITIVE_INFINITY };
  const token = query.get('page_token') ?? '';
  const size = Number(query.get('page_size') || 0) || Math.min(DEFAULT_PAGE_SIZE, operation.query?.pageSizeMax ?? 1000);
  return { size, ...(token === '' ? {} : { from: readToken(token, questionOf(request)) }) };
}

/** The token of a page's rest, empty at the end. */
export function writeToken(next: Cursor | undefined, request: SandboxRequest): string {
  if (!next) return '';
  return Buffer.from(JSON.stringify([questionOf(request), next.key, next.id])).toString('base64url');
}

function questionOf({ pathname, query }: SandboxRequest): number {
  return hash(`${pathname} ${query.get('filter') ?? ''} ${query.get('order_by') ?? ''}`);
}

function readToken(token: string, question: number): Cursor {
  const parsed = parseJson(Buffer.from(token, 'base64url').toString('utf8'));
  const [asked, key, id] = asList('value' in parsed ? parsed.value : undefined) ?? [];
  if (asked !== question || !Number.isInteger(id)) badRequest('page_token is invalid');
  return { key: asString(key) ?? asNumber(key) ?? null, id: Number(id) };
}

/** A whole that v1 can cut pages out of: a list, or a table, which makes only the records of the page. */
export type Countable<T> = readonly T[] | { readonly size: number; slice(from: number, to: number): readonly T[] };

/** A page of a v1 list: `count` is the size of the whole, the URLs are absolute. */
export interface OffsetPage<T> {
  readonly items: readonly T[];
  readonly count: number;
  readonly next: string;
  readonly previous: string;
}

/**
 * Cuts v1's page out of a whole list. Keap gives both URLs always, also on the first and on the last page: a client
 * that pages to the end stops at an empty page.
 * @throws RefusalError 400 for a limit or offset below what they can be
 */
export function offsetPage<T>(all: Countable<T>, request: SandboxRequest): OffsetPage<T> {
  const { query } = request;
  const count = 'size' in all ? all.size : all.length;
  const limit = Math.min(Number(query.get('limit') || V1_LIMIT), V1_LIMIT);
  const offset = Number(query.get('offset') || 0);
  if (limit < 1) badRequest('limit must be at least 1');
  if (offset < 0) badRequest('offset must be at least 0');
  return {
    items: all.slice(offset, offset + limit),
    count,
    next: pageUrl(request, limit, offset + limit),
    previous: pageUrl(request, limit, Math.max(0, offset - limit)),
  };
}

function pageUrl({ origin, pathname, query }: SandboxRequest, limit: number, offset: number): string {
  const rest = new URLSearchParams({ limit: String(limit), offset: String(offset) });
  for (const [name, value] of query) if (name !== 'limit' && name !== 'offset') rest.append(name, value);
  return `${origin}${pathname}?${rest}`;
}
