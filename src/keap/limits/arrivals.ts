import type { Quota } from './quotaHeaders.ts';
import type { KeyRecord, Permit } from './record.ts';

/** After so many answers in a row whose numbers fit, the server is taken to count calls one by one. */
const EXACT_AFTER = 10;

/** A number that does not fit takes so many that do to be made good. */
const INEXACT = -100;

/** A number below so much of the one before is the first of a new day. */
const NEW_COUNT = 0.5;

/**
 * What the server's counts tell of arrivals. The day's `-used` in an answer is the number of that call among all of the
 * key: whatever has a lower one arrived before it, and so before that answer came, even where its own answer took
 * longer. And what a minute's `-used` does not count has left it.
 *
 * Gateways may count in several places and settle up now and then. Then numbers come twice or fall, which shows soon,
 * and nothing is concluded from them.
 */
export function readNumber(record: KeyRecord, permit: Permit, answeredAt: number, { day }: Quota): number {
  const number = day.used;
  if (number === undefined) return answeredAt;
  const { numbered } = record;
  // Those of before it was sent are all below its own, and all differ.
  const fits = numbered.every(
    (one) => one.number !== number && (one.answeredAt > permit.takenAt || one.number < number),
  );
  const highest = Math.max(...numbered.map((one) => one.number));
  record.exact = fits ? record.exact + 1 : number < highest * NEW_COUNT ? 0 : INEXACT;
  const later = fits ? numbered.filter((one) => one.number > number).map((one) => one.answeredAt) : [];
  record.numbered = recent(record, fits ? [...numbered, { number, answeredAt }] : [{ number, answeredAt }]);
  return isExact(record) ? Math.min(answeredAt, ...later) : answeredAt;
}

/** Calls that the server's minute counts no more, by an answer that came just now. */
export function readMinute(record: KeyRecord, permit: Permit, { minute }: Quota): void {
  if (minute.used === undefined || !isExact(record)) return;
  // Whatever had its answer before this call was sent had arrived before it.
  const before = record.answered.filter((at) => at > record.minuteFrom && at <= permit.takenAt);
  let gone = before.length - minute.used;
  while (gone > 0 && before[gone - 1] === before[gone]) gone--;
  record.minuteFrom = before[gone - 1] ?? record.minuteFrom;
}

function isExact({ exact }: KeyRecord): boolean {
  return exact >= EXACT_AFTER;
}

/** Numbers that calls under way are still to be held against: those told since the first of them was sent, and one. */
function recent({ underWay }: KeyRecord, numbered: KeyRecord['numbered']): KeyRecord['numbered'] {
  const since = Math.min(...underWay.map(({ takenAt }) => takenAt));
  const highest = numbered.reduce((max, one) => (one.answeredAt < since && one.number > max ? one.number : max), -1);
  return numbered.filter(({ answeredAt, number }) => answeredAt >= since || number === highest);
}
