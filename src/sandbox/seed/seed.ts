import { Account } from '../store/account.ts';
import { Dice } from './dice.ts';
import { seedCompanies } from './seedCompanies.ts';
import { seedContacts } from './seedContacts.ts';
import { seedTags } from './seedTags.ts';
import { seedUsers } from './seedUsers.ts';

/** How large a seeded account is. */
export interface SeedSize {
  readonly contacts: number;
  readonly companies: number;
}

/** What the sandbox starts with. */
export const SEED_SIZE: SeedSize = { contacts: 250, companies: 24 };

/** An account full of made-up records: the same ones every time, their dates in the two years up to November 2026. */
export function seededAccount({ contacts, companies }: SeedSize = SEED_SIZE): Account {
  const account = new Account();
  const dice = new Dice(2026);
  seedUsers(account, dice);
  seedCompanies(account, dice, companies);
  seedContacts(account, dice, contacts);
  seedTags(account, dice);
  return account;
}
