import type { AccountRecords } from '../../keap/account/accountRecords.ts';
import { textOf } from '../../keap/answers/answer.ts';
import { toldOperation } from '../../keap/answers/toldOperation.ts';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import { parseLossless } from '../../keap/exactJson.ts';
import type { Exchange } from '../../keap/exchange.ts';
import { isSuccess } from '../../keap/http/fault.ts';
import { shownRecords } from '../../keap/meaning/shownRecords.ts';
import { shownRows } from '../../keap/meaning/shownRows.ts';

/** A larger answer is not read for the names in it. */
const LARGEST = 1_000_000;

/** Learns the names of records that an answer shows: hovers and outlines then have them without a call. */
export async function learnNames(
  exchange: Exchange,
  records: AccountRecords,
  catalog: Pick<CatalogFiles, 'operation'>,
): Promise<void> {
  const { operation, connection, response } = exchange;
  const isCall = operation.key.startsWith('xmlrpc:');
  if (!isSuccess(response) || response.body.byteLength > LARGEST) return;
  if (!isCall && !shownRecords(operation.key, () => undefined)) return;
  const known = isCall ? await catalog.operation(operation.key) : undefined;
  const told = known && toldOperation(known.operation, known.catalog, exchange.request);
  // Nobody reads an answer that names nothing.
  if (isCall && !(told && shownRows(told, {}))) return;
  const text = await textOf({ response });
  if (text === undefined) return;
  if (told) {
    const { kind, rows, listing } = shownRows(told, parseLossless(text)) ?? {};
    if (kind && rows) records.take(connection.id, { kind, within: [] }, rows, listing);
    return;
  }
  const found = shownRecords(operation.key, () => parseLossless(text));
  if (found) records.take(connection.id, { kind: found.kind, within: [] }, found.records);
}
