const TEMPLATES =
  'REST v2 reads and sends email templates, and neither makes nor changes them: keep them up to date in Keap.';
const STEPS = 'REST v2 does not tell how far a contact is in a campaign.';
const SHIPPING = 'REST v2 lists shipping methods, without their details: see List shipping methods.';
const LINKS = 'REST v2 keeps no links to records of other programs: store them in a custom field.';
const BOOKS = 'REST v2 marks nothing as told to another program’s books.';

/** Methods that REST v2 has nothing for, each with what to do instead where there is something. */
export const METHODS_WITHOUT_MOVE: Readonly<Record<string, string>> = {
  'APIEmailService.addEmailTemplate': TEMPLATES,
  'APIEmailService.createEmailTemplate': TEMPLATES,
  'APIEmailService.updateEmailTemplate': TEMPLATES,
  'APIEmailService.getAvailableMergeFields': 'REST v2 does not list merge fields.',
  'AffiliateProgramService.getAffiliatesByProgram': 'REST v2 does not list the affiliates of a commission program.',
  'AffiliateProgramService.getProgramsForAffiliate':
    'REST v2 has no operation of its own for it: use List affiliate commission programs with the filter affiliate_id.',
  'AffiliateService.updatePhoneStats': 'REST v2 keeps no statistics of calls.',
  'ContactService.getCampaignStepDetails': STEPS,
  'ContactService.getCampaignStepOrder': STEPS,
  'ContactService.getCampaigneeDetails': STEPS,
  'ContactService.getCampaigneeStepDetails': STEPS,
  'ContactService.getNextCampaignStep': STEPS,
  'ContactService.linkContact': LINKS,
  'ContactService.locateContactLink': LINKS,
  'ContactService.markLinkUpdated': LINKS,
  'ContactService.pauseCampaign':
    'REST v2 does not pause a campaign for a contact: remove the contact from the sequence instead.',
  'ContactService.resumeCampaignForContact':
    'REST v2 does not resume a campaign for a contact: add the contact to the sequence again.',
  'ContactService.rescheduleCampaignStep':
    'REST v2 does not run a single step: achieve a goal of an automation instead.',
  'ContactService.refreshApp': 'REST v2 has nothing to refresh.',
  'ContactService.runActionSequence': 'REST v2 has no action sets: build an automation and achieve its goal.',
  'ContactService.submitSurveyAndApplyActionSets':
    'REST v2 has no action sets: build an automation and achieve its goal.',
  'CreditCardSubmissionService.requestCreditCardId':
    'REST v2 has no tokens of submitted cards: look for the card with List payment methods.',
  'DataService.authenticateUser': 'REST v2 checks no passwords: let users sign in by OAuth.',
  'DataService.getTemporaryKey': 'REST v2 has no temporary keys: use a Personal Access Token or a Service Account Key.',
  'DataService.getAppointmentCal': 'REST v2 has no appointments: REST v1 reads them.',
  'DataService.getAppointmentICal': 'REST v2 has no appointments: REST v1 reads them.',
  'DataService.updateCustomField':
    'REST v2 changes a custom field with an operation for each kind of record, such as Update company custom field.',
  'FileService.getDownloadUrl': 'REST v2 gives no address to download from: read the bytes with Get file data.',
  'InvoiceService.addRecurringCommissionOverride': 'REST v2 does not change the commission of a subscription.',
  'InvoiceService.getAllPaymentOptions': 'REST v2 does not list ways to pay.',
  'InvoiceService.getInvoiceQuickbooksIIF': BOOKS,
  'InvoiceService.getPluginStatus': 'REST v2 has no plug-ins.',
  'InvoiceService.hello': 'REST v2 has no greeting: use Get user info to check a key.',
  'InvoiceService.setInvoiceSyncStatus': BOOKS,
  'InvoiceService.setPaymentSyncStatus': BOOKS,
  'InvoiceService.validateCreditCard': 'REST v2 does not check cards: it refuses a payment instead.',
  'SearchService.getAvailableQuickSearches': 'REST v2 has no quick searches: each list has a filter.',
  'SearchService.getDefaultQuickSearch': 'REST v2 has no quick searches: each list has a filter.',
  'ShippingService.getFlatRateShippingOption': SHIPPING,
  'ShippingService.getOrderQuantityShippingOption': SHIPPING,
  'ShippingService.getOrderTotalShippingOption': SHIPPING,
  'ShippingService.getOrderTotalShippingRanges': SHIPPING,
  'ShippingService.getProductBasedShippingOption': SHIPPING,
  'ShippingService.getProductShippingPricesForProductShippingOption': SHIPPING,
  'ShippingService.getUpsShippingOption': SHIPPING,
  'ShippingService.getWeightBasedShippingOption': SHIPPING,
  'ShippingService.getWeightBasedShippingRanges': SHIPPING,
  'WebTrackingService.getWebTrackingScriptTag': 'REST v2 does not give the tracking code: copy it from Keap.',
  'WebTrackingService.getWebTrackingScriptUrl': 'REST v2 does not give the tracking code: copy it from Keap.',
};

/** Methods of the DataService that work on any table, and the operation each becomes. */
export const TABLE_METHODS = {
  'DataService.query': 'list',
  'DataService.findByField': 'list',
  'DataService.count': 'list',
  'DataService.load': 'read',
  'DataService.add': 'create',
  'DataService.update': 'change',
  'DataService.delete': 'remove',
} as const;
