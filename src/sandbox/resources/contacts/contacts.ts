import { badRequest } from '../../errors.ts';
import { bodyObject } from '../../request.ts';
import { forgetReferralsOf } from '../affiliates/referrals.ts';
import type { Handlers } from '../handler.ts';
import { leadSourceName } from '../leads/leadSources.ts';
import { forgetMarketingOf } from '../marketing/forgetMarketing.ts';
import { timeOf } from '../records.ts';
import { type Resource, replyRecord, replyRecords, storedFrom, USUAL, usual } from '../resource.ts';
import { forgetSalesOf } from '../sales/contactSales.ts';
import { forgetWorkOf } from '../work/contactWork.ts';
import { checkNewContact, fieldsFromV2, mergedInto } from './contactBodies.ts';
import { findDuplicate } from './contactDuplicates.ts';
import { CONTACT_READERS, numbersIn } from './contactReaders.ts';
import { withUtmsOf } from './contactUtms.ts';
import { contactV2, HIDDEN_V2 } from './contactViews.ts';

/** Contacts as v2 shows them. Lists are replaced whole: what a body leaves out of one is gone. */
export const CONTACTS: Resource = {
  name: 'Contact',
  table: 'contacts',
  customFields: 'CONTACT',
  readers: CONTACT_READERS,
  joins: { lead_source_name: (account) => (contact) => leadSourceName(account, contact) },
  optional: HIDDEN_V2,
  stored: (body, writing) => {
    const { account, before } = writing;
    const fields = withUtmsOf(fieldsFromV2(body, account), writing);
    return before ? fields : checkNewContact(fields, ['email_addresses', 'phone_numbers', 'addresses']);
  },
  shown: contactV2,
  removed: ({ id }, account, request) => {
    account.relations.contactTags.forgetLeft(id);
    forgetWorkOf(id, account, request);
    forgetMarketingOf(id, account);
    forgetSalesOf(id, account);
    forgetReferralsOf(id, account);
  },
};

/** v2's contacts. */
export const CONTACT_HANDLERS: Handlers = {
  ...usual(CONTACTS, { get: 'v2:getContact', update: 'v2:updateContact', delete: 'v2:deleteContact' }),
  'v2:listContacts': (request, account) => {
    const { clauses } = request.list;
    const phoneFields = clauses.find(({ field }) => field === 'phone_fields')?.values;
    if (!phoneFields && clauses.some(({ field }) => field === 'phone_number')) {
      badRequest('phone_fields is required when phone_number is supplied');
    }
    const readers = { ...CONTACT_READERS, phone_number: numbersIn(phoneFields ?? []) };
    return replyRecords({ ...CONTACTS, readers }, account.tables.contacts, { request, account });
  },
  // Changes the contact that the option takes for the same, and then answers 200.
  'v2:createContact': (request, account) => {
    const given = fieldsFromV2(bodyObject(request), account);
    const before = findDuplicate(account, given, request.query.get('duplicate_option'));
    if (!before) return USUAL.create(CONTACTS)(request, account);
    const fields = mergedInto(before.fields, storedFrom(CONTACTS, { request, account, before }));
    const changed = account.tables.contacts.change(before, fields, timeOf(request));
    return replyRecord(CONTACTS, changed, { request, account }, 200);
  },
};
