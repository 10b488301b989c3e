import { asObject, asString } from '../../../keap/json.ts';
import { notFound } from '../../errors.ts';
import { TENANT_ID } from '../../gateway/limitHeaders.ts';
import type { Readers } from '../../query/select.ts';
import { bodyObject, type SandboxRequest } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { addressV1 } from '../contacts/contactViews.ts';
import type { Handlers } from '../handler.ts';
import { compact, masked, pickFields, recordOf, timeOf, v1List, v2List } from '../records.ts';

const READERS: Readers<StoredRecord> = {
  email: ({ fields }) => asString(fields['email']),
  given_name: ({ fields }) => asString(fields['given_name']),
  user_ids: ({ id }) => id,
  name: ({ fields }) => asString(fields['family_name']),
  create_time: ({ created }) => created,
};

const SHARED = ['given_name', 'family_name', 'middle_name', 'company_name', 'website', 'phone_numbers', 'fax_numbers'];

function userV2({ id, fields, created, updated }: StoredRecord): Fields {
  const { email, address, title, status, admin, partner, spouse_name, suffix } = fields;
  return compact({
    ...pickFields(fields, SHARED),
    ...{ address, title, status, admin, partner, spouse_name, suffix },
    id: String(id),
    global_user_id: String(fields['global_user_id']),
    keap_id: email,
    nickname: fields['preferred_name'],
    email_addresses: [{ email, field: 'EMAIL1' }],
    social_accounts: [],
    created_by: 1,
    create_time: created,
    updated_by: 1,
    update_time: updated,
  });
}

function userV1({ id, fields, created, updated }: StoredRecord): Fields {
  const address = asObject(fields['address']);
  const { field: _field, postal_code: _postal, ...place } = address ? addressV1(address) : {};
  return compact({
    ...pickFields(fields, [...SHARED, 'preferred_name', 'time_zone', 'partner']),
    id,
    address: address && place,
    email_address: fields['email'],
    global_user_id: fields['global_user_id'],
    infusionsoft_id: fields['email'],
    job_title: fields['title'],
    status: statusV1(fields['status']),
    created_by: 1,
    date_created: created,
    last_updated: updated,
    last_updated_by: 1,
  });
}

function statusV1(status: unknown): string {
  const text = String(status);
  return text === 'NOT_A_USER' ? 'Inactive' : text.slice(0, 1) + text.slice(1).toLowerCase();
}

/** Whoever a key belongs to: there is one owner. */
function owner(account: Account): StoredRecord {
  return account.users.get(1) ?? notFound('User', 1);
}

/** Users, unless they are of a kind that was to be left out. */
function among(account: Account, inactive: boolean, partners: boolean): StoredRecord[] {
  return account.users
    .all()
    .filter(({ fields }) => inactive || fields['status'] !== 'INACTIVE')
    .filter(({ fields }) => partners || fields['partner'] !== true);
}

function signature({ fields }: StoredRecord): string {
  return `<p>${fields['given_name'] ?? ''} ${fields['family_name'] ?? ''}</p>`;
}

/** Whether a filter of users leaves a kind in; it does unless told otherwise. */
function wants({ list }: SandboxRequest, field: string): boolean {
  return list.clauses.find((clause) => clause.field === field)?.values[0] !== 'false';
}

/** Users and who the key belongs to, in both versions. */
export const USER_HANDLERS: Handlers = {
  'v2:listPaginatedUsers': (request, account) => {
    const all = among(account, wants(request, 'include_inactive'), wants(request, 'include_partners'));
    const clauses = request.list.clauses.filter(({ field }) => !field.startsWith('include_'));
    return v2List({ ...request, list: { ...request.list, clauses } }, all, { readers: READERS }, 'users', userV2);
  },
  'v2:getUserById': (request, account) => ({
    status: 200,
    json: userV2(recordOf(account.users, 'User', request, 'user_id')),
  }),
  'v2:updateUser': (request, account) => {
    const user = recordOf(account.users, 'User', request, 'user_id');
    const body = masked(bodyObject(request), request);
    const {
      email_address: email,
      job_title: _never,
      ...fields
    } = pickFields(body, [
      ...SHARED.filter((name) => name !== 'middle_name'),
      ...['address', 'email_address', 'time_zone', 'title'],
    ]);
    const address = asString(asObject(email)?.['email']);
    const values = { ...fields, ...(address === undefined ? {} : { email: address }) };
    return { status: 200, json: userV2(account.users.change(user, values, timeOf(request))) };
  },
  'v2:getUserSignature': (request, account) => ({
    status: 200,
    json: signature(recordOf(account.users, 'User', request, 'user_id')),
  }),
  'v2:getUserInfo': (_request, account) => {
    const { id, fields } = owner(account);
    const { email, given_name, family_name, middle_name, preferred_name, admin, global_user_id } = fields;
    return {
      status: 200,
      json: compact({
        ...{ email, given_name, family_name, middle_name, preferred_name, is_admin: admin, tenant_id: TENANT_ID },
        sub: String(global_user_id),
        id: String(id),
        keap_id: email,
      }),
    };
  },
  'v1:listUsersUsingGET': (request, account) => {
    const leavesIn = (name: string) => request.query.get(name) !== 'false';
    const all = among(account, leavesIn('include_inactive'), leavesIn('include_partners'));
    return v1List(request, all, 'users', userV1);
  },
  'v1:createUserUsingPOST': (request, account) => {
    const fields = pickFields(bodyObject(request), ['admin', 'email', 'given_name', 'partner']);
    const global_user_id = 100_001 + account.users.size;
    const user = account.users.insert(
      { admin: false, partner: false, ...fields, status: 'INVITED', global_user_id },
      timeOf(request),
    );
    return { status: 201, json: userV1(user) };
  },
  'v1:getUserSignatureUsingGET': (request, account) => ({
    status: 200,
    json: signature(recordOf(account.users, 'User', request, 'userId')),
  }),
  'v1:getUserInfoUsingGET': (_request, account) => {
    const { fields } = owner(account);
    const { email, given_name, family_name, middle_name, preferred_name, admin, global_user_id } = fields;
    return {
      status: 200,
      json: compact({
        ...{ email, given_name, family_name, middle_name, preferred_name, is_admin: admin, global_user_id },
        sub: String(global_user_id),
        infusionsoft_id: email,
      }),
    };
  },
};
