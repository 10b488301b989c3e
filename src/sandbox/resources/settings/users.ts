import { asObject, asString } from '../../../keap/json.ts';
import { notFound } from '../../errors.ts';
import { TENANT_ID } from '../../gateway/limitHeaders.ts';
import type { Readers } from '../../query/select.ts';
import type { Account } from '../../store/account.ts';
import type { StoredRecord } from '../../store/table.ts';
import { addressV1 } from '../contacts/contactViews.ts';
import type { Handlers } from '../handler.ts';
import { pickFields, recordOf } from '../records.ts';
import { reply } from '../reply.ts';
import { named, type Resource, replyRecords, usual } from '../resource.ts';

const READERS: Readers<StoredRecord> = {
  user_ids: ({ id }) => id,
  name: ({ fields }) => asString(fields['family_name']),
};

const NAMES = [
  ...['given_name', 'family_name', 'company_name', 'website', 'phone_numbers', 'fax_numbers', 'address', 'time_zone'],
  'title',
] as const;

/** Users as v2 shows them. */
const USERS: Resource = {
  name: 'User',
  table: 'users',
  readers: READERS,
  stored: (body) => {
    const email = asString(asObject(body['email_address'])?.['email']);
    return { ...pickFields(body, NAMES), ...(email === undefined ? {} : { email }) };
  },
  shown: ({ fields: { email, preferred_name } }) => ({
    keap_id: email,
    nickname: preferred_name,
    email_addresses: [{ email, field: 'EMAIL1' }],
    social_accounts: [],
    created_by: 1,
    updated_by: 1,
  }),
};

const USERS_V1: Resource = {
  ...USERS,
  stored: (body, { account }) => ({
    admin: false,
    partner: false,
    ...pickFields(body, ['admin', 'email', 'given_name', 'partner']),
    status: 'INVITED',
    global_user_id: 100_001 + account.tables.users.size,
  }),
  shown: ({ fields: { email, title, status, address } }) => ({
    address: asObject(address) && addressV1(asObject(address) ?? {}),
    email_address: email,
    infusionsoft_id: email,
    job_title: title,
    status: statusV1(status),
    created_by: 1,
    last_updated_by: 1,
  }),
};

function statusV1(status: unknown): string {
  const text = String(status);
  return text === 'NOT_A_USER' ? 'Inactive' : text.slice(0, 1) + text.slice(1).toLowerCase();
}

/** Whoever a key belongs to: there is one owner, who does all that is done. */
export const OWNER_ID = 1;

function owner({ tables }: Account): StoredRecord {
  return tables.users.get(OWNER_ID) ?? notFound('User', OWNER_ID);
}

/** Users, unless they are of a kind that was to be left out. */
function among({ tables }: Account, wants: (kind: string) => boolean): StoredRecord[] {
  return [...tables.users]
    .filter(({ fields }) => wants('include_inactive') || fields['status'] !== 'INACTIVE')
    .filter(({ fields }) => wants('include_partners') || fields['partner'] !== true);
}

function signature({ fields }: StoredRecord): string {
  return `<p>${fields['given_name'] ?? ''} ${fields['family_name'] ?? ''}</p>`;
}

/** Users and who the key belongs to, in both versions. */
export const USER_HANDLERS: Handlers = {
  // Two fields of the filter are no fields of users: they leave a kind out.
  'v2:listPaginatedUsers': (request, account) => {
    const { clauses } = request.list;
    const wants = (kind: string) => clauses.find(({ field }) => field === kind)?.values[0] !== 'false';
    const list = { ...request.list, clauses: clauses.filter(({ field }) => !field.startsWith('include_')) };
    return replyRecords(USERS, among(account, wants), { request: { ...request, list }, account });
  },
  ...usual(USERS, { get: 'v2:getUserById', update: 'v2:updateUser' }),
  'v2:getUserSignature': (request, account) => reply(request, signature(named(USERS, request, account))),
  'v2:getUserInfo': (request, account) => {
    const { id, fields } = owner(account);
    const { admin, global_user_id, email } = fields;
    return reply(request, {
      ...fields,
      ...{ is_admin: admin, tenant_id: TENANT_ID, sub: global_user_id, id, keap_id: email },
    });
  },
  'v1:listUsersUsingGET': (request, account) =>
    replyRecords(
      USERS_V1,
      among(account, (kind) => request.query.get(kind) !== 'false'),
      { request, account },
    ),
  ...usual(USERS_V1, { create: 'v1:createUserUsingPOST' }),
  'v1:getUserSignatureUsingGET': (request, account) =>
    reply(request, signature(recordOf(account.tables.users, 'User', request, 'userId'))),
  'v1:getUserInfoUsingGET': (request, account) => {
    const { fields } = owner(account);
    const { admin, global_user_id, email } = fields;
    return reply(request, { ...fields, is_admin: admin, sub: global_user_id, infusionsoft_id: email });
  },
};
