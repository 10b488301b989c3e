import type { Operation } from '../../src/keap/catalog/operation.ts';

/** Ids that do where the first of everything does not, by the name of a parameter or property. */
const BY_NAME: Readonly<Record<string, string>> = {
  // Contacts are not linked or merged with themselves, and a type that links somebody stays.
  ...{ contact2_id: '2', duplicate_contact_id: '3', link_type_id: '4' },
  // Nobody brought this affiliate.
  parent_affiliate_id: '0',
  option_key: 'NewsletterOptIn',
  ...{ country_code: 'USA', countryCode: 'USA', province_code: 'US-AZ' },
};

/** What the custom fields of a kind of record have: a group and a tab in use, ones that are empty, and a field. */
interface FieldIds {
  readonly used: string;
  readonly empty: string;
  readonly field: string;
}

const CUSTOM_FIELDS: Readonly<Record<string, FieldIds>> = {
  contacts: { used: '1', empty: '8', field: '1' },
  companies: { used: '2', empty: '9', field: '2' },
  orders: { used: '3', empty: '10', field: '8' },
  subscriptions: { used: '4', empty: '11', field: '14' },
  opportunities: { used: '5', empty: '12', field: '18' },
  tasks: { used: '6', empty: '13', field: '24' },
  notes: { used: '6', empty: '15', field: '26' },
  appointments: { used: '6', empty: '15', field: '26' },
  affiliates: { used: '7', empty: '14', field: '30' },
};

/** The id that stands for a name in a sample of an operation; undefined where the first of its kind does. */
export function sampleId({ path, method }: Operation, name: string, place: 'path' | 'body'): string | undefined {
  const word = /^\/crm\/rest\/v\d\/(\w+)\/model\//.exec(path)?.[1] ?? '';
  // Orders with a transaction stay: these are free.
  if (method === 'DELETE' && /\/orders\/\{\w+\}$/.test(path)) return path.includes('/v1/') ? '16' : '6';
  const ids = CUSTOM_FIELDS[word];
  if (ids && (name === 'group_id' || name === 'tab_id')) return place === 'path' ? ids.empty : ids.used;
  if (ids && name === 'custom_field_id') return ids.field;
  return BY_NAME[name];
}
