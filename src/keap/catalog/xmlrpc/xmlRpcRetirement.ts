const HOUR = 3_600_000;

/** A time in which XML-RPC answers nothing, on purpose. Milliseconds since 1970. */
export interface Brownout {
  readonly from: number;
  readonly to: number;
}

/**
 * The announced brownouts of 2026, by day and hours; more were announced for October without dates. Nobody says when
 * on the day they begin: 00:00 UTC is our reading.
 * Source: 4spotconsulting.com/?p=41083, which quotes Keap.
 */
export const XML_RPC_BROWNOUTS: readonly Brownout[] = (
  [
    ['2026-03-10', 4],
    ['2026-04-09', 8],
    ['2026-05-11', 12],
    ['2026-06-17', 16],
    ['2026-07-09', 24],
    ['2026-08-14', 36],
    ['2026-09-18', 48],
  ] as const
).map(([day, hours]) => ({ from: Date.parse(day), to: Date.parse(day) + hours * HOUR }));

/**
 * When XML-RPC ends: after 31 December 2026, without extension. Milliseconds since 1970, the end of the day in UTC.
 * Source: learn.thryv.com article 41277574163469, and 4spotconsulting.com/?p=41083.
 */
export const XML_RPC_END = Date.UTC(2027, 0, 1);

/** The last day of XML-RPC, as people write it. */
const XML_RPC_LAST_DAY = '31 December 2026';

/** The end of XML-RPC in a few words. @param now milliseconds since 1970 */
export function retirementLabel(now: number, length: 'long' | 'short' = 'long'): string {
  const day = length === 'short' ? '31 Dec 2026' : XML_RPC_LAST_DAY;
  return `${now < XML_RPC_END ? 'ends' : 'ended'} ${day}`;
}

/** What to know of the end of XML-RPC, in a sentence. @param now milliseconds since 1970 */
export function retirementWords(now: number): string {
  const days = Math.ceil((XML_RPC_END - now) / (24 * HOUR));
  if (days <= 0) return `Keap ended XML-RPC on ${XML_RPC_LAST_DAY}; REST v2 takes its place.`;
  const left = days === 1 ? 'today is its last day' : `${days} days are left`;
  return `Keap ends XML-RPC on ${XML_RPC_LAST_DAY}: ${left}.`;
}
