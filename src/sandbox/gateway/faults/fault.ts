import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from '../../answer.ts';

/** What an answer's fault knows of the request. */
export interface RequestLine {
  readonly method: string;
  /** From `/`, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
}

/** An answer on its way to the client. */
export interface Delivery {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly answer: Answer;
  /** The limits' headers. */
  readonly headers: Readonly<Record<string, string>>;
  /** Aborts when the client has gone. */
  readonly gone: AbortSignal;
  /** Waits some milliseconds; rejects when the client has gone. */
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** Something that goes wrong on purpose. A fault has one of these members; several faults go wrong together. */
export interface Fault {
  /** Instead of reading the request. */
  readonly drop?: (request: IncomingMessage) => void;
  /** Instead of asking Keap; undefined where the request gives no occasion. */
  readonly answer?: (request: RequestLine) => Answer | undefined;
  /** Whether Keap's data shifts before it is asked. */
  readonly shift?: (request: RequestLine) => boolean;
  /** Done to the answer. */
  readonly change?: (answer: Answer) => Answer;
  /** Milliseconds by which the answer comes later. */
  readonly latency?: number;
  /** Instead of sending the answer as it should be. */
  readonly deliver?: (delivery: Delivery) => Promise<void>;
}
