import { randomUUID } from 'node:crypto';
import { asList } from '../../../keap/json.ts';
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
 * Records a mail. Without an id from its provider it gets one that no other has.
 * @param taken which mails the account has already, by the ids their providers gave them
 * @throws RefusalError 400 where its provider has given the id before
 */
export function record(account: Account, fields: Fields, now: string, taken: TakenIds): StoredRecord {
  const { original_provider = 'UNKNOWN', original_provider_id } = fields;
  if (original_provider_id !== undefined && !taken.take(original_provider, original_provider_id)) {
    badRequest(`original_provider_id ${original_provider_id} is recorded already`);
  }
  const id = original_provider_id ?? randomUUID().replaceAll('-', '');
  return account.tables.emails.insert({ ...fields, original_provider, original_provider_id: id }, now);
}

/** The ids that providers gave to mails, gathered when first asked for: most mails come without one. */
export class TakenIds {
  private readonly account: Account;
  private ids: Set<string> | undefined;

  constructor(account: Account) {
    this.account = account;
  }

  /** Whether the provider has not given the id before, as it now has. */
  take(provider: unknown, id: unknown): boolean {
    this.ids ??= new Set([...this.account.tables.emails].map(({ fields }) => key(fields)));
    const { size } = this.ids;
    return this.ids.add(key({ original_provider: provider, original_provider_id: id })).size > size;
  }
}

function key({ original_provider, original_provider_id }: Fields): string {
  return `${original_provider} ${original_provider_id}`;
}

/** Records the mail that the body is. @param read what is stored of it */
export function recordBody(account: Account, request: SandboxRequest, read: typeof emailFields): StoredRecord {
  return record(account, read(bodyObject(request), account), timeOf(request), new TakenIds(account));
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
  const taken = new TakenIds(account);
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
