/** What can go wrong between the extension and Keap. A rule picks one for each request. */
import type { IncomingHttpHeaders } from 'node:http';

/** A request as it reached the front of Keap. */
export interface SeenRequest {
  readonly host: string;
  readonly method: string;
  /** With the query, as sent. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What happens instead of, or around, the answer. */
export type Fault =
  /** The connection breaks before a byte of the answer. */
  | { readonly kind: 'reset' }
  /** No answer, ever; the connection stays open until the client gives up. */
  | { readonly kind: 'silence' }
  /** This answer; the request is not passed on. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** The true answer, `delayMs` late. */
  | { readonly kind: 'slow'; readonly delayMs: number }
  /** The true answer's head and the first `bytes` of its body, then the connection breaks. */
  | { readonly kind: 'cut'; readonly bytes: number };

/** Chooses what happens to a request; undefined passes it on untouched. */
export type Rule = (request: SeenRequest) => Fault | undefined;

/** An error page as a gateway in front of an API shows it. */
export const htmlError = (status = 500): Fault => ({
  kind: 'answer',
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: `<!DOCTYPE html><html><head><title>Error ${status}</title></head><body><h1>Error ${status}</h1></body></html>`,
});

/** A redirect, as a login page or a captive portal would answer. */
export const redirectTo = (location: string, status = 302): Fault => ({
  kind: 'answer',
  status,
  headers: { location },
});

/** Lets a fault happen to the first `times` requests only. */
export function firstTimes(times: number, fault: Fault): Rule {
  let left = times;
  return () => {
    if (left === 0) return undefined;
    left -= 1;
    return fault;
  };
}
