import type { LimitSettings, MinuteModel, SecondModel } from './limitSettings.ts';
import { OtherCallers } from './otherCallers.ts';
import { CountingWindow, FixedWindow, SlidingWindow, Smoothing, type Window, type WindowOptions } from './windows.ts';

export type Period = 'second' | 'minute' | 'day';

/** A call that did not fit: which limit it met, how many calls that allows, and how long to wait in milliseconds. */
export interface Refused {
  readonly period: Period;
  readonly limit: number;
  readonly waitMs: number;
}

/** Calls that count against the limits of a key, and against those of all keys. */
export interface Usage {
  readonly minute: number;
  readonly day: number;
  readonly tenant: { readonly minute: number; readonly day: number };
}

const PERIOD_MS: Readonly<Record<Period, number>> = { second: 1000, minute: 60_000, day: 86_400_000 };

/** With more keys, the one seen first is forgotten. */
const KEYS_REMEMBERED = 1000;

const MODELS: Readonly<Record<SecondModel | MinuteModel, new (options: WindowOptions) => Window>> = {
  sliding: SlidingWindow,
  fixed: FixedWindow,
  smoothing: Smoothing,
  counting: CountingWindow,
};

interface Quota {
  readonly minute: Window;
  readonly day: Window;
}

interface Ledger {
  readonly quota: Quota;
  /** All that a call of the key has to pass, in the order in which it meets them. */
  readonly limits: readonly (readonly [Period, Window])[];
}

/** Keap's limits, per key and over all keys of the tenant. A call that is refused spends nothing. */
export class Limits {
  readonly settings: LimitSettings;
  private readonly clock: () => number;
  private readonly started: number;
  private readonly others: OtherCallers;
  private readonly tenant: Quota;
  private readonly spike: Window | undefined;
  private readonly shared: Quota | undefined;
  private readonly ledgers = new Map<string, Ledger>();

  /** @param clock milliseconds since 1970 */
  constructor(clock: () => number, settings: LimitSettings) {
    const { tenant, allowance, pool, otherCallers, secondModel } = settings;
    this.clock = clock;
    this.settings = settings;
    this.started = clock();
    this.others = new OtherCallers(otherCallers, this.started);
    this.tenant = this.quota(tenant);
    this.spike = Number.isFinite(allowance.spike) ? this.window('second', allowance.spike, secondModel) : undefined;
    this.shared = pool === 'tenant' ? this.quota(allowance) : undefined;
  }

  /** Spends one call of a key where every limit has room; otherwise says which has none. */
  spend(key: string): Refused | undefined {
    const now = this.now();
    const { limits } = this.ledger(key);
    for (const [period, window] of limits) {
      const wait = window.wait(now);
      if (wait > 0) return { period, limit: window.limit, waitMs: wait / this.settings.timeScale };
    }
    for (const [, window] of limits) window.add(now);
    return undefined;
  }

  usage(key: string): Usage {
    const now = this.now();
    const { quota } = this.ledger(key);
    return { ...used(quota, now), tenant: used(this.tenant, now) };
  }

  /** When the day's calls are given back, in milliseconds since 1970 by the clock: 00:00 UTC of the limits' time. */
  dayEnds(): number {
    const end = (Math.floor(this.now() / PERIOD_MS.day) + 1) * PERIOD_MS.day;
    return this.started + (end - this.started) / this.settings.timeScale;
  }

  /** The limits' own time, which may run faster than the clock. */
  private now(): number {
    return this.started + (this.clock() - this.started) * this.settings.timeScale;
  }

  private ledger(key: string): Ledger {
    const known = this.ledgers.get(key);
    if (known) return known;
    const [oldest] = this.ledgers.size < KEYS_REMEMBERED ? [] : this.ledgers.keys();
    if (oldest !== undefined) this.ledgers.delete(oldest);
    const ledger = this.newLedger();
    this.ledgers.set(key, ledger);
    return ledger;
  }

  private newLedger(): Ledger {
    const { allowance, secondModel } = this.settings;
    const quota = this.shared ?? this.quota(allowance);
    const limits: (readonly [Period, Window])[] = [
      ['day', quota.day],
      ['minute', quota.minute],
      ['day', this.tenant.day],
      ['minute', this.tenant.minute],
      ['second', this.window('second', allowance.second, secondModel)],
    ];
    if (this.spike) limits.push(['second', this.spike]);
    return { quota, limits };
  }

  private quota(limit: { readonly minute: number; readonly day: number }): Quota {
    return {
      minute: this.window('minute', limit.minute, this.settings.minuteModel),
      day: this.window('day', limit.day, 'fixed'),
    };
  }

  private window(period: Period, limit: number, model: SecondModel | MinuteModel): Window {
    return new MODELS[model]({ limit, period: PERIOD_MS[period], others: this.others });
  }
}

function used({ minute, day }: Quota, now: number): { readonly minute: number; readonly day: number } {
  return { minute: minute.used(now), day: day.used(now) };
}
