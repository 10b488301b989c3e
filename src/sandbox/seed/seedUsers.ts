import type { Account } from '../store/account.ts';
import { type Dice, iso } from './dice.ts';

const STAFF = [
  { given_name: 'Ada', family_name: 'Sandoval', admin: true, title: 'Owner' },
  { given_name: 'Bo', family_name: 'Castle', title: 'Sales' },
  { given_name: 'Chiamaka', family_name: 'Shore', title: 'Support' },
  { given_name: 'Dilek', family_name: 'Strand', title: 'Marketing' },
  { given_name: 'Eero', family_name: 'Dune', status: 'INACTIVE' },
  { given_name: 'Fumiko', family_name: 'Partner', partner: true },
] as const;

/** The people who work with the account; the first is who every key belongs to. */
export function seedUsers(account: Account, dice: Dice): void {
  for (const [index, person] of STAFF.entries()) {
    const created = dice.moment();
    account.users.insert(
      {
        admin: false,
        partner: false,
        status: 'ACTIVE',
        company_name: 'Sandbox Ltd',
        time_zone: 'America/Phoenix',
        ...person,
        global_user_id: 100_001 + index,
        email: `${person.given_name.toLowerCase()}@example.com`,
        phone_numbers: [{ field: 'PHONE1', number: `(480) 555-01${10 + index}`, type: 'WORK' }],
      },
      iso(created),
      iso(dice.moment(created)),
    );
  }
}
