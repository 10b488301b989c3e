import { ALLOWANCE, type Limits } from './limits.ts';

/** Which app the sandbox pretends to be. */
export const TENANT_ID = 'sandbox.infusionsoft.com';

const TENANT = { minute: 10_000, day: 250_000 };

/**
 * The `x-keap-*` headers of an answer: filled for a key that was let in, present but blank for everyone else, as
 * Keap's gateway leaves them. Without limits nothing is counted and all of it stays available.
 */
export function limitHeaders(limits: Limits | undefined, key: string | undefined): Record<string, string> {
  if (key === undefined) return BLANK;
  const used = limits?.usage(key) ?? { minute: 0, day: 0 };
  const tenant = limits?.tenantUsage() ?? { minute: 0, day: 0 };
  return {
    ...window('x-keap-product-quota', ALLOWANCE.day, 'day', used.day),
    'x-keap-product-quota-expiry-time': limits ? String(limits.dayEnds()) : '',
    ...window('x-keap-product-throttle', ALLOWANCE.minute, 'minute', used.minute),
    'x-keap-product-spike-limit': String(ALLOWANCE.second),
    'x-keap-tenant-id': TENANT_ID,
    'x-keap-tenant-throttle-limit': `${TENANT.minute}|${TENANT.day}`,
    'x-keap-tenant-throttle-time-unit': 'minute|day',
    'x-keap-tenant-throttle-interval': '1|1',
    'x-keap-tenant-throttle-available': `${Math.max(0, TENANT.minute - tenant.minute)}|${Math.max(0, TENANT.day - tenant.day)}`,
    'x-keap-tenant-throttle-used': `${tenant.minute}|${tenant.day}`,
  };
}

function window(prefix: string, limit: number, unit: string, used: number): Record<string, string> {
  return {
    [`${prefix}-limit`]: String(limit),
    [`${prefix}-time-unit`]: unit,
    [`${prefix}-interval`]: '1',
    [`${prefix}-available`]: String(Math.max(0, limit - used)),
    [`${prefix}-used`]: String(used),
  };
}

const BLANK: Record<string, string> = Object.fromEntries([
  ...['limit', 'time-unit', 'interval', 'available', 'used', 'expiry-time'].map((name) => [
    `x-keap-product-quota-${name}`,
    '',
  ]),
  ...['limit', 'time-unit', 'interval', 'available', 'used'].map((name) => [`x-keap-product-throttle-${name}`, '']),
  ['x-keap-product-spike-limit', ''],
  ['x-keap-tenant-id', ''],
  ...['limit', 'time-unit', 'interval', 'available', 'used'].map((name) => [`x-keap-tenant-throttle-${name}`, '|']),
]);
