import type { Move, Target } from '../move.ts';

const WINDOW: Move['takes'] = {
  affiliateId: 'path:affiliate_id',
  filterStartDate: 'filter:since_time',
  filterEndDate: 'filter:until_time',
};
const SETTING: Target = { note: 'REST v2 answers the configuration by sections, which have names of their own.' };
const SETTINGS: Move = {
  to: 'getApplicationConfigurations',
  takes: { hash: { note: 'REST v2 needs no hash.' }, module: SETTING, param: SETTING, setting: SETTING },
};
const FIELDS_KEPT: Target = {
  note: 'REST v2 answers the columns of the report by its own names: see Get report model.',
};
const SENT_TO: Move['takes'] = {
  subject: 'body:subject',
  htmlBody: { to: 'body:html_content', base64: true },
  textBody: { to: 'body:plain_content', base64: true },
  contentType: { note: 'REST v2 sends whichever of html_content and plain_content is there.' },
};

/** Affiliates, contacts, mails, files, searches and forms. */
export const PEOPLE_METHODS: Readonly<Record<string, Move>> = {
  'APIAffiliateService.affClawbacks': {
    to: 'getAffiliateCommissions',
    takes: WINDOW,
    notes: ['REST v2 sums clawbacks up in the property clawbacks and lists commissions beside it.'],
  },
  'APIAffiliateService.affCommissions': { to: 'getAffiliateCommissions', takes: WINDOW },
  'APIAffiliateService.affPayouts': { to: 'listAffiliatePayments', takes: WINDOW },
  'APIAffiliateService.affRunningTotals': { to: 'listSummaries', takes: { affiliateIds: 'filter:affiliate_ids' } },
  'APIAffiliateService.affSummary': {
    to: 'listSummaries',
    takes: { ...WINDOW, affiliateId: 'filter:affiliate_ids' },
  },
  'APIEmailService.attachEmail': {
    to: 'createEmail',
    takes: {
      ...SENT_TO,
      contactId: 'body:contact_id',
      fromName: { note: 'REST v2 keeps the sender’s address alone.' },
      fromAddress: 'body:sent_from_address',
      toAddress: 'body:sent_to_address',
      ccAddress: 'body:sent_to_cc_address_list',
      bccAddress: 'body:sent_to_bcc_address_list',
      header: 'body:headers',
      receivedDate: 'body:received_time',
      sentDate: 'body:sent_time',
      emailSentType: { note: 'REST v2 has no types of sent emails.' },
    },
  },
  'APIEmailService.getEmailTemplate': { to: 'getEmailTemplate', takes: { templateId: 'path:email_template_id' } },
  'APIEmailService.getOptStatus': {
    to: 'getEmailAddressStatus',
    takes: { email: 'path:email' },
    notes: ['XML-RPC answers 0, 1 or 2; REST v2 says opted_in and a status in words.'],
  },
  'APIEmailService.optIn': {
    to: 'updateEmailAddressOptStatus',
    takes: { email: 'path:email', optInReason: 'body:reason' },
    sets: { 'body:opted_in': true },
  },
  'APIEmailService.optOut': {
    to: 'updateEmailAddressOptStatus',
    takes: { email: 'path:email', optOutReason: 'body:reason' },
    sets: { 'body:opted_in': false },
  },
  'APIEmailService.sendEmail': {
    to: 'sendEmail',
    takes: {
      ...SENT_TO,
      contactList: 'body:contacts',
      fromAddress: 'body:from_address',
      toAddress: { note: 'REST v2 sends to the contacts’ own addresses; address_field names another than the first.' },
      ccAddresses: { note: 'REST v2 sends no copies.' },
      bccAddresses: { note: 'REST v2 sends no blind copies.' },
      templateId: { note: 'REST v2 sends a template with an operation of its own: Send email template.' },
    },
  },
  'AffiliateProgramService.getAffiliatePrograms': { to: 'listAffiliateCommissionPrograms', takes: {} },
  'AffiliateProgramService.getResourcesForAffiliateProgram': {
    to: 'listCommissionProgramResources',
    takes: { programId: 'path:commission_program_id' },
  },
  'AffiliateService.getRedirectLinksForAffiliate': {
    to: 'listAffiliateLinks',
    takes: { affiliateId: 'filter:affiliate_id' },
  },
  'ContactService.add': { to: 'createContact', takes: { data: { valuesOf: 'Contact' } } },
  'ContactService.addToCampaign': {
    to: 'addContactsToCampaignSequence',
    takes: {
      contactId: 'body:contact_ids[]',
      campaignId: {
        to: 'path:campaign_id',
        note: 'Also fill in sequence_id: REST v2 adds a contact to a sequence of the campaign.',
      },
    },
  },
  'ContactService.addToGroup': {
    to: 'applyTags',
    takes: { contactId: 'body:contact_ids[]', groupId: 'path:tag_id' },
  },
  'ContactService.addWithDupCheck': {
    to: 'createContact',
    takes: { data: { valuesOf: 'Contact' }, dupCheckType: 'query:duplicate_option' },
  },
  'ContactService.applyActivityHistoryTemplate': {
    to: 'createNote',
    takes: {
      contactId: 'path:contact_id',
      historyId: { note: 'REST v2 applies no template to a note: copy title and text from List note templates.' },
      userId: 'body:user_id',
    },
  },
  'ContactService.findByEmail': {
    to: 'listContacts',
    takes: { email: 'filter:email', selectedFields: { fieldsOf: 'Contact' } },
  },
  'ContactService.getActivityHistoryTemplateMap': { to: 'listNoteTemplates', takes: {} },
  'ContactService.getAppSetting': SETTINGS,
  'ContactService.getAppSettingInt': SETTINGS,
  'ContactService.linkContacts': {
    to: 'linkContacts',
    takes: { contactId1: 'body:contact1_id', contactId2: 'body:contact2_id', linkTypeId: 'body:link_type_id' },
  },
  'ContactService.listLinkedContacts': { to: 'listContactLinks', takes: { contactId: 'path:contact_id' } },
  'ContactService.load': {
    to: 'getContact',
    takes: { contactId: 'path:contact_id', selectedFields: { fieldsOf: 'Contact' } },
  },
  'ContactService.merge': {
    to: 'mergeContacts',
    takes: { contactId: 'body:contact_id', duplicateContactId: 'body:duplicate_contact_id' },
  },
  'ContactService.removeFromCampaign': {
    to: 'removeContactsFromCampaignSequence',
    takes: {
      contactId: 'body:contact_ids[]',
      followUpSequenceId: {
        to: 'path:sequence_id',
        note: 'Also fill in campaign_id: REST v2 names the campaign of a sequence.',
      },
    },
  },
  'ContactService.removeFromGroup': {
    to: 'removeTags',
    takes: { contactId: 'body:contact_ids[]', tagId: 'path:tag_id' },
  },
  'ContactService.unlinkContacts': {
    to: 'unlinkContacts',
    takes: { contactId1: 'body:contact1_id', contactId2: 'body:contact2_id', linkTypeId: 'body:link_type_id' },
  },
  'ContactService.update': {
    to: 'updateContact',
    takes: { contactId: 'path:contact_id', data: { valuesOf: 'Contact' } },
  },
  'DataService.addCustomField': {
    to: 'createContactCustomField',
    takes: {
      customFieldType: { note: 'REST v2 has an operation for each kind of record; this is the one of contacts.' },
      displayName: 'body:label',
      dataType: { to: 'body:field_type', note: 'Check field_type: REST v2 has names of its own, such as LIST_BOX.' },
      headerId: 'body:group_id',
    },
  },
  'DataService.getAppSetting': SETTINGS,
  'DataService.getUserInfo': { to: 'getUserInfo', takes: {} },
  'FileService.getFile': {
    to: 'getFileData_1',
    takes: { fileId: 'path:file_id' },
    notes: ['XML-RPC answers Base64, REST v2 the bytes themselves.'],
  },
  'FileService.renameFile': { to: 'updateFile', takes: { fileId: 'path:file_id', fileName: 'body:file_name' } },
  'FileService.replaceFile': {
    to: 'updateFile',
    takes: {
      fileId: 'path:file_id',
      base64EncodedData: { note: 'REST v2 takes a file, not Base64: choose the file in the builder.' },
    },
  },
  'FileService.uploadFile': {
    to: 'createFile',
    takes: {
      contactId: 'body:contact_id',
      fileName: 'body:file_name',
      base64EncodedData: { note: 'REST v2 takes a file, not Base64: choose the file in the builder.' },
    },
    sets: { 'body:file_association': 'CONTACT' },
  },
  'FunnelService.achieveGoal': {
    to: 'achieveGoal',
    takes: { integration: 'body:integration', callName: 'body:call_name', contactId: 'body:contact_id' },
  },
  'SearchService.getAllReportColumns': {
    to: 'retrieveReportModel',
    takes: { savedSearchId: 'path:report_id', userId: { note: 'REST v2 acts as the user of the key.' } },
  },
  'SearchService.getSavedSearchResults': {
    to: 'runReport',
    takes: {
      savedSearchId: 'path:report_id',
      userId: { note: 'REST v2 acts as the user of the key.' },
      pageNumber: { note: 'REST v2 has no page numbers: follow next_page_token.' },
      returnFields: FIELDS_KEPT,
    },
  },
  'SearchService.getSavedSearchResultsAllFields': {
    to: 'runReport',
    takes: {
      savedSearchId: 'path:report_id',
      userId: { note: 'REST v2 acts as the user of the key.' },
      pageNumber: { note: 'REST v2 has no page numbers: follow next_page_token.' },
    },
  },
  'SearchService.quickSearch': {
    to: 'listContacts',
    takes: {
      quickSearchType: { note: 'REST v2 has a filter for each list; this is the list of contacts.' },
      userId: { note: 'REST v2 acts as the user of the key.' },
      searchData: {
        to: 'filter:given_name',
        note: 'A quick search looks in several fields; a filter looks in those you name.',
      },
      page: { note: 'REST v2 has no page numbers: follow next_page_token.' },
      returnLimit: 'query:page_size',
    },
  },
  'WebFormService.getHTML': { to: 'getHtml', takes: { webFormId: 'path:webform_id' } },
  'WebFormService.getMap': { to: 'listWebforms', takes: {} },
};
