import type { Exchange } from '../../../src/keap/exchange.ts';
import type { Body } from '../../../src/keap/http/body.ts';
import type { HttpResponse } from '../../../src/keap/http/httpResponse.ts';

/** An answer with this body, and headers besides the usual. */
export function responseOf(
  body: Body | string,
  headers: Readonly<Record<string, string>> = { 'content-type': 'application/json' },
  status = 200,
): HttpResponse {
  return {
    status,
    statusText: 'OK',
    headers: Object.entries(headers),
    body: typeof body === 'string' ? Buffer.from(body) : body,
    timing: { queuedMs: 1.4, connectMs: 0.6, firstByteMs: 2, totalMs: 5 },
  };
}

export function exchangeOf(id: string, response: HttpResponse = responseOf('{"a":1}')): Exchange {
  return {
    id,
    operation: { key: 'v2:getThing', title: 'Get thing', method: 'GET', path: '/crm/rest/v2/things' },
    connection: {
      ...{ id: 'c', name: 'Acme', kind: 'personalAccessToken', origin: 'https://api.infusionsoft.com' },
      ...{ production: true, readOnly: true },
    },
    request: { method: 'GET', target: '/crm/rest/v2/things?q=1', headers: { accept: 'application/json' } },
    sentAt: 0,
    response,
  };
}
