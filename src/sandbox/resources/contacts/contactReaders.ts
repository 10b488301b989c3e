import { asString } from '../../../keap/json.ts';
import type { Readers } from '../../query/select.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { parts } from '../parts.ts';
import { emailsOf, firstEmail, part } from './contactParts.ts';

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
  contact_id: ({ id }) => id,
  contact_ids: ({ id }) => id,
  email: emailsOf,
  city: ({ fields }) => asString(primaryAddress(fields)?.['locality']),
  state: ({ fields }) => asString(primaryAddress(fields)?.['region']),
  phone_number: ({ fields }) => parts(fields, 'phone_numbers').map(({ number }) => asString(number)),
  phone_fields: ({ fields }) => parts(fields, 'phone_numbers').map(({ field }) => asString(field)),
};

/** The numbers of a contact in the fields that are named. */
export function numbersIn(phoneFields: readonly string[]): Readers<StoredRecord>[string] {
  return ({ fields }) =>
    parts(fields, 'phone_numbers')
      .filter(({ field }) => phoneFields.includes(String(field)))
      .map(({ number }) => asString(number));
}

/** v1's words for orders. */
export const CONTACT_ORDERS_V1: Readers<StoredRecord> = {
  name: ({ fields }) => asString(fields['family_name']),
  firstName: ({ fields }) => asString(fields['given_name']),
  email: firstEmail,
};
