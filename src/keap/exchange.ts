import type { OperationSummary } from './catalog/operation.ts';
import type { Connection } from './connection.ts';
import type { HttpResponse } from './http/httpResponse.ts';
import type { HttpRequest } from './request/httpRequest.ts';

/** One sent request with its answer. The request is as composed: the credential is no part of it. */
export interface Exchange {
  readonly id: string;
  readonly operation: Pick<OperationSummary, 'key' | 'title' | 'method' | 'path'>;
  readonly connection: Connection;
  readonly request: HttpRequest;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  readonly response: HttpResponse;
}
