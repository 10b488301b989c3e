import type { Operation } from './catalog/operation.ts';
import { asList, asNumber, asObject, asString } from './json.ts';
import { parameterId, type RequestDraft } from './request/draft.ts';
import { inputTexts } from './request/parameterValue.ts';

/** How the pages of a list follow each other. */
export type Paging =
  /** v2: an answer names the token of the next page. */
  | { readonly kind: 'token'; readonly size: PageSize }
  /** v1: pages are places in the list. */
  | { readonly kind: 'offset'; readonly size: PageSize }
  /** XML-RPC: pages are numbered from 0. */
  | { readonly kind: 'number'; readonly place: string; readonly size: PageSize }
  /** One answer is all there is. */
  | { readonly kind: 'single'; readonly words: string };

export interface PageSize {
  /** `query:page_size`; undefined where the operation takes none. */
  readonly parameter: string | undefined;
  /** The most the document allows, or what we take where it says nothing. */
  readonly most: number;
}

/** How many v1 sends on a page: no document says what it takes at most. */
const V1_PAGE = 200;

/** What v2 is asked for where its document sets no bound (reports). */
const V2_PAGE = 100;

/**
 * The most rows that XML-RPC gives: `limit` is documented, this bound is common knowledge (FACTS of Keap, XML-RPC). What
 * saved searches give on a page nobody says; they are taken for as large.
 */
export const XML_RPC_PAGE = 1_000;

const TOKEN = 'query:page_token';
const SIZE = 'query:page_size';
const LIMIT = 'query:limit';
const OFFSET = 'query:offset';
const PAGE_NUMBERS = ['argument:page', 'argument:pageNumber'] as const;
const PAGE_LIMITS = ['argument:limit', 'argument:returnLimit'] as const;

/** Something that has a request's parameters: a draft, or a request that nobody composes. */
export type Paged = Pick<RequestDraft, 'parameters'>;

/**
 * How a list is paged, by its operation. Nine of v2's lists name a next page and take no token (catalog): asking again
 * would give the first page for ever.
 */
export function pagingBy(operation: Pick<Operation, 'parameters' | 'query' | 'title'>): Paging {
  const takes = (id: string) => operation.parameters.some((parameter) => parameterId(parameter) === id);
  if (takes(TOKEN)) {
    const most = operation.query?.pageSizeMax ?? V2_PAGE;
    return { kind: 'token', size: { parameter: takes(SIZE) ? SIZE : undefined, most } };
  }
  if (takes(OFFSET)) return { kind: 'offset', size: { parameter: takes(LIMIT) ? LIMIT : undefined, most: V1_PAGE } };
  return (
    numberedPaging(takes) ?? {
      kind: 'single',
      words: `${operation.title} gives all it has in one answer: Keap takes no page of it.`,
    }
  );
}

/** How pages of XML-RPC follow each other; undefined for what takes no number of one. @param takes a `parameterId` */
export function numberedPaging(takes: (id: string) => boolean): Paging | undefined {
  const place = PAGE_NUMBERS.find(takes);
  if (!place) return undefined;
  return { kind: 'number', place, size: { parameter: PAGE_LIMITS.find(takes), most: XML_RPC_PAGE } };
}

/** A page's size as the request asks for it; where it does not, the most there may be. */
export function pageSizeOf(draft: Paged, { kind, size }: Exclude<Paging, { kind: 'single' }>): number {
  const [typed] = size.parameter === undefined ? [] : inputTexts(draft.parameters[size.parameter]);
  const wanted = typed === undefined || !/^\d+$/.test(typed) ? 0 : Number(typed);
  // More than a page of XML-RPC holds would be taken for a page that is not full.
  if (wanted >= 1) return kind === 'number' ? Math.min(wanted, size.most) : wanted;
  return size.most;
}

/** The request with a page size, where it has none and the operation takes one. */
export function withPageSize<Request extends Paged>(draft: Request, paging: Paging): Request {
  if (paging.kind === 'single' || paging.size.parameter === undefined) return draft;
  return withParameters(draft, { [paging.size.parameter]: String(pageSizeOf(draft, paging)) });
}

/** The request of the first page, as large as pages may be: the fewest calls. */
export function firstPage<Request extends Paged>(draft: Request, paging: Paging): Request {
  if (paging.kind === 'number') {
    const { place, size } = paging;
    return withParameters(draft, { [place]: '0', ...(size.parameter ? { [size.parameter]: String(size.most) } : {}) });
  }
  const left = Object.entries(draft.parameters).filter(([id]) => ![TOKEN, SIZE, OFFSET, LIMIT].includes(id));
  return { ...draft, parameters: Object.fromEntries(left) };
}

/** What an answer says of where the list goes on. */
export interface PageFacts {
  /** The property that holds the items, as its schema or a table says. */
  readonly items: readonly unknown[];
  /** v2's token; empty is none. */
  readonly token: string | undefined;
  /** v1's number of all records. */
  readonly count: number | undefined;
  /** Whether v1 names a next page. */
  readonly namesNext: boolean;
}

/** @param answer the parsed body */
export function readPage(answer: unknown, property: string): PageFacts {
  const root = asObject(answer);
  const items = asList(property === '' ? answer : root?.[property]) ?? [];
  return {
    items,
    token: asString(root?.['next_page_token']) || undefined,
    count: asNumber(root?.['count']),
    namesNext: Boolean(asString(root?.['next'])),
  };
}

/**
 * The request of the page after an answer; undefined where that was the last one. v1 names a next page even behind the
 * last record, so an empty page ends the list. Where its next page begins is counted from what came, not read from
 * `next`: nobody says how many records a page may hold, and a server that gives fewer than were asked for would skip
 * the others. `count` ends nothing behind a full page, in case it counts that page alone.
 */
export function nextPage<Request extends Paged>(paging: Paging, draft: Request, page: PageFacts): Request | undefined {
  if (paging.kind === 'single') return undefined;
  if (paging.kind === 'token') {
    const { token } = page;
    const same = token === inputTexts(draft.parameters[TOKEN])[0];
    return token === undefined || same ? undefined : withParameters(draft, { [TOKEN]: token });
  }
  if (page.items.length === 0) return undefined;
  if (paging.kind === 'number') return nextNumber(paging, draft, page.items.length);
  const full = page.items.length >= pageSizeOf(draft, paging);
  const next = offsetOf(draft) + page.items.length;
  if (!full && (!page.namesNext || (page.count !== undefined && next >= page.count))) return undefined;
  return withParameters(draft, { [OFFSET]: String(next) });
}

/**
 * The numbered page after one of so many rows. Of pages whose size the request says one that is not full is the last;
 * of others only an empty one is.
 */
function nextNumber<Request extends Paged>(
  paging: Extract<Paging, { kind: 'number' }>,
  draft: Request,
  items: number,
): Request | undefined {
  const { place, size } = paging;
  if (size.parameter !== undefined && items < pageSizeOf(draft, paging)) return undefined;
  const [typed = ''] = inputTexts(draft.parameters[place]);
  return withParameters(draft, { [place]: String((/^\d{1,9}$/.test(typed) ? Number(typed) : 0) + 1) });
}

/** Where a page of v1 begins. */
export function offsetOf(draft: Paged): number {
  const [typed] = inputTexts(draft.parameters[OFFSET]);
  return typed !== undefined && /^\d+$/.test(typed) ? Number(typed) : 0;
}

/** The same page, beginning elsewhere. */
export function atOffset<Request extends Paged>(draft: Request, offset: number): Request {
  return withParameters(draft, { [OFFSET]: String(offset) });
}

/** Where in the list a request's page is: its token or offset. Undefined for a first page. */
export function placeOf(paging: Paging, draft: Paged): string | undefined {
  const id = placeParameter(paging);
  return id === undefined ? undefined : inputTexts(draft.parameters[id])[0];
}

/** The same request at a place that `placeOf` gave; a list of one answer has none. */
export function atPlace<Request extends Paged>(paging: Paging, draft: Request, place: string): Request {
  const id = placeParameter(paging);
  return id === undefined ? draft : withParameters(draft, { [id]: place });
}

function placeParameter(paging: Paging): string | undefined {
  if (paging.kind === 'single') return undefined;
  if (paging.kind === 'number') return paging.place;
  return paging.kind === 'token' ? TOKEN : OFFSET;
}

function withParameters<Request extends Paged>(draft: Request, parameters: Readonly<Record<string, string>>): Request {
  return { ...draft, parameters: { ...draft.parameters, ...parameters } };
}
