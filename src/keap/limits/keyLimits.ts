import type { LimitSource, LimitState, WindowName, WindowState } from './limitState.ts';
import { DAY_MS, type PerWindow, type Plan, WINDOW_NAMES } from './plan.ts';
import { dayOf, type KeyRecord } from './record.ts';

/** Now, by both clocks in milliseconds: the steady one, and since 1970. */
export interface Moment {
  readonly steady: number;
  readonly wall: number;
}

/** Lower limits than Keap's that the user has set. */
export type OwnLimits = Partial<PerWindow>;

/** A limit and who says so. */
export interface KnownLimit {
  readonly limit: number;
  readonly source: LimitSource;
}

/** Server and machine measure time alike but for so much; a slew of 500 ppm is the most that NTP does. */
const DRIFT = 1.0005;

/** After midnight the day is over here; Keap’s clock may be a little behind. */
const MIDNIGHT_GRACE_MS = 2_000;

/** What the record of a key says of its limits: pure reading, no time but the one given. */
export class KeyLimits {
  readonly plan: Plan;
  private readonly own: () => OwnLimits;

  constructor(plan: Plan, own: () => OwnLimits = () => ({})) {
    this.plan = plan;
    this.own = own;
  }

  /** The limits that hold: what Keap announced, else what is assumed; the user may lower them and never raise. */
  limits(record: KeyRecord): Readonly<Record<WindowName, KnownLimit>> {
    const { limits } = this.plan;
    const known = (name: 'minute' | 'day'): KnownLimit => {
      const announced = record.announced[name];
      return announced === undefined
        ? { limit: limits[name], source: 'assumed' }
        : { limit: announced, source: 'announced' };
    };
    const minute = known('minute');
    const { spike } = record.announced;
    // The spike's limit may be that of all keys together, so more than usual is believed where the minute grew as well.
    const most = Math.max(limits.second, Math.floor((minute.limit * limits.second) / limits.minute));
    const second: KnownLimit =
      spike === undefined
        ? { limit: limits.second, source: 'assumed' }
        : { limit: Math.min(spike, most), source: 'announced' };
    const own = this.own();
    const lowered = (name: WindowName, { limit, source }: KnownLimit): KnownLimit => {
      const wanted = own[name];
      return wanted !== undefined && wanted >= 1 && wanted < limit
        ? { limit: wanted, source: 'setting' }
        : { limit, source };
    };
    return { second: lowered('second', second), minute: lowered('minute', minute), day: lowered('day', known('day')) };
  }

  /** How long a window still counts a call after its answer, in milliseconds. */
  counted(name: 'second' | 'minute'): number {
    return this.plan.periods[name] * DRIFT;
  }

  /**
   * How long until a window has room for one more call; 0 where it has.
   * @param behind calls that shall go before it
   */
  wait(record: KeyRecord, name: WindowName, { steady, wall }: Moment, behind = 0): number {
    const { limit } = this.limits(record)[name];
    if (name === 'day') {
      return this.usedToday(record, wall) + behind < limit ? 0 : untilMidnight(wall);
    }
    const period = this.counted(name);
    const { answered, underWay } = record;
    const first = this.firstCounted(record, name, steady);
    const over = answered.length - first + underWay.length + behind - this.room(record, name, steady);
    if (over < 0) return 0;
    // A call under way frees its slot a whole period from now at the soonest.
    const freeing = answered[first + over];
    return freeing === undefined ? period : freeing + period - steady;
  }

  /** Calls of this machine in a window that is full but for others: the limit less what others take of it. */
  private room(record: KeyRecord, name: 'second' | 'minute', steady: number): number {
    const { limit } = this.limits(record)[name];
    const { periods } = this.plan;
    const others = this.others(record, steady)?.count ?? 0;
    const share = name === 'minute' ? others : Math.round((others * periods.second) / periods.minute);
    return Math.max(1, limit - share);
  }

  /** What others were last seen to use of the minute; undefined where that is too long ago to say anything. */
  others(record: KeyRecord, steady: number): KeyRecord['others'] {
    const { others } = record;
    return others && others.at > steady - this.counted('minute') ? others : undefined;
  }

  /** Calls of this machine that a window counts, those under way among them. */
  usedHere(record: KeyRecord, name: WindowName, { steady, wall }: Moment): number {
    if (name === 'day') return dayOf(record, wall).used + record.underWay.length;
    return record.answered.length - this.firstCounted(record, name, steady) + record.underWay.length;
  }

  /** The place of the first answered call that a window still counts. */
  private firstCounted({ answered, minuteFrom }: KeyRecord, name: 'second' | 'minute', steady: number): number {
    const from = steady - this.counted(name);
    return firstAfter(answered, name === 'minute' ? Math.max(from, minuteFrom) : from);
  }

  /** Calls of today, others' among them as far as Keap told. */
  private usedToday(record: KeyRecord, wall: number): number {
    const here = dayOf(record, wall);
    const others = record.othersToday?.day === here.day ? record.othersToday.count : 0;
    return Math.max(0, here.used + record.underWay.length + others);
  }

  /** All of it, for people. @param waiting requests of this process that wait */
  state(record: KeyRecord, moment: Moment, connectionId: string, waiting: number): LimitState {
    const { steady, wall } = moment;
    const { held, pace } = record;
    const holding = held && held.until > steady;
    return {
      connectionId,
      windows: WINDOW_NAMES.map((name) => this.windowState(record, name, moment)),
      tenant: record.tenant,
      waiting,
      held: holding ? { until: wall + held.until - steady, window: held.window } : undefined,
      mode: pace ? 'paced' : 'windows',
    };
  }

  private windowState(record: KeyRecord, name: WindowName, moment: Moment): WindowState {
    const { steady, wall } = moment;
    const { pace } = record;
    const usedHere = this.usedHere(record, name, moment);
    const state = { name, ...this.limits(record)[name], usedHere };
    if (name === 'day') {
      const known = record.othersToday?.day === dayOf(record, wall).day;
      const usedInAll = known ? this.usedToday(record, wall) : undefined;
      const used = usedInAll ?? usedHere;
      return { ...state, usedInAll, resetsAt: used > 0 ? (Math.floor(wall / DAY_MS) + 1) * DAY_MS : undefined };
    }
    const oldest = record.answered[this.firstCounted(record, name, steady)];
    const resetsAt = oldest === undefined ? undefined : wall + oldest + this.counted(name) - steady;
    const others = name === 'minute' ? this.others(record, steady) : undefined;
    const usedInAll = others && Math.min(state.limit, usedHere + others.count);
    const learned: Partial<KnownLimit> =
      pace && name === 'second'
        ? { limit: Math.max(1, Math.floor(this.plan.periods.second / pace.spacing)), source: 'learned' }
        : {};
    return { ...state, ...learned, usedInAll, resetsAt };
  }
}

/** Milliseconds until the calls of the UTC day are given back. */
export function untilMidnight(wall: number): number {
  return (Math.floor(wall / DAY_MS) + 1) * DAY_MS + MIDNIGHT_GRACE_MS - wall;
}

/** The place of the first of ascending times that lies after another. */
export function firstAfter(times: readonly number[], time: number): number {
  let from = 0;
  for (let to = times.length; from < to; ) {
    const middle = (from + to) >>> 1;
    if ((times[middle] ?? 0) > time) to = middle;
    else from = middle + 1;
  }
  return from;
}
