import { asString } from '../../../keap/json.ts';
import type { Readers, Selection } from '../../query/select.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { customContent, emailsOf, firstEmail, part, parts } from './contactParts.ts';

const ADDRESS_FIELDS = ['line1', 'locality', 'region', 'postal_code', 'country_code'] as const;

function addressReaders(): Readers<StoredRecord> {
  const readers: Record<string, (contact: StoredRecord) => string | undefined> = {};
  for (const field of ['BILLING', 'SHIPPING', 'OTHER']) {
    for (const name of ADDRESS_FIELDS) {
      readers[`${field.toLowerCase()}_address_${name}`] = ({ fields }) =>
        asString(part(fields, 'addresses', field)?.[name]);
    }
  }
  return readers;
}

function primaryAddress(fields: Fields): Fields | undefined {
  return part(fields, 'addresses', 'BILLING') ?? parts(fields, 'addresses')[0];
}

/** Every filter and order field of contact lists, but for the phone number, which needs to know where to look. */
export const CONTACT_READERS: Readers<StoredRecord> = {
  ...addressReaders(),
  id: ({ id }) => id,
  ids: ({ id }) => id,
  contact_id: ({ id }) => id,
  contact_ids: ({ id }) => id,
  email: emailsOf,
  given_name: ({ fields }) => asString(fields['given_name']),
  family_name: ({ fields }) => asString(fields['family_name']),
  middle_name: ({ fields }) => asString(fields['middle_name']),
  website: ({ fields }) => asString(fields['website']),
  company_id: ({ fields }) => Number(fields['company_id']) || undefined,
  city: ({ fields }) => asString(primaryAddress(fields)?.['locality']),
  state: ({ fields }) => asString(primaryAddress(fields)?.['region']),
  // Lead sources have no memory yet, so nobody comes from one with a name.
  lead_source_name: () => undefined,
  phone_number: ({ fields }) => parts(fields, 'phone_numbers').map(({ number }) => asString(number)),
  phone_fields: ({ fields }) => parts(fields, 'phone_numbers').map(({ field }) => asString(field)),
  create_time: ({ created }) => created,
  update_time: ({ updated }) => updated,
  start_update_time: ({ updated }) => updated,
  end_update_time: ({ updated }) => updated,
};

/** How contact lists are filtered and sorted, looking for a phone number only in the fields that are named. */
export function contactSelection(phoneFields: readonly string[]): Selection<StoredRecord> {
  const numbers = ({ fields }: StoredRecord) =>
    parts(fields, 'phone_numbers')
      .filter(({ field }) => phoneFields.includes(String(field)))
      .map(({ number }) => asString(number));
  return { readers: { ...CONTACT_READERS, phone_number: numbers }, custom: customContent };
}

/** v1's words for orders. */
export const CONTACT_ORDERS_V1: Readers<StoredRecord> = {
  id: ({ id }) => id,
  date_created: ({ created }) => created,
  last_updated: ({ updated }) => updated,
  name: ({ fields }) => asString(fields['family_name']),
  firstName: ({ fields }) => asString(fields['given_name']),
  email: firstEmail,
};
