import { badRequest } from '../../errors.ts';
import { bodyObject, type SandboxRequest } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import type { Handlers } from '../handler.ts';
import { parts } from '../parts.ts';
import { referredId, timeOf } from '../records.ts';
import { replyRecord } from '../resource.ts';
import { mergedParts } from './contactParts.ts';
import { CONTACTS } from './contacts.ts';
import { linksOf, otherEnd } from './linkRecords.ts';

/** Where each of the lists has room, and what makes two of their members the same. */
const ROOM: readonly (readonly [list: string, same: string, fields: readonly string[]])[] = [
  ['email_addresses', 'email', ['EMAIL1', 'EMAIL2', 'EMAIL3']],
  ['phone_numbers', 'number', ['PHONE1', 'PHONE2', 'PHONE3', 'PHONE4', 'PHONE5']],
  ['fax_numbers', 'number', ['FAX1', 'FAX2']],
];

/** What a contact is after another one became part of it: its own values, and the other's where it has none. */
function mergedFields(kept: Fields, other: Fields): Fields {
  const merged: Record<string, unknown> = { ...other, ...withoutBlank(kept) };
  for (const [list, same, fields] of ROOM) merged[list] = filled(parts(kept, list), parts(other, list), same, fields);
  merged['addresses'] = mergedParts(other['addresses'], kept['addresses'] ?? [], 'field');
  merged['social_accounts'] = mergedParts(other['social_accounts'], kept['social_accounts'] ?? [], 'type');
  merged['custom_fields'] = mergedParts(other['custom_fields'], kept['custom_fields'] ?? [], 'id');
  const utms = [...parts(kept, 'utm_parameters'), ...parts(other, 'utm_parameters')];
  merged['utm_parameters'] = utms.map((utm, index) => ({ ...utm, id: index + 1 }));
  return merged;
}

function withoutBlank(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}

/** A list with the members of another one that it lacks, as far as there is room. */
function filled(kept: readonly Fields[], others: readonly Fields[], same: string, fields: readonly string[]): Fields[] {
  const lacking = others.filter((other) => !kept.some((each) => each[same] === other[same]));
  const free = fields.filter((field) => !kept.some((each) => each['field'] === field));
  return [...kept, ...free.flatMap((field, index) => (lacking[index] ? [{ ...lacking[index], field }] : []))];
}

/** Large tables whose records are never a contact's, so that nobody has to look through them. */
const OTHERS = new Set(['contacts', 'companies', 'contactLinks', 'orderItems']);

/** Orders, tasks, notes and whatever else is a contact's becomes another one's. */
function moveRecords({ tables }: Account, from: number, to: number): void {
  for (const [name, table] of Object.entries(tables)) {
    if (OTHERS.has(name)) continue;
    for (const record of table.referring('contact_id', from)) {
      table.change(record, { contact_id: to }, record.updated);
    }
  }
}

/** Relations are called after their ends: a contact is on the left of `contactTags` and on the right of `goalContacts`. */
function moveRelations({ relations }: Account, from: number, to: number): void {
  for (const [name, relation] of Object.entries(relations)) {
    if (name.startsWith('contact')) {
      for (const { id, since } of relation.ofLeft(from)) relation.add(to, id, since);
    } else if (name.endsWith('Contacts')) {
      for (const { id, since } of relation.ofRight(from)) relation.add(id, to, since);
    }
  }
}

/** Links move too, unless there is one like it already or it would link the contact with itself. */
function moveLinks(account: Account, from: number, to: number): void {
  const { contactLinks } = account.tables;
  for (const link of linksOf(account, from)) {
    const other = otherEnd(link, from);
    const { link_type_id } = link.fields;
    const isThere = linksOf(account, to).some(
      (own) => otherEnd(own, to) === other && own.fields['link_type_id'] === link_type_id,
    );
    if (other === to || isThere) contactLinks.remove(link.id);
    else {
      const end = link.fields['contact1_id'] === from ? 'contact1_id' : 'contact2_id';
      contactLinks.change(link, { [end]: to }, link.updated);
    }
  }
}

/** @throws RefusalError 400 for contacts that are missing or the same */
function contactsIn(request: SandboxRequest, { tables }: Account): readonly [StoredRecord, StoredRecord] {
  const [kept, duplicate] = ['contact_id', 'duplicate_contact_id'].map((name) => {
    const id = referredId(tables.contacts, bodyObject(request)[name], name);
    return (id !== undefined && tables.contacts.get(id)) || badRequest(`${name} is required`);
  });
  if (!kept || !duplicate || kept.id === duplicate.id) badRequest('A contact cannot be merged with itself');
  return [kept, duplicate];
}

/** Two contacts become one. */
export const MERGE_HANDLERS: Handlers = {
  'v2:mergeContacts': (request, account) => {
    const [kept, duplicate] = contactsIn(request, account);
    const { contacts } = account.tables;
    moveRecords(account, duplicate.id, kept.id);
    moveRelations(account, duplicate.id, kept.id);
    moveLinks(account, duplicate.id, kept.id);
    const fields = mergedFields(kept.fields, duplicate.fields);
    const merged = contacts.change(kept, fields, timeOf(request));
    contacts.remove(duplicate.id);
    CONTACTS.removed?.(duplicate, account, request);
    return replyRecord(CONTACTS, merged, { request, account });
  },
};
