import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { parts } from '../parts.ts';
import { sameText } from '../records.ts';
import { emailsOf } from './contactParts.ts';

/**
 * The contact that a `duplicate_option` (Email, EmailAndName, EmailAndNameAndCompany) takes for the one in a body;
 * undefined without an option and for a body without an address.
 */
export function findDuplicate(account: Account, fields: Fields, option: string | null): StoredRecord | undefined {
  if (!option) return undefined;
  const addresses = parts(fields, 'email_addresses').map(({ email }) => String(email).toLowerCase());
  const isSame = (contact: StoredRecord): boolean => {
    const sameEmail = emailsOf(contact).some((email) => addresses.includes(email.toLowerCase()));
    if (!sameEmail || option === 'Email') return sameEmail;
    const sameName = ['given_name', 'family_name'].every((name) => sameText(contact.fields[name], fields[name]));
    if (!sameName || option === 'EmailAndName') return sameName;
    return contact.fields['company_id'] === (fields['company_id'] ?? undefined);
  };
  for (const contact of account.tables.contacts) if (isSame(contact)) return contact;
  return undefined;
}
