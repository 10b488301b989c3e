import { LIMITS, type LimitSettings } from './limits/limitSettings.ts';
import type { Limits } from './limits/limits.ts';

/** Which app the sandbox pretends to be. */
export const TENANT_ID = 'sandbox.infusionsoft.com';

const NOTHING_USED = { minute: 0, day: 0, tenant: { minute: 0, day: 0 } };

/**
 * The `x-keap-*` headers of an answer to a key that was let in. Without limits nothing is counted and all of it stays
 * available.
 */
export function limitHeaders(limits: Limits | undefined, key: string): Record<string, string> {
  const { allowance, tenant }: LimitSettings = limits?.settings ?? LIMITS;
  const used = limits?.usage(key) ?? NOTHING_USED;
  return {
    ...window('x-keap-product-quota', allowance.day, 'day', used.day),
    'x-keap-product-quota-expiry-time': limits ? String(Math.round(limits.dayEnds())) : '',
    ...window('x-keap-product-throttle', allowance.minute, 'minute', used.minute),
    'x-keap-product-spike-limit': String(Number.isFinite(allowance.spike) ? allowance.spike : allowance.second),
    'x-keap-tenant-id': TENANT_ID,
    'x-keap-tenant-throttle-limit': `${tenant.minute}|${tenant.day}`,
    'x-keap-tenant-throttle-time-unit': 'minute|day',
    'x-keap-tenant-throttle-interval': '1|1',
    'x-keap-tenant-throttle-available': `${tenant.minute - used.tenant.minute}|${tenant.day - used.tenant.day}`,
    'x-keap-tenant-throttle-used': `${used.tenant.minute}|${used.tenant.day}`,
  };
}

function window(prefix: string, limit: number, unit: string, used: number): Record<string, string> {
  return {
    [`${prefix}-limit`]: String(limit),
    [`${prefix}-time-unit`]: unit,
    [`${prefix}-interval`]: '1',
    [`${prefix}-available`]: String(limit - used),
    [`${prefix}-used`]: String(used),
  };
}

/** The same headers for everyone else: present but blank, as Keap's gateway leaves them. */
export const BLANK_LIMIT_HEADERS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(limitHeaders(undefined, '')).map((name) => [name, name.startsWith('x-keap-tenant-throttle') ? '|' : '']),
);
