import { readRefusal, retryAfterMs } from '../http/explain.ts';
import type { HttpResponse } from '../http/httpResponse.ts';
import type { WindowName } from './limitState.ts';
import { type Quota, readQuota } from './quotaHeaders.ts';
import { windowHit } from './windowHit.ts';

/** What became of a call, as far as the limits are concerned. */
export type Outcome =
  | { readonly kind: 'answered'; readonly quota: Quota }
  | {
      readonly kind: 'refused';
      readonly quota: Quota;
      /** Which window the server says was full; undefined where it does not tell. */
      readonly window: WindowName | undefined;
      readonly retryAfterMs: number | undefined;
    }
  /** No answer came: it may have been counted. */
  | { readonly kind: 'lost' };

/** Reads an answer for what it says of the limits. @param now milliseconds since 1970 */
export function outcomeOf(response: HttpResponse, now: number): Outcome {
  const quota = readQuota(response);
  if (response.status !== 429) return { kind: 'answered', quota };
  return {
    kind: 'refused',
    quota,
    window: windowHit(readRefusal(response).code, quota),
    retryAfterMs: retryAfterMs(response, now),
  };
}
