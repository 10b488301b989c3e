import { type Body, wholeBody } from './body.ts';

/** An answer as it came, decompressed. */
export interface HttpResponse {
  readonly status: number;
  readonly statusText: string;
  /** In the order received, names in lower case. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Body;
  readonly timing: Timing;
  /** Why an answer that should be XML-RPC is shown as it came, in a sentence. */
  readonly unread?: string;
}

/** A response whose body is held in memory. */
export interface HeldResponse extends HttpResponse {
  readonly body: Uint8Array;
}

/** Milliseconds each. */
export interface Timing {
  /** Held back for the key's limits. */
  readonly queuedMs: number;
  /** Of `firstByteMs`, for a new connection; 0 where one was there, undefined where nobody took note. */
  readonly connectMs?: number;
  /** From sending to the head of the answer. */
  readonly firstByteMs: number;
  /** From sending to the last byte. */
  readonly totalMs: number;
}

/** The first value of a header; undefined where it is absent. */
export function headerValue(response: Pick<HttpResponse, 'headers'>, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return response.headers.find(([candidate]) => candidate === wanted)?.[1];
}

/** The media type without its parameters, in lower case: `application/json`. Empty where none is declared. */
export function mediaTypeOf(response: Pick<HttpResponse, 'headers'>): string {
  return (headerValue(response, 'content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** The charset a content type declares, UTF-8 where it declares none. */
export function charsetOf(response: Pick<HttpResponse, 'headers'>): string {
  return /charset="?([\w-]+)"?/i.exec(headerValue(response, 'content-type') ?? '')?.[1] ?? 'utf-8';
}

/** The body as text, in its charset. @throws Error where it lies in a file that is gone */
export async function bodyText({ headers, body }: Pick<HttpResponse, 'headers' | 'body'>): Promise<string> {
  return textIn(headers, await wholeBody(body));
}

/** Bytes of an answer with these headers as text; an unknown charset is read as UTF-8. */
export function textIn(headers: HttpResponse['headers'], bytes: Uint8Array): string {
  return decoderOf({ headers }).decode(bytes);
}

/** What reads an answer's charset; an unknown one is read as UTF-8. */
export function decoderOf(
  response: Pick<HttpResponse, 'headers'>,
  options: { readonly fatal?: boolean; readonly ignoreBOM?: boolean } = {},
): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(charsetOf(response), options);
  } catch {
    return new TextDecoder('utf-8', options);
  }
}
