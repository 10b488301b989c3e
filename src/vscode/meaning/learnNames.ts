import type { AccountRecords } from '../../keap/account/accountRecords.ts';
import { textOf } from '../../keap/answers/answer.ts';
import { parseLossless } from '../../keap/exactJson.ts';
import type { Exchange } from '../../keap/exchange.ts';
import { isSuccess } from '../../keap/http/fault.ts';
import { shownRecords } from '../../keap/meaning/shownRecords.ts';

/** A larger answer is not read for the names in it. */
const LARGEST = 1_000_000;

/** Learns the names of records that an answer shows: hovers and outlines then have them without a call. */
export async function learnNames(
  { operation, connection, response }: Exchange,
  records: AccountRecords,
): Promise<void> {
  if (!isSuccess(response) || response.body.byteLength > LARGEST || !shownRecords(operation.key, () => undefined))
    return;
  const text = await textOf({ response });
  if (text === undefined) return;
  const found = shownRecords(operation.key, () => parseLossless(text));
  if (found) records.take(connection.id, { kind: found.kind, within: [] }, found.records);
}
