import { parseJson } from '../json.ts';
import { parameterId, type RequestDraft } from '../request/draft.ts';
import type { Answer } from './answer.ts';

/**
 * What leads to the page behind an answer, as values of query parameters: v2's `next_page_token` (an empty one ends
 * the list), or v1's `next`, an address with `offset` and `limit` that v1 also gives behind the last page, so that
 * `count` and the items have a say. Undefined where there is none.
 */
export function nextPage({ exchange, nature }: Answer): Readonly<Record<string, string>> | undefined {
  const { outline } = nature;
  if (!outline || exchange.response.status >= 300 || exchange.operation.method !== 'GET') return undefined;
  const member = (name: string): unknown => parsed(outline.members.get(name));
  const token = member('next_page_token');
  if (typeof token === 'string' && token !== '') return { page_token: token };
  const next = member('next');
  const query = typeof next === 'string' ? URL.parse(next, 'https://keap.invalid')?.searchParams : undefined;
  const items = outline.list?.items ?? 0;
  const offset = Number(query?.get('offset'));
  if (!query || items === 0 || !Number.isSafeInteger(offset) || offset <= 0) return undefined;
  const count = member('count');
  if (typeof count === 'number' && offset >= count) return undefined;
  const limit = query.get('limit');
  return { offset: String(offset), ...(limit ? { limit } : {}) };
}

/** A draft that asks for the page behind what another asked for; undefined where its operation takes no such parameters. */
export function nextPageDraft(
  draft: RequestDraft,
  next: Readonly<Record<string, string>>,
  takes: (parameter: string) => boolean,
): RequestDraft | undefined {
  const [place] = Object.keys(next);
  if (place === undefined || !takes(parameterId({ in: 'query', name: place }))) return undefined;
  const parameters = Object.entries(next).map(([name, value]) => [parameterId({ in: 'query', name }), value] as const);
  return {
    ...draft,
    parameters: { ...draft.parameters, ...Object.fromEntries(parameters.filter(([id]) => takes(id))) },
  };
}

function parsed(text: string | undefined): unknown {
  const found = parseJson(text ?? 'null');
  return 'value' in found ? found.value : undefined;
}
