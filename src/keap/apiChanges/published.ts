import type { RestVersion } from '../catalog/operation.ts';
import { wholeBody } from '../http/body.ts';
import { isSendError } from '../http/sendError.ts';
import type { Transport } from '../http/transport.ts';
import { DocumentError } from './documentError.ts';
import { MOST_DOCUMENT_BYTES, tooLarge } from './documentSize.ts';

/** Where Keap publishes a description. */
export interface PublishedAddress {
  readonly version: RestVersion;
  readonly origin: string;
  readonly target: string;
}

/**
 * The addresses at which Keap publishes its descriptions, without login: those in use first, then older ones. Nothing
 * else is ever fetched. Source: the official documentation pages, as others measured them in August 2026.
 */
export const PUBLISHED: readonly PublishedAddress[] = [
  { version: 'v2', origin: 'https://crm.infusionsoft.com', target: '/app/v3/api-docs/V2' },
  { version: 'v1', origin: 'https://crm.infusionsoft.com', target: '/app/v3/api-docs/V1' },
  { version: 'v2', origin: 'https://api.infusionsoft.com', target: '/info-service/crm/docs/rest/V2' },
  { version: 'v1', origin: 'https://api.infusionsoft.com', target: '/info-service/crm/docs/rest/V1' },
];

/** For the whole document, in milliseconds. */
const TIMEOUT_MS = 60_000;

/**
 * Fetches a published description: no key, no cookie, no redirect, at most 20 MB.
 * @throws DocumentError with a sentence about an answer that is no description
 * @throws SendError where the way to the server failed
 */
export async function fetchPublished(
  { origin, target }: PublishedAddress,
  transport: Transport,
  signal: AbortSignal,
  timeoutMs = TIMEOUT_MS,
): Promise<Uint8Array> {
  const host = new URL(origin).host;
  const headers = { accept: 'application/json', 'accept-encoding': 'gzip, deflate, br' };
  const options = { signal, timeoutMs, maxBytes: MOST_DOCUMENT_BYTES };
  try {
    const { status, body } = await transport.send({ origin, method: 'GET', target, headers }, options);
    if (status >= 300 && status < 400) {
      throw new DocumentError(`${host} sends on to another address, which is not followed.`);
    }
    if (status !== 200) throw new DocumentError(`${host} answered with status ${status} instead of a description.`);
    return await wholeBody(body);
  } catch (error) {
    if (!isSendError(error)) throw error;
    if (error.code === 'tooLarge') throw new DocumentError(tooLarge(), { cause: error });
    if (error.code === 'timeout') {
      throw new DocumentError(`${host} did not send it within ${timeoutMs / 1000} s.`, { cause: error });
    }
    if (error.code === 'dropped')
      throw new DocumentError(`The connection to ${host} broke before its end.`, { cause: error });
    throw error;
  }
}
