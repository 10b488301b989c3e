import { badRequest } from '../../errors.ts';
import { showFields } from '../../query/fields.ts';
import { bodyObject, type SandboxRequest } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { modelV2 } from '../customFields/customFieldModels.ts';
import type { Handlers } from '../handler.ts';
import { masked, recordOf, timeOf, v2List } from '../records.ts';
import { checkNewContact, fieldsFromV2, mergedInto } from './contactBodies.ts';
import { findDuplicate } from './contactDuplicates.ts';
import { contactSelection } from './contactReaders.ts';
import { contactV2, HIDDEN_V2 } from './contactViews.ts';

function shown(account: Account, contact: StoredRecord, request: SandboxRequest): Fields {
  return showFields(contactV2(account, contact), request, HIDDEN_V2);
}

/** v2's contacts. */
export const CONTACT_HANDLERS: Handlers = {
  'v2:listContacts': (request, account) => {
    const { clauses } = request.list;
    const phoneFields = clauses.find(({ field }) => field === 'phone_fields')?.values;
    if (!phoneFields && clauses.some(({ field }) => field === 'phone_number')) {
      badRequest('phone_fields is required when phone_number is supplied');
    }
    const selection = contactSelection(phoneFields ?? []);
    return v2List(request, account.contacts.all(), selection, 'contacts', (contact) =>
      shown(account, contact, request),
    );
  },
  'v2:createContact': (request, account) => {
    const fields = fieldsFromV2(bodyObject(request), account);
    const existing = findDuplicate(account, fields, request.query.get('duplicate_option'));
    if (existing) {
      const changed = account.contacts.change(existing, mergedInto(existing.fields, fields), timeOf(request));
      return { status: 200, json: shown(account, changed, request) };
    }
    checkNewContact(fields, ['email_addresses', 'phone_numbers', 'addresses']);
    return { status: 201, json: shown(account, account.contacts.insert(fields, timeOf(request)), request) };
  },
  'v2:getContact': (request, account) => ({
    status: 200,
    json: shown(account, recordOf(account.contacts, 'Contact', request, 'contact_id'), request),
  }),
  // Lists are replaced whole: what the body leaves out of one is gone.
  'v2:updateContact': (request, account) => {
    const contact = recordOf(account.contacts, 'Contact', request, 'contact_id');
    const fields = fieldsFromV2(masked(bodyObject(request), request), account);
    return { status: 200, json: shown(account, account.contacts.change(contact, fields, timeOf(request)), request) };
  },
  'v2:deleteContact': (request, account) => {
    account.removeContact(recordOf(account.contacts, 'Contact', request, 'contact_id').id);
    return { status: 204 };
  },
  'v2:retrieveContactModel': (request, account) => ({ status: 200, json: modelV2(request, account, 'contacts') }),
};
