import { untilMidnight } from '../limits/keyLimits.ts';
import type { LimitState, WindowName, WindowState } from '../limits/limitState.ts';
import { remainingWords } from '../limits/waitWords.ts';

/** What a run will take, as far as it can be told before. */
export interface Estimate {
  readonly calls: number;
  /** Milliseconds at the limits of now, waiting for other days included. */
  readonly ms: number;
  /** Calls of the day's limit that it takes, from 0 to 1 and above; undefined where the limit is not known. */
  readonly shareOfDay: number | undefined;
  /** Calls that today still has; undefined where the limit is not known. */
  readonly leftToday: number | undefined;
  /** How many more days than today it needs. */
  readonly moreDays: number;
  /** What holds it back most; undefined where nothing does. */
  readonly window: WindowName | undefined;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** @param now milliseconds since 1970 */
export function estimate(calls: number, state: LimitState, now: number): Estimate {
  const [second, minute, day] = (['second', 'minute', 'day'] as const).map((name) =>
    state.windows.find((window) => window.name === name),
  );
  const left = (window: WindowState | undefined) =>
    window === undefined ? undefined : Math.max(0, window.limit - (window.usedInAll ?? window.usedHere));
  const time = (count: number, free: number | undefined): { ms: number; window: WindowName | undefined } => {
    const bySecond = second ? (Math.max(0, count - second.limit) / second.limit) * SECOND_MS : 0;
    const waits = free === undefined ? 0 : count - free;
    const byMinute = minute && waits > 0 ? Math.ceil(waits / minute.limit) * MINUTE_MS : 0;
    const ms = Math.max(bySecond, byMinute);
    return { ms, window: ms === 0 ? undefined : byMinute >= bySecond ? 'minute' : 'second' };
  };
  const leftToday = left(day);
  const beyond = day === undefined || leftToday === undefined ? 0 : Math.max(0, calls - leftToday);
  const shareOfDay = day && calls / day.limit;
  if (beyond === 0 || !day) return { calls, ...time(calls, left(minute)), shareOfDay, leftToday, moreDays: 0 };
  const moreDays = Math.ceil(beyond / day.limit);
  const lastDay = beyond - (moreDays - 1) * day.limit;
  const ms = untilMidnight(now) + (moreDays - 1) * 24 * 60 * MINUTE_MS + time(lastDay, minute?.limit).ms;
  return { calls, ms, shareOfDay, leftToday, moreDays, window: 'day' };
}

/** `250 calls, about 2 min 5 s, 2 % of a day’s calls`. */
export function estimateWords({ calls, ms, shareOfDay, moreDays, leftToday }: Estimate): string {
  const count = `${calls.toLocaleString('en')} ${calls === 1 ? 'call' : 'calls'}`;
  const time = ms < SECOND_MS ? 'about a second' : `about ${remainingWords(ms)}`;
  const share = shareOfDay === undefined ? [] : [`${shareWords(shareOfDay)} of a day’s calls`];
  const words = [count, time, ...share].join(', ');
  if (moreDays === 0 || leftToday === undefined) return words;
  return `${words}; today has ${leftToday.toLocaleString('en')} left, so it goes on after 00:00 UTC`;
}

function shareWords(share: number): string {
  const percent = share * 100;
  if (percent < 1) return 'less than 1 %';
  return `${Math.round(percent).toLocaleString('en')} %`;
}
