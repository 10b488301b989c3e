/** Most requests a key may make in each period (Keap's limits for personal and service keys, in their older form). */
export interface Allowance {
  readonly second: number;
  readonly minute: number;
  readonly day: number;
}

export const ALLOWANCE: Allowance = { second: 5, minute: 120, day: 15_000 };

/** What a key has spent, for the headers; a refused request spends nothing. */
export interface Usage {
  readonly minute: number;
  readonly day: number;
}

export type Verdict = 'allowed' | 'second' | 'minute' | 'day';

const DAY_MS = 86_400_000;
const KEYS_REMEMBERED = 1000;

interface Ledger {
  /** Times of the latest requests, oldest first, never more than a minute's allowance. */
  readonly recent: number[];
  day: number;
  today: number;
}

/** Windows per key: exact sliding ones of a second and a minute, and a day that ends at 00:00 UTC. */
export class Limits {
  private readonly allowance: Allowance;
  private readonly clock: () => number;
  private readonly ledgers = new Map<string, Ledger>();

  /** @param clock milliseconds since 1970 */
  constructor(clock: () => number, allowance: Allowance = ALLOWANCE) {
    this.clock = clock;
    this.allowance = allowance;
  }

  /** Spends one request of a key where every window has room; otherwise says which window has none. */
  spend(key: string): Verdict {
    const now = this.clock();
    const ledger = this.ledger(key, now);
    if (ledger.today >= this.allowance.day) return 'day';
    if (ledger.recent.length >= this.allowance.minute) return 'minute';
    if (count(ledger.recent, now - 1000) >= this.allowance.second) return 'second';
    ledger.recent.push(now);
    ledger.today++;
    return 'allowed';
  }

  usage(key: string): Usage {
    const ledger = this.ledger(key, this.clock());
    return { minute: ledger.recent.length, day: ledger.today };
  }

  /** What all keys together have spent: they belong to one tenant. */
  tenantUsage(): Usage {
    const now = this.clock();
    let minute = 0;
    let day = 0;
    for (const key of this.ledgers.keys()) {
      const ledger = this.ledger(key, now);
      minute += ledger.recent.length;
      day += ledger.today;
    }
    return { minute, day };
  }

  /** When the day's bucket empties, in milliseconds since 1970. */
  dayEnds(): number {
    return (Math.floor(this.clock() / DAY_MS) + 1) * DAY_MS;
  }

  private ledger(key: string, now: number): Ledger {
    const day = Math.floor(now / DAY_MS);
    let ledger = this.ledgers.get(key);
    if (!ledger) {
      if (this.ledgers.size >= KEYS_REMEMBERED) this.forgetOldest();
      ledger = { recent: [], day, today: 0 };
      this.ledgers.set(key, ledger);
    }
    if (ledger.day !== day) {
      ledger.day = day;
      ledger.today = 0;
    }
    const kept = count(ledger.recent, now - 60_000);
    if (kept < ledger.recent.length) ledger.recent.splice(0, ledger.recent.length - kept);
    return ledger;
  }

  private forgetOldest(): void {
    const [oldest] = this.ledgers.keys();
    if (oldest !== undefined) this.ledgers.delete(oldest);
  }
}

/** How many of the ascending times lie after a moment: the moment itself has just left the window. */
function count(times: readonly number[], after: number): number {
  let first = times.length;
  while (first > 0 && (times[first - 1] ?? 0) > after) first--;
  return times.length - first;
}
