import { asNumber } from '../../keap/json.ts';
import type { Fields } from '../store/table.ts';

const DOLLARS = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/** An amount in cents as v2 shows money; undefined where there is none. The account's currency is the US dollar. */
export function currencyValue(cents: number | undefined): Fields | undefined {
  return cents === undefined
    ? undefined
    : { amount: cents, currency_code: 'USD', formatted_amount: DOLLARS.format(cents / 100) };
}

/** v2 has prices in cents, v1 in dollars; undefined for what is no amount. */
export function dollars(cents: unknown): number | undefined {
  const amount = asNumber(cents);
  return amount === undefined ? undefined : amount / 100;
}

/** A v1 price as v2 has it. What takes a price away stays as it is. */
export function cents(amount: unknown): unknown {
  const given = asNumber(amount);
  return given === undefined ? amount : Math.round(given * 100);
}

/** The values again, an amount among them in whole cents, though bodies may have fractions. */
export function inWholeCents(values: Fields, name: string): Fields {
  const amount = asNumber(values[name]);
  return amount === undefined ? values : { ...values, [name]: Math.round(amount) };
}
