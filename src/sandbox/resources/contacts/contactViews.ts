import { asObject, asString } from '../../../keap/json.ts';
import { listParameter, type SandboxRequest } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { parts } from '../parts.ts';
import type { Showing } from '../resource.ts';
import { emailsOf } from './contactParts.ts';
import { utmsShown } from './contactUtms.ts';
import { emailStatusV1, socialTypeV1, sourceTypeV1 } from './contactWords.ts';
import { linksShown } from './linkRecords.ts';

function companyOf({ tables }: Account, fields: Fields): StoredRecord | undefined {
  return tables.companies.get(Number(fields['company_id']));
}

function tagIdsOf({ relations }: Account, contactId: number): number[] {
  return relations.contactTags.ofLeft(contactId).map(({ id }) => id);
}

/** What v2 knows of a contact beyond what is stored of it. */
export function contactV2(contact: StoredRecord, { account, request }: Showing): Fields {
  const { id, fields } = contact;
  const tagIds = tagIdsOf(account, id);
  const company = companyOf(account, fields);
  return {
    company: company
      ? { id: company.id, company_name: company.fields['company_name'] }
      : fields['company_name'] && { company_name: fields['company_name'] },
    ...Object.fromEntries(LISTS.map((name) => [name, parts(fields, name)])),
    links: asksFor(request, 'fields', 'links') ? linksShown(account, id) : undefined,
    utm_parameters: utmsShown(contact),
    tag_ids: tagIds,
    groups: tagIds.join(','),
  };
}

/** A contact always has these, though they may be empty. */
const LISTS = [...['email_addresses', 'phone_numbers', 'fax_numbers', 'addresses', 'social_accounts']] as const;

/** Whether a request asks for what is too much to gather for nothing. */
function asksFor({ query }: SandboxRequest, parameter: string, name: string): boolean {
  return listParameter(query, parameter)?.includes(name) === true;
}

/** Comes in v2 only when `fields` asks for it. */
export const HIDDEN_V2 = [
  ...['custom_fields', 'job_title', 'leadsource_id', 'links', 'notes', 'origin', 'utm_parameters', 'referral_code'],
  ...['account_id', 'assistant_name', 'assistant_phone', 'billing_information', 'created_by', 'groups'],
  'last_updated_by',
] as const;

/** What v1 knows of a contact, under its names. */
export function contactV1(contact: StoredRecord, { account, request }: Showing): Fields {
  const { id, fields } = contact;
  const company = companyOf(account, fields);
  const emails = parts(fields, 'email_addresses');
  const email = emails.find(({ field }) => field === 'EMAIL1') ?? emails[0];
  const birth = asString(fields['birth_date']);
  return {
    ScoreValue: fields['score_value'],
    addresses: parts(fields, 'addresses').map(addressV1),
    anniversary: fields['anniversary_date'],
    birthday: birth && /^\d{4}-\d{2}-\d{2}$/.test(birth) ? `${birth}T00:00:00.000Z` : undefined,
    company: company && { id: company.id, company_name: company.fields['company_name'] },
    company_name: company?.fields['company_name'] ?? fields['company_name'],
    ...Object.fromEntries(['custom_fields', 'fax_numbers', 'phone_numbers'].map((name) => [name, parts(fields, name)])),
    email_addresses: emails,
    email_opted_in: email?.['is_opt_in'] === true,
    email_status: emailStatusV1(email?.['email_opt_status']) ?? 'NonMarketable',
    lead_source_id: Number(fields['leadsource_id']) || undefined,
    opt_in_reason: email?.['opt_in_reason'],
    origin: originV1(contact),
    relationships: asksFor(request, 'optional_properties', 'relationships') ? linksShown(account, id) : undefined,
    social_accounts: parts(fields, 'social_accounts').map(({ name, type }) => ({ name, type: socialTypeV1(type) })),
    source_type: sourceTypeV1(fields['source_type']),
    tag_ids: tagIdsOf(account, id),
  };
}

function originV1({ fields, created }: StoredRecord): Fields | undefined {
  const origin = asObject(fields['origin']);
  return origin && { date: asString(origin['date']) ?? created, ip_address: asString(origin['ip_address']) ?? '' };
}

/** An address under v1's names, which have no region code and no country name. */
export function addressV1({ region_code, country: _country, region, ...rest }: Fields): Fields {
  return { ...rest, region: region ?? region_code };
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
