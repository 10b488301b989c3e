import { asList, asObject, asString } from '../../../keap/json.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';

/** The objects of a list property: addresses, phone numbers and the like. */
export function parts(fields: Fields, name: string): Fields[] {
  return (asList(fields[name]) ?? []).map(asObject).filter((part) => part !== undefined);
}

/** The part that stands in a field: EMAIL1, BILLING. */
export function part(fields: Fields, name: string, field: string): Fields | undefined {
  return parts(fields, name).find((each) => each['field'] === field);
}

/** All email addresses of a contact. */
export function emailsOf({ fields }: StoredRecord): string[] {
  return parts(fields, 'email_addresses')
    .map(({ email }) => asString(email) ?? '')
    .filter((email) => email !== '');
}

/** The first email address, which order and tag lists go by. */
export function firstEmail(contact: StoredRecord): string | undefined {
  return emailsOf(contact)[0];
}

/** The content of a custom field of a record; a list for multi-select fields. */
export function customContent({ fields }: StoredRecord, fieldId: number): string | string[] | undefined {
  const content = parts(fields, 'custom_fields').find(({ id }) => id === fieldId)?.['content'];
  if (content === undefined || content === null) return undefined;
  return Array.isArray(content) ? content.map(String) : String(content);
}

/** Custom fields of a body with their ids as numbers; fields nobody defined are left out, as is null. */
export function storedCustomFields(account: Account, owner: 'contacts' | 'companies', value: unknown): unknown {
  if (value === undefined || value === null) return value;
  const known = new Set(account.customFields(owner).map(({ id }) => id));
  return parts({ value }, 'value')
    .map((each) => ({ ...each, id: Number(each['id']) }))
    .filter(({ id }) => known.has(id));
}

/** Custom fields with their ids as text, as v2 shows them. */
export function customFieldsV2(fields: Fields): Fields[] {
  return parts(fields, 'custom_fields').map((each) => ({ ...each, id: String(each['id']) }));
}

/**
 * A list in which each new part takes the place of the old one with the same key, and the others stay: what v1's
 * PATCH and both upserts do.
 */
export function mergedParts(old: unknown, added: unknown, key: 'field' | 'id' | 'type'): unknown {
  if (added === undefined || added === null) return added;
  const fresh = parts({ added }, 'added');
  const kept = parts({ old }, 'old').filter((each) => !fresh.some((one) => one[key] === each[key]));
  return [...kept, ...fresh].sort((a, b) => String(a[key]).localeCompare(String(b[key]), 'en', { numeric: true }));
}
