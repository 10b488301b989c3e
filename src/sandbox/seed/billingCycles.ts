import { iso } from './dice.ts';

const DAY = 86_400_000;

/** What plans and subscriptions call the same cycle, the smallest first. */
const CYCLES = [
  { plan: 'DAILY', subscription: 'DAY' },
  { plan: 'WEEKLY', subscription: 'WEEK' },
  { plan: 'MONTHLY', subscription: 'MONTH' },
  { plan: 'YEARLY', subscription: 'YEAR' },
] as const;

/** A plan's `MONTHLY` as subscriptions write it: `MONTH`. */
export function billingCycle(cycleType: unknown): string {
  return CYCLES.find(({ plan }) => plan === cycleType)?.subscription ?? 'MONTH';
}

/** The day of a moment, in UTC. */
export function dayOf(moment: number): string {
  return iso(moment).slice(0, 10);
}

export function daysBetween(first: string, last: string): number {
  return (Date.parse(last) - Date.parse(first)) / DAY;
}

/** The day so many days later. */
export function daysAfter(day: string, days: number): string {
  return dayOf(Date.parse(day) + days * DAY);
}

/**
 * The day on which the next cycle begins: `frequency` days, weeks, months or years later. What begins on a day that
 * the later month has not begins on its last one.
 */
export function cycleAfter(day: string, cycle: unknown, frequency: number): string {
  const count = Math.max(1, frequency);
  if (cycle === 'DAY' || cycle === 'WEEK') return daysAfter(day, count * (cycle === 'DAY' ? 1 : 7));
  const from = new Date(day);
  const month = from.getUTCMonth() + count * (cycle === 'YEAR' ? 12 : 1);
  const last = new Date(Date.UTC(from.getUTCFullYear(), month + 1, 0)).getUTCDate();
  return dayOf(Date.UTC(from.getUTCFullYear(), month, Math.min(from.getUTCDate(), last)));
}
