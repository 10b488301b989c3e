import { asNumber, asObject, asString } from '../../../keap/json.ts';
import { dayOf, daysAfter } from '../../seed/billingCycles.ts';
import type { Account } from '../../store/account.ts';
import type { Fields } from '../../store/table.ts';
import { cents, currencyValue } from '../currency.ts';
import { atLeast, compact, pickFields } from '../records.ts';
import { withReferences } from '../references.ts';

/** A payment that a plan asks for: when and how much, in cents. */
interface Installment {
  readonly day: string;
  readonly amount: number;
}

const NAMES = [
  ...['auto_charge', 'max_charge_attempts', 'days_between_retries', 'payment_method_id', 'initial_payment_amount'],
  ...['initial_payment_date', 'plan_start_date', 'number_of_payments', 'days_between_payments'],
] as const;

/**
 * A payment plan of a body, in v2's words, over what the plan was before; amounts in cents.
 * @param today the day a plan starts on that names none
 * @throws RefusalError 400
 */
export function planFields(body: Fields, before: Fields, account: Account, today: string): Fields {
  atLeast(1, body, ['number_of_payments', 'max_charge_attempts']);
  atLeast(0, body, ['days_between_payments', 'days_between_retries', 'initial_payment_amount']);
  const given = withReferences(pickFields(body, NAMES), account, { payment_method_id: 'paymentMethods' });
  return {
    ...{ auto_charge: false, plan_start_date: today, number_of_payments: 1, days_between_payments: 30 },
    ...before,
    ...given,
    ...compact({ initial_payment_amount: cents(given['initial_payment_amount']) }),
  };
}

/** The payments a plan divides a total into: a first one, if it has that, and the rest in equal parts. */
function installments(plan: Fields, total: number): Installment[] {
  const first = Math.min(asNumber(plan['initial_payment_amount']) ?? 0, total);
  const start = asString(plan['plan_start_date']) ?? '';
  const count = asNumber(plan['number_of_payments']) ?? 1;
  const days = asNumber(plan['days_between_payments']) ?? 0;
  const part = Math.floor((total - first) / count);
  const rest = Array.from({ length: count }, (_, index) => ({
    day: daysAfter(start, index * days),
    // The last part takes the cents that do not divide.
    amount: index < count - 1 ? part : total - first - part * (count - 1),
  }));
  return first > 0 ? [{ day: asString(plan['initial_payment_date']) ?? start, amount: first }, ...rest] : rest;
}

/** How much of a total is due by now, in cents: all of it where no plan divides it. What was paid does not lower it. */
export function dueBy(now: number, plan: unknown, total: number): number {
  const fields = asObject(plan);
  if (!fields) return total;
  const today = dayOf(now);
  const due = installments(fields, total).filter(({ day }) => day <= today);
  return due.reduce((sum, { amount }) => sum + amount, 0);
}

/** A payment plan as v2 shows it. What was paid goes to the earliest payments first. */
export function planShown(plan: unknown, total: number, paid: number): Fields | undefined {
  const fields = asObject(plan);
  if (!fields) return undefined;
  const first = asNumber(fields['initial_payment_amount']);
  let left = paid;
  return {
    ...fields,
    initial_payment_amount: currencyValue(first),
    initial_payment_percent: first === undefined || total <= 0 ? undefined : Math.round((first / total) * 10_000) / 100,
    payment_plan_items: installments(fields, total).map(({ day, amount }) => {
      const covered = Math.min(left, amount);
      left -= covered;
      return {
        status: covered >= amount ? 'PAID' : fields['auto_charge'] === true ? 'UNPAID_AUTOCHARGE' : 'UNPAID_MANUAL',
        due_date: day,
        amount_due: currencyValue(amount),
        amount_paid: currencyValue(covered),
      };
    }),
  };
}
