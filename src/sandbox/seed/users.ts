import type { TableSeed } from '../store/table.ts';
import { iso } from './dice.ts';
import type { World } from './world.ts';

const STAFF = [
  { given_name: 'Ada', family_name: 'Sandoval', admin: true, title: 'Owner' },
  { given_name: 'Bo', family_name: 'Castle', title: 'Sales' },
  { given_name: 'Chiamaka', family_name: 'Shore', title: 'Support' },
  { given_name: 'Dilek', family_name: 'Strand', title: 'Marketing' },
  { given_name: 'Eero', family_name: 'Dune', status: 'INACTIVE' },
  { given_name: 'Fumiko', family_name: 'Partner', partner: true },
] as const;

/** The people who work with the account; the first is who every key belongs to. */
export const USER_TABLES = {
  users: (world: World): TableSeed => ({
    count: STAFF.length,
    make: (id) => {
      const dice = world.dice('users', id);
      const person = STAFF[id - 1] ?? STAFF[0];
      const created = dice.moment();
      return {
        fields: {
          admin: false,
          partner: false,
          status: 'ACTIVE',
          company_name: 'Sandbox Ltd',
          time_zone: 'America/Phoenix',
          ...person,
          global_user_id: 100_000 + id,
          email: `${person.given_name.toLowerCase()}@example.com`,
          phone_numbers: [{ field: 'PHONE1', number: `(480) 555-01${String(9 + id).padStart(2, '0')}`, type: 'WORK' }],
        },
        created: iso(created),
        updated: iso(dice.moment(created)),
      };
    },
  }),
};
