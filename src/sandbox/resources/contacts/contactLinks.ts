import { asNumber } from '../../../keap/json.ts';
import { badRequest, notFound, RefusalError } from '../../errors.ts';
import { bodyObject, type SandboxRequest } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import type { StoredRecord } from '../../store/table.ts';
import type { Handlers } from '../handler.ts';
import { notBlank, pickFields, recordOf, referredId, sameText, timeOf } from '../records.ts';
import { reply, replyPage } from '../reply.ts';
import { named, type Resource, USUAL, usual, type Writing } from '../resource.ts';
import { MERGE_HANDLERS } from './contactMerge.ts';
import { UTM_HANDLERS } from './contactUtms.ts';
import { isLive, linksOf, linkView, otherEnd } from './linkRecords.ts';

/** Kinds of links: each name once, and at least one link of a kind for a contact. */
const LINK_TYPES: Resource = {
  name: 'Link type',
  table: 'contactLinkTypes',
  stored: (body, writing) => {
    const fields = notBlank(pickFields(body, ['name', 'max_links']), 'name', writing.before);
    if ('name' in fields) checkName(fields['name'], writing);
    const most = asNumber(fields['max_links']);
    if (most !== undefined && most < 1) badRequest('max_links must be greater than 0');
    if (writing.before && most !== undefined) checkLoad(writing.account, writing.before, most);
    return fields;
  },
};

function checkName(name: unknown, { account, before }: Writing): void {
  const same = [...account.tables.contactLinkTypes].find(({ fields }) => sameText(fields['name'], name));
  if (same && same.id !== before?.id) throw new RefusalError(409, `A link type named '${name}' exists already`);
}

function linksOfType(account: Account, type: StoredRecord): StoredRecord[] {
  return account.tables.contactLinks.referring('link_type_id', type.id).filter((link) => isLive(link, account));
}

/** @throws RefusalError 409 where a contact has more links of a type than it would allow */
function checkLoad(account: Account, type: StoredRecord, most: number): void {
  const counts = new Map<unknown, number>();
  for (const { fields } of linksOfType(account, type)) {
    for (const end of [fields['contact1_id'], fields['contact2_id']]) counts.set(end, (counts.get(end) ?? 0) + 1);
  }
  const load = Math.max(0, ...counts.values());
  if (load > most) throw new RefusalError(409, `A contact has ${load} links of type ${type.id}, more than ${most}`);
}

/** What a body would link or unlink. */
interface Ends {
  readonly one: number;
  readonly other: number;
  readonly type: StoredRecord;
}

/** @throws RefusalError 400 for what is missing, refers to nothing, or links a contact with itself */
function endsIn(request: SandboxRequest, { tables }: Account): Ends {
  const body = bodyObject(request);
  const read = (name: string, table: 'contacts' | 'contactLinkTypes'): number =>
    referredId(tables[table], body[name], name) ?? badRequest(`${name} is required`);
  const one = read('contact1_id', 'contacts');
  const other = read('contact2_id', 'contacts');
  const typeId = read('link_type_id', 'contactLinkTypes');
  if (one === other) badRequest('A contact cannot be linked with itself');
  return { one, other, type: tables.contactLinkTypes.get(typeId) ?? notFound('Link type', typeId) };
}

function linksWith(account: Account, contactId: number, type: StoredRecord): StoredRecord[] {
  return linksOf(account, contactId).filter(({ fields }) => fields['link_type_id'] === type.id);
}

function between(account: Account, { one, other, type }: Ends): StoredRecord | undefined {
  return linksWith(account, one, type).find((link) => otherEnd(link, one) === other);
}

/** Links between contacts and their types, merging, and what else hangs on a contact. */
export const CONTACT_LINK_HANDLERS: Handlers = {
  ...MERGE_HANDLERS,
  ...UTM_HANDLERS,
  ...usual(LINK_TYPES, {
    list: 'v2:listContactLinkTypes',
    create: 'v2:createContactLinkType',
    update: 'v2:updateContactLinkType',
  }),
  'v2:deleteContactLinkType': (request, account) => {
    const type = named(LINK_TYPES, request, account);
    if (linksOfType(account, type).length > 0) {
      throw new RefusalError(409, `Link type with id ${type.id} is applied to linked contacts`);
    }
    return USUAL.delete(LINK_TYPES)(request, account);
  },
  'v2:listContactLinks': (request, account) => {
    const { id } = recordOf(account.tables.contacts, 'Contact', request, 'contact_id');
    const selection = { read: () => () => undefined, idOf: (link: StoredRecord) => link.id };
    return replyPage(request, linksOf(account, id), selection, (link) => linkView(link, account));
  },
  'v2:linkContacts': (request, account) => {
    const ends = endsIn(request, account);
    const { one, other, type } = ends;
    if (between(account, ends)) throw new RefusalError(409, `Contacts ${one} and ${other} are linked already`);
    const most = asNumber(type.fields['max_links']) ?? Number.POSITIVE_INFINITY;
    for (const id of [one, other]) {
      if (linksWith(account, id, type).length < most) continue;
      throw new RefusalError(409, `Contact ${id} has all ${most} links that link type ${type.id} allows`);
    }
    const fields = { contact1_id: one, contact2_id: other, link_type_id: type.id };
    return reply(request, linkView(account.tables.contactLinks.insert(fields, timeOf(request)), account));
  },
  // Either contact may be named first.
  'v2:unlinkContacts': (request, account) => {
    const ends = endsIn(request, account);
    const link = between(account, ends);
    if (!link) throw new RefusalError(404, `Contacts ${ends.one} and ${ends.other} are not linked that way`);
    account.tables.contactLinks.remove(link.id);
    return reply(request);
  },
  'v2:getLeadScoreDetails': (request, account) => {
    const { fields, updated } = recordOf(account.tables.contacts, 'Contact', request, 'contact_id');
    return reply(request, { score: fields['score_value'] ?? '0', last_updated: updated });
  },
};
