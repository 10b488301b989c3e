import type { HttpMethod } from '../catalog/operation.ts';
import type { Connection } from '../connection.ts';
import type { Exchange } from '../exchange.ts';
import { faultOf } from '../http/fault.ts';
import type { HttpResponse } from '../http/httpResponse.ts';
import { isSendError } from '../http/sendError.ts';
import { asNumber, asString, type JsonObject } from '../json.ts';
import type { RequestDraft } from '../request/draft.ts';
import { redactKeysIn } from '../safety/keyShapes.ts';

/** A request that went out, with its answer or with why there is none. */
export interface Sent {
  readonly operation: Exchange['operation'];
  readonly draft: RequestDraft;
  readonly connection: Connection;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  /** From sending to the end, whatever that was. */
  readonly ms: number;
  /** Which part of the extension sent it, in a word or two; undefined for a person's own request. */
  readonly source?: string | undefined;
  readonly result: Exchange | { readonly error: unknown };
}

/**
 * A status and the answer's bytes, with the code of a fault of XML-RPC or that the answer was none of XML-RPC, or a code
 * of why no answer came.
 */
export type Outcome =
  | { readonly status: number; readonly bytes: number; readonly fault?: number; readonly unread?: true }
  | { readonly error: string };

/** One line of the history: what was asked of whom and how it ended, without a value that was sent or came back. */
export interface HistoryEntry {
  readonly id: string;
  /** When it was sent, in milliseconds since 1970. */
  readonly at: number;
  readonly operation: Exchange['operation'];
  readonly connection: Pick<Connection, 'id' | 'name'>;
  readonly ms: number;
  readonly outcome: Outcome;
  readonly source?: string;
}

/** The entry of something that was sent. @param id of its exchange, or a new one where no answer came */
export function entryOf({ operation, connection, sentAt, ms, source, result }: Sent, id: string): HistoryEntry {
  const { key, title, method, path } = operation;
  const outcome =
    'error' in result
      ? { error: isSendError(result.error) ? result.error.code : 'unknown' }
      : answerOutcome(result.response);
  return {
    id,
    at: sentAt,
    operation: { key, title, method, path },
    connection: { id: connection.id, name: connection.name },
    ms: Math.round(ms),
    outcome,
    ...(source ? { source } : {}),
  };
}

function answerOutcome(response: HttpResponse): Outcome {
  const fault = faultOf(response);
  const { status, body, unread } = response;
  const failed = fault ? { fault: fault.code } : unread === undefined ? {} : { unread: true as const };
  return { status, bytes: body.byteLength, ...failed };
}

/** An entry as a line of the journal, with keys masked that someone made a name of. */
export function entryLine({ id, at, operation, connection, ms, outcome, source }: HistoryEntry): string {
  const { key, title, method, path } = operation;
  const who = { connection: connection.id, name: connection.name };
  return JSON.stringify(redactKeysIn({ id, at, key, title, method, path, ...who, ms, ...outcome, source }));
}

/** An entry from a parsed line; undefined where it is none. */
export function parseEntry(line: JsonObject): HistoryEntry | undefined {
  const id = asString(line['id']);
  const at = asNumber(line['at']);
  const operation = parseOperation(line);
  const connection = asString(line['connection']);
  const ms = asNumber(line['ms']);
  const outcome = parseOutcome(line);
  const source = asString(line['source']);
  if (!isId(id) || at === undefined || !operation || !isId(connection) || ms === undefined || !outcome)
    return undefined;
  const entry = { id, at, operation, connection: { id: connection, name: asString(line['name']) ?? '' }, ms, outcome };
  return source ? { ...entry, source } : entry;
}

function parseOperation(line: JsonObject): HistoryEntry['operation'] | undefined {
  const key = asString(line['key']);
  const title = asString(line['title']);
  const method = METHODS.find((each) => each === line['method']);
  const path = asString(line['path']);
  return key && title && method && path ? { key, title, method, path } : undefined;
}

const METHODS: readonly HttpMethod[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

function parseOutcome(line: JsonObject): Outcome | undefined {
  const error = asString(line['error']);
  if (error) return { error };
  const status = asNumber(line['status']);
  const bytes = asNumber(line['bytes']);
  const fault = asNumber(line['fault']);
  if (status === undefined || bytes === undefined) return undefined;
  const unread = line['unread'] === true ? { unread: true as const } : {};
  return { status, bytes, ...(fault === undefined ? unread : { fault }) };
}

/** Ids are parts of file names. */
export function isId(value: string | undefined): value is string {
  return value !== undefined && /^[\w-]{1,64}$/.test(value);
}
