import type { Answer } from '../answers/answer.ts';
import { nextPage } from '../answers/nextPage.ts';
import type { JsonPath } from '../request/body/jsonTree.ts';
import { stringOf } from './jsonWalk.ts';
import type { Span } from './placeAt.ts';

/** A value of an answer that leads to another page of its list. */
export interface PageLink extends Span {
  /** What is asked for instead, by `parameterId`. */
  readonly page: Readonly<Record<string, string>>;
  readonly words: string;
}

/**
 * The page that a value leads to: `next_page_token`, v1's `next` and `previous`. Of an address only the place in the
 * list counts: the page is asked for where the answer came from. Undefined where there is no such page.
 */
export function pageLink(answer: Answer, path: JsonPath, source: string, start: number): PageLink | undefined {
  const [name, ...deeper] = path;
  if (deeper.length > 0 || !source.startsWith('"') || answer.exchange.operation.method !== 'GET') return undefined;
  const span = { start: start + 1, end: start + source.length - 1 };
  if (name === 'next' || name === 'next_page_token') {
    const page = nextPage(answer);
    const isMeant = page !== undefined && 'query:page_token' in page === (name === 'next_page_token');
    return isMeant ? { ...span, page, words: 'Open the next page (one call)' } : undefined;
  }
  if (name !== 'previous' || answer.exchange.response.status >= 300) return undefined;
  const query = URL.parse(stringOf(source), 'https://keap.invalid')?.searchParams;
  const before = Number(query?.get('offset') ?? Number.NaN);
  const here = Number(new URLSearchParams(answer.exchange.request.target.split('?')[1] ?? '').get('offset') ?? 0);
  if (!query || !Number.isSafeInteger(before) || before < 0 || before >= here) return undefined;
  const limit = query.get('limit');
  const page = { 'query:offset': String(before), ...(limit ? { 'query:limit': limit } : {}) };
  return { ...span, page, words: 'Open the page before (one call)' };
}
