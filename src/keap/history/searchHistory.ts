import { routeWords } from '../catalog/routeWords.ts';
import type { RequestDraft } from '../request/draft.ts';
import type { HistoryEntry } from './historyEntry.ts';
import { entrySentence } from './historyWords.ts';

/**
 * The entries that hold every word of a query in their title, method, path, status, connection, day or, where the
 * request is kept, in a value of its parameters. In the entries' order.
 * @param draftOf what is kept of an entry's request
 */
export function searchHistory(
  entries: readonly HistoryEntry[],
  query: string,
  draftOf: (entry: HistoryEntry) => RequestDraft | undefined,
  most: number,
): readonly HistoryEntry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found: HistoryEntry[] = [];
  for (const entry of entries) {
    if (found.length === most) break;
    const text = searchedText(entry, draftOf(entry));
    if (words.every((word) => text.includes(word))) found.push(entry);
  }
  return found;
}

/** What was asked, in a line: `GET /v2/contacts/{contact_id}` and the parameters that were given. */
export function requestLine({ operation }: HistoryEntry, draft: RequestDraft | undefined): string {
  const given = Object.entries(draft?.parameters ?? {}).flatMap(([id, input]) => {
    const value = typeof input === 'string' ? input : input.join(',');
    return value === '' ? [] : [`${id.slice(id.indexOf(':') + 1)}=${value}`];
  });
  return [routeWords(operation), ...given].join(' ');
}

function searchedText(entry: HistoryEntry, draft: RequestDraft | undefined): string {
  return `${entrySentence(entry)} ${requestLine(entry, draft)}`.toLowerCase();
}
