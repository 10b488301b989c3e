import type { TableSeed } from '../store/table.ts';
import { iso } from './dice.ts';
import type { World } from './world.ts';

const SET_UP = '2024-11-01T08:00:00.000Z';
const times = { created: SET_UP, updated: SET_UP };

const PROFILE = {
  name: 'Sandbox Ltd',
  email: 'hello@example.com',
  website: 'https://sandbox.example.com',
  phone: '(480) 555-0100',
  phone_ext: '12',
  address: {
    line1: '12 W Boston St',
    line2: 'Suite 3',
    locality: 'Chandler',
    region: 'AZ',
    country_code: 'USA',
    postal_code: '85225',
  },
  time_zone: 'America/Phoenix',
  logo_url: 'https://sandbox.example.com/logo.png',
  currency_code: 'USD',
  language_tag: 'en-US',
  business_type: 'Garden & "outdoor" services',
  business_goals: ['Grow business', 'Convert more leads'],
  business_primary_color: '#0B6E4F',
  business_secondary_color: '#F4B860',
};

const USER_GROUPS = ['Accounting', 'Sales', 'Support', 'Équipe de Montréal'] as const;

/** A saved search: which records it finds, and who may see it; everybody, where it does not say. */
export interface SeededReport {
  readonly name: string;
  readonly table: 'contacts' | 'companies';
  /** The property and the value that the records found have; all are found without it. */
  readonly where?: readonly [property: string, value: string];
  readonly user_ids?: readonly string[];
}

const REPORTS: readonly SeededReport[] = [
  { name: 'All contacts', table: 'contacts' },
  { name: 'Customers', table: 'contacts', where: ['contact_type', 'Customer'] },
  { name: 'From the web form', table: 'contacts', where: ['source_type', 'WEBFORM'], user_ids: ['1', '2'] },
  { name: 'Companies', table: 'companies' },
  { name: 'Kontakte "ohne Käufe"', table: 'contacts', where: ['contact_type', 'Prospect'], user_ids: ['4'] },
];

/** What the account says of itself, the groups of its users and its saved searches. */
export const SETTINGS_TABLES = {
  businessProfiles: (): TableSeed => ({ count: 1, make: () => ({ fields: PROFILE, ...times }) }),
  userGroups: (): TableSeed => ({
    count: USER_GROUPS.length,
    make: (id) => ({ fields: { name: USER_GROUPS[id - 1] }, ...times }),
  }),
  reports: (world: World): TableSeed => ({
    count: REPORTS.length,
    make: (id) => {
      const dice = world.dice('reports', id);
      const created = dice.moment();
      const fields = { user_ids: ['ALL_USERS'], ...REPORTS[id - 1] };
      return { fields, created: iso(created), updated: iso(dice.moment(created)) };
    },
  }),
} satisfies Readonly<Record<string, (world: World) => TableSeed | undefined>>;
