import type { WindowName } from './limitState.ts';

/** Nobody sees less than this. */
const AT_ONCE_MS = 50;
const SECOND_MS = 1_000;
const MINUTE_S = 60;
const HOUR_S = 3_600;

/** How long until a request goes out: `sends in 0.4 s`, `sends in 2 min 5 s`. */
export function sendsInWords(ms: number): string {
  return ms < AT_ONCE_MS ? 'sends in a moment' : `sends in ${remainingWords(ms)}`;
}

/** A time to wait, never less than it is: `0.4 s`, `42 s`, `2 min 5 s`, `9 h 20 min`. */
export function remainingWords(ms: number): string {
  const tenths = Math.ceil(ms / 100);
  if (tenths < 100) return `${(tenths / 10).toFixed(1)} s`;
  const seconds = Math.ceil(ms / SECOND_MS);
  if (seconds < MINUTE_S) return `${seconds} s`;
  if (seconds < HOUR_S) return twoUnits(seconds, MINUTE_S, 'min', 's');
  return twoUnits(Math.ceil(seconds / MINUTE_S), MINUTE_S, 'h', 'min');
}

/**
 * Why a request waits: for its turn, or since Keap refused one. Where neither a window nor a refusal is named, it got no
 * answer and goes again.
 */
export function waitReason(phase: 'waiting' | 'held', window: WindowName | undefined): string {
  if (phase === 'held') {
    return window === undefined ? 'Keap refused a call (429)' : `Keap refused a call (429), ${HIT[window]}`;
  }
  return window === undefined ? 'Keap did not answer, so it goes again' : REACHED[window];
}

const REACHED: Readonly<Record<WindowName, string>> = {
  second: 'limit of calls a second',
  minute: 'limit of calls a minute',
  day: 'today’s calls are used up',
};

const HIT: Readonly<Record<WindowName, string>> = {
  second: 'too many a second',
  minute: 'too many a minute',
  day: 'too many today',
};

function twoUnits(count: number, size: number, large: string, small: string): string {
  const rest = count % size;
  return `${Math.floor(count / size)} ${large}${rest === 0 ? '' : ` ${rest} ${small}`}`;
}
