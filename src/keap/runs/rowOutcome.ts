import type { Operation } from '../catalog/operation.ts';
import type { Schemas } from '../catalog/schema.ts';
import { numberText, parseExact } from '../exactJson.ts';
import type { Exchange } from '../exchange.ts';
import { explainResponse } from '../http/explain.ts';
import { faultOf, isSuccess } from '../http/fault.ts';
import { bodyText } from '../http/httpResponse.ts';
import { asList, asObject, asString } from '../json.ts';
import { parameterId, type RequestDraft } from '../request/draft.ts';
import { inputTexts } from '../request/parameterValue.ts';
import { plainText } from '../safety/plainText.ts';
import type { RowOutcome } from './runJournal.ts';
import type { StopReason } from './runState.ts';
import { errorWords } from './sendStop.ts';

/** What an answer, or none, makes of a row, and whether the run had better stop. */
export interface Judged {
  readonly outcome: Omit<RowOutcome, 'row' | 'at'>;
  readonly stop?: { readonly reason: StopReason; readonly words: string };
}

/** The operation of all rows of a run. */
export interface RowOperation {
  readonly operation: Operation;
  readonly schemas: Schemas;
}

/** Faults of XML-RPC: a key that is not accepted, and those behind which a change may have been carried out. */
const KEY_FAULT = 2;
const UNCLEAR_FAULTS: ReadonlySet<number> = new Set([3, 4, 6]);

/** More than this of an answer is not looked into for an id. */
const MOST_BYTES = 2 ** 20;
const ID_LENGTH = 64;

/**
 * What an answer makes of its row. Whatever Keap answers below 500 it has either done or not; behind a 5xx, or a fault
 * that says no more than that something failed, a change may have been carried out.
 */
export async function judgeAnswer(
  exchange: Exchange,
  draft: RequestDraft,
  { operation, schemas }: RowOperation,
): Promise<Judged> {
  const { response, connection } = exchange;
  const { status } = response;
  if (isSuccess(response))
    return { outcome: { is: 'done', status, ...(await judgeSuccess(exchange, draft, operation)) } };
  const words = explainResponse(response, { operation, schemas, draft, connection }) ?? 'Keap gave no proper answer.';
  const failed = { is: 'failed', status, words } as const;
  if (status === 429) return { outcome: { is: 'pending' }, stop: { reason: 'refused', words } };
  const fault = faultOf(response)?.code;
  if (status === 401 || fault === KEY_FAULT) return { outcome: { is: 'pending' }, stop: { reason: 'key', words } };
  // Whether it is this record or the key that may not: a person decides, and resuming goes on with the next row.
  if (status === 403) return { outcome: failed, stop: { reason: 'refused', words } };
  const isBroken = (status >= 500 && status !== 501) || response.unread !== undefined || UNCLEAR_FAULTS.has(fault ?? 0);
  const isUnclear = isBroken && operation.effect !== 'reads';
  return { outcome: isUnclear ? { ...failed, is: 'unknown' } : failed };
}

/** What becomes of a row that was sent and not answered. */
export function judgeSilence(error: unknown, { operation }: RowOperation): Judged {
  const words = errorWords(error);
  // What only reads can be read again.
  if (operation.effect === 'reads') return { outcome: { is: 'pending' }, stop: { reason: 'network', words } };
  return { outcome: { is: 'unknown', words } };
}

async function judgeSuccess(
  { response }: Exchange,
  draft: RequestDraft,
  operation: Operation,
): Promise<{ readonly is?: 'failed'; readonly id?: string; readonly words?: string }> {
  const answer =
    response.body.byteLength > 0 && response.body.byteLength <= MOST_BYTES ? await parsed(response) : undefined;
  const refused = refusedIn(answer);
  if (refused !== undefined) return { is: 'failed', words: refused };
  const id = (operation.call ? rowId(answer, operation, draft) : idOf(answer)) ?? pathId(operation, draft);
  const words = operation.call && answer === false ? { words: ANSWERED_FALSE } : {};
  return { ...words, ...(id === undefined ? {} : { id: plainText(id, ID_LENGTH) }) };
}

/**
 * Applying tags is answered by 200 with a word for each of them, and some may have failed: `results` by contact in v2
 * (a third party's measurement), a list of `key`s in v1 (its document: SUCCESS, DUPLICATE, CONTACT_NOT_FOUND, …).
 */
function refusedIn(answer: unknown): string | undefined {
  const listed = (asList(answer) ?? []).map((each): [string, unknown] => ['', asObject(each)?.['key']]);
  const results = [...Object.entries(asObject(asObject(answer)?.['results']) ?? {}), ...listed];
  const bad = results.filter(([, word]) => /fail|error|not.?found|invalid|permission/i.test(asString(word) ?? ''));
  if (bad.length === 0) return undefined;
  const [[id = '', word] = []] = bad;
  const first = plainText(`${id} ${String(word)}`.trim(), 120);
  return `Keap took the request and refused ${bad.length} of ${results.length}: ${first}.`;
}

function idOf(answer: unknown): string | undefined {
  const record = asObject(answer);
  const id = record?.['id'] ?? record?.['key'];
  return asString(id) ?? numberText(id);
}

/** Methods that change something answer with yes or no; what no means, Keap's documents do not say. */
const ANSWERED_FALSE = 'Keap answered false: see whether it was carried out.';

/** The row that a method of XML-RPC made, whose id is its answer, or the record whose id was an argument of it. */
function rowId(answer: unknown, { effect, parameters }: Operation, draft: RequestDraft): string | undefined {
  const made = effect === 'reads' ? undefined : numberText(answer);
  const about = parameters.find(({ argument }) => argument?.refersTo !== undefined);
  return made ?? (about && inputTexts(draft.parameters[parameterId(about)])[0]);
}

/** The record a path leads to, where the answer names none, as behind a deletion. */
function pathId({ path }: Operation, draft: RequestDraft): string | undefined {
  const name = [...path.matchAll(/\{([^{}]+)\}/g)].at(-1)?.[1];
  return name === undefined ? undefined : inputTexts(draft.parameters[parameterId({ in: 'path', name })])[0];
}

async function parsed(response: Exchange['response']): Promise<unknown> {
  try {
    return parseExact(await bodyText(response));
  } catch {
    return undefined;
  }
}
