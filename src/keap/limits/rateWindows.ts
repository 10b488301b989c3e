import type { Clock } from './clock.ts';
import type { WindowState } from './limitState.ts';

/** A limit and the period it counts over. */
export interface Window {
  readonly name: 'second' | 'minute' | 'day';
  readonly limit: number;
}

/** The limits of a key as its owner was told: Keap’s older and lower figures, which are safe under the newer ones. */
export const KEY_WINDOWS: readonly Window[] = [
  { name: 'second', limit: 5 },
  { name: 'minute', limit: 120 },
  { name: 'day', limit: 15_000 },
];

/** Milliseconds. The day is no sliding window: it ends at 00:00 UTC. */
const PERIODS = { second: 1_000, minute: 60_000, day: 86_400_000 } as const;

/**
 * Sliding windows over the calls of one key. A call counts from when it is let through until one period after its
 * *answer*: the server counts arrivals, which lie between the two, so a slot is never free here before it is there.
 */
export class RateWindows {
  private readonly windows: readonly Window[];
  private readonly clock: Clock;
  /** When answered calls were answered, oldest first, no older than the longest sliding period. */
  private answered: number[] = [];
  private underWay = 0;
  private day = 0;
  private usedToday = 0;
  private heldUntil = 0;

  constructor(windows: readonly Window[], clock: Clock) {
    this.windows = windows;
    this.clock = clock;
  }

  /** Takes a slot where every window has one; otherwise tells how long to wait and for which window. */
  take():
    | { readonly taken: true }
    | { readonly taken: false; readonly waitMs: number; readonly window: Window['name'] } {
    const now = this.clock.now();
    this.turnDay(now);
    let wait = { ms: Math.max(0, this.heldUntil - now), window: 'second' as Window['name'] };
    for (const window of this.windows) {
      const ms = this.waitFor(window, now);
      if (ms > wait.ms) wait = { ms, window: window.name };
    }
    if (wait.ms > 0) return { taken: false, waitMs: wait.ms, window: wait.window };
    this.underWay++;
    this.usedToday++;
    return { taken: true };
  }

  /** A call taken before has its answer, or will never have one. */
  settle(): void {
    const now = this.clock.now();
    this.underWay--;
    this.answered.push(now);
    this.answered = this.answered.filter((at) => at > now - PERIODS.minute);
  }

  /** A slot that was taken but never used. */
  giveBack(): void {
    this.underWay--;
    this.usedToday--;
  }

  /** Lets nothing through for some milliseconds, as a 429 demands. */
  hold(ms: number): void {
    this.heldUntil = Math.max(this.heldUntil, this.clock.now() + ms);
  }

  /** Calls of the current UTC day, for keeping over restarts. */
  get today(): { readonly day: number; readonly used: number } {
    this.turnDay(this.clock.now());
    return { day: this.day, used: this.usedToday };
  }

  /** Goes on with a count kept from before; a count of another day is dropped. */
  resumeDay(kept: { readonly day: number; readonly used: number }): void {
    this.turnDay(this.clock.now());
    if (kept.day === this.day) this.usedToday = Math.max(this.usedToday, kept.used);
  }

  state(): readonly WindowState[] {
    const now = this.clock.now();
    this.turnDay(now);
    return this.windows.map(({ name, limit }) => {
      const known = { name, limit, source: 'assumed' as const, usedInAll: undefined };
      if (name === 'day') {
        const resetsAt = this.usedToday > 0 ? (this.day + 1) * PERIODS.day : undefined;
        return { ...known, usedHere: this.usedToday, resetsAt };
      }
      const recent = this.answered.filter((at) => at > now - PERIODS[name]);
      const oldest = recent[0];
      const resetsAt = oldest === undefined ? undefined : oldest + PERIODS[name];
      return { ...known, usedHere: recent.length + this.underWay, resetsAt };
    });
  }

  private waitFor(window: Window, now: number): number {
    if (window.name === 'day') {
      return this.usedToday < window.limit ? 0 : (this.day + 1) * PERIODS.day - now;
    }
    const period = PERIODS[window.name];
    const recent = this.answered.filter((at) => at > now - period);
    const over = recent.length + this.underWay - window.limit;
    if (over < 0) return 0;
    // Calls under way free their slots at a time nobody knows yet: look again when the next answer could have aged.
    const freeing = recent[over];
    return freeing === undefined ? period / 10 : freeing + period - now;
  }

  private turnDay(now: number): void {
    const day = Math.floor(now / PERIODS.day);
    if (day !== this.day) {
      this.day = day;
      this.usedToday = 0;
    }
  }
}
