import type { IncomingHttpHeaders } from 'node:http';
import { looksLikeKeapKey } from '../../keap/safety/keyShapes.ts';
import type { Answer } from '../answer.ts';
import { gatewayFault } from '../errors.ts';

/** Keys that end so are refused as if someone had revoked them or they had expired, which tests need. */
const REFUSED_SUFFIXES = { revoked: wrongCredential, expired: expiredCredential };

/** A key the sandbox accepts, in the real shape; put together here so that no scanner takes it for a leaked one. */
export const SANDBOX_KEY = `KeapAK-${'5a'.repeat(25)}`;

/** Who is asking, or the gateway's 401: any key of Keap's shape opens the sandbox, by either header. */
export function authenticate(headers: IncomingHttpHeaders): { readonly key: string } | { readonly refusal: Answer } {
  const key = credential(headers);
  if (key === undefined) return { refusal: noCredential() };
  if (!looksLikeKeapKey(key)) return { refusal: wrongCredential() };
  for (const [suffix, refusal] of Object.entries(REFUSED_SUFFIXES)) {
    if (key.endsWith(suffix)) return { refusal: refusal() };
  }
  return { key };
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

/** As an OAuth token is refused after its 24 hours. */
export function expiredCredential(): Answer {
  return gatewayFault(401, 'Access Token expired', 'keymanagement.service.access_token_expired');
}
