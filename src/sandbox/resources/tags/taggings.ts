import { asList } from '../../../keap/json.ts';
import type { Answer } from '../../answer.ts';
import { badRequest } from '../../errors.ts';
import type { Readers } from '../../query/select.ts';
import { bodyObject, listParameter, type SandboxRequest } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import type { StoredRecord } from '../../store/table.ts';
import type { Tagging, Taggings } from '../../store/taggings.ts';
import { briefCompany, companyV2 } from '../companies/companyViews.ts';
import { briefContact } from '../contacts/contactViews.ts';
import type { Handlers } from '../handler.ts';
import { compact, idIn, recordOf, timeOf, v1List, v2List } from '../records.ts';
import { TAG_READERS, tagV2 } from './tags.ts';

/** A tagging with the record at its other end. */
interface Joined {
  readonly tagging: Tagging;
  readonly record: StoredRecord;
}

/** What came of one contact and one tag, in v1's words. */
type Result = 'SUCCESS' | 'DUPLICATE' | 'CONTACT_NOT_FOUND' | 'TAG_ID_NOT_FOUND';

const APPLIED: Readers<Joined> = {
  applied_time: ({ tagging }) => tagging.applied,
  since_applied_time: ({ tagging }) => tagging.applied,
  until_applied_time: ({ tagging }) => tagging.applied,
};

const TAG_JOINS: Readers<Joined> = {
  ...Object.fromEntries(
    Object.entries(TAG_READERS).map(([name, read]) => [name, ({ record }: Joined) => read(record)]),
  ),
  ...APPLIED,
};

const CONTACT_JOINS: Readers<Joined> = {
  ...APPLIED,
  given_name: ({ record }) => briefContact(record).given_name,
  family_name: ({ record }) => briefContact(record).family_name,
  email: ({ record }) => briefContact(record).email,
};

const COMPANY_JOINS: Readers<Joined> = {
  ...APPLIED,
  company_name: ({ record }) => String(record.fields['company_name'] ?? ''),
  email: ({ record }) => briefCompany(record).email,
};

function tagsOn(account: Account, taggings: Taggings, recordId: number): Joined[] {
  return joined(taggings.ofRecord(recordId), ({ tagId }) => account.tags.get(tagId));
}

function joined(taggings: readonly Tagging[], find: (tagging: Tagging) => StoredRecord | undefined): Joined[] {
  return taggings.flatMap((tagging) => {
    const record = find(tagging);
    return record ? [{ tagging, record }] : [];
  });
}

function contactsWith(account: Account, tagId: number): Joined[] {
  return joined(account.contactTags.ofTag(tagId), ({ recordId }) => account.contacts.get(recordId));
}

function companiesWith(account: Account, tagId: number): Joined[] {
  return joined(account.companyTags.ofTag(tagId), ({ recordId }) => account.companies.get(recordId));
}

function apply(account: Account, contactId: number, tagId: number, now: string): Result {
  if (!account.contacts.get(contactId)) return 'CONTACT_NOT_FOUND';
  if (!account.tags.get(tagId)) return 'TAG_ID_NOT_FOUND';
  return account.contactTags.add(contactId, tagId, now) ? 'SUCCESS' : 'DUPLICATE';
}

/** The ids of a list in a body or a query. @throws RefusalError 400 for what is no id, and for none at all */
function ids(values: readonly unknown[] | undefined, name: string): number[] {
  if (!values || values.length === 0) badRequest(`${name} is required`);
  return values.map((value) => idIn(value) ?? badRequest(`${name} contains '${value}', which is no id`));
}

function listTagsV2(request: SandboxRequest, account: Account, taggings: Taggings, record: StoredRecord): Answer {
  const all = tagsOn(account, taggings, record.id);
  return v2List(request, all, { readers: TAG_JOINS }, 'tags', ({ tagging, record: tag }) => ({
    tag: tagV2(tag),
    applied_time: tagging.applied,
  }));
}

function tagOf(account: Account, request: SandboxRequest, parameter: string): StoredRecord {
  return recordOf(account.tags, 'Tag', request, parameter);
}

/** Which tags are on which contacts and companies, from both ends. */
export const TAGGING_HANDLERS: Handlers = {
  'v2:listTagsForContact': (request, account) =>
    listTagsV2(request, account, account.contactTags, recordOf(account.contacts, 'Contact', request, 'contact_id')),
  'v2:listContactsWithTagId': (request, account) =>
    v2List(
      request,
      contactsWith(account, tagOf(account, request, 'tag_id').id),
      { readers: CONTACT_JOINS },
      'contacts',
      ({ tagging, record }) =>
        compact({ id: String(record.id), ...briefContact(record), applied_time: tagging.applied }),
    ),
  // The answer is 200 even where some contacts are not found: each has a result of its own.
  'v2:applyTags': (request, account) => {
    const { id } = tagOf(account, request, 'tag_id');
    const contactIds = ids(asList(bodyObject(request)['contact_ids']), 'contact_ids');
    const results = contactIds.map((contactId) => [contactId, apply(account, contactId, id, timeOf(request))]);
    return { status: 200, json: { results: Object.fromEntries(results) } };
  },
  'v2:removeTags': (request, account) => {
    const { id } = tagOf(account, request, 'tag_id');
    for (const contactId of ids(asList(bodyObject(request)['contact_ids']), 'contact_ids')) {
      account.contactTags.remove(contactId, id);
    }
    return { status: 204 };
  },
  'v2:listTagsForCompany': (request, account) =>
    listTagsV2(request, account, account.companyTags, recordOf(account.companies, 'Company', request, 'company_id')),
  'v2:addTagToCompany': (request, account) => {
    const company = recordOf(account.companies, 'Company', request, 'company_id');
    account.companyTags.add(company.id, tagOf(account, request, 'tag_id').id, timeOf(request));
    return { status: 204 };
  },
  'v2:removeTagFromCompany': (request, account) => {
    const company = recordOf(account.companies, 'Company', request, 'company_id');
    account.companyTags.remove(company.id, tagOf(account, request, 'tag_id').id);
    return { status: 204 };
  },
  'v2:listCompaniesForTagId': (request, account) =>
    v2List(
      request,
      companiesWith(account, tagOf(account, request, 'tag_id').id),
      { readers: COMPANY_JOINS },
      'tagged_companies',
      ({ tagging, record }) => ({ company: companyV2(account, record), applied_time: tagging.applied }),
    ),
  'v1:listAppliedTagsUsingGET': (request, account) => {
    const contact = recordOf(account.contacts, 'Contact', request, 'contactId');
    return v1List(request, tagsOn(account, account.contactTags, contact.id), 'tags', ({ tagging, record }) => {
      const category = account.tagCategories.get(Number(record.fields['category_id']))?.fields['name'];
      return { tag: compact({ id: record.id, name: record.fields['name'], category }), date_applied: tagging.applied };
    });
  },
  'v1:applyTagsToContactIdUsingPOST': (request, account) => {
    const contact = recordOf(account.contacts, 'Contact', request, 'contactId');
    const tagIds = ids(asList(bodyObject(request)['tagIds']), 'tagIds');
    return { status: 200, json: tagIds.map((id) => ({ key: apply(account, contact.id, id, timeOf(request)) })) };
  },
  'v1:removeTagsFromContactUsingDELETE': (request, account) => {
    const contact = recordOf(account.contacts, 'Contact', request, 'contactId');
    for (const id of ids(listParameter(request.query, 'ids'), 'ids')) account.contactTags.remove(contact.id, id);
    return { status: 204 };
  },
  'v1:removeTagsFromContactUsingDELETE_1': (request, account) => {
    const contact = recordOf(account.contacts, 'Contact', request, 'contactId');
    account.contactTags.remove(contact.id, tagOf(account, request, 'tagId').id);
    return { status: 204 };
  },
  'v1:listContactsForTagIdUsingGET': (request, account) =>
    v1List(request, contactsWith(account, tagOf(account, request, 'tagId').id), 'contacts', ({ tagging, record }) => {
      const { email, given_name: first_name, family_name: last_name } = briefContact(record);
      return { contact: compact({ id: record.id, email, first_name, last_name }), date_applied: tagging.applied };
    }),
  'v1:applyTagToContactIdsUsingPOST': (request, account) => {
    const { id } = tagOf(account, request, 'tagId');
    const contactIds = ids(asList(bodyObject(request)['ids']), 'ids');
    return { status: 200, json: contactIds.map((each) => ({ key: apply(account, each, id, timeOf(request)) })) };
  },
  'v1:removeTagFromContactIdsUsingDELETE': (request, account) => {
    const { id } = tagOf(account, request, 'tagId');
    for (const each of ids(listParameter(request.query, 'ids'), 'ids')) account.contactTags.remove(each, id);
    return { status: 204 };
  },
  'v1:removeTagFromContactIdUsingDELETE': (request, account) => {
    const { id } = tagOf(account, request, 'tagId');
    account.contactTags.remove(recordOf(account.contacts, 'Contact', request, 'contactId').id, id);
    return { status: 204 };
  },
  'v1:listCompaniesForTagIdUsingGET': (request, account) =>
    v1List(
      request,
      companiesWith(account, tagOf(account, request, 'tagId').id),
      'companies',
      ({ tagging, record }) => ({
        company: compact({ id: record.id, ...briefCompany(record) }),
        date_applied: tagging.applied,
      }),
    ),
};
