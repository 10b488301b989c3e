/**
 * Filters take dates with milliseconds and an offset, and nothing shorter (Keap's v2 document: a date alone is
 * refused with 400).
 */
export function isFilterTime(text: string): boolean {
  const day = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}\.\d{3}(?:Z|[+-]\d{2}:?\d{2})$/.exec(text)?.[1];
  return day !== undefined && isDay(day) && !Number.isNaN(Date.parse(text));
}

/** Whether the text is a day of the calendar alone: `2026-01-31`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/**
 * The start of a day, or a local time such as a date-time input gives, as a filter takes it. Undefined where the
 * text is neither.
 * @param offsetMinutes what to add to UTC at that time; by default this machine's
 */
export function filterTime(text: string, offsetMinutes?: number): string | undefined {
  const [, day, time = '00:00', seconds = ':00', fraction = ''] =
    /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(:\d{2})?(?:\.(\d{1,3}))?)?$/.exec(text.trim()) ?? [];
  if (day === undefined || !isDay(day)) return undefined;
  const local = `${day}T${time}${seconds}.${fraction.padEnd(3, '0')}`;
  const at = new Date(local);
  if (Number.isNaN(at.getTime())) return undefined;
  return local + offsetWords(offsetMinutes ?? -at.getTimezoneOffset());
}

function offsetWords(minutes: number): string {
  if (minutes === 0) return 'Z';
  const two = (number: number) => String(number).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.trunc(size / 60))}:${two(size % 60)}`;
}
