import type { KeyLimits, Moment } from './keyLimits.ts';
import type { KeyRecord, Permit } from './record.ts';

/** How long a pace is kept, in minutes of the plan: where others use the key, where the server is stricter, at most. */
const PACE_MINUTES = { others: 1, server: 60, most: 1440 } as const;

/** The guard, in parts of period/limit: at first, at most; and what changes it. */
const GUARD = { first: 0.25, most: 2, grow: 1.8, shrink: 0.7, after: 8 } as const;

/**
 * The least guard, as above. A server that counts refuses an even stream only where several calls come early; one that
 * takes no two calls at once refuses each that does.
 */
const LEAST_GUARD = { counting: 0.05, smoothing: 0.1 } as const;

/** The guard behind a call whose answer is waited for, as above. */
const LATE_GUARD = 1.5;

/** Round trips shorter than so many parts of period/limit are worth waiting for. */
const QUICK = 0.5;

/** The rules of calling at a pace, after the server refused what its windows allowed. */
export class Pacing {
  private readonly limits: KeyLimits;

  constructor(limits: KeyLimits) {
    this.limits = limits;
  }

  /** Between calls that are evenly spread over a second. */
  even(record: KeyRecord): number {
    return this.limits.plan.periods.second / this.limits.limits(record).second.limit;
  }

  /** How long until the pace lets the next call go; 0 where it may, or where there is no pace. */
  wait(record: KeyRecord, steady: number): number {
    const { pace, last } = record;
    if (!pace || !last) return 0;
    const due = last.takenAt + pace.spacing + pace.guard;
    if (!this.waitsForAnswer(record, this.even(record))) return Math.max(0, due - steady);
    // One that is still to come may come now.
    const answered = (last.answeredAt ?? steady) + pace.spacing;
    const latest = last.takenAt + pace.spacing + Math.max(pace.guard, this.even(record) * LATE_GUARD);
    return Math.max(0, Math.min(answered, latest) - steady);
  }

  /** How long before its time a call may have its place. */
  ahead(record: KeyRecord): number {
    const { pace, last } = record;
    if (!pace || (this.waitsForAnswer(record, this.even(record)) && last?.answeredAt === undefined)) return 0;
    return pace.spacing + pace.guard;
  }

  /**
   * Whether the next call waits until the last one has surely arrived: where that may have to connect first, and where
   * answers come so soon that this is hardly slower than a guard, and safer.
   */
  private waitsForAnswer({ last, roundTrip }: KeyRecord, even: number): boolean {
    return last?.cold === true || (roundTrip ?? Number.POSITIVE_INFINITY) < even * QUICK;
  }

  /** The server refused what the windows allowed: one call at a time from now on, or slower yet. */
  slowDown(record: KeyRecord, { steady, wall }: Moment, permit: Permit): void {
    const even = this.even(record);
    const { pace } = record;
    if (pace) {
      if (permit.takenAt <= pace.since) return;
      // What was refused once is not tried again while the pace lasts.
      const guard = Math.min(even * GUARD.most, pace.guard * GUARD.grow);
      record.pace = { ...pace, guard, least: guard, answers: 0 };
      return;
    }
    const minute = this.limits.plan.periods.minute;
    const others = (this.limits.others(record, steady)?.count ?? 0) > 0;
    const first = (others ? PACE_MINUTES.others : PACE_MINUTES.server) * minute;
    const paceFor = others ? first : Math.min(PACE_MINUTES.most * minute, Math.max(first, record.paceFor ?? 0));
    if (!others) record.paceFor = paceFor * 2;
    // A server that takes no two calls at once wants period/limit between them. One that took a burst counts as
    // Apigee's spike arrest does, with the share of the last period that still overlaps: one call less fits.
    const { limit } = this.limits.limits(record).second;
    const spacing = record.bursts ? this.limits.plan.periods.second / Math.max(1, limit - 1) : even;
    const least = even * (record.bursts ? LEAST_GUARD.counting : LEAST_GUARD.smoothing);
    record.pace = { since: steady, spacing, guard: even * GUARD.first, least, until: wall + paceFor, answers: 0 };
    record.bursts = false;
    record.pair = [];
  }

  /** With each so many answers the guard goes down again, as far as it goes. */
  ease(record: KeyRecord): void {
    const { pace } = record;
    if (!pace) return;
    const answers = pace.answers + 1;
    record.pace =
      answers < GUARD.after
        ? { ...pace, answers }
        : { ...pace, guard: Math.max(pace.least, pace.guard * GUARD.shrink), answers: 0 };
  }

  /** After a while bursts are tried again, a pair at first. */
  end(record: KeyRecord, { wall }: Moment): void {
    if (record.pace && record.pace.until <= wall) record.pace = undefined;
  }
}
