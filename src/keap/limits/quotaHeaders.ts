import { type HttpResponse, headerValue } from '../http/httpResponse.ts';
import type { TenantPool } from './limitState.ts';

/** What an answer says of one window; undefined where it says nothing. */
export interface Announced {
  readonly limit: number | undefined;
  readonly used: number | undefined;
  readonly available: number | undefined;
}

/** What an answer says of the limits. */
export interface Quota {
  readonly minute: Announced;
  readonly day: Announced;
  /** Calls in a second that Keap's gateway lets through at most. */
  readonly spike: number | undefined;
  readonly tenant: readonly TenantPool[];
}

type Unit = 'second' | 'minute' | 'day';

/** `x-apigee-*` is what Keap called them until October 2022 (integration.keap.com/t/…/88994). */
const FAMILIES = ['x-keap', 'x-apigee'];

/**
 * Reads the limits in an answer's headers. A header may join several windows by pipes, and one that is blank, as on
 * answers without a key and on some 429, says nothing: that is unknown, and not zero.
 */
export function readQuota(response: Pick<HttpResponse, 'headers'>): Quota {
  const product = [
    ...windowsOf(response, 'product-quota', 'day'),
    ...windowsOf(response, 'product-throttle', 'minute'),
  ];
  const of = (unit: Unit): Announced => product.find((window) => window.unit === unit) ?? NOTHING;
  const spike = numbers(response, 'product-spike-limit')[0] ?? of('second').limit;
  return {
    minute: of('minute'),
    day: of('day'),
    spike: spike === 0 ? undefined : spike,
    tenant: [
      ...windowsOf(response, 'tenant-throttle', 'minute'),
      ...windowsOf(response, 'tenant-quota', 'day'),
    ].flatMap(({ unit, limit, used, available }) =>
      unit === 'second' ? [] : [{ name: unit, limit, used, available }],
    ),
  };
}

const NOTHING: Announced = { limit: undefined, used: undefined, available: undefined };

/** The windows of a group of headers of which anything is known. Windows of several units are none of ours. */
function windowsOf(
  response: Pick<HttpResponse, 'headers'>,
  group: string,
  usual: Unit,
): readonly (Announced & { readonly unit: Unit })[] {
  const [limits, used, available] = ['limit', 'used', 'available'].map((name) => numbers(response, `${group}-${name}`));
  const units = parts(response, `${group}-time-unit`);
  const intervals = numbers(response, `${group}-interval`);
  const count = Math.max(limits?.length ?? 0, used?.length ?? 0, available?.length ?? 0);
  return Array.from({ length: count }, (_, index) => {
    const unit = unitOf(units[index] ?? '') ?? (units[index] ? undefined : index === 0 ? usual : undefined);
    const limit = limits?.[index];
    const window = { limit: limit === 0 ? undefined : limit, used: used?.[index], available: available?.[index] };
    return { ...completed(window), unit, interval: intervals[index] ?? 1 };
  }).flatMap(({ unit, interval, ...window }) =>
    unit && interval === 1 && Object.values(window).some((value) => value !== undefined) ? [{ ...window, unit }] : [],
  );
}

/** Of limit, used and available two give the third. */
function completed({ limit, used, available }: Announced): Announced {
  return {
    limit: limit ?? (used !== undefined && available !== undefined && used + available > 0 ? used + available : limit),
    used: used ?? (limit !== undefined && available !== undefined ? Math.max(0, limit - available) : used),
    available: available ?? (limit !== undefined && used !== undefined ? Math.max(0, limit - used) : available),
  };
}

function unitOf(text: string): Unit | undefined {
  return (['second', 'minute', 'day'] as const).find((unit) => text.toLowerCase().replace(/s$/, '') === unit);
}

function numbers(response: Pick<HttpResponse, 'headers'>, name: string): readonly (number | undefined)[] {
  return parts(response, name).map((part) => (/^\d{1,12}$/.test(part) ? Number(part) : undefined));
}

function parts(response: Pick<HttpResponse, 'headers'>, name: string): readonly string[] {
  const value = FAMILIES.map((family) => headerValue(response, `${family}-${name}`)).find((found) => found?.trim());
  return value === undefined ? [] : value.split('|').map((part) => part.trim());
}
