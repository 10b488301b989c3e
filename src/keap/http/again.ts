import type { Operation } from '../catalog/operation.ts';
import { retryAfterMs } from './explain.ts';
import type { HttpResponse } from './httpResponse.ts';
import { isSendError } from './sendError.ts';

/** How often a request has failed so far, this time included. */
export interface Failures {
  /** By a 429. */
  readonly refused: number;
  /** In any other way after which what only reads is repeated. */
  readonly broken: number;
}

/** What came of an attempt. */
export type Attempt = { readonly response: HttpResponse } | { readonly error: unknown };

/** A request is refused so often at most before the refusal itself is the answer. */
const MOST_REFUSED = 6;

/** What only reads goes out so often at most. */
const MOST_BROKEN = 3;

/** Nobody waits longer than this for a request that was refused; milliseconds. */
const LONGEST_HOLD_MS = 600_000;

const BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 30_000;

const GATEWAY_FAILED: ReadonlySet<number> = new Set([502, 503, 504]);

/** Whether an attempt failed in a way after which a request that only reads may go again. */
export function isBroken(attempt: Attempt): boolean {
  return 'response' in attempt
    ? GATEWAY_FAILED.has(attempt.response.status)
    : isSendError(attempt.error) && attempt.error.code === 'dropped';
}

/** Whether a call of XML-RPC may be sent twice: it only reads, and no server counts wrong passwords by it. */
export function isRepeatable({ effect, parameters }: Pick<Operation, 'effect' | 'parameters'>): boolean {
  return effect === 'reads' && !parameters.some(({ name }) => name === 'passwordHash');
}

/**
 * How long to pause before a request goes again, in milliseconds; undefined where it does not. A 429 was not carried
 * out, so whatever it was it goes again, as soon as the limits let it. Besides, nothing is ever repeated but what
 * only reads.
 * @param random from 0 up to 1: requests that failed together do not come back together
 */
export function againAfter(
  reads: boolean,
  attempt: Attempt,
  { refused, broken }: Failures,
  random: () => number,
): number | undefined {
  const said = 'response' in attempt ? retryAfterMs(attempt.response) : undefined;
  if ('response' in attempt && attempt.response.status === 429) {
    return refused < MOST_REFUSED && (said ?? 0) <= LONGEST_HOLD_MS ? 0 : undefined;
  }
  if (!reads || !isBroken(attempt) || broken >= MOST_BROKEN || (said ?? 0) > LONGEST_BACKOFF_MS) return undefined;
  return Math.max(said ?? 0, BACKOFF_MS * 2 ** (broken - 1) * (0.5 + random()));
}
