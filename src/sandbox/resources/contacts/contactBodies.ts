import { asObject, asString } from '../../../keap/json.ts';
import { badRequest } from '../../errors.ts';
import type { Account } from '../../store/account.ts';
import type { Fields } from '../../store/table.ts';
import { parts } from '../parts.ts';
import { idIn, pickFields, referredId } from '../records.ts';
import { mergedParts } from './contactParts.ts';
import { socialTypeV2, sourceTypeV2 } from './contactWords.ts';

const NAMES_V2 = [
  ...['addresses', 'anniversary_date', 'birth_date', 'contact_type', 'email_addresses', 'family_name', 'fax_numbers'],
  ...['given_name', 'job_title', 'leadsource_id', 'middle_name', 'phone_numbers', 'preferred_locale', 'prefix'],
  ...['preferred_name', 'referral_code', 'social_accounts', 'source_type', 'spouse_name', 'suffix', 'time_zone'],
  ...['website', 'assistant_name', 'assistant_phone', 'billing_information', 'origin', 'utm_parameters'],
  ...['custom_fields', 'owner_id'],
] as const;

/** What is stored of a v2 body. @throws RefusalError 400 for a reference to nothing */
export function fieldsFromV2(body: Fields, account: Account): Fields {
  const fields: Record<string, unknown> = { ...pickFields(body, NAMES_V2) };
  if ('email_addresses' in fields && fields['email_addresses'] !== null) {
    fields['email_addresses'] = parts(fields, 'email_addresses').map(withStatus);
  }
  if ('company' in body) Object.assign(fields, companyFields(body['company'], account));
  return fields;
}

const NAMES_V1 = [
  ...['addresses', 'contact_type', 'family_name', 'fax_numbers', 'given_name', 'job_title', 'middle_name'],
  ...['phone_numbers', 'preferred_locale', 'preferred_name', 'prefix', 'spouse_name', 'suffix', 'time_zone'],
  ...['website', 'origin', 'custom_fields', 'owner_id'],
] as const;

/** What is stored of a v1 body. @throws RefusalError 400 for a reference to nothing and for tags, which go elsewhere */
export function fieldsFromV1(body: Fields, account: Account): Fields {
  if (body['tag_ids'] !== undefined) badRequest("Tags can't be added or removed through this object");
  const fields: Record<string, unknown> = { ...pickFields(body, NAMES_V1) };
  const put = (name: string, from: string, read: (value: unknown) => unknown): void => {
    if (from in body) fields[name] = body[from] === null ? null : read(body[from]);
  };
  put('anniversary_date', 'anniversary', (value) => value);
  put('birth_date', 'birthday', (value) => asString(value)?.slice(0, 10));
  put('leadsource_id', 'lead_source_id', String);
  put('source_type', 'source_type', sourceTypeV2);
  put('social_accounts', 'social_accounts', (value) =>
    parts({ value }, 'value').map(({ name, type }) => ({ name, type: socialTypeV2(type) })),
  );
  put('email_addresses', 'email_addresses', (value) =>
    parts({ value }, 'value').map((email) =>
      withStatus({ ...email, ...(body['opt_in_reason'] ? { opt_in_reason: body['opt_in_reason'] } : {}) }),
    ),
  );
  if ('company' in body) Object.assign(fields, companyFields(body['company'], account));
  return fields;
}

/** A contact belongs to a company of the account, or carries a name that no company stands behind. */
function companyFields(value: unknown, account: Account): Fields {
  const company = asObject(value);
  if (!company) return { company_id: null, company_name: null };
  const id = idIn(company['id']);
  if (company['id'] !== undefined && company['id'] !== null && company['id'] !== '') {
    return { company_id: referredId(account.tables.companies, id ?? company['id'], 'company.id'), company_name: null };
  }
  const name = asString(company['company_name']);
  const same = name ? [...account.tables.companies].find(({ fields }) => fields['company_name'] === name) : undefined;
  return { company_id: same?.id ?? null, company_name: same ? null : name };
}

/** An address a person gave a reason for may be written to; others may not. */
function withStatus(email: Fields): Fields {
  const optedIn = Boolean(email['opt_in_reason']);
  return {
    email_opt_status: optedIn ? 'SINGLE_OPT_IN' : 'UNENGAGED_NON_MARKETABLE',
    is_opt_in: optedIn,
    ...email,
  };
}

/** Keyed parts are merged, everything else is replaced: v1's PATCH and both upserts. */
export function mergedInto(old: Fields, fields: Fields): Fields {
  const merged: Record<string, unknown> = { ...fields };
  for (const name of ['addresses', 'email_addresses', 'phone_numbers', 'fax_numbers']) {
    if (name in fields) merged[name] = mergedParts(old[name], fields[name], 'field');
  }
  if ('custom_fields' in fields)
    merged['custom_fields'] = mergedParts(old['custom_fields'], fields['custom_fields'], 'id');
  return merged;
}

/** The fields again. @throws RefusalError 400 where a new contact has nothing to reach it by, or a region without its country */
export function checkNewContact(fields: Fields, reachable: readonly string[]): Fields {
  if (!reachable.some((name) => parts(fields, name).length > 0)) {
    badRequest(`A contact needs at least one item in ${reachable.join(' or ')}`);
  }
  for (const address of parts(fields, 'addresses')) {
    if ((address['region'] || address['region_code']) && !address['country_code']) {
      badRequest(`country_code is required for the ${address['field'] ?? ''} region`);
    }
  }
  return fields;
}
