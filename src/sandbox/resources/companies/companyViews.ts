import { asObject, asString } from '../../../keap/json.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { customFieldsV2, parts, storedCustomFields } from '../contacts/contactParts.ts';
import { addressV1 } from '../contacts/contactViews.ts';
import { emailStatusV1 } from '../contacts/contactWords.ts';
import { compact, pickFields, referredId } from '../records.ts';

/** A company with everything v2 knows of it. */
export function companyV2(account: Account, { id, fields, created, updated }: StoredRecord): Fields {
  const { owner_id, ...rest } = fields;
  return compact({
    id: String(id),
    ...rest,
    owner_id: owner_id === undefined ? undefined : String(owner_id),
    custom_fields: customFieldsV2(fields),
    groups: account.companyTags
      .ofRecord(id)
      .map(({ tagId }) => tagId)
      .join(','),
    create_time: created,
    update_time: updated,
  });
}

/** A company with everything v1 knows of it. */
export function companyV1({ id, fields }: StoredRecord): Fields {
  const email = asObject(fields['email_address']);
  const address = asObject(fields['address']);
  const phone = asObject(fields['phone_number']);
  const fax = asObject(fields['fax_number']);
  const { field: _field, postal_code: _postal, ...place } = address ? addressV1(address) : {};
  return compact({
    id,
    company_name: fields['company_name'],
    website: fields['website'],
    notes: fields['notes'],
    address: address && place,
    email_address: email?.['email'],
    email_opted_in: email?.['is_opt_in'] === true,
    email_status: emailStatusV1(email?.['email_opt_status']) ?? 'NonMarketable',
    phone_number: phone && pickFields(phone, ['number', 'extension', 'type']),
    fax_number: fax && pickFields(fax, ['number', 'type']),
    custom_fields: parts(fields, 'custom_fields'),
  });
}

/** Comes in v1 only when `optional_properties` asks for it. */
export const COMPANY_OPTIONAL_V1 = ['notes', 'fax_number', 'custom_fields'] as const;

const NAMES_V2 = [
  ...['address', 'notes', 'website', 'suffix', 'title', 'company_name', 'email_address', 'fax_number', 'phone_number'],
  ...['anniversary_date', 'assistant_name', 'assistant_phone', 'billing_information', 'birth_date', 'contact_type'],
  ...['first_name', 'job_title', 'last_name', 'middle_name', 'preferred_name', 'referral_code', 'spouse_name'],
] as const;

/** What is stored of a v2 body. @throws RefusalError 400 for an owner who does not exist */
export function companyFromV2(body: Fields, account: Account): Fields {
  return withReferences({ ...pickFields(body, NAMES_V2) }, body, account);
}

/** What is stored of a v1 body. */
export function companyFromV1(body: Fields, account: Account): Fields {
  const fields: Record<string, unknown> = { ...pickFields(body, ['company_name', 'notes', 'website']) };
  const put = (name: string, field: string): void => {
    if (name in body) fields[name] = body[name] === null ? null : { field, ...asObject(body[name]) };
  };
  put('address', 'BILLING');
  put('phone_number', 'PHONE1');
  put('fax_number', 'FAX1');
  if ('email_address' in body) {
    const reason = asString(body['opt_in_reason']);
    fields['email_address'] =
      body['email_address'] === null
        ? null
        : {
            field: 'EMAIL1',
            email: body['email_address'],
            is_opt_in: reason !== undefined,
            email_opt_status: reason === undefined ? 'UNENGAGED_NON_MARKETABLE' : 'SINGLE_OPT_IN',
            opt_in_reason: reason,
          };
  }
  return withReferences(fields, body, account);
}

function withReferences(fields: Record<string, unknown>, body: Fields, account: Account): Fields {
  if ('custom_fields' in body)
    fields['custom_fields'] = storedCustomFields(account, 'companies', body['custom_fields']);
  if ('owner_id' in body) fields['owner_id'] = referredId(account.users, body['owner_id'], 'owner_id') ?? null;
  return fields;
}

/** A company as the lists of a tag show it. */
export function briefCompany({ fields }: StoredRecord): {
  readonly company_name: string | undefined;
  readonly email: string | undefined;
} {
  const email = asString(asObject(fields['email_address'])?.['email']);
  return { company_name: asString(fields['company_name']), email };
}
