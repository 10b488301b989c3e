import { readQuota } from '../limits/quotaHeaders.ts';
import type { Diagnosis, Failure, Rule } from './rule.ts';

/** Answers that are about the limits: a 429 rarely says which of them was met. */
export const LIMIT_RULES: readonly Rule[] = [
  {
    name: 'spike',
    source: 'Apigee’s spike arrest; Keap uses it for each key (community.keap.com/t/…/89944)',
    diagnose: (failure) =>
      failure.code?.includes('SpikeArrest')
        ? refused(failure, 'in one second', 'Wait a second and space the calls out.')
        : undefined,
  },
  {
    name: 'day',
    source: 'x-keap-product-quota-available; the day ends at 00:00 UTC (developer.infusionsoft.com/faqs)',
    diagnose: (failure) =>
      is429(failure) && readQuota(failure.response).day.available === 0
        ? refused(failure, 'today', 'The day begins anew at 00:00 UTC.')
        : undefined,
  },
  {
    name: 'minute',
    source: 'x-keap-product-throttle-available, a rolling minute (community.keap.com/t/…/74173)',
    diagnose: (failure) =>
      is429(failure) && readQuota(failure.response).minute.available === 0
        ? refused(failure, 'in one minute', 'Wait until a minute has passed.')
        : undefined,
  },
  {
    name: 'some limit',
    source: 'both forms of the 429, neither of which names a limit',
    diagnose: (failure) =>
      is429(failure) ? refused(failure, 'for its limits', 'Keap: Show limits tells what is left of each.') : undefined,
  },
];

function is429({ response }: Failure): boolean {
  return response.status === 429;
}

function refused({ retryAfterMs }: Failure, which: string, otherwise: string): Diagnosis {
  return {
    meaning: `Keap took too many calls of this key ${which}; the request was not carried out.`,
    advice: retryAfterMs === undefined ? otherwise : `Try again in ${Math.ceil(retryAfterMs / 1000)} s.`,
  };
}
