/** How the limit of a second counts. `sliding` is exact; `smoothing` and `counting` are Apigee's two spike arrests. */
export const SECOND_MODELS = ['sliding', 'fixed', 'smoothing', 'counting'] as const;
export type SecondModel = (typeof SECOND_MODELS)[number];

export const MINUTE_MODELS = ['sliding', 'fixed'] as const;
export type MinuteModel = (typeof MINUTE_MODELS)[number];

/** Whose calls share the minute and the day: Keap's page says each key's, one of its engineers said the tenant's. */
export const POOLS = ['key', 'tenant'] as const;
export type Pool = (typeof POOLS)[number];

/**
 * Which of Keap's 429 is answered: `mixed` is the newer form, and the spike arrest's fault for a second; `newer` and
 * `older` are one form for all.
 */
export const REFUSAL_FORMS = ['mixed', 'newer', 'older'] as const;
export type RefusalForm = (typeof REFUSAL_FORMS)[number];

/** Most requests in each period. */
export interface Allowance {
  readonly second: number;
  readonly minute: number;
  readonly day: number;
  /** Most requests of all keys together in a second; Infinity where there is no such limit. */
  readonly spike: number;
}

/** Limits as they are kept. */
export interface LimitSettings {
  /** Of a key. */
  readonly allowance: Allowance;
  /** Of all keys together (a third party's measurement of June 2026). */
  readonly tenant: { readonly minute: number; readonly day: number };
  readonly secondModel: SecondModel;
  readonly minuteModel: MinuteModel;
  readonly pool: Pool;
  /** Calls a minute that others make with the key. */
  readonly otherCallers: number;
  /** How many times as fast as the clock the limits' time runs. */
  readonly timeScale: number;
  readonly refusalForm: RefusalForm;
  /** Whether a 429 says when to come back; it is not known whether Keap's always do. */
  readonly retryAfter: boolean;
  /** Whether the limits' headers are blank on a 429, as someone has seen them. */
  readonly blankHeaders: boolean;
}

/** Limits as they are asked for: whatever is left out is as in `LIMITS`. */
export interface LimitOptions extends Partial<Omit<LimitSettings, 'allowance' | 'tenant'>> {
  readonly allowance?: Partial<Allowance>;
  readonly tenant?: Partial<LimitSettings['tenant']>;
}

/** What owners of keys were told for long. */
const EARLIER: Allowance = { second: 5, minute: 120, day: 15_000, spike: Number.POSITIVE_INFINITY };

/** What developer.infusionsoft.com/api-token-quota-and-usage-measurements says of keys today. */
export const TODAY: Allowance = { second: 10, minute: 240, day: 30_000, spike: 25 };

/** The limits where nothing else is asked for. */
export const LIMITS: LimitSettings = {
  allowance: EARLIER,
  tenant: { minute: 10_000, day: 250_000 },
  secondModel: 'sliding',
  minuteModel: 'sliding',
  pool: 'key',
  otherCallers: 0,
  timeScale: 1,
  refusalForm: 'mixed',
  retryAfter: false,
  blankHeaders: false,
};

export function limitSettings(options: LimitOptions = {}): LimitSettings {
  return {
    ...LIMITS,
    ...options,
    allowance: { ...LIMITS.allowance, ...options.allowance },
    tenant: { ...LIMITS.tenant, ...options.tenant },
  };
}
