import type { Exchange } from '../exchange.ts';
import type { HistoryEntry } from '../history/historyEntry.ts';

/** So many earlier requests of an operation are looked at. */
const MOST_LOOKED_AT = 100;

/**
 * The answer before this one to the same request of the same connection.
 * @param entries of the history, newest first
 * @param kept the answer of an entry, where it is still kept
 */
export async function previousAnswer(
  exchange: Exchange,
  entries: readonly HistoryEntry[],
  kept: (entry: HistoryEntry) => Promise<Exchange | undefined>,
): Promise<Exchange | undefined> {
  const earlier = entries.filter(
    ({ id, at, operation, connection, outcome }) =>
      id !== exchange.id &&
      at <= exchange.sentAt &&
      operation.key === exchange.operation.key &&
      connection.id === exchange.connection.id &&
      'status' in outcome,
  );
  for (const entry of earlier.slice(0, MOST_LOOKED_AT)) {
    const found = await kept(entry);
    if (found && isSameRequest(found, exchange)) return found;
  }
  return undefined;
}

function isSameRequest({ request }: Exchange, { request: other }: Exchange): boolean {
  return request.target === other.target && JSON.stringify(request.body) === JSON.stringify(other.body);
}
