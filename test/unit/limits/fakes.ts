import type { LimitClock } from '../../../src/keap/limits/clock.ts';
import { DAY_MS, type Plan } from '../../../src/keap/limits/plan.ts';
import type { Quota } from '../../../src/keap/limits/quotaHeaders.ts';
import { emptyRecord, type KeyRecord } from '../../../src/keap/limits/record.ts';
import type { Outcome } from '../../../src/keap/limits/refusal.ts';

export const NOON = Date.parse('2026-03-01T12:00:00Z');

/**
 * Time that goes on only when everyone waits: whoever sleeps is woken in turn, the earliest first. The wall clock can
 * be set, the steady one goes on.
 */
export class FakeClock implements LimitClock {
  steadyTime = 1_000_000;
  private wallOffset: number;
  private readonly sleepers: { readonly at: number; readonly wake: () => void }[] = [];

  constructor(wall = NOON) {
    this.wallOffset = wall - this.steadyTime;
  }

  now(): number {
    return this.steadyTime + this.wallOffset;
  }

  steady(): number {
    return this.steadyTime;
  }

  /** Someone sets the wall clock. */
  set(wall: number): void {
    this.wallOffset = wall - this.steadyTime;
  }

  /** The machine sleeps: the wall clock goes on, the steady one stands still. */
  sleep(ms: number): void {
    this.wallOffset += ms;
  }

  delay(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const sleeper = { at: this.steadyTime + ms, wake: resolve };
      this.sleepers.push(sleeper);
      signal?.addEventListener('abort', () => {
        this.sleepers.splice(this.sleepers.indexOf(sleeper), 1);
        reject(signal.reason);
      });
    });
  }

  until(steady: number, signal?: AbortSignal): Promise<void> {
    return this.delay(Math.max(0, steady - this.steadyTime), signal);
  }

  /** Lets time go by until a promise is settled. */
  async run<T>(work: Promise<T>): Promise<T> {
    let done = false;
    const settled = work.finally(() => {
      done = true;
    });
    settled.catch(() => undefined);
    for (;;) {
      // Whoever can go on without time does so first.
      for (let turn = 0; turn < 6 && !done; turn++) await new Promise(setImmediate);
      if (done) return settled;
      this.sleepers.sort((a, b) => a.at - b.at);
      const next = this.sleepers.shift();
      if (!next) throw new Error('Everyone waits for ever.');
      this.steadyTime = Math.max(this.steadyTime, next.at);
      next.wake();
    }
  }
}

const UNKNOWN = { limit: undefined, used: undefined, available: undefined };

/** An answer without a word on limits. */
export const SILENT: Quota = { minute: UNKNOWN, day: UNKNOWN, spike: undefined, tenant: [] };

export const ANSWERED: Outcome = { kind: 'answered', quota: SILENT };

/** What a key's record is once bursts are known to pass. */
export function trusted(over: Partial<KeyRecord> = {}): KeyRecord {
  return { ...emptyRecord(), bursts: true, ...over };
}

/** The most arrivals that any interval of a period holds. */
export function densest(times: readonly number[], period: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  let most = 0;
  for (let first = 0, last = 0; last < sorted.length; last++) {
    while ((sorted[last] ?? 0) - (sorted[first] ?? 0) >= period) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

/** A key whose second is a tenth of one, and whose minute is one second. */
export const FAST_PLAN: Plan = {
  limits: { second: 5, minute: 20, day: 100_000 },
  periods: { second: 100, minute: 1_000, day: DAY_MS },
};
