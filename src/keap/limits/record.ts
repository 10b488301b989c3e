import { asBoolean, asList, asNumber, asObject, asString } from '../json.ts';
import type { WindowName } from './limitState.ts';
import { DAY_MS, type Plan } from './plan.ts';
import type { Announced } from './quotaHeaders.ts';

/** Times without another word are milliseconds of the steady clock; `wall` is since 1970. */

/** A process, as others can look whether it still runs. */
export interface Owner {
  readonly host: string;
  readonly pid: number;
  /** Tells it from an earlier process of the same number. */
  readonly run: string;
}

/** Leave to make one call. */
export interface Permit {
  readonly id: string;
  readonly owner: Owner;
  readonly takenAt: number;
  /** When the call must have ended, whatever became of its process. */
  readonly until: number;
}

export interface Pace {
  readonly since: number;
  /** Between the arrivals of two calls. */
  readonly spacing: number;
  /** Added to the spacing between the times of sending, since not all calls are equally long on the way. */
  readonly guard: number;
  /** The guard does not go below this. */
  readonly least: number;
  /** Wall: when bursts are tried again. */
  readonly until: number;
  /** Answers since the guard last changed. */
  readonly answers: number;
}

/** What others were seen to use of a key: a count, and when. */
export interface Others {
  readonly count: number;
  readonly at: number;
}

/** All that is remembered of a key: who used it when, and what its server said. It names neither key nor account. */
export interface KeyRecord {
  /** When it was last changed, which tells that the machine began anew. */
  steady: number;
  /** By when calls had arrived that still count, oldest first: their answers had come, or a later call's. */
  answered: number[];
  /** Of calls that had arrived by then the server has said that its minute counts them no more. */
  minuteFrom: number;
  /** The day's numbers that the server has given to calls of late, and when the answers came that told. */
  numbered: { readonly number: number; readonly answeredAt: number }[];
  /** How many answers in a row had numbers as calls have that are counted one by one; below zero after one that had not. */
  exact: number;
  underWay: Permit[];
  /** Calls that people wait for, with their processes and until when others give way to them. */
  foreground: Pick<Permit, 'id' | 'owner' | 'until'>[];
  /** How many of those went. */
  foregroundTaken: number;
  /** The latest permit: when it was taken and answered, and whether its call may have to connect first. */
  last:
    | { readonly id: string; readonly takenAt: number; readonly answeredAt?: number; readonly cold?: boolean }
    | undefined;
  /** How long a call takes from its permit to its answer, averaged over the latest. */
  roundTrip: number | undefined;
  /** Answered calls of the latest UTC days, by the number of the day since 1970. */
  days: { readonly day: number; used: number }[];
  announced: Partial<Record<'minute' | 'day' | 'spike', number>>;
  tenant: ({ readonly name: 'minute' | 'day' } & Announced)[];
  /** Others' calls in the minute. */
  others: Others | undefined;
  /** Others' calls of a day; below zero where the server counts fewer than this machine. */
  othersToday: { readonly day: number; readonly count: number } | undefined;
  held: { readonly until: number; readonly window: WindowName | undefined } | undefined;
  /** When the latest of the refusals in a row came, and how many there were. */
  refusals: { readonly at: number; readonly count: number } | undefined;
  /** Whether the server is known to let several calls in at once. */
  bursts: boolean;
  /** Calls sent at once to find that out. */
  pair: string[];
  pace: Pace | undefined;
  /** How long to pace the next time, in milliseconds; it doubles. */
  paceFor: number | undefined;
}

export function emptyRecord(): KeyRecord {
  return {
    steady: 0,
    answered: [],
    minuteFrom: Number.MIN_SAFE_INTEGER,
    numbered: [],
    exact: 0,
    underWay: [],
    foreground: [],
    foregroundTaken: 0,
    last: undefined,
    roundTrip: undefined,
    days: [],
    announced: {},
    tenant: [],
    others: undefined,
    othersToday: undefined,
    held: undefined,
    refusals: undefined,
    bursts: false,
    pair: [],
    pace: undefined,
    paceFor: undefined,
  };
}

/** What to go on with where a record was lost: as if second and minute had just been used up. */
export function cautiousRecord(plan: Plan, now: number): KeyRecord {
  return { ...emptyRecord(), steady: now, answered: Array.from({ length: plan.limits.minute }, () => now) };
}

/** How many days' counts are kept: a clock that was set wrong and back finds its day again. */
const DAYS_KEPT = 4;

/** The count of a UTC day. A day before the ones known goes on from the latest: a clock set back gives no calls back. */
export function dayOf(record: KeyRecord, wall: number): KeyRecord['days'][number] {
  const day = Math.floor(wall / DAY_MS);
  const known = record.days.find((one) => one.day === day);
  if (known) return known;
  const latest = record.days.reduce((max, one) => Math.max(max, one.day), Number.NEGATIVE_INFINITY);
  const used = day < latest ? (record.days.find((one) => one.day === latest)?.used ?? 0) : 0;
  const added = { day, used };
  record.days = [...record.days, added].slice(-DAYS_KEPT);
  return added;
}

/**
 * Brings a record to a machine that has begun anew, whose steady clock is behind. What was answered then is at least
 * as old as the machine is up; no call of then is under way.
 */
export function afterRestart(record: KeyRecord, { steady, wall }: { steady: number; wall: number }): void {
  if (record.steady <= steady + 1) return;
  const today = dayOf(record, wall);
  today.used += record.underWay.length;
  const left = record.held ? Math.max(0, record.held.until - record.steady) : 0;
  record.answered = [...record.answered, ...record.underWay].map(() => 0);
  record.underWay = [];
  record.minuteFrom = Number.MIN_SAFE_INTEGER;
  record.numbered = [];
  record.foreground = [];
  record.pair = [];
  record.last = undefined;
  record.others = undefined;
  record.refusals = undefined;
  record.held = record.held && { ...record.held, until: steady + left };
  record.pace = record.pace && { ...record.pace, since: 0 };
  record.steady = steady;
}

/** A record from a file, where the times of answers stand apart; undefined where it is none. */
export function parseRecord(value: unknown, answered: number[]): KeyRecord | undefined {
  const source = asObject(value);
  const steady = asNumber(source?.['steady']);
  const underWay = all(source?.['underWay'], parsePermit);
  const days = all(source?.['days'], parseDay);
  if (!source || steady === undefined || !answered.every(Number.isFinite) || !underWay || !days) return undefined;
  const announced = asObject(source['announced']) ?? {};
  return {
    ...emptyRecord(),
    steady,
    answered,
    minuteFrom: asNumber(source['minuteFrom']) ?? Number.MIN_SAFE_INTEGER,
    numbered: all(source['numbered'], (one) => pairOf(one, 'number', 'answeredAt')) ?? [],
    exact: asNumber(source['exact']) ?? 0,
    underWay,
    days,
    foreground: all(source['foreground'], parseCaller) ?? [],
    foregroundTaken: asNumber(source['foregroundTaken']) ?? 0,
    last: parseLast(source['last']),
    roundTrip: asNumber(source['roundTrip']),
    announced: Object.fromEntries(
      ['minute', 'day', 'spike'].flatMap((name) => {
        const limit = asNumber(announced[name]);
        return limit === undefined || limit < 1 ? [] : [[name, limit]];
      }),
    ),
    tenant: all(source['tenant'], parsePool) ?? [],
    others: pairOf(source['others'], 'count', 'at'),
    othersToday: pairOf(source['othersToday'], 'day', 'count'),
    held: parseHeld(source['held']),
    refusals: pairOf(source['refusals'], 'at', 'count'),
    bursts: asBoolean(source['bursts']) ?? false,
    pair: all(source['pair'], asString) ?? [],
    pace: parsePace(source['pace']),
    paceFor: asNumber(source['paceFor']),
  };
}

/** Every member of a list, parsed; undefined where one is none, since a record must not be half a one. */
function all<T>(value: unknown, parse: (item: unknown) => T | undefined): T[] | undefined {
  const parsed = asList(value)?.map(parse);
  return parsed?.every((item) => item !== undefined) ? parsed : undefined;
}

function pairOf<A extends string, B extends string>(value: unknown, a: A, b: B): Record<A | B, number> | undefined {
  const source = asObject(value);
  const [first, second] = [asNumber(source?.[a]), asNumber(source?.[b])];
  return first === undefined || second === undefined
    ? undefined
    : ({ [a]: first, [b]: second } as Record<A | B, number>);
}

function parsePermit(value: unknown): Permit | undefined {
  const caller = parseCaller(value);
  const takenAt = asNumber(asObject(value)?.['takenAt']);
  return caller && takenAt !== undefined ? { ...caller, takenAt } : undefined;
}

function parseCaller(value: unknown): KeyRecord['foreground'][number] | undefined {
  const source = asObject(value);
  const owner = asObject(source?.['owner']);
  const [id, host, run] = [asString(source?.['id']), asString(owner?.['host']), asString(owner?.['run'])];
  const [pid, until] = [asNumber(owner?.['pid']), asNumber(source?.['until'])];
  return id === undefined || host === undefined || pid === undefined || run === undefined || until === undefined
    ? undefined
    : { id, owner: { host, pid, run }, until };
}

function parseDay(value: unknown): KeyRecord['days'][number] | undefined {
  return pairOf(value, 'day', 'used');
}

function parseLast(value: unknown): KeyRecord['last'] {
  const source = asObject(value);
  const [id, takenAt] = [asString(source?.['id']), asNumber(source?.['takenAt'])];
  const answeredAt = asNumber(source?.['answeredAt']);
  if (id === undefined || takenAt === undefined) return undefined;
  const cold = asBoolean(asObject(value)?.['cold']) ? { cold: true } : {};
  return { id, takenAt, ...(answeredAt === undefined ? {} : { answeredAt }), ...cold };
}

function parsePool(value: unknown): KeyRecord['tenant'][number] | undefined {
  const source = asObject(value);
  const name = source?.['name'];
  if (name !== 'minute' && name !== 'day') return undefined;
  const [limit, used, available] = ['limit', 'used', 'available'].map((member) => asNumber(source?.[member]));
  return { name, limit, used, available };
}

function parseHeld(value: unknown): KeyRecord['held'] {
  const source = asObject(value);
  const until = asNumber(source?.['until']);
  const window = (['second', 'minute', 'day'] as const).find((name) => name === source?.['window']);
  return until === undefined ? undefined : { until, window };
}

function parsePace(value: unknown): Pace | undefined {
  const [times, guards] = [pairOf(value, 'since', 'spacing'), pairOf(value, 'guard', 'least')];
  const more = pairOf(value, 'until', 'answers');
  return times && guards && more && { ...times, ...guards, ...more };
}
