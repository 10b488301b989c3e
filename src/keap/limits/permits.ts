import { type KeyLimits, type Moment, untilMidnight } from './keyLimits.ts';
import type { WindowName } from './limitState.ts';
import type { Quota } from './quotaHeaders.ts';
import { dayOf, type KeyRecord, type Owner, type Permit } from './record.ts';
import type { Outcome } from './refusal.ts';

/** Why a call has to wait. */
export interface Wait {
  /** Milliseconds after which to look again. */
  readonly waitMs: number;
  /** What holds it back; undefined where a 429 does not tell. */
  readonly window: WindowName | undefined;
  /** Whether a 429 holds the key. */
  readonly held: boolean;
}

/** How long a pace is kept, in minutes of the plan: where others use the key, where the server is stricter, at most. */
const PACE_MINUTES = { others: 1, server: 60, most: 1440 } as const;

/** The guard, in parts of period/limit: at first, at least, at most; and what changes it. */
const GUARD = { first: 0.5, least: 0.3, most: 2, grow: 1.6, shrink: 0.8, after: 20 } as const;

/** The guard behind a call that may have to connect first, or whose answer is worth waiting for: as above. */
const LATE_GUARD = 1.5;

/** Round trips shorter than so many parts of period/limit are quick. */
const QUICK = 0.5;

/** How much later than period/limit a call is sent that shall not count as sent at once. */
const APART = 1.2;

/** With several calls under way, how much sooner than period/limit the second is sent to see whether bursts pass. */
const AT_ONCE = 0.5;

/**
 * The rules of who may call when, over the record of a key. A call counts from when it is let through until one period
 * after its *answer*: the server counts arrivals, which lie between the two, so a slot is never free here before it is
 * there.
 */
export class Permits {
  private readonly limits: KeyLimits;

  constructor(limits: KeyLimits) {
    this.limits = limits;
  }

  /**
   * Takes a permit where every window has room, in a record that is written then; else says how long to wait. `cold`
   * is a call of a process that may have to connect first.
   */
  take(
    record: KeyRecord,
    moment: Moment,
    { cold = false, ...permit }: Pick<Permit, 'id' | 'owner' | 'until'> & { readonly cold?: boolean },
  ): Permit | Wait {
    const { steady } = moment;
    this.endPace(record, moment);
    const { held } = record;
    if (held && held.until > steady) return { waitMs: held.until - steady, window: held.window, held: true };
    let longest: Wait = { waitMs: this.burstWait(record, steady), window: 'second', held: false };
    for (const name of record.pace ? (['minute', 'day'] as const) : (['second', 'minute', 'day'] as const)) {
      const waitMs = this.limits.wait(record, name, moment);
      if (waitMs > longest.waitMs) longest = { waitMs, window: name, held: false };
    }
    if (longest.waitMs > 0) return longest;
    const taken: Permit = { ...permit, takenAt: steady };
    if (!record.bursts && !record.pace && this.sinceLast(record, steady) < this.spacing(record) * AT_ONCE) {
      const first = record.last?.id ?? '';
      record.pair = [...record.underWay.filter(({ id }) => id === first).map(({ id }) => id), taken.id];
    }
    record.underWay.push(taken);
    record.last = { id: taken.id, takenAt: steady, ...(cold ? { cold } : {}) };
    return taken;
  }

  /** A call has its answer, or will never have one. */
  settle(record: KeyRecord, moment: Moment, id: string, outcome: Outcome): void {
    const permit = record.underWay.find((one) => one.id === id);
    if (!permit) return;
    this.count(record, moment, permit, moment.steady);
    if (outcome.kind === 'refused') this.refused(record, moment, permit, outcome);
    if (outcome.kind === 'answered') {
      const took = moment.steady - permit.takenAt;
      record.roundTrip = took + 0.8 * ((record.roundTrip ?? took) - took);
      if (permit.takenAt > (record.refusals?.at ?? Number.NEGATIVE_INFINITY)) record.refusals = undefined;
      this.easePace(record);
    }
    this.judgePair(record, id, outcome);
    if (outcome.kind !== 'lost') this.believe(record, moment, permit, outcome.quota);
  }

  /** A permit that was never used. */
  giveBack(record: KeyRecord, id: string): void {
    record.underWay = record.underWay.filter((permit) => permit.id !== id);
    record.pair = record.pair.filter((one) => one !== id);
  }

  /**
   * Settles the calls of processes that ended without doing so, and of those that should have ended long ago. What
   * such a process sent last may still be on its way: its slots are given a second more.
   */
  bury(record: KeyRecord, moment: Moment, isAlive: (owner: Owner) => boolean): boolean {
    const gone = record.underWay.filter(({ until, owner }) => until < moment.steady || !isAlive(owner));
    for (const permit of gone) {
      this.count(record, moment, permit, moment.steady + this.limits.counted('second'));
      record.pair = [];
    }
    return gone.length > 0;
  }

  private count(record: KeyRecord, { steady, wall }: Moment, { id }: Permit, at: number): void {
    record.underWay = record.underWay.filter((one) => one.id !== id);
    const from = steady - this.limits.counted('minute');
    record.answered = [...record.answered.filter((time) => time > from), at];
    if ((record.answered.at(-2) ?? 0) > at) record.answered.sort((a, b) => a - b);
    dayOf(record, wall).used++;
    if (record.last?.id === id) record.last = { ...record.last, answeredAt: at };
  }

  /** How long until a call may follow the last one, where bursts are not known to pass or were refused. */
  private burstWait(record: KeyRecord, steady: number): number {
    const { last, pace } = record;
    if (!last || record.bursts) return 0;
    if (pace) {
      // An answer that is still to come may come now.
      const answered = last.answeredAt ?? steady;
      // Where answers come sooner than that they are waited for: then the order of arrivals is certain.
      const quick = (record.roundTrip ?? Number.POSITIVE_INFINITY) < this.spacing(record) * QUICK;
      const guard = quick || last.cold ? Math.max(pace.guard, this.spacing(record) * LATE_GUARD) : pace.guard;
      return Math.max(0, Math.min(answered + pace.spacing, last.takenAt + pace.spacing + guard) - steady);
    }
    const spacing = this.spacing(record);
    const since = this.sinceLast(record, steady);
    const apart = spacing * (last.cold ? 1 + LATE_GUARD : APART);
    if (since >= apart) return 0;
    if (record.pair.length === 0 && since < spacing * AT_ONCE) return 0;
    // The pair's answer may come any time.
    return Math.min(apart - since, spacing / 5);
  }

  private sinceLast({ last }: KeyRecord, steady: number): number {
    return last ? steady - last.takenAt : Number.POSITIVE_INFINITY;
  }

  /** Between calls that are evenly spread over a second. */
  private spacing(record: KeyRecord): number {
    return this.limits.plan.periods.second / this.limits.limits(record).second.limit;
  }

  /** Two calls sent at once that were both let in: bursts pass. */
  private judgePair(record: KeyRecord, id: string, outcome: Outcome): void {
    if (!record.pair.includes(id)) return;
    record.pair = outcome.kind === 'answered' ? record.pair.filter((one) => one !== id) : [];
    if (outcome.kind === 'answered' && record.pair.length === 0) record.bursts = true;
  }

  private refused(
    record: KeyRecord,
    moment: Moment,
    permit: Permit,
    { window, retryAfterMs, quota }: Extract<Outcome, { kind: 'refused' }>,
  ): void {
    const { steady } = moment;
    // Calls sent before a refusal was known say nothing new by being refused, too.
    const news = permit.takenAt > (record.refusals?.at ?? Number.NEGATIVE_INFINITY);
    if (news) record.refusals = { at: steady, count: (record.refusals?.count ?? 0) + 1 };
    this.believeFull(record, moment, window, quota);
    if (news && (window === 'second' || window === undefined)) this.slowDown(record, moment, permit);
    const waitMs = retryAfterMs ?? this.holdFor(record, moment, window);
    const until = steady + waitMs;
    if (until >= (record.held?.until ?? 0)) record.held = { until, window };
  }

  /** How long a window that was hit stays full where the server does not tell. It doubles with refusals in a row. */
  private holdFor(record: KeyRecord, moment: Moment, window: WindowName | undefined): number {
    const { periods } = this.limits.plan;
    const row = 2 ** Math.min(12, (record.refusals?.count ?? 1) - 1);
    if (window === 'day') return untilMidnight(moment.wall);
    if (window === 'second') return Math.min(periods.minute, this.spacing(record) * row);
    if (window === undefined) return Math.min(periods.minute, periods.second * row);
    return Math.min(periods.minute, Math.max(this.limits.wait(record, 'minute', moment), periods.second * (row - 1)));
  }

  /** The server refused what the windows allowed: one call at a time from now on, or slower yet. */
  private slowDown(record: KeyRecord, { steady, wall }: Moment, permit: Permit): void {
    const even = this.spacing(record);
    const { pace } = record;
    if (pace) {
      if (permit.takenAt <= pace.since) return;
      record.pace = { ...pace, guard: Math.min(even * GUARD.most, pace.guard * GUARD.grow), answers: 0 };
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
    record.pace = { since: steady, spacing, guard: even * GUARD.first, until: wall + paceFor, answers: 0 };
    record.bursts = false;
    record.pair = [];
  }

  /** With each so many answers the guard goes down again, as far as it goes. */
  private easePace(record: KeyRecord): void {
    const { pace } = record;
    if (!pace) return;
    const answers = pace.answers + 1;
    const least = this.spacing(record) * GUARD.least;
    record.pace =
      answers < GUARD.after
        ? { ...pace, answers }
        : { ...pace, guard: Math.max(least, pace.guard * GUARD.shrink), answers: 0 };
  }

  /** After a while bursts are tried again, a pair at first. */
  private endPace(record: KeyRecord, { wall }: Moment): void {
    if (record.pace && record.pace.until <= wall) record.pace = undefined;
  }

  /** Takes over what the server says of its limits and of what is used of them. */
  private believe(record: KeyRecord, moment: Moment, permit: Permit, { minute, day, spike, tenant }: Quota): void {
    const told = { minute: minute.limit, day: day.limit, spike };
    for (const [name, limit] of Object.entries(told))
      if (limit !== undefined) record.announced = { ...record.announced, [name]: limit };
    if (tenant.length > 0) record.tenant = [...tenant];
    if (minute.used !== undefined) this.seeOthers(record, moment.steady, minute.used - this.ours(record, permit));
    if (day.used !== undefined) {
      const today = dayOf(record, moment.wall);
      record.othersToday = { day: today.day, count: day.used - today.used - record.underWay.length };
    }
  }

  /** A window that is full is so by our calls and others'. */
  private believeFull(record: KeyRecord, moment: Moment, window: WindowName | undefined, { minute, day }: Quota): void {
    const { steady, wall } = moment;
    if (window === 'minute') {
      const { limit } = this.limits.limits(record).minute;
      this.seeOthers(record, steady, (minute.limit ?? limit) - this.limits.usedHere(record, 'minute', moment));
    }
    if (window === 'day' && day.used === undefined) {
      const { limit } = this.limits.limits(record).day;
      const today = dayOf(record, wall);
      record.othersToday = { day: today.day, count: limit - today.used - record.underWay.length };
    }
  }

  /** Others are taken to go on as busily as they were in the last minute. */
  private seeOthers(record: KeyRecord, steady: number, count: number): void {
    const known = this.limits.others(record, steady);
    if (!known || count >= known.count) record.others = { count: Math.max(0, count), at: steady };
  }

  /** The most calls of this machine that the server can have counted in its minute when it answered a call. */
  private ours({ answered, underWay }: KeyRecord, { takenAt }: Permit): number {
    const from = takenAt - this.limits.counted('minute');
    return answered.filter((at) => at > from).length + underWay.length;
  }
}

export function isPermit(verdict: Permit | Wait): verdict is Permit {
  return 'id' in verdict;
}
