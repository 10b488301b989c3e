import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';

const ENDS = ['contact1_id', 'contact2_id'] as const;

/** Whether both ends of a link are still there: contacts that go take their links along. */
export function isLive({ fields }: StoredRecord, { tables }: Account): boolean {
  return ENDS.every((end) => tables.contacts.get(Number(fields[end])));
}

/** The links of a contact by ascending id. */
export function linksOf(account: Account, contactId: number): StoredRecord[] {
  return ENDS.flatMap((end) => account.tables.contactLinks.referring(end, contactId))
    .filter((link) => isLive(link, account))
    .sort((a, b) => a.id - b.id);
}

/** The id at the other end of a link of a contact. */
export function otherEnd({ fields }: StoredRecord, contactId: number): number {
  return Number(fields['contact1_id'] === contactId ? fields['contact2_id'] : fields['contact1_id']);
}

/** A link as lists of links show it. */
export function linkView({ id, fields }: StoredRecord, { tables }: Account): Fields {
  const type = tables.contactLinkTypes.get(Number(fields['link_type_id']));
  return { id, ...fields, link_type_name: type?.fields['name'] };
}

/** The links of a contact as the contact itself shows them, under the names of both versions. */
export function linksShown(account: Account, contactId: number): Fields[] {
  return linksOf(account, contactId).map((link) => {
    const view = linkView(link, account);
    return {
      ...view,
      linked_contact_id: otherEnd(link, contactId),
      relationship_type_id: view['link_type_id'],
    };
  });
}
