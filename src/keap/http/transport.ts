import type { HttpMethod } from '../catalog/operation.ts';
import type { BodySink } from './body.ts';
import type { HttpResponse } from './httpResponse.ts';

/** One exchange with one server, as bytes. It never follows a redirect and never sends anything twice. */
export interface TransportRequest {
  readonly origin: string;
  readonly method: HttpMethod;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

export interface TransportOptions {
  readonly signal: AbortSignal;
  /** For the whole exchange, in milliseconds. */
  readonly timeoutMs: number;
  /** The largest body to take, in bytes after decompression. */
  readonly maxBytes: number;
  /** What takes the body of an answer with this head. Default: memory. */
  readonly sink?: SinkFor | undefined;
}

/** Makes what takes the body of an answer. */
export type SinkFor = (head: Pick<HttpResponse, 'status' | 'headers'>) => BodySink;

export interface Transport {
  /** @throws SendError where no whole answer came */
  send(request: TransportRequest, options: TransportOptions): Promise<HttpResponse>;
  /** Ends idle connections. */
  close(): Promise<void>;
}
