import type { Exchange } from '../exchange.ts';
import { type Body, piecesOf } from '../http/body.ts';
import { decoderOf, type HttpResponse } from '../http/httpResponse.ts';
import type { RequestDraft } from '../request/draft.ts';
import { AnswerReader, LARGEST_TEXT, type Nature } from './answerReader.ts';
import { pause } from './pause.ts';

/** An answer and what it is, for whoever decides what can be done with it. */
export interface Answer {
  readonly exchange: Exchange;
  readonly nature: Nature;
  readonly kind: Nature['kind'];
  /** What was asked, where that is known. */
  readonly draft?: RequestDraft | undefined;
}

/** A response whose body is read, and nothing else of it. */
type Read = Pick<HttpResponse, 'headers' | 'body'>;

/** The body as it came, decompressed, piece by piece: from memory, or from the file it lies in. */
export function chunksOf({ response }: Pick<Exchange, 'response'>): AsyncGenerator<Uint8Array> {
  return piecesOf(response.body);
}

/**
 * What an answer is, and its JSON laid out: undefined where it is none. Others have their turn between pieces.
 * @throws Error where the body lies in a file that is gone
 */
export async function readAnswer(response: Read): Promise<{ readonly nature: Nature; readonly text?: Uint8Array }> {
  const parts: Uint8Array[] = [];
  const reader = new AnswerReader(response, (part) => parts.push(part.slice()));
  for await (const piece of piecesOf(response.body)) {
    reader.take(piece);
    await pause();
  }
  const nature = reader.end();
  return nature.kind === 'json' ? { nature, text: Buffer.concat(parts) } : { nature };
}

/**
 * The text of an answer's document in UTF-8: JSON is laid out, other text as it came.
 * @throws Error where the body lies in a file that is gone
 */
export async function shownBytes(response: Read): Promise<Uint8Array> {
  return (await readAnswer(response)).text ?? (await plainBytes(response));
}

/** The body as text in UTF-8, as it came. @throws Error where it lies in a file that is gone */
export async function plainBytes(response: Read): Promise<Uint8Array> {
  const decoder = decoderOf(response);
  const parts: Uint8Array[] = [];
  for await (const piece of piecesOf(response.body)) {
    parts.push(decoder.encoding === 'utf-8' ? piece : Buffer.from(decoder.decode(piece, { stream: true })));
  }
  const whole = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
  return isMarked(whole) ? whole.subarray(3) : whole;
}

/** The text of an answer's document: JSON is laid out. Undefined where it is no text, or larger than any document. */
export async function textOf({ response }: Pick<Exchange, 'response'>): Promise<string | undefined> {
  if (response.body.byteLength > LARGEST_TEXT) return undefined;
  const { nature, text } = await readAnswer(response);
  if (nature.kind !== 'json' && nature.kind !== 'text') return undefined;
  return new TextDecoder().decode(text ?? (await plainBytes(response)));
}

/** Whether a body is held in memory. */
export function isHeld(body: Body): body is Uint8Array {
  return body instanceof Uint8Array;
}

/** The mark that a text in UTF-8 may begin with, which is no part of it. */
function isMarked(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}
