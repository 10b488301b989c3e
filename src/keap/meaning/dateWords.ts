/** Where and when a date is read. */
export interface Here {
  /** `Europe/Berlin`; that of this machine where it is undefined. */
  readonly timeZone?: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const TIME = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?$/;

/** How XML-RPC writes a moment, of which it never says the zone. */
const XML_RPC = /^(\d{4})(\d\d)(\d\d)T(\d\d:\d\d:\d\d)$/;

const DAY_MS = 86_400_000;
const UNITS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, ms: number])[] = [
  ['year', 365.25 * DAY_MS],
  ['month', 30.4375 * DAY_MS],
  ['day', DAY_MS],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'always' });
const RELATIVE_DAYS = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/**
 * What a date of an answer is here: `Sunday 29 March 2026, 03:30:00 CEST`, and how long ago. A day has no time zone,
 * and of a time without one nobody can tell the moment: both are given as they are written.
 * @returns undefined for a text that is no date, or a day that no calendar has
 */
export function dateWords(text: string, here: Here): { readonly words: string; readonly ago?: string } | undefined {
  const day = DATE.exec(text);
  if (day) {
    const at = calendarDay(day);
    if (at === undefined) return undefined;
    return { words: `${dayWords(at)}, a day without a time zone`, ago: daysWords(at - today(here)) };
  }
  const time = TIME.exec(text.replace(XML_RPC, '$1-$2-$3T$4'));
  const at = time ? calendarDay(time) : undefined;
  if (!time || at === undefined) return undefined;
  const [, , , , hour = '', minute = '', second = '00', zone] = time;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  if (zone === undefined)
    return { words: `${dayWords(at)}, ${hour}:${minute}:${second}, without a time zone: the moment is not certain` };
  const moment = Date.parse(
    text
      .trim()
      .replace(' ', 'T')
      .replace(/\s*([+-]\d\d):?(\d\d)?$/, (_all, hours: string, minutes = '00') => `${hours}:${minutes}`),
  );
  if (Number.isNaN(moment)) return undefined;
  return { words: momentWords(moment, here), ago: agoWords(moment, here.now) };
}

/** A calendar's day as the start of that day in UTC, for reckoning only. */
function calendarDay([, year = '', month = '', day = '']: RegExpExecArray): number | undefined {
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day));
  return new Date(at).toISOString().startsWith(`${year}-${month}-${day}`) ? at : undefined;
}

function dayWords(at: number): string {
  return inWords(at, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
}

function momentWords(at: number, { timeZone }: Here): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const day = inWords(at, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', ...zone });
  const time = inWords(at, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    ...zone,
  });
  return `${day}, ${time}`;
}

function inWords(at: number, options: Intl.DateTimeFormatOptions): string {
  // Whether a comma stands behind the weekday differs from one release of ICU to the next.
  return new Intl.DateTimeFormat('en-GB', options).format(at).replaceAll(',', '');
}

/** The day it is here, as `calendarDay` counts: summer time makes no day longer. */
function today({ timeZone, now }: Here): number {
  const zone = timeZone === undefined ? {} : { timeZone };
  const parts = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', ...zone }).format(
    now,
  );
  return Date.parse(`${parts}T00:00:00Z`);
}

function daysWords(ms: number): string {
  const days = Math.round(ms / DAY_MS);
  if (Math.abs(days) < 31) return RELATIVE_DAYS.format(days, 'day');
  return agoWords(ms, 0);
}

/** `3 days ago`, `in 2 hours`: in the largest unit that is full. */
function agoWords(at: number, now: number): string {
  const difference = at - now;
  for (const [unit, ms] of UNITS) {
    const count = Math.trunc(difference / ms);
    if (count !== 0) return RELATIVE.format(count, unit);
  }
  return difference > 0 ? 'in less than a minute' : 'less than a minute ago';
}
