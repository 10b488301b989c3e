import type { Account } from '../store/account.ts';
import { type Dice, iso } from './dice.ts';
import { PLACES } from './places.ts';

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

export function seedCompanies(account: Account, dice: Dice, count: number): void {
  for (let index = 0; index < count; index++) {
    const stem = STEMS[index % STEMS.length] ?? 'Company';
    const form = FORMS[Math.floor(index / STEMS.length) % FORMS.length] ?? '';
    const again = index >= STEMS.length * FORMS.length ? ` ${index + 1}` : '';
    const place = dice.one(PLACES);
    const created = dice.moment();
    account.companies.insert(
      {
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
        custom_fields: [
          { id: 17, content: dice.one(['Retail', 'Health', 'Trades']) },
          { id: 19, content: 1 + dice.below(200) },
        ],
        owner_id: 1 + dice.below(4),
      },
      iso(created),
      iso(dice.moment(created)),
    );
  }
}
