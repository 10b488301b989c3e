import { asObject, asString } from '../../../keap/json.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { compact } from '../records.ts';
import { customFieldsV2, emailsOf, part, parts } from './contactParts.ts';
import { emailStatusV1, socialTypeV1, sourceTypeV1 } from './contactWords.ts';

function companyOf(account: Account, { fields }: StoredRecord): StoredRecord | undefined {
  return account.companies.get(Number(fields['company_id']));
}

function tagIdsOf(account: Account, { id }: StoredRecord): number[] {
  return account.contactTags.ofRecord(id).map(({ tagId }) => tagId);
}

/** A contact with everything v2 knows of it. */
export function contactV2(account: Account, contact: StoredRecord): Fields {
  const { company_id, owner_id, company_name, ...rest } = contact.fields;
  const company = companyOf(account, contact);
  const tagIds = tagIdsOf(account, contact).map(String);
  return compact({
    id: String(contact.id),
    ...rest,
    company: company
      ? { id: String(company.id), company_name: company.fields['company_name'] }
      : company_name && { company_name },
    owner_id: owner_id === undefined ? undefined : String(owner_id),
    custom_fields: customFieldsV2(contact.fields),
    email_addresses: parts(contact.fields, 'email_addresses'),
    phone_numbers: parts(contact.fields, 'phone_numbers'),
    fax_numbers: parts(contact.fields, 'fax_numbers'),
    addresses: parts(contact.fields, 'addresses'),
    social_accounts: parts(contact.fields, 'social_accounts'),
    links: [],
    tag_ids: tagIds,
    groups: tagIds.join(','),
    create_time: contact.created,
    update_time: contact.updated,
  });
}

/** Comes in v2 only when `fields` asks for it. */
export const HIDDEN_V2 = [
  ...['custom_fields', 'job_title', 'leadsource_id', 'links', 'notes', 'origin', 'utm_parameters', 'referral_code'],
  ...['account_id', 'assistant_name', 'assistant_phone', 'billing_information', 'created_by', 'groups'],
  'last_updated_by',
] as const;

/** A contact with everything v1 knows of it. */
export function contactV1(account: Account, contact: StoredRecord): Fields {
  const { fields } = contact;
  const company = companyOf(account, contact);
  const email = part(fields, 'email_addresses', 'EMAIL1') ?? parts(fields, 'email_addresses')[0];
  const birth = asString(fields['birth_date']);
  return compact({
    ...pickNames(fields),
    id: contact.id,
    ScoreValue: fields['score_value'],
    addresses: parts(fields, 'addresses').map(addressV1),
    anniversary: fields['anniversary_date'],
    birthday: birth && /^\d{4}-\d{2}-\d{2}$/.test(birth) ? `${birth}T00:00:00.000Z` : undefined,
    company: company && { id: company.id, company_name: company.fields['company_name'] },
    company_name: company?.fields['company_name'] ?? fields['company_name'],
    custom_fields: parts(fields, 'custom_fields'),
    date_created: contact.created,
    email_addresses: parts(fields, 'email_addresses').map(({ email: address, field }) => ({ email: address, field })),
    email_opted_in: email?.['is_opt_in'] === true,
    email_status: emailStatusV1(email?.['email_opt_status']) ?? 'NonMarketable',
    fax_numbers: parts(fields, 'fax_numbers'),
    last_updated: contact.updated,
    lead_source_id: Number(fields['leadsource_id']) || undefined,
    opt_in_reason: email?.['opt_in_reason'],
    origin: originV1(contact),
    owner_id: Number(fields['owner_id']) || undefined,
    phone_numbers: parts(fields, 'phone_numbers'),
    relationships: [],
    social_accounts: parts(fields, 'social_accounts').map(({ name, type }) => ({ name, type: socialTypeV1(type) })),
    source_type: sourceTypeV1(fields['source_type']),
    tag_ids: tagIdsOf(account, contact),
  });
}

const SAME_NAMES = [
  ...['given_name', 'family_name', 'middle_name', 'prefix', 'suffix', 'preferred_name', 'preferred_locale'],
  ...['spouse_name', 'job_title', 'contact_type', 'time_zone', 'website'],
] as const;

function pickNames(fields: Fields): Fields {
  return Object.fromEntries(SAME_NAMES.map((name) => [name, fields[name]]));
}

function originV1({ fields, created }: StoredRecord): Fields | undefined {
  const origin = asObject(fields['origin']);
  return origin && { date: asString(origin['date']) ?? created, ip_address: asString(origin['ip_address']) ?? '' };
}

/** An address under v1's names, which have no region code and no country name. */
export function addressV1({ region_code, country: _country, region, ...rest }: Fields): Fields {
  return compact({ ...rest, region: region ?? region_code });
}

/** Comes in v1 only when `optional_properties` asks for it. */
export const OPTIONAL_V1 = [
  ...['custom_fields', 'job_title', 'lead_source_id', 'opt_in_reason', 'origin', 'relationships', 'anniversary'],
  ...['birthday', 'contact_type', 'fax_numbers', 'preferred_locale', 'preferred_name', 'social_accounts'],
  ...['source_type', 'spouse_name', 'website', 'prefix', 'suffix', 'notes', 'time_zone'],
] as const;

/** Contacts as the lists of a tag show them. */
export function briefContact(contact: StoredRecord): {
  readonly email: string | undefined;
  readonly given_name: string | undefined;
  readonly family_name: string | undefined;
} {
  return {
    email: emailsOf(contact)[0],
    given_name: asString(contact.fields['given_name']),
    family_name: asString(contact.fields['family_name']),
  };
}
