import { parseJson } from '../json.ts';
import { numberedPaging, nextPage as pageBehind } from '../paging.ts';
import type { RequestDraft } from '../request/draft.ts';
import type { Answer } from './answer.ts';

/**
 * What leads to the page behind an answer, as inputs by `parameterId`: v2's `next_page_token` (an empty one ends
 * the list), or v1's `next`, an address with `offset` and `limit` that v1 also gives behind the last page, so that
 * `count` and the items have a say. Pages of XML-RPC are numbered. Undefined where there is none.
 */
export function nextPage({ exchange, nature, draft }: Answer): Readonly<Record<string, string>> | undefined {
  const { outline } = nature;
  if (!outline || exchange.response.status >= 300) return undefined;
  if (exchange.operation.key.startsWith('xmlrpc:')) return draft && nextNumber(draft, outline.list?.items ?? 0);
  if (exchange.operation.method !== 'GET') return undefined;
  const member = (name: string): unknown => parsed(outline.members.get(name));
  const token = member('next_page_token');
  if (typeof token === 'string' && token !== '') return { 'query:page_token': token };
  const next = member('next');
  const query = typeof next === 'string' ? URL.parse(next, 'https://keap.invalid')?.searchParams : undefined;
  const items = outline.list?.items ?? 0;
  const offset = Number(query?.get('offset'));
  if (!query || items === 0 || !Number.isSafeInteger(offset) || offset <= 0) return undefined;
  const count = member('count');
  if (typeof count === 'number' && offset >= count) return undefined;
  const limit = query.get('limit');
  return { 'query:offset': String(offset), ...(limit ? { 'query:limit': limit } : {}) };
}

/** The number of the page behind one that was asked for, and may not have been the last. */
function nextNumber(draft: RequestDraft, items: number): Readonly<Record<string, string>> | undefined {
  const paging = numberedPaging((id) => draft.parameters[id] !== undefined);
  const page = { items: Array.from({ length: items }), token: undefined, count: undefined, namesNext: false };
  const next = paging && pageBehind(paging, draft, page);
  const changed = Object.entries(next?.parameters ?? {}).filter(([id, input]) => input !== draft.parameters[id]);
  return next && Object.fromEntries(changed.map(([id, input]) => [id, String(input)]));
}

/** A draft that asks for the page behind what another asked for; undefined where its operation takes no such parameters. */
export function nextPageDraft(
  draft: RequestDraft,
  next: Readonly<Record<string, string>>,
  takes: (parameter: string) => boolean,
): RequestDraft | undefined {
  const [place] = Object.keys(next);
  if (place === undefined || !takes(place)) return undefined;
  const taken = Object.entries(next).filter(([id]) => takes(id));
  return { ...draft, parameters: { ...draft.parameters, ...Object.fromEntries(taken) } };
}

function parsed(text: string | undefined): unknown {
  const found = parseJson(text ?? 'null');
  return 'value' in found ? found.value : undefined;
}
