/** What v2 says of an amount of money. */
export interface CurrencyValue {
  /** In cents. */
  readonly amount: number;
  readonly currency_code: string;
  readonly formatted_amount: string;
}

const DOLLARS = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/** An amount in cents as v2 shows it; undefined for what is no number. The sandbox counts in dollars. */
export function currencyValue(cents: unknown): CurrencyValue | undefined {
  if (typeof cents !== 'number') return undefined;
  return { amount: Math.round(cents), currency_code: 'USD', formatted_amount: DOLLARS.format(Math.round(cents) / 100) };
}

/** An amount in cents as v1 has it, in dollars; undefined for what is no number. */
export function dollars(cents: unknown): number | undefined {
  return typeof cents === 'number' ? cents / 100 : undefined;
}

/** A v1 body's dollars in cents; whatever is no number stays as it is. */
export function cents(amount: unknown): unknown {
  return typeof amount === 'number' ? Math.round(amount * 100) : amount;
}
