import type { Exchange } from '../exchange.ts';
import { type Content, contentOf } from '../http/content.ts';

/** An answer and what it is, for whoever decides what can be done with it. */
export interface Answer {
  readonly exchange: Exchange;
  readonly kind: Content['kind'];
}

/** The body as it came, decompressed, piece by piece: from memory, or from the file it lies in. */
export async function* chunksOf({ response }: Exchange): AsyncGenerator<Uint8Array> {
  if (response.body.byteLength > 0) yield response.body;
}

/** The text of an answer's document: JSON is laid out. Undefined where it is no text, or too large to be one string. */
export async function textOf({ response }: Exchange): Promise<string | undefined> {
  const content = contentOf(response);
  return 'text' in content ? content.text : undefined;
}
