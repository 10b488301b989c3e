import { type Connection, CREDENTIAL_HEADER } from '../connection.ts';
import type { TransportRequest } from './transport.ts';

/**
 * A request with the key in its place, made for the moment of sending alone: whatever is shown, kept or logged of a
 * request is the one without. A Personal Access Token, a Service Account Key and the sandbox's key go in a header.
 */
export function withCredential(request: TransportRequest, _connection: Connection, key: string): TransportRequest {
  return { ...request, headers: { ...request.headers, [CREDENTIAL_HEADER]: key } };
}
