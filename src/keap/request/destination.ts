import type { ApiVersion } from '../catalog/operation.ts';
import { LEGACY_XML_RPC_PATH } from '../catalog/xmlrpc/xmlRpcMethod.ts';
import { type Connection, DEFAULT_ORIGIN } from '../connection.ts';

/**
 * Where a request of a connection goes: a server, and path and query. All calls with a Legacy Key go to one path of its
 * app's own server; what it cannot call is shown as others call it.
 */
export function destinationOf(
  version: ApiVersion,
  target: string,
  { kind, origin }: Pick<Connection, 'kind' | 'origin'>,
): { readonly origin: string; readonly target: string } {
  if (kind !== 'legacyKey') return { origin, target };
  return version === 'xmlrpc' ? { origin, target: LEGACY_XML_RPC_PATH } : { origin: DEFAULT_ORIGIN, target };
}

/**
 * The server that code for a request names. Code has the key in a header, which the server for all apps takes of every
 * kind (help.keap.com/help/sunsetting-legacy-api-keys), an app's own does not.
 */
export function codeOrigin({ kind, origin }: Pick<Connection, 'kind' | 'origin'>): string {
  return kind === 'legacyKey' ? DEFAULT_ORIGIN : origin;
}
