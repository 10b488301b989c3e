import type { IncomingHttpHeaders } from 'node:http';
import { looksLikeKeapKey } from '../../keap/connection.ts';
import type { Answer } from '../answer.ts';
import { gatewayFault } from '../errors.ts';

/** A key that ends so is refused as if someone had revoked it, which tests and demonstrations need. */
export const REVOKED_SUFFIX = 'revoked';

/** A key the sandbox accepts, in the real shape; put together here so that no scanner takes it for a leaked one. */
export const SANDBOX_KEY = `KeapAK-${'5a'.repeat(25)}`;

/** Who is asking, or the gateway's 401: any key of Keap's shape opens the sandbox, by either header. */
export function authenticate(headers: IncomingHttpHeaders): { readonly key: string } | { readonly refusal: Answer } {
  const key = credential(headers);
  if (key === undefined) return { refusal: noCredential() };
  return looksLikeKeapKey(key) && !key.endsWith(REVOKED_SUFFIX) ? { key } : { refusal: wrongCredential() };
}

function credential(headers: IncomingHttpHeaders): string | undefined {
  const own = headers['x-keap-api-key'];
  if (typeof own === 'string' && own !== '') return own;
  return /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1];
}

/** Also for an Authorization header that is no Bearer. */
export function noCredential(): Answer {
  return gatewayFault(401, 'Invalid access token', 'oauth.v2.InvalidAccessToken');
}

/** Measured for a wrong Bearer; what Keap says to a wrong X-Keap-API-Key is not known, so it is the same here. */
export function wrongCredential(): Answer {
  return gatewayFault(401, 'Invalid Access Token', 'keymanagement.service.invalid_access_token');
}
