import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from '../answer.ts';
import { bodyOf } from '../answer.ts';
import { quotaExceeded } from '../errors.ts';
import { wrongCredential } from './auth.ts';

/** The request header that asks for a fault; in normal use nothing goes wrong on purpose. */
export const FAULT_HEADER = 'x-sandbox-fault';

/** A fault asked for: an answer of its own, a spoiled connection, or something done to the real answer. */
export type Fault =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'timeout' | 'reset' | 'truncate' }
  | { readonly kind: 'slow'; readonly milliseconds: number };

const ERROR_PAGE =
  '<html><head><title>500 Internal Server Error</title></head><body><h1>Internal Server Error</h1></body></html>';

const ANSWERS: Readonly<Record<string, () => Answer>> = {
  '401': wrongCredential,
  '429': quotaExceeded,
  '500-html': () => ({ status: 500, html: ERROR_PAGE }),
  '503': () => ({ status: 503, text: 'The service is temporarily unavailable' }),
  'not-json': () => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    text: 'This is said to be JSON: {',
  }),
};

/** The fault a request asks for; undefined where it asks for none, and a 400 for one nobody knows. */
export function readFault(request: IncomingMessage): Fault | undefined {
  const name = request.headers[FAULT_HEADER];
  if (typeof name !== 'string') return undefined;
  const answer = Object.hasOwn(ANSWERS, name) ? ANSWERS[name] : undefined;
  if (answer) return { kind: 'answer', answer: answer() };
  if (name === 'timeout' || name === 'reset' || name === 'truncate') return { kind: name };
  const slow = /^slow:(\d{1,6})$/.exec(name)?.[1];
  if (slow !== undefined) return { kind: 'slow', milliseconds: Number(slow) };
  const known = [...Object.keys(ANSWERS), 'timeout', 'reset', 'truncate', 'slow:MS'].join(', ');
  return { kind: 'answer', answer: { status: 400, text: `${FAULT_HEADER} knows ${known}.` } };
}

/** Promises the whole body, sends half of it and hangs up. */
export function truncate(response: ServerResponse, answer: Answer, headers: Readonly<Record<string, string>>): void {
  const { type, bytes } = bodyOf(answer) ?? { type: 'text/plain', bytes: Buffer.from('cut short') };
  response.writeHead(answer.status, { ...headers, 'content-type': type, 'content-length': bytes.length });
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
}
