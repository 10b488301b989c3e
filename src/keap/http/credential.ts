import type { ApiVersion } from '../catalog/operation.ts';
import { type Connection, CREDENTIAL_HEADER } from '../connection.ts';
import { KEY_PLACE } from '../request/call/methodCall.ts';
import { destinationOf } from '../request/destination.ts';
import type { HttpRequest } from '../request/httpRequest.ts';
import { holdsKnownKey, maskKnownKey } from '../safety/knownKey.ts';
import { withKey } from '../xmlrpc/keyArgument.ts';
import { XmlRpcError } from '../xmlrpc/xmlRpcError.ts';
import type { HttpResponse } from './httpResponse.ts';
import { SendError } from './sendError.ts';
import type { TransportRequest } from './transport.ts';

/** A request with the path that it has at its connection's server. */
export function addressed(request: HttpRequest, version: ApiVersion, connection: Connection): HttpRequest {
  return { ...request, target: destinationOf(version, request.target, connection).target };
}

/**
 * A request with the key in its place, made for the moment of sending alone: whatever is shown, kept or logged of a
 * request is the one without. A Personal Access Token, a Service Account Key and the sandbox's key go in a header, a
 * Legacy Key is the first argument of a call.
 * @throws SendError `wrongCredential` where the call has no place for a Legacy Key, `invalid` where it holds it already
 */
export function withCredential(request: TransportRequest, connection: Connection, key: string): TransportRequest {
  if (connection.kind !== 'legacyKey') {
    return { ...request, headers: { ...request.headers, [CREDENTIAL_HEADER]: key } };
  }
  const call = Buffer.from(request.body ?? []).toString();
  if (holdsKnownKey(call, key)) {
    throw new SendError(
      'invalid',
      `A value of the request is the key of ${connection.name}, so it was not sent; remove it, since the key goes along by itself.`,
    );
  }
  try {
    return { ...request, body: Buffer.from(withKey(call, KEY_PLACE, key)) };
  } catch (cause) {
    if (!(cause instanceof XmlRpcError)) throw cause;
    throw new SendError('wrongCredential', cause.message, { cause });
  }
}

/** What masks a Legacy Key in a text; any other key is found by its shape, where texts are shown and kept. */
export function maskFor({ kind }: Connection, key: string): (text: string) => string {
  return kind === 'legacyKey' ? (text) => maskKnownKey(text, key) : (text) => text;
}

/**
 * An answer without the Legacy Key, should a server say it back: it has no shape, so nobody who does not know it could
 * mask it later. All else stays byte for byte, whatever the charset.
 */
export function withoutCredential(response: HttpResponse, connection: Connection, key: string): HttpResponse {
  if (connection.kind !== 'legacyKey') return response;
  const mask = maskFor(connection, key);
  const { statusText, headers, body } = response;
  return {
    ...response,
    statusText: mask(statusText),
    headers: headers.map(([name, value]) => [mask(name), mask(value)]),
    // A call's answer is held in memory until it is read as XML-RPC.
    body: body instanceof Uint8Array ? Buffer.from(mask(Buffer.from(body).toString('latin1')), 'latin1') : body,
  };
}
