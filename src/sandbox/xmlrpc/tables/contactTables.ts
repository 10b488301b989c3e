import { asString } from '../../../keap/json.ts';
import { parts } from '../../resources/parts.ts';
import type { Fields } from '../../store/table.ts';
import type { XmlRpcContext } from '../context.ts';
import { storedView } from './storedView.ts';
import {
  CREATED,
  day,
  type FieldViews,
  inObject,
  inPart,
  property,
  shown,
  type TableView,
  textId,
  UPDATED,
} from './tableView.ts';

const PHONES = [1, 2, 3, 4, 5].flatMap((place) => [
  [`Phone${place}`, inPart('phone_numbers', `PHONE${place}`, 'number')] as const,
  [`Phone${place}Ext`, inPart('phone_numbers', `PHONE${place}`, 'extension')] as const,
  [`Phone${place}Type`, inPart('phone_numbers', `PHONE${place}`, 'type')] as const,
]);

const FAXES = [1, 2].flatMap((place) => [
  [`Fax${place}`, inPart('fax_numbers', `FAX${place}`, 'number')] as const,
  [`Fax${place}Type`, inPart('fax_numbers', `FAX${place}`, 'type')] as const,
]);

/** The three addresses: how each is called here and there. */
const ADDRESSES = (
  [
    ['BILLING', ['StreetAddress1', 'StreetAddress2', 'City', 'State', 'PostalCode', 'ZipFour1', 'Country']],
    ['SHIPPING', ['Address2Street1', 'Address2Street2', 'City2', 'State2', 'PostalCode2', 'ZipFour2', 'Country2']],
    ['OTHER', ['Address3Street1', 'Address3Street2', 'City3', 'State3', 'PostalCode3', 'ZipFour3', 'Country3']],
  ] as const
).flatMap(([field, names]) => {
  const properties = ['line1', 'line2', 'locality', 'region', 'postal_code', 'zip_four', 'country'] as const;
  return names.map((name, index) => [name, inPart('addresses', field, properties[index] ?? 'line1')] as const);
});

/** An address that is new or another than before has no consent. */
function email(field: string) {
  const view = inPart('email_addresses', field, 'email');
  return {
    ...view,
    write: (...[value, fields, context]: Parameters<NonNullable<typeof view.write>>): Fields => {
      const status = { email_opt_status: 'UNENGAGED_NON_MARKETABLE', is_opt_in: false };
      const before = inPart('email_addresses', field, 'email').read(
        { id: 0, fields, created: '', updated: '' },
        context,
      );
      const changed = view.write?.(value, fields, context) ?? {};
      const parts = changed['email_addresses'] as readonly Fields[];
      if (before === value) return changed;
      return {
        email_addresses: parts.map((part) => (part['field'] === field ? { ...status, field, email: value } : part)),
      };
    },
  };
}

const PERSON: FieldViews = {
  FirstName: property('given_name'),
  LastName: property('family_name'),
  MiddleName: property('middle_name'),
  Nickname: property('preferred_name'),
  Title: property('prefix'),
  Suffix: property('suffix'),
  SpouseName: property('spouse_name'),
  JobTitle: property('job_title'),
  Website: property('website'),
  Anniversary: day('anniversary_date'),
  Birthday: day('birth_date'),
  AssistantName: property('assistant_name'),
  AssistantPhone: property('assistant_phone'),
  BillingInformation: property('billing_information'),
  ContactType: property('contact_type'),
  OwnerID: property('owner_id'),
  ReferralCode: property('referral_code'),
  DateCreated: CREATED,
  LastUpdated: UPDATED,
};

/** The fields of a contact by its table's names. */
export const CONTACT_FIELDS: FieldViews = {
  ...PERSON,
  Email: email('EMAIL1'),
  EmailAddress2: email('EMAIL2'),
  EmailAddress3: email('EMAIL3'),
  ...Object.fromEntries([...PHONES, ...FAXES, ...ADDRESSES]),
  CompanyID: { ...property('company_id'), write: (value) => ({ company_id: value, company_name: undefined }) },
  Company: {
    read: ({ fields }, { account }) =>
      account.tables.companies.get(Number(fields['company_id']))?.fields['company_name'] ?? fields['company_name'],
    // A name that a company has is that company, as in REST.
    write: (value, _fields, { account }) => {
      const same = [...account.tables.companies].find(({ fields }) => fields['company_name'] === value);
      return same ? { company_id: same.id, company_name: undefined } : { company_id: undefined, company_name: value };
    },
  },
  LeadSourceId: textId('leadsource_id'),
  Leadsource: shown(
    ({ fields }, { account }) => account.tables.leadSources.get(Number(fields['leadsource_id']))?.fields['name'],
  ),
  Groups: shown(({ id }, { account }) => {
    const ids = account.relations.contactTags.ofLeft(id).map((link) => link.id);
    return ids.length > 0 ? ids.join(',') : undefined;
  }),
  TimeZone: property('time_zone'),
  Language: property('preferred_locale'),
};

const COMPANY_FIELDS: FieldViews = {
  ...PERSON,
  FirstName: property('first_name'),
  LastName: property('last_name'),
  Title: property('title'),
  Company: property('company_name'),
  ContactNotes: property('notes'),
  Email: inObject('email_address', 'email', { field: 'EMAIL1' }),
  Phone1: inObject('phone_number', 'number', { field: 'PHONE1' }),
  Phone1Ext: inObject('phone_number', 'extension', { field: 'PHONE1' }),
  Phone1Type: inObject('phone_number', 'type', { field: 'PHONE1' }),
  Fax1: inObject('fax_number', 'number', { field: 'FAX1' }),
  Fax1Type: inObject('fax_number', 'type', { field: 'FAX1' }),
  StreetAddress1: inObject('address', 'line1', { field: 'BILLING' }),
  StreetAddress2: inObject('address', 'line2', { field: 'BILLING' }),
  City: inObject('address', 'locality', { field: 'BILLING' }),
  State: inObject('address', 'region', { field: 'BILLING' }),
  PostalCode: inObject('address', 'postal_code', { field: 'BILLING' }),
  ZipFour1: inObject('address', 'zip_four', { field: 'BILLING' }),
  Country: inObject('address', 'country', { field: 'BILLING' }),
  Groups: shown(({ id }, { account }) => {
    const ids = account.relations.companyTags.ofLeft(id).map((link) => link.id);
    return ids.length > 0 ? ids.join(',') : undefined;
  }),
};

/** Only the fields of people that users have. */
const USER_FIELDS: FieldViews = {
  FirstName: property('given_name'),
  LastName: property('family_name'),
  MiddleName: property('middle_name'),
  Nickname: property('preferred_name'),
  Title: property('title'),
  Suffix: property('suffix'),
  Email: property('email'),
  ...Object.fromEntries(PHONES),
  Partner: shown(({ fields }) => fields['partner'] === true),
};

/** Contacts, companies and users. */
export const CONTACT_TABLE_VIEWS: Readonly<Record<string, TableView>> = {
  Contact: storedView({
    table: 'contacts',
    custom: 'CONTACT',
    fields: CONTACT_FIELDS,
    made: () => ({ email_addresses: [], phone_numbers: [], fax_numbers: [], addresses: [], source_type: 'API' }),
    deleteBy: '/v2/contacts',
  }),
  Company: storedView({
    table: 'companies',
    custom: 'COMPANY',
    fields: COMPANY_FIELDS,
    made: () => ({ custom_fields: [] }),
    deleteBy: '/v2/companies',
  }),
  User: storedView({ table: 'users', fields: USER_FIELDS }),
  UserGroup: storedView({ table: 'userGroups', fields: { Name: property('name'), OwnerId: shown(() => 1) } }),
  GroupAssign: storedView({ table: 'userGroupMembers', fields: own('UserId', 'GroupId', 'Admin') }),
  LinkedContactType: storedView({
    table: 'contactLinkTypes',
    fields: { TypeName: property('name'), MaxLinked: property('max_links') },
  }),
  EmailAddStatus: {
    // Every address once, with what became of mails to it.
    *rows({ account, rest }) {
      const known = new Set<string>();
      for (const { email: address, email_opt_status } of addressesOf(account)) {
        const text = asString(address) ?? '';
        if (text === '' || known.has(text.toLowerCase())) continue;
        known.add(text.toLowerCase());
        const id = known.size;
        const seen = (): Fields => Object(rest('GET', `/v2/emailAddresses/${encodeURIComponent(text)}/status`).json);
        const read: Readonly<Record<string, () => unknown>> = {
          ...{ Id: () => id, Email: () => text, Type: () => email_opt_status },
          ...{ DateCreated: () => seen()['create_time'], LastClickDate: () => seen()['last_click_time'] },
          ...{ LastOpenDate: () => seen()['last_open_time'], LastSentDate: () => seen()['last_sent_time'] },
        };
        yield { id, read: (field) => read[field]?.() };
      }
    },
  },
};

/** The addresses of contacts, then those that are no contact's. */
function* addressesOf({ tables }: XmlRpcContext['account']): Generator<Fields> {
  for (const { fields } of tables.contacts) yield* parts(fields, 'email_addresses');
  for (const { fields } of tables.emailAddresses) yield fields;
}

/** Fields that are kept under the names they have here. */
export function own(...names: readonly string[]): FieldViews {
  return Object.fromEntries(names.map((name) => [name, property(name)]));
}
