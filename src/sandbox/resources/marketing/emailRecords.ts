import { randomUUID } from 'node:crypto';
import { asList, asString } from '../../../keap/json.ts';
import type { Answer } from '../../answer.ts';
import { badRequest, RefusalError } from '../../errors.ts';
import { bodyObject, type SandboxRequest } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { idsIn, notBlank, pickFields, timeOf } from '../records.ts';
import { withReferences } from '../references.ts';
import { reply } from '../reply.ts';
import { type Resource, viewOf } from '../resource.ts';
import { storedContents } from './mailContent.ts';

const NAMES = [
  ...['subject', 'headers', 'contact_id', 'sent_to_address', 'sent_to_cc_address_list', 'sent_to_bcc_address_list'],
  ...['sent_from_address', 'sent_from_reply_address', 'sent_time', 'received_time', 'opened_time', 'clicked_time'],
  ...['original_provider', 'original_provider_id', 'provider_source_id'],
] as const;

/** The most mails that one request may record. */
const MOST = 1000;

/** What is stored of one mail in a v2 body. @throws RefusalError 400 */
export function emailFields(body: Fields, account: Account): Fields {
  const fields = { ...pickFields(withReferences(body, account), NAMES), ...storedContents(body) };
  return notBlank(fields, 'sent_to_address', undefined);
}

/**
 * Records a mail; without an id from its provider it gets one.
 * @param taken the ids that providers gave to other mails
 * @throws RefusalError 400 where its provider has given the id before
 */
export function record(account: Account, fields: Fields, now: string, taken: Set<string>): StoredRecord {
  const original_provider = fields['original_provider'] ?? 'UNKNOWN';
  const original_provider_id = asString(fields['original_provider_id']) ?? randomUUID().replaceAll('-', '');
  const key = `${original_provider} ${original_provider_id}`;
  if (taken.has(key)) badRequest(`original_provider_id ${original_provider_id} is recorded already`);
  taken.add(key);
  return account.tables.emails.insert({ ...fields, original_provider, original_provider_id }, now);
}

/** The ids that providers gave to the mails there are, each behind its provider. */
export function takenIds({ tables }: Account): Set<string> {
  const taken = new Set<string>();
  for (const { fields } of tables.emails) taken.add(`${fields['original_provider']} ${fields['original_provider_id']}`);
  return taken;
}

/** Records the mail that the body is. @param read what is stored of it */
export function recordBody(account: Account, request: SandboxRequest, read: typeof emailFields): StoredRecord {
  return record(account, read(bodyObject(request), account), timeOf(request), takenIds(account));
}

/** Records the mails of a body. One that cannot be recorded is listed with its reason and keeps no other back. */
export function recordAll(
  resource: Resource,
  request: SandboxRequest,
  account: Account,
  read: typeof emailFields,
): Answer {
  const given = asList(bodyObject(request)['emails']) ?? [];
  if (given.length > MOST) badRequest(`emails must have at most ${MOST} items`);
  const taken = takenIds(account);
  const emails: Fields[] = [];
  const errors: Fields[] = [];
  for (const email of given) {
    try {
      const fields = read(bodyObject({ body: email }), account);
      emails.push(viewOf(resource, record(account, fields, timeOf(request), taken), { request, account }));
    } catch (error) {
      if (!(error instanceof RefusalError)) throw error;
      errors.push({ email, error_message: error.message });
    }
  }
  return reply(request, { emails, errors });
}

/** Removes mails by id. @returns what came of each, in Keap's words */
export function removeAll({ tables }: Account, values: readonly unknown[] | undefined, name: string): Fields {
  const results = idsIn(values, name).map((id) => [id, tables.emails.remove(id) ? 'SUCCESS' : 'EMAIL_ID_NOT_FOUND']);
  return Object.fromEntries(results);
}
