import { asList, asString } from '../../../keap/json.ts';
import { badRequest } from '../../errors.ts';
import { bodyObject, type SandboxRequest } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import type { Handlers } from '../handler.ts';
import { recordOf } from '../records.ts';
import { reply } from '../reply.ts';
import { momentIn, type Resource, replyRecord, replyRecords, usual } from '../resource.ts';
import { emailFields, recordAll, recordBody, removeAll } from './emailRecords.ts';

const sentTo = ({ fields }: StoredRecord) => asString(fields['sent_to_address']);

/** Mails that were sent or recorded, as v2 shows them. */
const EMAILS: Resource = { name: 'Email', table: 'emails', readers: { email: sentTo } };

/** v1's names of what v2 calls times, and of its lists of addresses, which are one text with commas. */
const DATES = ['sent', 'received', 'opened', 'clicked'] as const;
const LISTS = ['cc', 'bcc'] as const;

const EMAILS_V1: Resource = {
  ...EMAILS,
  queryV1: { equals: { contact_id: ({ fields }) => Number(fields['contact_id']), email: sentTo } },
  shown: ({ fields }) => ({
    ...Object.fromEntries(DATES.map((name) => [`${name}_date`, fields[`${name}_time`]])),
    ...Object.fromEntries(
      LISTS.map((name) => [`sent_to_${name}_addresses`, asList(fields[`sent_to_${name}_address_list`])?.join(',')]),
    ),
  }),
};

/** What is stored of one mail in a v1 body. @throws RefusalError 400 */
function emailFieldsV1(body: Fields, account: Account): Fields {
  const renamed: Record<string, unknown> = { ...body };
  for (const name of DATES) renamed[`${name}_time`] = body[`${name}_date`];
  for (const name of LISTS) renamed[`sent_to_${name}_address_list`] = addresses(body[`sent_to_${name}_addresses`]);
  return emailFields(renamed, account);
}

function addresses(joined: unknown): string[] | undefined {
  return asString(joined)
    ?.split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '');
}

/** The mails of v1's window of sending. @throws RefusalError 400 for an end without a beginning */
function sentWithin({ tables }: Account, { query }: SandboxRequest): Iterable<StoredRecord> {
  const since = momentIn(query, 'since_sent_date');
  const until = momentIn(query, 'until_sent_date');
  if (since === undefined) {
    return until === undefined
      ? tables.emails
      : badRequest('since_sent_date is required when until_sent_date is supplied');
  }
  return [...tables.emails].filter(({ fields }) => {
    const sent = Date.parse(asString(fields['sent_time']) ?? '');
    return sent >= since && (until === undefined || sent <= until);
  });
}

/** Records of mails in both versions. */
export const EMAIL_HANDLERS: Handlers = {
  ...usual(EMAILS, { list: 'v2:listEmails', get: 'v2:getEmail', delete: 'v2:deleteEmail' }),
  'v2:createEmail': (request, account) =>
    replyRecord(EMAILS, recordBody(account, request, emailFields), { request, account }),
  'v2:createEmails': (request, account) => recordAll(EMAILS, request, account, emailFields),
  'v2:deleteEmails': (request, account) =>
    reply(request, { results: removeAll(account, asList(bodyObject(request)['email_ids']), 'email_ids') }),
  ...usual(EMAILS_V1, { get: 'v1:getEmailUsingGET', delete: 'v1:deleteEmailUsingDELETE' }),
  'v1:listEmailsUsingGET': (request, account) =>
    replyRecords(EMAILS_V1, sentWithin(account, request), { request, account }),
  'v1:createEmailUsingPOST': (request, account) =>
    replyRecord(EMAILS_V1, recordBody(account, request, emailFieldsV1), { request, account }),
  'v1:createEmailsUsingPOST': (request, account) => recordAll(EMAILS_V1, request, account, emailFieldsV1),
  'v1:deleteEmailsUsingPOST': (request, account) =>
    reply(request, removeAll(account, asList(bodyObject(request)['ids']), 'ids')),
  'v1:listEmailsForContactUsingGET': (request, account) => {
    const { id } = recordOf(account.tables.contacts, 'Contact', request, 'contactId');
    return replyRecords(EMAILS_V1, account.tables.emails.referring('contact_id', id), { request, account });
  },
  'v1:createEmailForContactUsingPOST': (request, account) => {
    const { id } = recordOf(account.tables.contacts, 'Contact', request, 'contactId');
    const read = (body: Fields) => emailFieldsV1({ ...body, contact_id: id }, account);
    return replyRecord(EMAILS_V1, recordBody(account, request, read), { request, account });
  },
};
