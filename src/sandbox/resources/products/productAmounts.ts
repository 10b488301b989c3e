import { asNumber } from '../../../keap/json.ts';
import { badRequest } from '../../errors.ts';
import type { Fields } from '../../store/table.ts';

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

/** The values again. @throws RefusalError 400 where one of some numbers is below what it can be */
export function atLeast(least: number, values: Fields, names: readonly string[]): Fields {
  for (const name of names) {
    const value = asNumber(values[name]);
    if (value !== undefined && value < least) badRequest(`${name} must be greater than or equal to ${least}`);
  }
  return values;
}
