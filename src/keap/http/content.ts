import { formatJson } from '../request/formatJson.ts';
import { bodyText, charsetOf, type HttpResponse, mediaTypeOf } from './httpResponse.ts';

/** How an answer is best shown. */
export type Content =
  | { readonly kind: 'json'; readonly text: string }
  /** `extension` without a dot: what kind of text it is. */
  | { readonly kind: 'text'; readonly text: string; readonly extension: string }
  | { readonly kind: 'binary'; readonly extension: string }
  | { readonly kind: 'empty' };

/** Maps: a server may well call its type `constructor`. */
const TEXT_EXTENSIONS: ReadonlyMap<string, string> = new Map([
  ['text/html', 'html'],
  ['text/xml', 'xml'],
  ['application/xml', 'xml'],
  ['text/csv', 'csv'],
  ['text/css', 'css'],
  ['application/javascript', 'js'],
]);

const BINARY_EXTENSIONS: ReadonlyMap<string, string> = new Map([
  ['image/png', 'png'],
  ['image/jpeg', 'jpg'],
  ['image/gif', 'gif'],
  ['application/pdf', 'pdf'],
  ['application/zip', 'zip'],
]);

/** What an answer is, by what it says and by what it holds: a body that calls itself JSON and is none is text. */
export function contentOf(response: Pick<HttpResponse, 'headers' | 'body'>): Content {
  if (response.body.byteLength === 0) return { kind: 'empty' };
  const mediaType = mediaTypeOf(response);
  if (BINARY_EXTENSIONS.has(mediaType) || looksBinary(response)) {
    return { kind: 'binary', extension: BINARY_EXTENSIONS.get(mediaType) ?? 'bin' };
  }
  const text = bodyText(response);
  const json = TEXT_EXTENSIONS.has(mediaType) ? undefined : formatJson(text);
  if (json !== undefined) return { kind: 'json', text: json };
  return { kind: 'text', text, extension: TEXT_EXTENSIONS.get(mediaType) ?? 'txt' };
}

/** A zero byte near the start, or bytes that are not of the charset they claim. */
function looksBinary(response: Pick<HttpResponse, 'headers' | 'body'>): boolean {
  const start = response.body.subarray(0, 4096);
  if (start.includes(0)) return true;
  try {
    new TextDecoder(charsetOf(response), { fatal: true }).decode(start, { stream: true });
    return false;
  } catch {
    return true;
  }
}
