/** An answer as it came, decompressed. */
export interface HttpResponse {
  readonly status: number;
  readonly statusText: string;
  /** In the order received, names in lower case. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
  readonly timing: Timing;
}

/** Milliseconds each. */
export interface Timing {
  /** Held back for the key's limits. */
  readonly queuedMs: number;
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

/** The body as text, in its charset; an unknown charset is read as UTF-8. */
export function bodyText(response: Pick<HttpResponse, 'headers' | 'body'>): string {
  try {
    return new TextDecoder(charsetOf(response)).decode(response.body);
  } catch {
    return new TextDecoder().decode(response.body);
  }
}
