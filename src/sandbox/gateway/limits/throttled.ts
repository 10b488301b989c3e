import type { Answer } from '../../answer.ts';
import { gatewayFault, quotaExceeded, spikeArrested } from '../../errors.ts';
import type { LimitSettings } from './limitSettings.ts';
import type { Refused } from './limits.ts';

/** The 429 of a call that did not fit. */
export function throttled({ period, limit, waitMs }: Refused, settings: LimitSettings): Answer {
  const answer = bodyOf(period, limit, settings.refusalForm);
  return settings.retryAfter ? { ...answer, headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) } } : answer;
}

function bodyOf(period: Refused['period'], limit: number, form: LimitSettings['refusalForm']): Answer {
  if (form === 'newer') return quotaExceeded();
  if (period === 'second') return spikeArrested(limit);
  return form === 'older' ? quotaViolated() : quotaExceeded();
}

/** The quota's 429 in its older form; `_default` is what Apigee calls a quota without an identifier. */
export function quotaViolated(): Answer {
  return gatewayFault(
    429,
    'Rate limit quota violation. Quota limit exceeded. Identifier : _default',
    'policies.ratelimit.QuotaViolation',
  );
}
