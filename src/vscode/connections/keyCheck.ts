import type { Connection } from '../../keap/connection.ts';
import { startOf } from '../../keap/http/body.ts';
import { explainResponse } from '../../keap/http/explain.ts';
import { type HttpResponse, headerValue, textIn } from '../../keap/http/httpResponse.ts';
import { isSendError } from '../../keap/http/sendError.ts';
import { asObject, asString, parseJson } from '../../keap/json.ts';
import type { HttpRequest } from '../../keap/request/httpRequest.ts';
import { LEGACY_CHECK, readLegacyAnswer } from './legacyCheck.ts';

/** Any key of REST may read this, and it names the account. */
const USERINFO: HttpRequest = {
  method: 'GET',
  target: '/crm/rest/v2/oauth/connect/userinfo',
  headers: { accept: 'application/json' },
};

/** Who a key acts as and which app it reaches, as far as Keap told. */
export interface Reached {
  readonly app?: string;
  readonly account?: string;
}

/** What became of asking Keap about a key. */
export type KeyCheck =
  | { readonly works: true; readonly reached: Reached }
  | {
      readonly works: false;
      /** Whether the key itself, Keap, or the way to it (network, proxy, certificate) is what failed. */
      readonly blame: 'key' | 'keap' | 'way';
      /** A sentence. */
      readonly message: string;
    };

/** Sends a request with a key. */
export type Ask = (
  key: string,
  connection: Connection,
  request: HttpRequest,
  signal: AbortSignal,
) => Promise<HttpResponse>;

/** Asks Keap who a key belongs to. Nothing is thrown: what went wrong is in the answer. */
export async function checkKey(ask: Ask, key: string, connection: Connection, signal: AbortSignal): Promise<KeyCheck> {
  const legacy = connection.kind === 'legacyKey';
  try {
    const response = await ask(key, connection, legacy ? LEGACY_CHECK : USERINFO, signal);
    return (legacy ? readLegacyAnswer(response, connection) : undefined) ?? readAnswer(response);
  } catch (error) {
    const message = isSendError(error) ? error.message : 'Something unexpected went wrong; the log says what.';
    return { works: false, blame: 'way', message };
  }
}

/** What an answer of userinfo says of the key, and one of XML-RPC that got no further than a gateway. */
function readAnswer(response: HttpResponse): KeyCheck {
  const { status } = response;
  const explained = explainResponse(response);
  if (explained === undefined) return { works: true, reached: readReached(response) };
  if (status === 401) {
    const message =
      'Keap does not accept this key (401); it may be mistyped, removed or new, since changes take a few minutes to spread.';
    return { works: false, blame: 'key', message };
  }
  if (status === 403) {
    return { works: false, blame: 'key', message: 'Keap knows this key but does not let it see its account (403).' };
  }
  const message =
    status >= 500
      ? `Keap could not check the key just now (${status}), which says nothing about the key; try again later.`
      : explained;
  return { works: false, blame: 'keap', message };
}

function readReached(response: HttpResponse): Reached {
  const parsed = parseJson(textIn(response.headers, startOf(response.body)));
  const info = 'value' in parsed ? asObject(parsed.value) : undefined;
  const tenant = headerValue(response, 'x-keap-tenant-id') || asString(info?.['tenant_id']) || '';
  const app = tenant.replace(/\.infusionsoft\.com$/, '');
  const account = asString(info?.['email'])?.slice(0, 254);
  return { ...(/^[\w-]{1,60}$/.test(app) ? { app } : {}), ...(account ? { account } : {}) };
}
