import { resolveSchema } from '../../../keap/catalog/schema.ts';
import { badRequest } from '../../errors.ts';
import { showOptional } from '../../query/fields.ts';
import { sorted } from '../../query/select.ts';
import { bodyObject, type SandboxRequest } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { isDateTime } from '../../validate/schemaProblem.ts';
import { modelV1 } from '../customFields/customFieldModels.ts';
import type { Handlers } from '../handler.ts';
import { masked, recordOf, sameText, timeOf, v1List } from '../records.ts';
import { checkNewContact, fieldsFromV1, mergedInto } from './contactBodies.ts';
import { findDuplicate } from './contactDuplicates.ts';
import { emailsOf } from './contactParts.ts';
import { CONTACT_ORDERS_V1 } from './contactReaders.ts';
import { contactV1, OPTIONAL_V1 } from './contactViews.ts';

function shown(account: Account, contact: StoredRecord, request: SandboxRequest): Fields {
  const known = Object.keys(resolveSchema({ $ref: '#/schemas/FullContact' }, request.catalog.schemas).properties ?? {});
  return showOptional(contactV1(account, contact), request, OPTIONAL_V1, [...known, 'notes']);
}

/** A moment in a query. @throws RefusalError 400 */
function moment({ query }: SandboxRequest, name: string): number | undefined {
  const text = query.get(name);
  if (!text) return undefined;
  if (!isDateTime(text)) badRequest(`${name} must be a date and time such as 2026-01-01T00:00:00.000Z`);
  return Date.parse(text);
}

/** The contacts v1's own query parameters ask for. */
function found(request: SandboxRequest, account: Account): readonly StoredRecord[] {
  const { query } = request;
  const email = query.get('email');
  const since = moment(request, 'since');
  const until = moment(request, 'until');
  const matching = account.contacts.all().filter((contact) => {
    const updated = Date.parse(contact.updated);
    return (
      (!email || emailsOf(contact).some((own) => sameText(own, email))) &&
      ['given_name', 'family_name'].every(
        (name) => !query.get(name) || sameText(contact.fields[name], query.get(name)),
      ) &&
      (since === undefined || updated >= since) &&
      (until === undefined || updated <= until)
    );
  });
  const order = { field: query.get('order') || 'id', descending: query.get('order_direction') === 'DESCENDING' };
  return sorted(matching, order, CONTACT_ORDERS_V1);
}

/** v1's contacts. */
export const CONTACT_V1_HANDLERS: Handlers = {
  'v1:listContactsUsingGET': (request, account) =>
    v1List(request, found(request, account), 'contacts', (contact) => {
      // The list's contacts have fewer properties than a single one.
      const {
        tag_ids: _tags,
        relationships: _links,
        opt_in_reason: _reason,
        ...view
      } = shown(account, contact, request);
      return view;
    }),
  'v1:createContactUsingPOST': (request, account) => {
    const fields = fieldsFromV1(bodyObject(request), account);
    checkNewContact(fields, ['email_addresses', 'phone_numbers']);
    return { status: 201, json: shown(account, account.contacts.insert(fields, timeOf(request)), request) };
  },
  'v1:createOrUpdateContactUsingPUT': (request, account) => {
    const body = bodyObject(request);
    const fields = fieldsFromV1(body, account);
    const existing = findDuplicate(account, fields, String(body['duplicate_option'] ?? ''));
    if (!existing) checkNewContact(fields, ['email_addresses', 'phone_numbers']);
    const contact = existing
      ? account.contacts.change(existing, mergedInto(existing.fields, fields), timeOf(request))
      : account.contacts.insert(fields, timeOf(request));
    return { status: 200, json: shown(account, contact, request) };
  },
  'v1:getContactUsingGET': (request, account) => ({
    status: 200,
    json: shown(account, recordOf(account.contacts, 'Contact', request, 'id'), request),
  }),
  'v1:updatePropertiesOnContactUsingPATCH': (request, account) => {
    const contact = recordOf(account.contacts, 'Contact', request, 'contactId');
    const fields = fieldsFromV1(masked(bodyObject(request), request), account);
    const changed = account.contacts.change(contact, mergedInto(contact.fields, fields), timeOf(request));
    return { status: 200, json: shown(account, changed, request) };
  },
  'v1:deleteContactUsingDELETE': (request, account) => {
    account.removeContact(recordOf(account.contacts, 'Contact', request, 'contactId').id);
    return { status: 204 };
  },
  'v1:retrieveContactModelUsingGET': (_request, account) => ({
    status: 200,
    json: modelV1(account, 'contacts', OPTIONAL_V1),
  }),
};
