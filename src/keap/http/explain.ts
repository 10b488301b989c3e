import { diagnose } from '../doctor/diagnose.ts';
import type { Asked } from '../doctor/rule.ts';
import { asNumber, asObject, asString, parseJson } from '../json.ts';
import { redactKeys } from '../safety/keyShapes.ts';
import { plainText } from '../safety/plainText.ts';
import { startOf } from './body.ts';
import { faultOf, faultText, isSuccess } from './fault.ts';
import { type HttpResponse, headerValue, mediaTypeOf, textIn } from './httpResponse.ts';

/** What a refusal says, from whichever of Keap's shapes it came in. */
export interface Refusal {
  /** Keap's own words, on one line; empty where it gave none. */
  readonly words: string;
  /** A code such as `keymanagement.service.invalid_access_token`, where one was given. */
  readonly code?: string;
}

/** Reads a refusal: fault of XML-RPC, gateway fault, v2 envelope, v1 message, OAuth error, or text of any kind. */
export function readRefusal(response: Pick<HttpResponse, 'headers' | 'body'>): Refusal {
  const fault = faultOf(response);
  if (fault) return { words: oneLine(faultText(fault)), code: String(fault.code) };
  const text = textIn(response.headers, startOf(response.body));
  const parsed = parseJson(text);
  const root = 'value' in parsed ? asObject(parsed.value) : undefined;
  if (!root) return { words: 'error' in parsed ? oneLine(text) : '' };
  const gateway = asObject(root['fault']);
  const code =
    asString(asObject(gateway?.['detail'])?.['errorcode']) ?? asString(root['error']) ?? codeOf(root['code']);
  const words = asString(gateway?.['faultstring']) ?? asString(root['message']) ?? asString(root['error_description']);
  return { words: oneLine(words ?? ''), ...(code ? { code } : {}) };
}

function codeOf(value: unknown): string | undefined {
  return asString(value) ?? asNumber(value)?.toString();
}

/**
 * Text of a page or a message as a line: markup dropped, spaces folded, cut at 200 characters. A key in it is
 * masked, since a server may say back what it was sent; what cannot be seen is named.
 */
function oneLine(text: string): string {
  // What comes behind so much is in no line of 200 characters, and markup made to be slow has no room.
  const plain = text
    .slice(0, 16 * 1024)
    .replaceAll(/<(script|style)[\s\S]*?<\/\1>/gi, ' ')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return plainText(redactKeys(plain), 200);
}

/**
 * What an answer that is no success means and what to do next, in some sentences; undefined for a success.
 * @param asked the request, where it is known: what was wrong is often to be seen in it alone
 */
export function explainResponse(response: HttpResponse, asked?: Asked): string | undefined {
  const { status } = response;
  if (response.unread !== undefined) return `${NOT_READ} ${response.unread}`;
  if (isSuccess(response)) return isCallUnread(response, asked) ? NOT_READ : undefined;
  if (status >= 300 && status < 400)
    return 'Keap answered with a redirect, which is not followed so that the key stays with its server.';
  const { words, code } = readRefusal(response);
  const found = diagnose({ response, words, code, retryAfterMs: retryAfterMs(response), asked });
  const general = MEANINGS[status] ?? (status >= 500 ? 'Keap could not carry out the request.' : undefined);
  const meaning = found ? `${found.meaning} ${found.advice}` : (general ?? 'Keap refused the request.');
  return words ? `${meaning} Keap says: ${words.replace(/\.?$/, '.')}` : meaning;
}

const NOT_READ = 'Keap’s answer is no XML-RPC, so it is shown as it came.';

/** After a reload it is not known any more why. */
function isCallUnread(response: HttpResponse, asked: Asked | undefined): boolean {
  return asked?.operation.version === 'xmlrpc' && mediaTypeOf(response) !== 'application/json';
}

const MEANINGS: Readonly<Record<number, string>> = {
  400: 'Keap did not understand the request; check the parameters and the body.',
  403: 'The key may not do this; its user lacks the permission or the account lacks the feature.',
  404: 'There is nothing at this address; check the ids in the path.',
  405: 'This address does not take this method.',
  409: 'The request conflicts with what is there already.',
  415: 'Keap does not take a body of this kind.',
  500: 'Keap failed while carrying out the request; whether it took effect is not known.',
  501: 'Keap has not built this operation.',
  502: 'Keap’s gateway got no proper answer; whether the request took effect is not known.',
  503: 'Keap is not available at the moment; try again later.',
  504: 'Keap’s gateway waited too long; whether the request took effect is not known.',
};

/** `Retry-After` in milliseconds from now, given as seconds or as a date; undefined where it is absent or odd. */
export function retryAfterMs(response: Pick<HttpResponse, 'headers'>, now: number = Date.now()): number | undefined {
  const value = headerValue(response, 'retry-after')?.trim();
  if (!value) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
