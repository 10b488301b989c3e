import type { FieldMove, TableMove } from './tableMove.ts';

type Fields = Readonly<Record<string, string | FieldMove>>;

const PHONES: Fields = Object.fromEntries(
  [1, 2, 3, 4, 5].flatMap((place): [string, FieldMove][] => {
    const at = `phone_numbers[PHONE${place}]`;
    return [
      [`Phone${place}`, { at: `${at}.number`, filter: 'phone_number', beside: `phone_fields==PHONE${place}` }],
      [`Phone${place}Ext`, { at: `${at}.extension` }],
      [`Phone${place}Type`, { at: `${at}.type` }],
    ];
  }),
);

const FAXES: Fields = Object.fromEntries(
  [1, 2].flatMap((place): [string, string][] => [
    [`Fax${place}`, `fax_numbers[FAX${place}].number`],
    [`Fax${place}Type`, `fax_numbers[FAX${place}].type`],
  ]),
);

const NAMED = 'REST v2 prefers country_code and region_code to the names of countries and regions.';

const ADDRESSES: Fields = Object.fromEntries(
  (
    [
      ['BILLING', ['StreetAddress1', 'StreetAddress2', 'City', 'State', 'PostalCode', 'ZipFour1', 'Country']],
      ['SHIPPING', ['Address2Street1', 'Address2Street2', 'City2', 'State2', 'PostalCode2', 'ZipFour2', 'Country2']],
      ['OTHER', ['Address3Street1', 'Address3Street2', 'City3', 'State3', 'PostalCode3', 'ZipFour3', 'Country3']],
    ] as const
  ).flatMap(([field, names]) => {
    const ways = ['line1', 'line2', 'locality', 'region', 'postal_code', 'zip_four', 'country'] as const;
    return names.map((name, index): [string, FieldMove] => {
      const way = ways[index] ?? 'line1';
      const filter = `${field.toLowerCase()}_address_${way}`;
      return [
        name,
        {
          at: `addresses[${field}].${way}`,
          ...(['line1', 'locality', 'region', 'postal_code'].includes(way) ? { filter } : {}),
          ...(way === 'country' || way === 'region' ? { note: NAMED } : {}),
        },
      ];
    });
  }),
);

const PERSON: Fields = {
  Suffix: 'suffix',
  SpouseName: 'spouse_name',
  JobTitle: 'job_title',
  Website: 'website',
  Anniversary: 'anniversary_date',
  Birthday: 'birth_date',
  AssistantName: 'assistant_name',
  AssistantPhone: 'assistant_phone',
  BillingInformation: 'billing_information',
  ContactType: 'contact_type',
  OwnerID: 'owner_id',
  ReferralCode: 'referral_code',
  AccountId: 'account_id',
  CreatedBy: 'created_by',
  LastUpdatedBy: 'last_updated_by',
  Groups: { at: 'groups', note: 'REST v2 lists the tags of a record in a call of their own.' },
};

/** Contacts, companies, users and what tells of them. */
export const PEOPLE_TABLES: Readonly<Record<string, readonly TableMove[]>> = {
  Contact: [
    {
      list: 'listContacts',
      read: 'getContact',
      create: 'createContact',
      change: 'updateContact',
      remove: 'deleteContact',
      fields: {
        ...PERSON,
        Id: { at: 'id', filter: 'contact_ids', order: 'id' },
        FirstName: 'given_name',
        LastName: 'family_name',
        MiddleName: 'middle_name',
        Nickname: 'preferred_name',
        Title: 'prefix',
        Email: { at: 'email_addresses[EMAIL1].email', filter: 'email', order: 'email' },
        EmailAddress2: 'email_addresses[EMAIL2].email',
        EmailAddress3: 'email_addresses[EMAIL3].email',
        ...PHONES,
        ...FAXES,
        ...ADDRESSES,
        CompanyID: { at: 'company.id', filter: 'company_id' },
        Company: 'company.company_name',
        LeadSourceId: 'leadsource_id',
        Leadsource: { filter: 'lead_source_name', note: 'REST v2 shows and takes the lead source by its id.' },
        TimeZone: 'time_zone',
        Language: 'preferred_locale',
        DateCreated: { at: 'create_time', order: 'create_time' },
        LastUpdated: { at: 'update_time', between: ['start_update_time', 'end_update_time'], order: 'update_time' },
      },
    },
  ],
  Company: [
    {
      list: 'listCompanies',
      read: 'getCompany',
      create: 'createCompany',
      change: 'updateCompany',
      remove: 'deleteCompany',
      fields: {
        ...PERSON,
        Id: { at: 'id', filter: 'company_id', order: 'id' },
        Company: { at: 'company_name', filter: 'company_name', order: 'name' },
        FirstName: 'first_name',
        LastName: 'last_name',
        MiddleName: 'middle_name',
        Nickname: 'preferred_name',
        Title: 'title',
        ContactNotes: 'notes',
        Email: { at: 'email_address.email', filter: 'email', order: 'email' },
        Phone1: 'phone_number.number',
        Phone1Ext: 'phone_number.extension',
        Phone1Type: 'phone_number.type',
        Fax1: 'fax_number.number',
        Fax1Type: 'fax_number.type',
        StreetAddress1: 'address.line1',
        StreetAddress2: 'address.line2',
        City: { at: 'address.locality', filter: 'city' },
        State: { at: 'address.region', filter: 'state', note: NAMED },
        PostalCode: 'address.postal_code',
        ZipFour1: 'address.zip_four',
        Country: { at: 'address.country', note: NAMED },
        DateCreated: { at: 'create_time', order: 'create_time' },
        LastUpdated: { at: 'update_time', between: ['since_time', 'until_time'] },
      },
    },
  ],
  User: [
    {
      list: 'listPaginatedUsers',
      read: 'getUserById',
      fields: {
        Id: { at: 'id', filter: 'user_ids' },
        FirstName: { at: 'given_name', filter: 'given_name' },
        LastName: 'family_name',
        MiddleName: 'middle_name',
        Nickname: 'nickname',
        Title: 'title',
        Suffix: 'suffix',
        SpouseName: 'spouse_name',
        Email: { at: 'email_addresses[EMAIL1].email', filter: 'email', order: 'email' },
        Phone1: 'phone_numbers[PHONE1].number',
        Phone1Ext: 'phone_numbers[PHONE1].extension',
        Phone1Type: 'phone_numbers[PHONE1].type',
        Phone2: 'phone_numbers[PHONE2].number',
        Phone2Ext: 'phone_numbers[PHONE2].extension',
        Phone2Type: 'phone_numbers[PHONE2].type',
        City: 'address.locality',
        State: 'address.region',
        PostalCode: 'address.postal_code',
        StreetAddress1: 'address.line1',
        StreetAddress2: 'address.line2',
        Partner: 'partner',
      },
    },
  ],
  UserGroup: [{ list: 'listUserGroups', read: 'getUserGroup', fields: { Id: 'id', Name: 'name' } }],
  EmailAddStatus: [
    {
      list: 'listEmailAddressStatuses',
      fields: {
        Email: { at: 'email', filter: 'emails', order: 'email' },
        Type: { at: 'status', filter: 'statuses', order: 'status' },
        DateCreated: { at: 'create_time', order: 'create_time' },
        LastClickDate: { at: 'last_click_time', order: 'last_click_time' },
        LastOpenDate: { at: 'last_open_time', order: 'last_open_time' },
        LastSentDate: { at: 'last_sent_time', order: 'last_sent_time' },
      },
    },
  ],
  LinkedContactType: [
    {
      list: 'listContactLinkTypes',
      fields: {
        Id: 'id',
        TypeName: { at: 'name', filter: 'name', order: 'name' },
        MaxLinked: { at: 'max_links', order: 'max_links' },
      },
    },
  ],
  ContactGroup: [
    {
      list: 'listTags',
      read: 'getTag',
      create: 'createTag',
      change: 'updateTag',
      remove: 'deleteTag',
      fields: {
        Id: { at: 'id', filter: 'tag_ids' },
        GroupName: { at: 'name', filter: 'name', order: 'name' },
        GroupDescription: { at: 'description', filter: 'description' },
        GroupCategoryId: { at: 'category.id', filter: 'category_id' },
      },
    },
  ],
  ContactGroupCategory: [
    {
      list: 'listTagCategories',
      read: 'getCategory',
      create: 'createTagCategory',
      change: 'updateTagCategory',
      remove: 'deleteTagCategory',
      fields: {
        Id: 'id',
        CategoryName: { at: 'name', filter: 'name', order: 'name' },
        CategoryDescription: { at: 'description', filter: 'description' },
      },
    },
  ],
  ContactGroupAssign: [
    {
      list: 'listContactsWithTagId',
      within: { field: 'GroupId', path: 'tag_id' },
      fields: {
        ContactId: { at: 'id' },
        'Contact.Id': { at: 'id' },
        'Contact.FirstName': { at: 'given_name', filter: 'given_name', order: 'given_name' },
        'Contact.LastName': { at: 'family_name', filter: 'family_name', order: 'family_name' },
        'Contact.Email': { at: 'email', filter: 'email', order: 'email' },
        DateCreated: {
          at: 'applied_time',
          between: ['since_applied_time', 'until_applied_time'],
          order: 'applied_time',
        },
      },
    },
    {
      list: 'listTagsForContact',
      within: { field: 'ContactId', path: 'contact_id' },
      fields: {
        GroupId: { at: 'tag.id' },
        ContactGroup: { at: 'tag.name', filter: 'name', order: 'name' },
        DateCreated: {
          at: 'applied_time',
          between: ['since_applied_time', 'until_applied_time'],
          order: 'applied_time',
        },
      },
    },
  ],
};
