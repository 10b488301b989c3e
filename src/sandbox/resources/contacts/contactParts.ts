import { asString } from '../../../keap/json.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { parts } from '../parts.ts';

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
