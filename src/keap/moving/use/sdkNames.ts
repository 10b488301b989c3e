/** The services behind the accessors of Keap's PHP SDK (infusionsoft/infusionsoft-php). */
export const PHP_ACCESSORS: Readonly<Record<string, string>> = {
  affiliates: 'APIAffiliateService',
  affiliatePrograms: 'AffiliateProgramService',
  contacts: 'ContactService',
  data: 'DataService',
  discounts: 'DiscountService',
  emails: 'APIEmailService',
  files: 'FileService',
  funnels: 'FunnelService',
  invoices: 'InvoiceService',
  orders: 'OrderService',
  products: 'ProductService',
  search: 'SearchService',
  shipping: 'ShippingService',
  webForms: 'WebFormService',
  webTracking: 'WebTrackingService',
};

/** The functions of the old class iSDK in PHP that are called otherwise than what they call. */
export const ISDK_FUNCTIONS: Readonly<Record<string, string>> = {
  addCon: 'ContactService.add',
  updateCon: 'ContactService.update',
  loadCon: 'ContactService.load',
  mergeCon: 'ContactService.merge',
  findByEmail: 'ContactService.findByEmail',
  addWithDupCheck: 'ContactService.addWithDupCheck',
  grpAssign: 'ContactService.addToGroup',
  grpRemove: 'ContactService.removeFromGroup',
  campAssign: 'ContactService.addToCampaign',
  campPause: 'ContactService.pauseCampaign',
  campRemove: 'ContactService.removeFromCampaign',
  getNextCampStep: 'ContactService.getNextCampaignStep',
  resumeCampaignForContact: 'ContactService.resumeCampaignForContact',
  runAS: 'ContactService.runActionSequence',
  linkContacts: 'ContactService.linkContacts',
  unlinkContacts: 'ContactService.unlinkContacts',
  listLinkedContacts: 'ContactService.listLinkedContacts',
  dsAdd: 'DataService.add',
  dsAuth: 'DataService.authenticateUser',
  dsCount: 'DataService.count',
  dsDelete: 'DataService.delete',
  dsFind: 'DataService.findByField',
  dsGetSetting: 'DataService.getAppSetting',
  dsLoad: 'DataService.load',
  dsQuery: 'DataService.query',
  dsQueryOrderBy: 'DataService.query',
  dsUpdate: 'DataService.update',
  addCustomField: 'DataService.addCustomField',
  updateCustomField: 'DataService.updateCustomField',
  attachEmail: 'APIEmailService.attachEmail',
  getEmailTemplate: 'APIEmailService.getEmailTemplate',
  optIn: 'APIEmailService.optIn',
  optOut: 'APIEmailService.optOut',
  optStatus: 'APIEmailService.getOptStatus',
  sendEmail: 'APIEmailService.sendEmail',
  sendTemplate: 'APIEmailService.sendEmail',
  achieveGoal: 'FunnelService.achieveGoal',
  addOrderItem: 'InvoiceService.addOrderItem',
  amtOwed: 'InvoiceService.calculateAmountOwed',
  blankOrder: 'InvoiceService.createBlankOrder',
  chargeInvoice: 'InvoiceService.chargeInvoice',
  commOverride: 'InvoiceService.addOrderCommissionOverride',
  deleteInvoice: 'InvoiceService.deleteInvoice',
  deleteSubscription: 'InvoiceService.deleteSubscription',
  locateCard: 'InvoiceService.locateExistingCard',
  manualPmt: 'InvoiceService.addManualPayment',
  payPlan: 'InvoiceService.addPaymentPlan',
  recurringInvoice: 'InvoiceService.createInvoiceForRecurring',
  validateCard: 'InvoiceService.validateCreditCard',
  placeOrder: 'OrderService.placeOrder',
  savedSearchAllFields: 'SearchService.getSavedSearchResultsAllFields',
  savedSearch: 'SearchService.getSavedSearchResults',
  quickSearch: 'SearchService.quickSearch',
};

/** What the names of the Ruby gem infusionsoft begin with, longest first, and the service each stands for. */
const RUBY_PREFIXES: readonly (readonly [prefix: string, service: string])[] = [
  ['affiliate_program_', 'AffiliateProgramService'],
  ['affiliate_', 'APIAffiliateService'],
  ['contact_', 'ContactService'],
  ['data_', 'DataService'],
  ['email_', 'APIEmailService'],
  ['file_', 'FileService'],
  ['funnel_', 'FunnelService'],
  ['invoice_', 'InvoiceService'],
  ['order_', 'OrderService'],
  ['search_', 'SearchService'],
];

/** Names of the gem that are no snake-case of the method. */
export const RUBY_NAMES: Readonly<Record<string, string>> = {
  contact_run_action_set: 'ContactService.runActionSequence',
  contact_resume_campaign: 'ContactService.resumeCampaignForContact',
  data_query_order_by: 'DataService.query',
  email_add: 'APIEmailService.addEmailTemplate',
  email_attach: 'APIEmailService.attachEmail',
  email_get_template: 'APIEmailService.getEmailTemplate',
  email_optin: 'APIEmailService.optIn',
  email_optout: 'APIEmailService.optOut',
  email_send: 'APIEmailService.sendEmail',
  email_update_template: 'APIEmailService.updateEmailTemplate',
  invoice_add_subscription: 'InvoiceService.addRecurringOrder',
  invoice_update_recurring_next_bill_date: 'InvoiceService.updateJobRecurringNextBillDate',
  invoice_validate_card: 'InvoiceService.validateCreditCard',
};

/** The method of XML-RPC that a name of the gem calls; undefined for a name that is none of its. */
export function rubyMethod(name: string): string | undefined {
  if (Object.hasOwn(RUBY_NAMES, name)) return RUBY_NAMES[name];
  const [prefix, service] = RUBY_PREFIXES.find(([each]) => name.startsWith(each)) ?? [];
  if (prefix === undefined) return undefined;
  const method = name.slice(prefix.length).replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return `${service}.${method}`;
}
