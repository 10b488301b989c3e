import { asList, asString } from '../../../keap/json.ts';
import { badRequest } from '../../errors.ts';
import { bodyObject, type SandboxRequest } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { part } from '../contacts/contactParts.ts';
import { customContent } from '../customFields/values.ts';
import type { Handlers } from '../handler.ts';
import { idsIn, referredId, timeOf } from '../records.ts';
import { reply } from '../reply.ts';
import { type Resource, usual } from '../resource.ts';
import { record, TakenIds } from './emailRecords.ts';
import { inBase64, merged, mergedContent, storedContents } from './mailContent.ts';

const EMAIL_TEMPLATES: Resource = { name: 'Email template', table: 'emailTemplates' };

/** The most attachments of a mail, and the most bytes of each. */
const MOST_ATTACHMENTS = 10;
const MOST_BYTES = 2 ** 20;

const ADDRESS_FIELDS: Readonly<Record<string, string>> = {
  Email: 'EMAIL1',
  EmailAddress2: 'EMAIL2',
  EmailAddress3: 'EMAIL3',
};

/** What says to which address of a contact a mail goes. @throws RefusalError 400 for a field there is not */
function addressReader(account: Account, field: unknown): (contact: StoredRecord) => string | undefined {
  const name = asString(field) || 'Email';
  const standard = Object.hasOwn(ADDRESS_FIELDS, name) ? ADDRESS_FIELDS[name] : undefined;
  if (standard) return ({ fields }) => asString(part(fields, 'email_addresses', standard)?.['email']);
  const custom = account.customFields('CONTACT').find(({ field_name }) => `_${field_name}` === name);
  if (!custom) badRequest(`address_field ${name} is unknown`);
  return (contact) => asString(customContent(contact, custom.id));
}

/** Sends a mail to each contact that has the address; the others get none, and nobody says so. */
function send(request: SandboxRequest, account: Account, contactIds: readonly number[], mail: Fields): void {
  const { contacts } = account.tables;
  const addressOf = addressReader(account, bodyObject(request)['address_field']);
  const now = timeOf(request);
  const taken = new TakenIds(account);
  for (const id of contactIds) referredId(contacts, id, 'contact_id');
  for (const id of new Set(contactIds)) {
    const contact = contacts.get(id);
    const address = contact && addressOf(contact);
    if (!contact || !address) continue;
    const fields = {
      ...mail,
      ...{ contact_id: id, sent_to_address: address, sent_time: now, original_provider: 'INFUSIONSOFT' },
      subject: merged(asString(mail['subject']) ?? '', contact),
      html_content: mergedContent(asString(mail['html_content']), contact),
      plain_content: mergedContent(asString(mail['plain_content']), contact),
    };
    record(account, fields, now, taken);
  }
}

/** The address of the user a body names. @throws RefusalError 400 */
function senderOf({ tables }: Account, userId: unknown): string | undefined {
  const id = referredId(tables.users, userId, 'user_id') ?? badRequest('user_id is required');
  return asString(tables.users.get(id)?.fields['email']);
}

/** @throws RefusalError 400 */
function checkAttachments(body: Fields): void {
  const attachments = asList(body['attachments']) ?? [];
  if (attachments.length > MOST_ATTACHMENTS) badRequest(`attachments must have at most ${MOST_ATTACHMENTS} items`);
  for (const attachment of attachments) {
    const data = asString(bodyObject({ body: attachment })['file_data']) ?? '';
    if (Buffer.byteLength(data, 'base64') > MOST_BYTES) badRequest('An attachment must not be larger than 1 MB');
  }
}

function sendBody(request: SandboxRequest, account: Account, from: string | undefined): void {
  const body = bodyObject(request);
  checkAttachments(body);
  const mail = { subject: body['subject'], sent_from_address: from, ...storedContents(body) };
  send(request, account, idsIn(asList(body['contacts']), 'contacts'), mail);
}

/** The templates of mails, and the sending of mails. */
export const SENDING_HANDLERS: Handlers = {
  ...usual(EMAIL_TEMPLATES, { list: 'v2:listEmailTemplates', get: 'v2:getEmailTemplate' }),
  'v2:sendEmail': (request, account) => {
    const { user_id, from_address } = bodyObject(request);
    const from = asString(from_address);
    if ((user_id === undefined) === (from === undefined))
      badRequest('Exactly one of user_id and from_address is required');
    sendBody(request, account, from ?? senderOf(account, user_id));
    return reply(request);
  },
  'v1:sendEmailUsingPOST': (request, account) => {
    sendBody(request, account, senderOf(account, bodyObject(request)['user_id']));
    return reply(request);
  },
  'v2:sendEmailTemplate': (request, account) => {
    const { template_id, contact_ids, user_id } = bodyObject(request);
    const { emailTemplates } = account.tables;
    const id = referredId(emailTemplates, template_id, 'template_id') ?? badRequest('template_id is required');
    const { subject, html_body, text_body } = emailTemplates.get(id)?.fields ?? {};
    const html = asString(html_body);
    const mail = {
      ...{ subject, sent_from_address: senderOf(account, user_id) },
      html_content: html === undefined ? undefined : inBase64(html),
      plain_content: inBase64(asString(text_body) ?? ''),
    };
    send(request, account, idsIn(asList(contact_ids), 'contact_ids'), mail);
    return reply(request);
  },
};
