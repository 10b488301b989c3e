import { hash } from '../example/random.ts';
import { Dice } from './dice.ts';

/** The largest account there is. */
export const MOST_CONTACTS = 100_000;

/** How large an account is and which of the many possible ones. */
export interface AccountOptions {
  /** From 0 to `MOST_CONTACTS`. */
  readonly contacts: number;
  /** The same seed yields the same account. */
  readonly seed: number;
}

/** What the sandbox starts with where nobody says otherwise. */
export const ACCOUNT_OPTIONS: AccountOptions = { contacts: 2_500, seed: 2026 };

/** How many records of a kind there are; what is bounded by nature does not grow with the contacts. */
export interface Sizes {
  readonly contacts: number;
  readonly companies: number;
  readonly products: number;
  readonly orders: number;
  readonly subscriptions: number;
  readonly opportunities: number;
  readonly tasks: number;
  readonly notes: number;
  readonly appointments: number;
  readonly emails: number;
  readonly files: number;
  readonly affiliates: number;
  readonly referrals: number;
}

/** What makers of seeded records know: how much there is of everything, and dice of their own. */
export interface World {
  readonly options: AccountOptions;
  readonly size: Sizes;
  /** The dice of one record: whatever else is made, they fall the same way. */
  dice(table: string, id: number): Dice;
}

export function worldOf(options: AccountOptions): World {
  const { contacts, seed } = options;
  const share = (of: number, most = Number.POSITIVE_INFINITY) => Math.min(most, Math.ceil(contacts * of));
  return {
    options,
    size: {
      contacts,
      companies: contacts === 0 ? 0 : 24 + share(0.04),
      products: 40,
      orders: share(0.5),
      subscriptions: share(0.06),
      opportunities: share(0.12),
      tasks: share(0.3),
      notes: share(0.6),
      appointments: share(0.08),
      emails: share(0.8),
      files: share(0.03, 500),
      affiliates: share(0.01, 200),
      referrals: share(0.04),
    },
    dice: (table, id) => new Dice(hash(`${seed} ${table}`) ^ Math.imul(id, 0x9e3779b1)),
  };
}
