import { readMinute, readNumber } from './arrivals.ts';
import { firstAfter, type KeyLimits, type Moment, untilMidnight } from './keyLimits.ts';
import type { WindowName } from './limitState.ts';
import { Pacing } from './pace.ts';
import type { Quota } from './quotaHeaders.ts';
import { dayOf, type KeyRecord, type Owner, type Permit } from './record.ts';
import type { Outcome } from './refusal.ts';

/** Why a call has to wait. */
export interface Wait {
  /** Milliseconds until there is room, as far as is known. */
  readonly waitMs: number;
  /** Milliseconds after which to look again: a place in a pace is given some time ahead. */
  readonly lookMs: number;
  /** What holds it back; undefined where a 429 does not tell. */
  readonly window: WindowName | undefined;
  /** Whether a 429 holds the key. */
  readonly held: boolean;
}

/** How much later than period/limit a call is sent that shall not count as sent at once. */
const APART = 1.2;

/** Behind a call that may have to connect first, so many parts of period/limit more. */
const COLD = 1.5;

/** With several calls under way, how much sooner than period/limit the second is sent to see whether bursts pass. */
const AT_ONCE = 0.5;

/** A call that wants to go. */
export interface Asking extends Pick<Permit, 'id' | 'owner' | 'until'> {
  /** Whether its process may have to connect first. */
  readonly cold?: boolean;
  /** Whether a person waits for it: then background work of other processes gives way. */
  readonly foreground?: boolean;
}

/** A call that waits in the foreground comes again after so many milliseconds at most, and some more. */
const FOREGROUND_MS = 30_000;
const FOREGROUND_GRACE_MS = 2_000;

/**
 * The rules of who may call when, over the record of a key. A call counts from when it is let through until one period
 * after its *answer*: the server counts arrivals, which lie between the two, so a slot is never free here before it is
 * there.
 */
export class Permits {
  private readonly limits: KeyLimits;
  private readonly pacing: Pacing;

  constructor(limits: KeyLimits) {
    this.limits = limits;
    this.pacing = new Pacing(limits);
  }

  /**
   * Takes a permit where every window has room, or will have when the pace comes to it: that is its `takenAt`. Else says
   * how long to wait.
   */
  take(record: KeyRecord, moment: Moment, asking: Asking): Permit | Wait {
    const { steady } = moment;
    const { cold = false, foreground = false, ...permit } = asking;
    this.pacing.end(record, moment);
    const others = record.foreground.filter(({ id, until }) => id !== permit.id && until > steady);
    const wait = this.longestWait(record, moment, foreground ? 0 : others.length);
    const { pace } = record;
    const ahead = wait.held ? 0 : this.pacing.ahead(record);
    if (wait.waitMs > ahead) {
      // Not all the time ahead, in which others may come, and not so little that the place is missed.
      const lookMs = wait.waitMs - ahead / 2;
      if (foreground && wait.window !== 'day') {
        const until = steady + Math.min(wait.waitMs, FOREGROUND_MS) + FOREGROUND_GRACE_MS;
        record.foreground = [...others, { id: permit.id, owner: permit.owner, until }];
      }
      return { ...wait, lookMs };
    }
    const taken: Permit = { ...permit, takenAt: steady + wait.waitMs };
    if (!record.bursts && !pace && this.sinceLast(record, steady) < this.pacing.even(record) * AT_ONCE) {
      const first = record.last?.id ?? '';
      record.pair = [...record.underWay.filter(({ id }) => id === first).map(({ id }) => id), taken.id];
    }
    record.underWay.push(taken);
    record.last = { id: taken.id, takenAt: taken.takenAt, ...(cold ? { cold } : {}) };
    record.foreground = others;
    if (foreground) record.foregroundTaken++;
    return taken;
  }

  /** @param behind calls that are given way to */
  private longestWait(record: KeyRecord, moment: Moment, behind: number): Wait {
    const { steady } = moment;
    const { held, pace } = record;
    if (held && held.until > steady) {
      const waitMs = held.until - steady;
      return { waitMs, lookMs: waitMs, window: held.window, held: true };
    }
    const paceMs = pace ? this.pacing.wait(record, steady) + behind * pace.spacing : this.burstWait(record, steady);
    let longest = { waitMs: paceMs, window: 'second' as WindowName };
    for (const name of pace ? (['minute', 'day'] as const) : (['second', 'minute', 'day'] as const)) {
      const waitMs = this.limits.wait(record, name, moment, behind);
      if (waitMs > longest.waitMs) longest = { waitMs, window: name };
    }
    return { ...longest, lookMs: longest.waitMs, held: false };
  }

  /**
   * A call leaves later than it was to. Those after it are moved with it; where others have their places already, its
   * own is lost if it is later than the guard allows. @returns whether it goes
   */
  leaveLate(record: KeyRecord, { steady }: Moment, id: string): boolean {
    const permit = record.underWay.find((one) => one.id === id);
    if (!permit) return false;
    if (record.last?.id === id) record.last = { ...record.last, takenAt: steady };
    else if (record.pace && steady - permit.takenAt > record.pace.guard) {
      this.giveBack(record, id);
      return false;
    }
    return true;
  }

  /** A call has its answer, or will never have one. */
  settle(record: KeyRecord, moment: Moment, id: string, outcome: Outcome): void {
    const permit = record.underWay.find((one) => one.id === id);
    if (!permit) return;
    const { steady } = moment;
    const answered = outcome.kind === 'answered';
    record.underWay = record.underWay.filter((one) => one !== permit);
    this.count(record, moment, permit, answered ? readNumber(record, permit, steady, outcome.quota) : steady);
    if (outcome.kind === 'refused') this.refused(record, moment, permit, outcome);
    if (answered) {
      readMinute(record, permit, outcome.quota);
      const took = steady - permit.takenAt;
      record.roundTrip = took + 0.8 * ((record.roundTrip ?? took) - took);
      if (permit.takenAt > (record.refusals?.at ?? Number.NEGATIVE_INFINITY)) record.refusals = undefined;
      this.pacing.ease(record);
    }
    this.judgePair(record, id, outcome);
    if (outcome.kind !== 'lost') this.believe(record, moment, permit, outcome.quota);
  }

  /** A permit that was never used. */
  giveBack(record: KeyRecord, id: string): void {
    record.underWay = record.underWay.filter((permit) => permit.id !== id);
    record.pair = record.pair.filter((one) => one !== id);
    this.stepBack(record, id);
  }

  /** A call that a person waited for waits no more. */
  stepBack(record: KeyRecord, id: string): void {
    record.foreground = record.foreground.filter((one) => one.id !== id);
  }

  /**
   * Settles the calls of processes that ended without doing so, and of those that should have ended long ago. What
   * such a process sent last may still be on its way: its slots are given a second more.
   */
  bury(record: KeyRecord, moment: Moment, isAlive: (owner: Owner) => boolean): boolean {
    const gone = record.underWay.filter(({ until, owner }) => until < moment.steady || !isAlive(owner));
    for (const permit of gone) {
      record.underWay = record.underWay.filter((one) => one !== permit);
      this.count(record, moment, permit, moment.steady + this.limits.counted('second'));
      record.pair = [];
    }
    const waiting = record.foreground.filter(({ until, owner }) => until > moment.steady && isAlive(owner));
    record.foreground = waiting.length < record.foreground.length ? waiting : record.foreground;
    return gone.length > 0;
  }

  private count(record: KeyRecord, { steady, wall }: Moment, { id, takenAt }: Permit, at: number): void {
    // Those are kept that the server may have counted when it answered a call whose answer is still to be read.
    const oldest = record.underWay.reduce((min, one) => Math.min(min, one.takenAt), takenAt);
    const from = oldest - this.limits.counted('minute');
    record.answered.splice(0, firstAfter(record.answered, from));
    record.answered.splice(firstAfter(record.answered, at), 0, at);
    dayOf(record, wall).used++;
    if (record.last?.id === id) record.last = { ...record.last, answeredAt: steady };
  }

  /** How long until a call may follow the last one, where bursts are not known to pass. */
  private burstWait(record: KeyRecord, steady: number): number {
    const { last } = record;
    if (!last || record.bursts) return 0;
    const spacing = this.pacing.even(record);
    const since = this.sinceLast(record, steady);
    const apart = spacing * (last.cold ? 1 + COLD : APART);
    if (since >= apart) return 0;
    if (record.pair.length === 0 && since < spacing * AT_ONCE) return 0;
    // The pair's answer may come any time.
    return Math.min(apart - since, spacing / 5);
  }

  private sinceLast({ last }: KeyRecord, steady: number): number {
    return last ? steady - last.takenAt : Number.POSITIVE_INFINITY;
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
    if (news && (window === 'second' || window === undefined)) this.pacing.slowDown(record, moment, permit);
    const waitMs = retryAfterMs ?? this.holdFor(record, moment, window);
    const until = steady + waitMs;
    if (until >= (record.held?.until ?? 0)) record.held = { until, window };
  }

  /** How long a window that was hit stays full where the server does not tell. It doubles with refusals in a row. */
  private holdFor(record: KeyRecord, moment: Moment, window: WindowName | undefined): number {
    const { periods } = this.limits.plan;
    const row = 2 ** Math.min(12, (record.refusals?.count ?? 1) - 1);
    if (window === 'day') return untilMidnight(moment.wall);
    if (window === 'second') return Math.min(periods.minute, this.pacing.even(record) * row);
    if (window === undefined) return Math.min(periods.minute, periods.second * row);
    return Math.min(periods.minute, Math.max(this.limits.wait(record, 'minute', moment), periods.second * (row - 1)));
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
    return answered.length - firstAfter(answered, from) + underWay.length;
  }
}

export function isPermit(verdict: Permit | Wait): verdict is Permit {
  return 'id' in verdict;
}
