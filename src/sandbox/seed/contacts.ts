import type { TableSeed } from '../store/table.ts';
import { CONTACT_LINK_TABLES } from './contactLinks.ts';
import { customValues } from './customFields.ts';
import { type Dice, iso } from './dice.ts';
import { AWKWARD, NAMES } from './people.ts';
import { PLACES, type Place } from './places.ts';
import type { World } from './world.ts';

/** Awkward contacts stand among the first ones, after enough ordinary ones to make a good first impression. */
const AWKWARD_FROM = 10;

const JOBS = ['Gardener', 'Dentist', 'Café owner', 'Coach', 'Photographer', 'Bookkeeper', 'Yoga teacher'] as const;
const SOURCES = ['API', 'WEBFORM', 'IMPORT', 'MANUAL', 'LANDING_PAGE', 'APPOINTMENT'] as const;
const STATUSES = ['SINGLE_OPT_IN', 'CONFIRMED', 'NON_MARKETABLE', 'UNENGAGED_MARKETABLE', 'LIST_UNSUBSCRIBE'] as const;

/** People from everywhere, the awkward ones among the first, and how they are linked. */
export const CONTACT_TABLES = {
  ...CONTACT_LINK_TABLES,
  contacts: (world: World): TableSeed => ({
    count: world.size.contacts,
    make: (id) => {
      const dice = world.dice('contacts', id);
      const created = dice.moment();
      return {
        fields: { ...person(dice, world, id), ...AWKWARD[id - 1 - AWKWARD_FROM] },
        created: iso(created),
        updated: iso(dice.moment(created)),
      };
    },
  }),
};

/** When a seeded contact came: nothing of theirs is older. The first throw of the contact's dice, as above. */
export function contactMoment(world: World, id: number): number {
  return world.dice('contacts', id).moment();
}

/** The first address of a seeded contact, which mails go to, without making all else of it; undefined for none. */
export function contactAddress(world: World, id: number): string | undefined {
  const dice = world.dice('contacts', id);
  dice.moment();
  return emails(world, id, nameOf(dice, id))[0]?.email;
}

interface Name {
  readonly given_name: string;
  readonly family_name: string;
}

function namesFor(id: number): (typeof NAMES)[number] {
  return NAMES[(id - 1) % NAMES.length] ?? [['Sam'], ['Doe']];
}

/** The second and third throw of a contact's dice. */
function nameOf(dice: Dice, id: number): Name {
  const [givens, families] = namesFor(id);
  return { given_name: dice.one(givens), family_name: dice.one(families) };
}

function person(dice: Dice, world: World, id: number): Record<string, unknown> {
  const { companies } = world.size;
  const index = id - 1;
  const name = nameOf(dice, id);
  const { given_name, family_name } = name;
  const [givens] = namesFor(id);
  const place = dice.one(PLACES);
  return {
    given_name,
    family_name,
    ...(dice.chance(0.1) ? { prefix: 'Dr.' } : {}),
    ...(dice.chance(0.15) ? { middle_name: dice.one(givens) } : {}),
    ...(dice.chance(0.2) ? { preferred_name: given_name.slice(0, 3) } : {}),
    ...(dice.chance(0.7) ? { job_title: dice.one(JOBS) } : {}),
    ...(dice.chance(0.6) && companies > 0 ? { company_id: 1 + dice.below(companies) } : {}),
    ...(dice.chance(0.3) ? { website: `https://example.org/people/${index + 1}` } : {}),
    ...(dice.chance(0.4)
      ? { birth_date: iso(Date.UTC(1950 + dice.below(55), dice.below(12), 1 + dice.below(28))).slice(0, 10) }
      : {}),
    ...(dice.chance(0.2) ? { social_accounts: [{ type: 'INSTAGRAM', name: `example_person_${index + 1}` }] } : {}),
    contact_type: dice.one(['Customer', 'Lead', 'Prospect']),
    source_type: dice.one(SOURCES),
    owner_id: 1 + dice.below(4),
    leadsource_id: String(1 + dice.below(4)),
    score_value: String(dice.below(6)),
    time_zone: place.time_zone,
    preferred_locale: place.preferred_locale,
    email_addresses: emails(world, id, name),
    phone_numbers: phones(dice, index),
    addresses: addresses(dice, place),
    fax_numbers: dice.chance(0.05) ? [{ field: 'FAX1', number: '(480) 555-0199', type: 'WORK' }] : [],
    custom_fields: customValues(dice, 'CONTACT'),
    origin: { date: iso(dice.moment()), ip_address: `192.0.2.${1 + dice.below(254)}` },
  };
}

interface Email {
  readonly field: string;
  readonly email: string;
  readonly email_opt_status: string;
  readonly is_opt_in: boolean;
  readonly opt_in_reason?: string;
}

/** Thrown with dice of their own, so that an address is known without everything before it. */
function emails(world: World, id: number, { given_name, family_name }: Name): Email[] {
  const dice = world.dice('contactEmails', id);
  // Some people have no address, which lists and duplicate checks must bear.
  if (dice.chance(0.05)) return [];
  const name = [ascii(given_name), ascii(family_name)].filter((part) => part !== '').join('.') || 'person';
  const status = dice.one(STATUSES);
  const first = {
    field: 'EMAIL1',
    email: `${name}.${id}@example.com`,
    email_opt_status: status,
    is_opt_in: status === 'SINGLE_OPT_IN' || status === 'CONFIRMED',
    opt_in_reason: 'Asked for it on a form',
  };
  if (!dice.chance(0.2)) return [first];
  return [
    first,
    {
      field: 'EMAIL2',
      email: `${name}+other${id}@example.org`,
      email_opt_status: 'NON_MARKETABLE',
      is_opt_in: false,
    },
  ];
}

function ascii(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/[^A-Za-z]/g, '')
    .toLowerCase();
}

function phones(dice: Dice, index: number): unknown[] {
  if (dice.chance(0.1)) return [];
  const last = String(100 + (index % 100)).padStart(4, '0');
  return [
    {
      field: 'PHONE1',
      number: `(${200 + (index % 700)}) 555-${last}`,
      number_e164: `+1${200 + (index % 700)}555${last}`,
      type: dice.one(['MOBILE', 'WORK', 'HOME']),
      ...(dice.chance(0.1) ? { extension: String(dice.below(900)) } : {}),
    },
  ];
}

function addresses(dice: Dice, place: Place): unknown[] {
  const fields = dice.chance(0.1) ? [] : dice.chance(0.25) ? ['BILLING', 'SHIPPING'] : ['BILLING'];
  return fields.map((field) => ({
    field,
    line1: `${1 + dice.below(990)} ${place.street}`,
    ...(dice.chance(0.2) ? { line2: `Flat ${1 + dice.below(30)}` } : {}),
    locality: place.locality,
    ...(place.region ? { region: place.region } : {}),
    ...(place.region_code ? { region_code: place.region_code } : {}),
    postal_code: place.postal_code,
    zip_code: place.postal_code,
    country: place.country,
    country_code: place.country_code,
  }));
}
