import type { TableSeed } from '../store/table.ts';
import { customValues } from './customFields.ts';
import { iso } from './dice.ts';
import { PLACES } from './places.ts';
import type { World } from './world.ts';

const STEMS = [
  ...[
    'Acme Gardens',
    'Blue Harbour',
    'Café Ñandú',
    'Dúo & Söhne',
    'Elm Street Dental',
    'Fjord Fitness',
    '株式会社さくら',
  ],
  ...['Greenhouse Collective', 'Hôtel de la Gare', 'Iron & Ivy', 'Juniper Law', 'Kiosk 24', 'مكتبة النور', 'Loom'],
] as const;
const FORMS = ['', ' Ltd', ' LLC', ' GmbH', ' "Old" Co.'] as const;

/** Companies, enough for every contact who works somewhere. */
export const COMPANY_TABLES = {
  companies: (world: World): TableSeed => ({ count: world.size.companies, make: (id) => company(world, id - 1) }),
};

function company(world: World, index: number): ReturnType<TableSeed['make']> {
  const dice = world.dice('companies', index);
  const stem = STEMS[index % STEMS.length] ?? 'Company';
  const form = FORMS[Math.floor(index / STEMS.length) % FORMS.length] ?? '';
  const again = index >= STEMS.length * FORMS.length ? ` ${index + 1}` : '';
  const place = dice.one(PLACES);
  const created = dice.moment();
  return {
    fields: {
      company_name: `${stem}${form}${again}`,
      website: `https://company${index + 1}.example.com`,
      email_address: { field: 'EMAIL1', email: `office@company${index + 1}.example.org` },
      phone_number: { field: 'PHONE1', number: `(480) 555-01${String(index % 100).padStart(2, '0')}`, type: 'WORK' },
      address: {
        field: 'BILLING',
        line1: `${1 + dice.below(400)} ${place.street}`,
        locality: place.locality,
        region: place.region,
        region_code: place.region_code,
        postal_code: place.postal_code,
        zip_code: place.postal_code,
        country: place.country,
        country_code: place.country_code,
      },
      notes: dice.chance(0.5) ? 'Pays on time.' : undefined,
      custom_fields: customValues(dice, 'COMPANY'),
      owner_id: 1 + dice.below(4),
    },
    created: iso(created),
    updated: iso(dice.moment(created)),
  };
}
