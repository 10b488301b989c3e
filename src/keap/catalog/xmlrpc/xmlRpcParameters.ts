import type { TableRole, XmlRpcParameter } from './xmlRpcMethod.ts';

/** The tables that arguments called so hold an id of, whatever their method. */
const TABLES_BY_NAME: Readonly<Record<string, string>> = {
  contactId: 'Contact',
  contactId1: 'Contact',
  contactId2: 'Contact',
  duplicateContactId: 'Contact',
  contactIds: 'Contact',
  contactList: 'Contact',
  affiliateId: 'Affiliate',
  affiliateIds: 'Affiliate',
  leadAffiliateId: 'Affiliate',
  saleAffiliateId: 'Affiliate',
  groupId: 'ContactGroup',
  tagId: 'ContactGroup',
  campaignId: 'Campaign',
  followUpSequenceId: 'Campaign',
  sequenceId: 'Campaign',
  seqId: 'Campaign',
  stepId: 'CampaignStep',
  sequenceStepId: 'CampaignStep',
  templateId: 'Template',
  userId: 'User',
  productId: 'Product',
  productIds: 'Product',
  invoiceId: 'Invoice',
  orderId: 'Job',
  creditCardId: 'CreditCard',
  recurringOrderId: 'RecurringOrder',
  subscriptionPlanId: 'SubscriptionPlan',
  subscriptionPlanIds: 'SubscriptionPlan',
  cProgramId: 'CProgram',
  payPlanId: 'PayPlan',
  fileId: 'FileBox',
  savedSearchId: 'SavedFilter',
  linkTypeId: 'LinkedContactType',
  actionSetId: 'ActionSequence',
  customFieldId: 'DataFormField',
  headerId: 'DataFormGroup',
  appointmentId: 'ContactAction',
};

/** What arguments of the methods about tables name. */
const ROLES: Readonly<Record<string, TableRole>> = {
  table: 'table',
  fieldName: 'field',
  orderBy: 'field',
  returnFields: 'fields',
  selectedFields: 'fields',
  wantedFields: 'fields',
  values: 'values',
  data: 'values',
  queryData: 'conditions',
};

/** Methods that work on one table without naming it. */
const FIXED_TABLES: Readonly<Record<string, string>> = {
  'ContactService.add': 'Contact',
  'ContactService.addWithDupCheck': 'Contact',
  'ContactService.findByEmail': 'Contact',
  'ContactService.load': 'Contact',
  'ContactService.update': 'Contact',
  'DataService.updateCustomField': 'DataFormField',
};

/** What an argument stands for beyond its type, by its name. @param name of the method, with its service */
export function parameterMeaning(
  name: string,
  parameter: string,
): Pick<XmlRpcParameter, 'refersTo' | 'role' | 'ofTable'> {
  const refersTo = Object.hasOwn(TABLES_BY_NAME, parameter) ? TABLES_BY_NAME[parameter] : undefined;
  if (refersTo) return { refersTo };
  const fixed = FIXED_TABLES[name];
  const role =
    Object.hasOwn(ROLES, parameter) && (fixed || name.startsWith('DataService.')) ? ROLES[parameter] : undefined;
  return role ? { role, ...(fixed ? { ofTable: fixed } : {}) } : {};
}
