import { asString } from '../../../keap/json.ts';
import { bodyObject } from '../../request.ts';
import type { Handlers } from '../handler.ts';
import { timeOf } from '../records.ts';
import { type Resource, replyRecord, storedFrom, usual } from '../resource.ts';
import { checkNewContact, fieldsFromV1, mergedInto } from './contactBodies.ts';
import { findDuplicate } from './contactDuplicates.ts';
import { emailsOf } from './contactParts.ts';
import { CONTACT_ORDERS_V1 } from './contactReaders.ts';
import { CONTACTS } from './contacts.ts';
import { contactV1, OPTIONAL_V1 } from './contactViews.ts';

/** Contacts as v1 shows them. A list in a body is merged into the one there is, by the field each part stands in. */
const CONTACTS_V1: Resource = {
  ...CONTACTS,
  optional: [...OPTIONAL_V1, 'notes'],
  queryV1: {
    equals: {
      email: emailsOf,
      given_name: ({ fields }) => asString(fields['given_name']),
      family_name: ({ fields }) => asString(fields['family_name']),
    },
    orders: CONTACT_ORDERS_V1,
  },
  stored: (body, { account, before }) => {
    const fields = fieldsFromV1(body, account);
    return before ? mergedInto(before.fields, fields) : checkNewContact(fields, ['email_addresses', 'phone_numbers']);
  },
  shown: contactV1,
};

/** v1's contacts. */
export const CONTACT_V1_HANDLERS: Handlers = {
  ...usual(CONTACTS_V1, {
    list: 'v1:listContactsUsingGET',
    create: 'v1:createContactUsingPOST',
    get: 'v1:getContactUsingGET',
    update: 'v1:updatePropertiesOnContactUsingPATCH',
    delete: 'v1:deleteContactUsingDELETE',
  }),
  'v1:createOrUpdateContactUsingPUT': (request, account) => {
    const { contacts } = account.tables;
    const option = asString(bodyObject(request)['duplicate_option']) ?? null;
    const before = findDuplicate(account, fieldsFromV1(bodyObject(request), account), option);
    const fields = storedFrom(CONTACTS_V1, { request, account, before });
    const contact = before
      ? contacts.change(before, fields, timeOf(request))
      : contacts.insert(fields, timeOf(request));
    return replyRecord(CONTACTS_V1, contact, { request, account });
  },
};
