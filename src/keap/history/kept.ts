import { isUtf8 } from 'node:buffer';
import { parseConnection } from '../connection.ts';
import type { Exchange } from '../exchange.ts';
import { isSuccess } from '../http/fault.ts';
import type { HttpResponse } from '../http/httpResponse.ts';
import { asList, asNumber, asObject, asString, asStrings, parseJson } from '../json.ts';
import { parseDraft, type RequestDraft } from '../request/draft.ts';
import type { HttpRequest, RequestContent } from '../request/httpRequest.ts';
import { withoutSecrets, withoutSecretsOf } from '../request/secretInputs.ts';
import { redactKeys, redactKeysIn } from '../safety/keyShapes.ts';
import type { MaskKnownKeys } from '../safety/knownKey.ts';
import { type HistoryEntry, parseEntry } from './historyEntry.ts';

/** What an entry does not say: what was sent, and what came back where anything did. */
export interface Kept {
  readonly draft: RequestDraft;
  readonly exchange?: Exchange;
}

/** The answer's bytes that come with something kept. */
export function bytesOf({ draft, exchange }: Kept): number {
  return JSON.stringify(draft).length + (exchange?.response.body.byteLength ?? 0);
}

/**
 * What is kept of an entry as the bytes of a file: a line of JSON, then the answer's body as it came. Keys are masked
 * in both, and passwords and card numbers of the request; its own key was never part of either.
 * @param mask what is known to be a key on this machine, though it has no shape of one
 */
export async function encodeKept(entry: HistoryEntry, { draft, exchange }: Kept, mask: MaskKnownKeys): Promise<Buffer> {
  const body = exchange ? await redactBytes(held(exchange), mask) : new Uint8Array();
  const answered = exchange ? { entry: flat(entry), exchange: headOf(exchange, draft, body.byteLength) } : {};
  const head = await mask(JSON.stringify(redactKeysIn({ draft: withoutSecrets(draft), ...answered })));
  return Buffer.concat([Buffer.from(`${head}\n`), body]);
}

/** What `encodeKept` wrote; undefined where it is damaged. */
export function decodeKept(bytes: Buffer): Kept | undefined {
  const end = bytes.indexOf(0x0a);
  const parsed = parseJson(bytes.toString('utf8', 0, Math.max(0, end)));
  const head = 'value' in parsed ? asObject(parsed.value) : undefined;
  const draft = parseDraft(head?.['draft']);
  if (!draft) return undefined;
  if (!head?.['exchange']) return { draft };
  const exchange = exchangeOf(head['entry'], head['exchange'], bytes.subarray(end + 1));
  return exchange && { draft, exchange };
}

/** What was sent, from the first line of what `encodeKept` wrote. */
export function draftIn(line: string): RequestDraft | undefined {
  const parsed = parseJson(line);
  return 'value' in parsed ? parseDraft(asObject(parsed.value)?.['draft']) : undefined;
}

function flat({ id, at, operation, connection, ms, outcome }: HistoryEntry): unknown {
  return { id, at, ...operation, connection: connection.id, ms, ...outcome };
}

function headOf({ connection, request, response }: Exchange, draft: RequestDraft, bytes: number): unknown {
  const { body: _body, ...rest } = response;
  const { body } = request;
  const sent = body && 'text' in body ? { ...body, text: withoutSecretsOf(draft, body.text) } : body;
  return { connection, request: { ...request, body: sent }, response: { ...rest, bytes } };
}

function exchangeOf(entryHead: unknown, exchangeHead: unknown, body: Buffer): Exchange | undefined {
  const entry = parseEntry(asObject(entryHead) ?? {});
  const head = asObject(exchangeHead);
  const connection = parseConnection(head?.['connection']);
  const request = parseRequest(head?.['request'], entry);
  const response = parseResponse(head?.['response'], body);
  if (!entry || !connection || !request || !response) return undefined;
  return { id: entry.id, operation: entry.operation, connection, request, sentAt: entry.at, response };
}

function parseRequest(value: unknown, entry: HistoryEntry | undefined): HttpRequest | undefined {
  const source = asObject(value);
  const target = asString(source?.['target']);
  if (!entry || target === undefined) return undefined;
  const headers = Object.entries(asObject(source?.['headers']) ?? {}).flatMap(([name, text]) =>
    typeof text === 'string' ? [[name, text] as const] : [],
  );
  const body = parseContent(source?.['body']);
  const { method } = entry.operation;
  return { method, target, headers: Object.fromEntries(headers), ...(body ? { body } : {}) };
}

/** A body of parts names files, which are not kept; the draft knows them. */
function parseContent(value: unknown): RequestContent | undefined {
  const source = asObject(value);
  const [mediaType, text] = [asString(source?.['mediaType']), asString(source?.['text'])];
  return mediaType !== undefined && text !== undefined ? { mediaType, text } : undefined;
}

function parseResponse(value: unknown, body: Buffer): HttpResponse | undefined {
  const source = asObject(value);
  const status = asNumber(source?.['status']);
  const timing = asObject(source?.['timing']);
  // Half a body would pass for the whole one.
  if (status === undefined || !timing || asNumber(source?.['bytes']) !== body.byteLength) return undefined;
  const ms = (name: string) => asNumber(timing[name]) ?? 0;
  const unread = asString(source?.['unread']);
  return {
    status,
    ...(unread === undefined ? {} : { unread }),
    statusText: asString(source?.['statusText']) ?? '',
    headers: (asList(source?.['headers']) ?? []).flatMap((pair) => {
      const [name, text] = asStrings(pair) ?? [];
      return name !== undefined && text !== undefined ? [[name, text] as const] : [];
    }),
    body,
    timing: {
      queuedMs: ms('queuedMs'),
      ...('connectMs' in timing ? { connectMs: ms('connectMs') } : {}),
      firstByteMs: ms('firstByteMs'),
      totalMs: ms('totalMs'),
    },
  };
}

/** Its answer lets whoever has it call the account. */
const ANSWERS_A_KEY = 'xmlrpc:DataService.getTemporaryKey';

/** A body that is written along: whoever keeps one that lies in a file has read it before. */
function held({ operation, response }: Exchange): Uint8Array {
  const { body } = response;
  if (operation.key === ANSWERS_A_KEY && isSuccess(response)) return Buffer.from('"*****"');
  return body instanceof Uint8Array ? body : new Uint8Array();
}

/** Bytes with the keys in them masked, whatever their charset: those of most are as in ASCII. */
async function redactBytes(bytes: Uint8Array, mask: MaskKnownKeys): Promise<Uint8Array> {
  const charset = isUtf8(bytes) ? 'utf8' : 'latin1';
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(charset);
  const redacted = await mask(redactKeys(text));
  return redacted === text ? bytes : Buffer.from(redacted, charset);
}
