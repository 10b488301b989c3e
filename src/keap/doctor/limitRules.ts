import type { WindowName } from '../limits/limitState.ts';
import { readQuota } from '../limits/quotaHeaders.ts';
import { windowHit } from '../limits/windowHit.ts';
import type { Diagnosis, Failure, Rule } from './rule.ts';

/** Answers that are about the limits: a 429 rarely says which of them was met. */
export const LIMIT_RULES: readonly Rule[] = [
  {
    name: 'spike',
    source: 'Apigee’s spike arrest; Keap uses it for each key (community.keap.com/t/…/89944)',
    diagnose: (failure) => refusedBy('second', failure, 'in one second', 'Wait a second and space the calls out.'),
  },
  {
    name: 'day',
    source: 'x-keap-product-quota-available; the day ends at 00:00 UTC (developer.infusionsoft.com/faqs)',
    diagnose: (failure) => refusedBy('day', failure, 'today', 'The day begins anew at 00:00 UTC.'),
  },
  {
    name: 'minute',
    source: 'x-keap-product-throttle-available, a rolling minute (community.keap.com/t/…/74173)',
    diagnose: (failure) => refusedBy('minute', failure, 'in one minute', 'Wait until a minute has passed.'),
  },
  {
    name: 'some limit',
    source: 'both forms of the 429, neither of which names a limit',
    diagnose: (failure) =>
      refusedBy(undefined, failure, 'for its limits', 'Keap: Show limits tells what is left of each.'),
  },
];

function refusedBy(
  window: WindowName | undefined,
  { response, code, retryAfterMs }: Failure,
  which: string,
  otherwise: string,
): Diagnosis | undefined {
  if (response.status !== 429 || windowHit(code, readQuota(response)) !== window) return undefined;
  return {
    meaning: `Keap took too many calls of this key ${which}; the request was not carried out.`,
    advice: retryAfterMs === undefined ? otherwise : `Try again in ${Math.ceil(retryAfterMs / 1000)} s.`,
  };
}
