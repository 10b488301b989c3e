/** What a `dateTime.iso8601` says, part by part. */
export interface XmlRpcDateTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  /** Minutes ahead of UTC; undefined where the text names no zone, as XML-RPC's own form never does. */
  readonly offset: number | undefined;
}

// 20261130T10:34:08 as the specification has it, and the ISO forms that servers and libraries also write.
const FORM = /^(\d{4})(-?)(\d{2})\2(\d{2})T(\d{2}):?(\d{2}):?(\d{2})(?:\.(\d{1,9}))?(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?$/;

/** What a moment says; undefined for a text that is none, such as 30 February. */
export function readDateTime(text: string): XmlRpcDateTime | undefined {
  const [whole, years, , months, days, hours, minutes, seconds, fraction = '', zone] = FORM.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = [
    ...[years, months, days, hours, minutes, seconds].map(Number),
  ];
  // A date that the calendar does not have comes back as another one.
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const isReal = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!isReal || hour > 23 || minute > 59 || second > 59) return undefined;
  const millisecond = Number(fraction.padEnd(3, '0').slice(0, 3));
  return { year, month, day, hour, minute, second, millisecond, offset: offsetOf(zone) };
}

function offsetOf(zone: string | undefined): number | undefined {
  if (zone === undefined) return undefined;
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith('-') ? -minutes : minutes;
}

/** A moment in XML-RPC's own form, in UTC, which it does not say. @param time milliseconds since 1970 */
export function writeDateTime(time: number): string {
  return new Date(time).toISOString().slice(0, 19).replaceAll('-', '');
}
