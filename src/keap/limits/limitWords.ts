import type { LimitSource, LimitState, TenantPool, WindowName, WindowState } from './limitState.ts';
import { remainingWords } from './waitWords.ts';

/** How pressing something is: as usual, near its end, or at it. */
export type Level = 'usual' | 'near' | 'out';

/** The state of a key's limits in a few words, for the status bar. */
export interface MeterWords {
  /** Empty where nothing was ever sent. */
  readonly text: string;
  /** The same as a sentence to be heard; empty with `text`. */
  readonly spoken: string;
  readonly level: Level;
}

/** A line about limits, with what it consists of. */
export interface LimitRow {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly level: Level;
  /** The same as a sentence or two, where name and value are not all there is to say. */
  readonly detail?: string;
  readonly parts: readonly { readonly name: string; readonly value: string }[];
}

const DAY_MS = 86_400_000;
/** With this share of the day's calls left, the end is near. */
const NEAR = 0.1;
const UNKNOWN = 'unknown';

export const WINDOW_NAMES: Readonly<Record<WindowName, string>> = { second: 'Second', minute: 'Minute', day: 'Day' };

/** Where a limit comes from, for people. */
export const SOURCE_WORDS: Readonly<Record<LimitSource, string>> = {
  assumed: 'assumed',
  announced: 'announced',
  learned: 'learned',
  setting: 'setting',
};

/** Calls left in a window; undefined where nobody knows how many others have used. */
export function leftIn({ limit, usedHere, usedInAll }: WindowState): number | undefined {
  if (usedInAll !== undefined) return Math.max(0, limit - usedInAll);
  return usedHere < limit ? undefined : 0;
}

/** How near a window is to its end, by what is known at least to be used. */
export function levelOf({ limit, usedHere, usedInAll }: WindowState): Level {
  const left = limit - Math.max(usedHere, usedInAll ?? 0);
  return left <= 0 ? 'out' : left <= limit * NEAR ? 'near' : 'usual';
}

/** What is left today, or what stands in the way. @param now in milliseconds since 1970 */
export function meterWords(state: LimitState, now: number): MeterWords {
  const held = heldNow(state, now);
  if (held) {
    const until = clockTime(held.until, now);
    return { text: `held until ${until}`, spoken: `Keap refused a call, held until ${until}`, level: 'out' };
  }
  const day = state.windows.find(({ name }) => name === 'day');
  const nothingYet = state.windows.every(({ usedHere, usedInAll }) => usedHere === 0 && usedInAll === undefined);
  if (!day || nothingYet) return { text: '', spoken: '', level: 'usual' };
  const left = leftIn(day);
  if (left === undefined) {
    return { text: `left ${UNKNOWN}`, spoken: 'calls left today unknown', level: levelOf(day) };
  }
  if (left === 0) {
    const until = clockTime(resetOf(day, now), now);
    return { text: `none left until ${until}`, spoken: `no calls left until ${until}`, level: 'out' };
  }
  const count = number(left);
  return { text: `${count} left`, spoken: `${count} ${left === 1 ? 'call' : 'calls'} left today`, level: levelOf(day) };
}

/** Everything known of the limits, line by line, what is in the way first. @param now in milliseconds since 1970 */
export function limitRows(state: LimitState, now: number): readonly LimitRow[] {
  return [
    ...heldRows(state, now),
    ...state.windows.map((window) => windowRow(window, now)),
    ...tenantRows(state.tenant),
    { ...plainRow('waiting', 'Waiting', waitingWords(state.waiting)) },
    { ...plainRow('pace', 'Pace', paceValue(state)), detail: paceDetail(state) },
  ];
}

/**
 * When calls come back, in local time; undefined where none are used. Minutes slide, so theirs come back one after the
 * other; the day ends at 00:00 UTC whatever is used.
 */
export function resetTime(window: WindowState, now: number): string | undefined {
  const { name, resetsAt } = window;
  if (name === 'day') return clockTime(resetOf(window, now), now);
  if (resetsAt === undefined || resetsAt <= now) return undefined;
  return name === 'second' ? 'within a second' : `from ${clockTime(resetsAt, now)} on`;
}

/** When the day's calls start anew, as a sentence: the day ends at 00:00 UTC. */
export function dayEndSentence(now: number): string {
  const at = dayEnd(now);
  return `That is ${clockTime(at, now)} here, in ${remainingWords(roundUp(at - now))}.`;
}

/** How a count that may be unknown is written. */
export function countOrUnknown(count: number | undefined): string {
  return count === undefined ? UNKNOWN : number(count);
}

/** Why a key is held and until when, as sentences; undefined where it is not. */
export function heldSentence(state: LimitState, now: number): string | undefined {
  const held = heldNow(state, now);
  if (!held) return undefined;
  return `Keap refused a call (429)${hitWords(held.window)}. Requests go on by themselves at ${clockTime(held.until, now)}.`;
}

/** What waits for a slot. */
export function waitingWords(waiting: number): string {
  return waiting === 0 ? 'nothing' : waiting === 1 ? '1 request' : `${number(waiting)} requests`;
}

/** How requests are spread, and why, as a sentence. */
export function paceDetail(state: LimitState): string {
  if (state.mode === 'windows') return 'Requests go out as fast as the limits allow.';
  return `At most ${spread(state)} a second, evenly: Keap refused calls that the limits allow. More again by and by, when no more are refused.`;
}

/** A pool of the whole tenant as `9,993 of 10,000 left`. */
export function poolWords({ limit, used, available }: TenantPool): string {
  const left = available ?? (limit === undefined || used === undefined ? undefined : Math.max(0, limit - used));
  if (left === undefined) return limit === undefined ? UNKNOWN : `left ${UNKNOWN}, of ${number(limit)}`;
  return `${number(left)} of ${countOrUnknown(limit)} left`;
}

/** A time of day as the machine shows it, with seconds where it is near and the day where it is another one. */
export function clockTime(at: number, now: number): string {
  const time = new Date(at);
  const near = Math.abs(at - now) < 10 * 60_000;
  const clock = time.toLocaleTimeString('en-GB', near ? {} : { hour: '2-digit', minute: '2-digit' });
  return time.toDateString() === new Date(now).toDateString() || at - now < DAY_MS / 2 ? clock : `${clock} tomorrow`;
}

function heldRows(state: LimitState, now: number): LimitRow[] {
  const held = heldNow(state, now);
  const detail = heldSentence(state, now);
  if (!held || !detail) return [];
  return [
    {
      id: 'held',
      name: 'Held',
      value: `until ${clockTime(held.until, now)}`,
      level: 'out',
      detail,
      parts: [
        { name: 'Why', value: 'Keap refused a call (429)' },
        { name: 'Limit that was hit', value: held.window ?? `${UNKNOWN}, Keap did not say` },
      ],
    },
  ];
}

function windowRow(window: WindowState, now: number): LimitRow {
  const { name, limit, source, usedHere, usedInAll } = window;
  const left = leftIn(window);
  const of = `of ${number(limit)}`;
  return {
    id: name,
    name: WINDOW_NAMES[name],
    value: left === undefined ? `${number(usedHere)} ${of} used here` : `${number(left)} ${of} left`,
    // Seconds and minutes that are used up are the usual way to work.
    level: name === 'day' ? levelOf(window) : 'usual',
    parts: [
      { name: 'Limit', value: `${number(limit)}, ${SOURCE_WORDS[source]}` },
      { name: 'Used here', value: number(usedHere) },
      { name: 'Used in all', value: countOrUnknown(usedInAll) },
      { name: 'Resets', value: resetWords(window, now) },
    ],
  };
}

function resetWords(window: WindowState, now: number): string {
  const time = resetTime(window, now) ?? 'nothing to reset';
  return window.name === 'day' ? `${time}, in ${remainingWords(roundUp(resetOf(window, now) - now))}` : time;
}

function tenantRows(tenant: readonly TenantPool[]): LimitRow[] {
  const pool = tenant.find(({ name }) => name === 'day') ?? tenant[0];
  const parts = tenant.map((each) => ({ name: WINDOW_NAMES[each.name], value: poolWords(each) }));
  return pool ? [{ ...plainRow('tenant', 'All keys', `${poolWords(pool)}${WHEN[pool.name]}`), parts }] : [];
}

const WHEN: Readonly<Record<TenantPool['name'], string>> = { minute: ' this minute', day: ' today' };

function plainRow(id: string, name: string, value: string): LimitRow {
  return { id, name, value, level: 'usual', parts: [] };
}

function paceValue(state: LimitState): string {
  return state.mode === 'windows' ? 'as fast as the limits allow' : `evenly, ${spread(state)} a second`;
}

/** Calls a second of a paced key: what it learned, which is the limit of its second. */
function spread({ windows }: LimitState): string {
  return number(windows.find(({ name }) => name === 'second')?.limit ?? 1);
}

function hitWords(window: WindowName | undefined): string {
  if (window === undefined) return ' and did not say which limit was hit';
  return window === 'day' ? ': today’s calls are used up' : `: too many calls within a ${window}`;
}

function heldNow({ held }: LimitState, now: number): LimitState['held'] {
  return held && held.until > now ? held : undefined;
}

function resetOf({ resetsAt }: WindowState, now: number): number {
  return resetsAt !== undefined && resetsAt > now ? resetsAt : dayEnd(now);
}

function dayEnd(now: number): number {
  return (Math.floor(now / DAY_MS) + 1) * DAY_MS;
}

/** Far ends are told by the minute, so that the words change no more often. */
function roundUp(ms: number): number {
  return ms > 60_000 ? Math.ceil(ms / 60_000) * 60_000 : Math.ceil(ms / 1_000) * 1_000;
}

function number(count: number): string {
  return count.toLocaleString('en');
}
