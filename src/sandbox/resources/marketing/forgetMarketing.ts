import type { Account } from '../../store/account.ts';

/** Takes a contact that goes out of all sequences and goals, and its mails along. */
export function forgetMarketingOf(contactId: number, { tables, relations }: Account): void {
  relations.sequenceContacts.forgetRight(contactId);
  relations.goalContacts.forgetRight(contactId);
  for (const { id } of tables.emails.referring('contact_id', contactId)) tables.emails.remove(id);
}
