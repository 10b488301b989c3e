import type { NoMove, Place, Target } from '../move.ts';
import type { V1Move } from './v1Move.ts';

const HOOKS: NoMove = { none: 'REST v2 has no hooks: they stay in v1.' };
const APPOINTMENTS: NoMove = { none: 'REST v2 has no appointments: they stay in v1.' };
const NOTE_OF: Target = { note: 'Fill in contact_id, too: REST v2 reads a note within its contact.' };
const DATES = 'v1 and v2 may count from different dates: compare both answers.';
const NOTE_BODY: Readonly<Record<string, Place | Target>> = {
  'body.body': 'body:text',
  'body.contact_id': 'path:contact_id',
};
const COMPANY_BODY: Readonly<Record<string, Place | Target>> = {
  'body.email_address': 'body:email_address.email',
  'body.opt_in_reason': 'body:email_address.opt_in_reason',
};
const CONTACT_BODY: Readonly<Record<string, Place | Target>> = {
  'body.anniversary': 'body:anniversary_date',
  'body.birthday': 'body:birth_date',
  'body.lead_source_id': 'body:leadsource_id',
  'body.opt_in_reason': 'body:email_addresses[EMAIL1].opt_in_reason',
};
const AFFILIATE_WINDOW: Readonly<Record<string, Place>> = { since: 'filter:since_time', until: 'filter:until_time' };
const EMAIL_BODY: Readonly<Record<string, string>> = {
  clicked_date: 'clicked_time',
  opened_date: 'opened_time',
  received_date: 'received_time',
  sent_date: 'sent_time',
  sent_to_cc_addresses: 'sent_to_cc_address_list',
  sent_to_bcc_addresses: 'sent_to_bcc_address_list',
};
const EMAIL: Readonly<Record<string, Place>> = Object.fromEntries(
  Object.entries(EMAIL_BODY).map(([old, now]) => [`body.${old}`, `body:${now}` as Place]),
);

/** What v1 has no counterpart for, and people, companies, affiliates, mails, files and notes. */
export const V1_PEOPLE: Readonly<Record<string, V1Move>> = {
  // What REST v2 has not.
  list_stored_hook_subscriptions: HOOKS,
  create_a_hook_subscription: HOOKS,
  list_hook_event_types: HOOKS,
  retrieve_a_hook_subscription: HOOKS,
  update_a_hook_subscription: HOOKS,
  delete_a_hook_subscription: HOOKS,
  verify_a_hook_subscription: HOOKS,
  verify_a_hook_subscription_delayed: HOOKS,
  listAppointmentsUsingGET: APPOINTMENTS,
  createAppointmentUsingPOST: APPOINTMENTS,
  getAppointmentUsingGET: APPOINTMENTS,
  updateAppointmentUsingPUT: APPOINTMENTS,
  updatePropertiesOnAppointmentUsingPATCH: APPOINTMENTS,
  deleteAppointmentUsingDELETE: APPOINTMENTS,
  retrieveAppointmentModelUsingGET: APPOINTMENTS,
  createAppointmentCustomFieldUsingPOST: APPOINTMENTS,
  createUserUsingPOST: { none: 'REST v2 makes no users: this stays in v1.' },
  createCreditCardUsingPOST: {
    none: 'REST v2 takes no card numbers: a form of its own stores cards, see Create payment method config.',
  },
  defaultOptionsUsingGET: { none: 'REST v2 has no list of default options: see List countries.' },

  // The same under another path.
  getAccountProfileUsingGET: { to: 'getBusinessProfile' },
  updateAccountInfoUsingPUT: { to: 'updateBusinessProfile' },
  listCreditCardsUsingGET: { to: 'listPaymentMethods_1' },
  getConfigurationUsingGET: { to: 'getApplicationConfigurations' },
  getApplicationEnabledUsingGET: { to: 'isApplicationEnabled' },
  getContactOptionTypesUsingGET: { to: 'getContactOptionTypes' },
  listOpportunityStagePipelinesUsingGET: { to: 'listOpportunityStages' },

  listAffiliatesUsingGET: {
    takes: {
      parent_id: { note: 'REST v2 does not filter affiliates by their parent.' },
      program_id: { note: 'REST v2 does not filter affiliates by their program.' },
    },
  },
  createAffiliateUsingPOST: {
    takes: {
      'body.parent_id': 'body:parent_affiliate_id',
      'body.track_leads_for': 'body:track_leads_days',
      'body.status': {
        to: 'body:status',
        words: [
          ['active', 'ACTIVE'],
          ['inactive', 'INACTIVE'],
        ],
      },
    },
  },
  listCommissionsUsingGET: {
    to: 'getAffiliateCommissions',
    takes: { ...AFFILIATE_WINDOW, affiliateId: 'path:affiliate_id' },
    notes: ['REST v2 lists the commissions of one affiliate at a time.'],
  },
  listProgramsUsingGET: { to: 'listAffiliateCommissionPrograms' },
  listAffiliateRedirectLinksUsingGET: { to: 'listAffiliateLinks' },
  listAffiliateClawbacksUsingGET: {
    to: 'getAffiliateCommissions',
    takes: AFFILIATE_WINDOW,
    notes: ['REST v2 sums clawbacks up in the property clawbacks and lists commissions beside it.'],
  },
  listPaymentsUsingGET: { takes: AFFILIATE_WINDOW },

  listCampaignsUsingGET: { takes: { search_text: 'filter:name' } },
  createAchieveApiGoalEventUsingPOST: {
    to: 'achieveGoal',
    takes: { integration: 'body:integration', callName: 'body:call_name' },
  },
  addContactsToCampaignSequenceUsingPOST: {
    to: 'addContactsToCampaignSequence',
    takes: { 'body.ids': 'body:contact_ids' },
  },
  addContactToCampaignSequenceUsingPOST: {
    to: 'addContactsToCampaignSequence',
    takes: { contactId: 'body:contact_ids[]' },
  },
  removeContactsFromCampaignSequenceUsingDELETE: {
    to: 'removeContactsFromCampaignSequence',
    takes: { 'body.ids': 'body:contact_ids' },
  },
  removeContactFromCampaignSequenceUsingDELETE: {
    to: 'removeContactsFromCampaignSequence',
    takes: { contactId: 'body:contact_ids[]' },
  },

  createCompanyUsingPOST: { takes: COMPANY_BODY },
  updateCompanyUsingPATCH: { takes: COMPANY_BODY },

  listContactsUsingGET: { takes: { since: 'filter:start_update_time', until: 'filter:end_update_time' } },
  createContactUsingPOST: { takes: CONTACT_BODY },
  createOrUpdateContactUsingPUT: {
    to: 'createContact',
    takes: { ...CONTACT_BODY, 'body.duplicate_option': 'query:duplicate_option' },
  },
  updatePropertiesOnContactUsingPATCH: { takes: CONTACT_BODY },
  listEmailsForContactUsingGET: { to: 'listEmails', takes: { contactId: 'filter:contact_id' } },
  createEmailForContactUsingPOST: { to: 'createEmail', takes: { ...EMAIL, contactId: 'body:contact_id' } },
  applyTagsToContactIdUsingPOST: {
    to: 'applyTags',
    takes: { contactId: 'body:contact_ids[]', 'body.tagIds': 'path:tag_id' },
    notes: ['REST v2 applies one tag to many contacts: send it once for each tag.'],
  },
  removeTagsFromContactUsingDELETE: {
    to: 'removeTags',
    takes: { contactId: 'body:contact_ids[]', ids: { to: 'path:tag_id', split: true } },
    notes: ['REST v2 removes one tag from many contacts: send it once for each tag.'],
  },
  removeTagsFromContactUsingDELETE_1: { to: 'removeTags', takes: { contactId: 'body:contact_ids[]' } },
  applyTagToContactIdsUsingPOST: { to: 'applyTags', takes: { 'body.ids': 'body:contact_ids' } },
  removeTagFromContactIdsUsingDELETE: { to: 'removeTags', takes: { ids: 'body:contact_ids' } },
  removeTagFromContactIdUsingDELETE: { to: 'removeTags', takes: { contactId: 'body:contact_ids[]' } },
  insertUTMsUsingPOST: {
    to: 'updateContact',
    takes: {
      'body.keapSourceId': 'body:utm_parameters.keap_source_id',
      'body.utmCampaign': 'body:utm_parameters.utm_campaign',
      'body.utmContent': 'body:utm_parameters.utm_content',
      'body.utmMedium': 'body:utm_parameters.utm_medium',
      'body.utmSource': 'body:utm_parameters.utm_source',
      'body.utmTerm': 'body:utm_parameters.utm_term',
    },
  },

  listEmailsUsingGET: {
    takes: {
      ordered: {
        to: 'query:order_by',
        words: [
          ['true', 'created_time desc'],
          ['false', ''],
        ],
      },
      since_sent_date: 'filter:start_created_time',
      until_sent_date: 'filter:end_created_time',
    },
    notes: [DATES],
  },
  createEmailUsingPOST: { takes: EMAIL },
  sendEmailUsingPOST: { to: 'sendEmail' },
  createEmailsUsingPOST: {
    to: 'createEmails',
    takes: { 'body.emails': { to: 'body:emails', each: EMAIL_BODY } },
  },
  deleteEmailsUsingPOST: { to: 'deleteEmails', takes: { 'body.ids': 'body:email_ids' } },
  replaceEmailAddressUsingPUT: { to: 'updateEmailAddressOptStatus' },

  listFilesUsingGET: {
    takes: {
      name: 'filter:file_name',
      type: 'filter:file_box_type',
      permission: { note: 'REST v2 does not filter files by permission; it has user_id.' },
      viewable: { note: 'REST v2 has is_public instead, which says who may see a file.' },
    },
  },
  createFileUsingPOST: {
    takes: {
      'body.public': 'body:is_public',
      'body.file_data': { note: 'REST v2 takes a file, not Base64: choose the file in the builder.' },
    },
  },
  updateFileUsingPUT: {
    to: 'updateFile',
    takes: {
      'body.public': 'body:is_public',
      'body.file_data': { note: 'REST v2 takes a file, not Base64: choose the file in the builder.' },
    },
  },

  listNotesUsingGET: { takes: { user_id: 'filter:assigned_to_user_id' } },
  createNoteUsingPOST: { to: 'createNote', takes: NOTE_BODY },
  getNoteUsingGET: { to: 'getNote', takes: { noteId: { ...NOTE_OF, to: 'path:note_id' } } },
  updateNoteUsingPUT: { to: 'updateNote', takes: NOTE_BODY },
  updatePropertiesOnNoteUsingPATCH: { to: 'updateNote', takes: NOTE_BODY },
  deleteNoteUsingDELETE: { to: 'deleteNote', takes: { noteId: { ...NOTE_OF, to: 'path:note_id' } } },
};
