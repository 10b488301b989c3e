import { badRequest } from '../errors.ts';
import { hash } from '../example/random.ts';
import type { SandboxRequest } from '../request.ts';

/** How many items a page has where the request does not say. */
export const DEFAULT_PAGE_SIZE = 100;

/** v1's default and, as people have found, its most. */
export const V1_LIMIT = 1000;

/** A page of a v2 list and the token of the next one, empty at the end. */
export interface TokenPage<T> {
  readonly items: readonly T[];
  readonly nextPageToken: string;
}

/**
 * Cuts v2's page out of a whole list. A token stands for a position in one question: with another filter or order
 * it is refused.
 * @throws RefusalError 400 for a token that no page of this list gave
 */
export function tokenPage<T>(all: readonly T[], { query, pathname }: SandboxRequest): TokenPage<T> {
  const question = hash(`${pathname} ${query.get('filter') ?? ''} ${query.get('order_by') ?? ''}`);
  const from = readToken(query.get('page_token') ?? '', question);
  const size = Number(query.get('page_size') || 0) || DEFAULT_PAGE_SIZE;
  const to = from + size;
  return { items: all.slice(from, to), nextPageToken: to < all.length ? writeToken(to, question) : '' };
}

function writeToken(offset: number, question: number): string {
  return Buffer.from(`${offset.toString(36)}.${question.toString(36)}`).toString('base64url');
}

function readToken(token: string, question: number): number {
  if (token === '') return 0;
  const [offset, asked] = Buffer.from(token, 'base64url').toString().split('.');
  const from = Number.parseInt(offset ?? '', 36);
  if (asked !== question.toString(36) || !(from > 0)) badRequest('page_token is invalid');
  return from;
}

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
export function offsetPage<T>(all: readonly T[], request: SandboxRequest): OffsetPage<T> {
  const { query } = request;
  const limit = Math.min(Number(query.get('limit') || V1_LIMIT), V1_LIMIT);
  const offset = Number(query.get('offset') || 0);
  if (limit < 1) badRequest('limit must be at least 1');
  if (offset < 0) badRequest('offset must be at least 0');
  return {
    items: all.slice(offset, offset + limit),
    count: all.length,
    next: pageUrl(request, limit, offset + limit),
    previous: pageUrl(request, limit, Math.max(0, offset - limit)),
  };
}

function pageUrl({ origin, pathname, query }: SandboxRequest, limit: number, offset: number): string {
  const rest = new URLSearchParams({ limit: String(limit), offset: String(offset) });
  for (const [name, value] of query) if (name !== 'limit' && name !== 'offset') rest.append(name, value);
  return `${origin}${pathname}?${rest}`;
}
