import { asList } from '../../../keap/json.ts';
import type { Answer } from '../../answer.ts';
import { among, type Readers, type Selection } from '../../query/select.ts';
import { bodyObject, listParameter, type SandboxRequest } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import type { Link, Relation } from '../../store/relation.ts';
import type { StoredRecord, Table } from '../../store/table.ts';
import { briefCompany, COMPANIES } from '../companies/companies.ts';
import { briefContact } from '../contacts/contactViews.ts';
import type { Handlers } from '../handler.ts';
import { idsIn, recordOf, timeOf } from '../records.ts';
import { reply, replyOffsetPage, replyPage } from '../reply.ts';
import { type Showing, viewOf } from '../resource.ts';
import { standardReaders } from '../standardReaders.ts';
import { TAGS } from './tags.ts';

/** A tagging seen from one end: the record at the other end, and since when. */
interface Tagging {
  readonly record: StoredRecord;
  readonly since: string;
}

/** What came of one contact and one tag, in v1's words. */
type Result = 'SUCCESS' | 'DUPLICATE' | 'CONTACT_NOT_FOUND' | 'TAG_ID_NOT_FOUND';

const APPLIED: Readers<Tagging> = {
  applied_time: ({ since }) => since,
  since_applied_time: ({ since }) => since,
  until_applied_time: ({ since }) => since,
};

const idOf = ({ record }: Tagging) => record.id;

const OF_TAGS: Selection<Tagging> = {
  idOf,
  read: (field) => {
    const applied = APPLIED[field];
    const read = standardReaders(TAGS.readers)(field);
    return applied ?? (({ record }) => read(record));
  },
};

const OF_CONTACTS: Selection<Tagging> = {
  idOf,
  read: among({
    ...APPLIED,
    given_name: ({ record }) => briefContact(record).given_name,
    family_name: ({ record }) => briefContact(record).family_name,
    email: ({ record }) => briefContact(record).email,
  }),
};

const OF_COMPANIES: Selection<Tagging> = {
  idOf,
  read: among({
    ...APPLIED,
    company_name: ({ record }) => briefCompany(record).company_name,
    email: ({ record }) => briefCompany(record).email,
  }),
};

function joined(table: Table, links: readonly Link[]): Tagging[] {
  return links.flatMap(({ id, since }) => {
    const record = table.get(id);
    return record ? [{ record, since }] : [];
  });
}

function apply({ tables, relations }: Account, contactId: number, tagId: number, now: string): Result {
  if (!tables.contacts.get(contactId)) return 'CONTACT_NOT_FOUND';
  if (!tables.tags.get(tagId)) return 'TAG_ID_NOT_FOUND';
  return relations.contactTags.add(contactId, tagId, now) ? 'SUCCESS' : 'DUPLICATE';
}

function replyTags(showing: Showing, relation: Relation, record: StoredRecord): Answer {
  const all = joined(showing.account.tables.tags, relation.ofLeft(record.id));
  return replyPage(showing.request, all, OF_TAGS, ({ record: tag, since }) => ({
    tag: viewOf(TAGS, tag, showing),
    applied_time: since,
  }));
}

function contactOf(account: Account, request: SandboxRequest, parameter: string): StoredRecord {
  return recordOf(account.tables.contacts, 'Contact', request, parameter);
}

function companyOf(account: Account, request: SandboxRequest): StoredRecord {
  return recordOf(account.tables.companies, 'Company', request, 'company_id');
}

function tagOf(account: Account, request: SandboxRequest, parameter: string): StoredRecord {
  return recordOf(account.tables.tags, 'Tag', request, parameter);
}

function contactsWith(account: Account, tag: StoredRecord): Tagging[] {
  return joined(account.tables.contacts, account.relations.contactTags.ofRight(tag.id));
}

function companiesWith(account: Account, tag: StoredRecord): Tagging[] {
  return joined(account.tables.companies, account.relations.companyTags.ofRight(tag.id));
}

/** Which tags are on which contacts and companies, from both ends. */
export const TAGGING_HANDLERS: Handlers = {
  'v2:listTagsForContact': (request, account) =>
    replyTags({ request, account }, account.relations.contactTags, contactOf(account, request, 'contact_id')),
  'v2:listContactsWithTagId': (request, account) =>
    replyPage(request, contactsWith(account, tagOf(account, request, 'tag_id')), OF_CONTACTS, ({ record, since }) => ({
      id: record.id,
      ...briefContact(record),
      applied_time: since,
    })),
  // The answer is 200 even where some contacts are not found: each has a result of its own.
  'v2:applyTags': (request, account) => {
    const { id } = tagOf(account, request, 'tag_id');
    const contactIds = idsIn(asList(bodyObject(request)['contact_ids']), 'contact_ids');
    const results = contactIds.map((contactId) => [contactId, apply(account, contactId, id, timeOf(request))]);
    return reply(request, { results: Object.fromEntries(results) });
  },
  'v2:removeTags': (request, account) => {
    const { id } = tagOf(account, request, 'tag_id');
    for (const contactId of idsIn(asList(bodyObject(request)['contact_ids']), 'contact_ids')) {
      account.relations.contactTags.remove(contactId, id);
    }
    return reply(request);
  },
  'v2:listTagsForCompany': (request, account) =>
    replyTags({ request, account }, account.relations.companyTags, companyOf(account, request)),
  'v2:addTagToCompany': (request, account) => {
    const { id } = tagOf(account, request, 'tag_id');
    account.relations.companyTags.add(companyOf(account, request).id, id, timeOf(request));
    return reply(request);
  },
  'v2:removeTagFromCompany': (request, account) => {
    account.relations.companyTags.remove(companyOf(account, request).id, tagOf(account, request, 'tag_id').id);
    return reply(request);
  },
  'v2:listCompaniesForTagId': (request, account) =>
    replyPage(
      request,
      companiesWith(account, tagOf(account, request, 'tag_id')),
      OF_COMPANIES,
      ({ record, since }) => ({
        company: viewOf(COMPANIES, record, { request, account }),
        applied_time: since,
      }),
    ),
  'v1:listAppliedTagsUsingGET': (request, account) => {
    const contact = contactOf(account, request, 'contactId');
    const { tags, tagCategories } = account.tables;
    const all = joined(tags, account.relations.contactTags.ofLeft(contact.id));
    return replyOffsetPage(request, all, ({ record: { id, fields }, since }) => {
      const category = tagCategories.get(Number(fields['category_id']))?.fields['name'];
      return { tag: { id, name: fields['name'], category }, date_applied: since };
    });
  },
  'v1:applyTagsToContactIdUsingPOST': (request, account) => {
    const contact = contactOf(account, request, 'contactId');
    const tagIds = idsIn(asList(bodyObject(request)['tagIds']), 'tagIds');
    return reply(
      request,
      tagIds.map((id) => ({ key: apply(account, contact.id, id, timeOf(request)) })),
    );
  },
  'v1:removeTagsFromContactUsingDELETE': (request, account) => {
    const contact = contactOf(account, request, 'contactId');
    const tagIds = idsIn(listParameter(request.query, 'ids'), 'ids');
    for (const id of tagIds) account.relations.contactTags.remove(contact.id, id);
    return reply(request);
  },
  'v1:removeTagsFromContactUsingDELETE_1': (request, account) => {
    const contact = contactOf(account, request, 'contactId');
    account.relations.contactTags.remove(contact.id, tagOf(account, request, 'tagId').id);
    return reply(request);
  },
  'v1:listContactsForTagIdUsingGET': (request, account) =>
    replyOffsetPage(request, contactsWith(account, tagOf(account, request, 'tagId')), ({ record, since }) => {
      const { email, given_name: first_name, family_name: last_name } = briefContact(record);
      return { contact: { id: record.id, email, first_name, last_name }, date_applied: since };
    }),
  'v1:applyTagToContactIdsUsingPOST': (request, account) => {
    const { id } = tagOf(account, request, 'tagId');
    const contactIds = idsIn(asList(bodyObject(request)['ids']), 'ids');
    return reply(
      request,
      contactIds.map((each) => ({ key: apply(account, each, id, timeOf(request)) })),
    );
  },
  'v1:removeTagFromContactIdsUsingDELETE': (request, account) => {
    const { id } = tagOf(account, request, 'tagId');
    const contactIds = idsIn(listParameter(request.query, 'ids'), 'ids');
    for (const each of contactIds) account.relations.contactTags.remove(each, id);
    return reply(request);
  },
  'v1:removeTagFromContactIdUsingDELETE': (request, account) => {
    const { id } = tagOf(account, request, 'tagId');
    account.relations.contactTags.remove(contactOf(account, request, 'contactId').id, id);
    return reply(request);
  },
  'v1:listCompaniesForTagIdUsingGET': (request, account) =>
    replyOffsetPage(request, companiesWith(account, tagOf(account, request, 'tagId')), ({ record, since }) => ({
      company: { id: record.id, ...briefCompany(record) },
      date_applied: since,
    })),
};
