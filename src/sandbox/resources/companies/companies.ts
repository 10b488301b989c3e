import { asObject, asString } from '../../../keap/json.ts';
import type { Readers } from '../../query/select.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { addressV1 } from '../contacts/contactViews.ts';
import { emailStatusV1 } from '../contacts/contactWords.ts';
import type { Handlers } from '../handler.ts';
import { notBlank, pickFields } from '../records.ts';
import { type Resource, usual } from '../resource.ts';

const READERS: Readers<StoredRecord> = {
  company_id: ({ id }) => id,
  name: ({ fields }) => asString(fields['company_name']),
  email: ({ fields }) => asString(asObject(fields['email_address'])?.['email']),
  city: ({ fields }) => asString(asObject(fields['address'])?.['locality']),
  state: ({ fields }) => asString(asObject(fields['address'])?.['region']),
};

const NAMES = [
  ...['address', 'notes', 'website', 'suffix', 'title', 'company_name', 'email_address', 'fax_number', 'phone_number'],
  ...['anniversary_date', 'assistant_name', 'assistant_phone', 'billing_information', 'birth_date', 'contact_type'],
  ...['first_name', 'job_title', 'last_name', 'middle_name', 'preferred_name', 'referral_code', 'spouse_name'],
  ...['owner_id', 'custom_fields'],
] as const;

/** Companies as v2 shows them. */
export const COMPANIES: Resource = {
  name: 'Company',
  table: 'companies',
  customFields: 'COMPANY',
  readers: READERS,
  stored: (body, { before }) => notBlank(pickFields(body, NAMES), 'company_name', before),
  shown: ({ id }, { account }) => ({
    groups: account.relations.companyTags
      .ofLeft(id)
      .map((tag) => tag.id)
      .join(','),
  }),
  // The people of a company that goes stay, without one.
  removed: ({ id }, { tables, relations }) => {
    relations.companyTags.forgetLeft(id);
    for (const contact of tables.contacts) {
      if (contact.fields['company_id'] === id) {
        tables.contacts.change(contact, { company_id: undefined }, contact.updated);
      }
    }
  },
};

/** Companies as v1 shows them: one address, number and email without saying which. */
export const COMPANIES_V1: Resource = {
  ...COMPANIES,
  optional: ['notes', 'fax_number', 'custom_fields'],
  queryV1: { equals: { company_name: ({ fields }) => asString(fields['company_name']) }, orders: READERS },
  stored: (body) => storedV1(body),
  shown: ({ fields }) => {
    const email = asObject(fields['email_address']);
    const address = asObject(fields['address']);
    return {
      address: address && addressV1(address),
      email_address: email?.['email'],
      email_opted_in: email?.['is_opt_in'] === true,
      email_status: emailStatusV1(email?.['email_opt_status']) ?? 'NonMarketable',
    };
  },
};

function storedV1(body: Fields): Fields {
  const fields: Record<string, unknown> = pickFields(body, ['company_name', 'notes', 'website', 'custom_fields']);
  const put = (name: string, field: string): void => {
    if (name in body) fields[name] = body[name] === null ? null : { field, ...asObject(body[name]) };
  };
  put('address', 'BILLING');
  put('phone_number', 'PHONE1');
  put('fax_number', 'FAX1');
  if ('email_address' in body) {
    const reason = asString(body['opt_in_reason']);
    fields['email_address'] = body['email_address'] && {
      field: 'EMAIL1',
      email: body['email_address'],
      is_opt_in: reason !== undefined,
      email_opt_status: reason === undefined ? 'UNENGAGED_NON_MARKETABLE' : 'SINGLE_OPT_IN',
      opt_in_reason: reason,
    };
  }
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

/** Companies in both versions; v1 cannot delete one. */
export const COMPANY_HANDLERS: Handlers = {
  ...usual(COMPANIES, {
    list: 'v2:listCompanies',
    create: 'v2:createCompany',
    get: 'v2:getCompany',
    update: 'v2:updateCompany',
    delete: 'v2:deleteCompany',
  }),
  ...usual(COMPANIES_V1, {
    list: 'v1:listCompaniesUsingGET',
    create: 'v1:createCompanyUsingPOST',
    get: 'v1:getCompanyUsingGET',
    update: 'v1:updateCompanyUsingPATCH',
  }),
};
