import type { Fields } from '../store/table.ts';

const DOLLARS = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/** An amount in cents as v2 shows money; undefined where there is none. The account's currency is the US dollar. */
export function currencyValue(cents: number | undefined): Fields | undefined {
  return cents === undefined
    ? undefined
    : { amount: cents, currency_code: 'USD', formatted_amount: DOLLARS.format(cents / 100) };
}
