import type { PlainKind } from './kinds.ts';
import type { Listing, Within } from './listing.ts';

/** What is said of a kind; the rest is as usual. */
export interface Row extends Partial<Pick<Listing, 'within' | 'large' | 'search' | 'items'>> {
  readonly list: string;
  /** Default `id`. */
  readonly id?: string;
  /** Default `name`. */
  readonly label?: readonly (readonly string[])[];
  readonly detail?: readonly string[];
  /** The operation that reads one, and its parameter. */
  readonly read?: readonly [operation: string, parameter: string];
  /** Where reading needs another record than listing does. */
  readonly readWithin?: readonly Within[];
}

const CAMPAIGN: readonly Within[] = [{ kind: 'campaign', parameter: 'campaign_id' }];
const CONTACT: readonly Within[] = [{ kind: 'contact', parameter: 'contact_id' }];
const COUNTRY: readonly Within[] = [{ kind: 'country', parameter: 'country_code' }];
const LEAD_SOURCE: readonly Within[] = [{ kind: 'leadSource', parameter: 'lead_source_id' }];
const ORDER: readonly Within[] = [{ kind: 'order', parameter: 'order_id' }];
const PRODUCT: readonly Within[] = [{ kind: 'product', parameter: 'product_id' }];

function criteria(list: string, kind: PlainKind): Row {
  const within: readonly Within[] = [{ kind, parameter: 'discount_id' }];
  return { list, items: 'criteria', id: 'criteria_id', label: [['type']], detail: ['code'], within };
}

const discounts = (list: string, get: string): Row => ({
  list: `v2:${list}`,
  items: 'discounts',
  detail: ['description'],
  read: [`v2:${get}`, 'discount_id'],
});

/**
 * Which operation lists each kind, and what to take of an item, by Keap's documents. Of v1 only what v2 does not
 * list: appointments, credit cards, hooks, transactions.
 */
export const ROWS: Readonly<Record<PlainKind, Row>> = {
  affiliate: {
    ...{ list: 'v2:listAffiliate', items: 'affiliates', detail: ['code', 'status'] },
    ...{ search: ['name*'], read: ['v2:getAffiliate', 'id'] },
  },
  affiliateLink: {
    ...{ list: 'v2:listAffiliateLinks', items: 'affiliate_links', detail: ['code'] },
    ...{ search: ['name'], read: ['v2:getRedirectLink', 'redirect_id'] },
  },
  appointment: {
    ...{ list: 'v1:listAppointmentsUsingGET', items: 'appointments', label: [['title']], detail: ['start_date'] },
    ...{ large: true, read: ['v1:getAppointmentUsingGET', 'appointmentId'] },
  },
  automation: {
    ...{ list: 'v2:listAutomations', items: 'automations', label: [['title']], detail: ['status'] },
    ...{ search: ['name*'], read: ['v2:getAutomation', 'automation_id'] },
  },
  automationCategory: { list: 'v2:listCategories', items: 'automation_categories' },
  campaign: {
    ...{ list: 'v2:listCampaigns', items: 'campaigns', search: ['name'] },
    read: ['v2:getCampaign', 'campaign_id'],
  },
  campaignGoal: { list: 'v2:getCampaignGoals', items: 'goals', detail: ['type'], within: CAMPAIGN },
  campaignSequence: { list: 'v2:getCampaignSequences', items: 'sequences', within: CAMPAIGN },
  categoryDiscount: { ...discounts('listCategoryDiscounts', 'getCategoryDiscount'), search: ['name*'] },
  categoryDiscountCriterion: criteria('v2:getCategoryDiscount', 'categoryDiscount'),
  commissionProgram: {
    ...{ list: 'v2:listAffiliateCommissionPrograms', items: 'commission_programs', search: ['name'] },
    read: ['v2:getCommissionProgram', 'commission_program_id'],
  },
  company: {
    ...{ list: 'v2:listCompanies', items: 'companies', label: [['company_name']], detail: ['email_address.email'] },
    ...{ large: true, search: ['name*'], read: ['v2:getCompany', 'company_id'] },
  },
  contact: {
    ...{ list: 'v2:listContacts', items: 'contacts', large: true },
    label: [['given_name', 'family_name'], ['preferred_name'], ['company.company_name'], ['email_addresses.0.email']],
    ...{
      detail: ['email_addresses.0.email', 'company.company_name'],
      search: ['family_name*', 'given_name*', 'email*'],
    },
    read: ['v2:getContact', 'contact_id'],
  },
  contactLinkType: { list: 'v2:listContactLinkTypes', items: 'contact_link_types', search: ['name'] },
  country: {
    ...{ list: 'v2:listCountries', items: 'countries', id: 'codes.alpha3', detail: ['codes.alpha2'] },
    read: ['v2:getCountryByCode', 'country_code'],
  },
  creditCard: {
    ...{ list: 'v1:listCreditCardsUsingGET', label: [['card_type', 'card_number']], detail: ['validation_status'] },
    within: [{ kind: 'contact', parameter: 'contactId' }],
  },
  email: {
    ...{ list: 'v2:listEmails', items: 'emails', label: [['subject']], detail: ['sent_to_address', 'sent_time'] },
    ...{ large: true, search: ['email'], read: ['v2:getEmail', 'id'] },
  },
  emailAddress: {
    ...{ list: 'v2:listEmailAddressStatuses', items: 'email_addresses', id: 'email', label: [['email']] },
    ...{ detail: ['status'], large: true, read: ['v2:getEmailAddressStatus', 'email'] },
  },
  emailTemplate: {
    ...{ list: 'v2:listEmailTemplates', items: 'email_templates', label: [['piece_title'], ['subject']] },
    ...{ detail: ['subject'], read: ['v2:getEmailTemplate', 'email_template_id'] },
  },
  file: {
    ...{ list: 'v2:listFiles', items: 'files', label: [['file_name']], detail: ['category', 'file_box_type'] },
    ...{ large: true, search: ['file_name'], read: ['v2:getFile', 'file_id'] },
  },
  freeTrialDiscount: discounts('listFreeTrialDiscounts', 'getFreeTrialDiscount'),
  freeTrialDiscountCriterion: criteria('v2:getFreeTrialDiscount', 'freeTrialDiscount'),
  hook: {
    ...{ list: 'v1:list_stored_hook_subscriptions', id: 'key', label: [['eventKey']], detail: ['hookUrl', 'status'] },
    read: ['v1:retrieve_a_hook_subscription', 'key'],
  },
  hookEvent: { list: 'v1:list_hook_event_types', id: '', label: [['']] },
  leadSource: {
    ...{ list: 'v2:listLeadSources', items: 'lead_sources', detail: ['vendor', 'medium', 'status'] },
    ...{ search: ['name*'], read: ['v2:getLeadSource', 'lead_source_id'] },
  },
  leadSourceCategory: {
    ...{ list: 'v2:listLeadSourceCategories', items: 'lead_source_categories', detail: ['description'] },
    ...{ search: ['name*'], read: ['v2:getLeadSourceCategory', 'lead_source_category_id'] },
  },
  leadSourceExpense: {
    ...{ list: 'v2:listLeadSourceExpenses', items: 'lead_source_expenses', label: [['title']] },
    ...{ detail: ['incurred_time'], within: LEAD_SOURCE, search: ['title'] },
    read: ['v2:getLeadSourceExpense', 'lead_source_expense_id'],
  },
  leadSourceRecurringExpense: {
    ...{ list: 'v2:listLeadSourceRecurringExpenses', items: 'lead_source_recurring_expenses', label: [['title']] },
    ...{ detail: ['start_time'], within: LEAD_SOURCE, search: ['title'] },
    read: ['v2:getLeadSourceRecurringExpense', 'lead_source_recurring_expense_id'],
  },
  merchantAccount: { list: 'v2:listMerchants', items: 'merchant_accounts', detail: ['type'], search: ['name'] },
  note: {
    ...{ list: 'v2:listAllNotes', items: 'notes', label: [['title'], ['text']], detail: ['type', 'create_time'] },
    ...{ large: true, search: ['title*'], read: ['v2:getNote', 'note_id'], readWithin: CONTACT },
  },
  noteTemplate: { list: 'v2:listNoteTemplates', items: 'note_templates', label: [['title']], detail: ['action_type'] },
  opportunity: {
    ...{ list: 'v2:listOpportunities', items: 'opportunities', label: [['opportunity_title']], detail: ['stage.name'] },
    ...{ large: true, search: ['opportunity_title*'], read: ['v2:getOpportunity', 'opportunity_id'] },
  },
  opportunityStage: {
    ...{ list: 'v2:listOpportunityStages', items: 'stages', search: ['opportunity_stage_name*'] },
    read: ['v2:getOpportunityStage', 'stage_id'],
  },
  opportunityStageMove: {
    ...{ list: 'v2:listOpportunityStageMoves', items: 'stage_moves', label: [['move_time']], large: true },
    read: ['v2:getOpportunityStageMove', 'stage_move_id'],
  },
  order: {
    ...{ list: 'v2:listOrders', items: 'orders', label: [['title'], ['invoice_number']], large: true },
    detail: ['contact.given_name', 'contact.family_name', 'total.formatted_amount'],
    ...{ search: ['title*'], read: ['v2:getOrder', 'order_id'] },
  },
  orderItem: {
    ...{ list: 'v2:getOrder', items: 'order_items', detail: ['item_type', 'product.sku'], within: ORDER },
    read: ['v2:getOrderItem', 'order_item_id'],
  },
  orderTotalDiscount: discounts('listOrderTotalDiscounts', 'getOrderTotalDiscount'),
  orderTotalDiscountCriterion: criteria('v2:getOrderTotalDiscount', 'orderTotalDiscount'),
  payment: {
    ...{ list: 'v2:listPayments', items: 'payments', label: [['type', 'amount']], detail: ['payment_time'] },
    large: true,
  },
  paymentMethod: {
    ...{ list: 'v2:listPaymentMethods_1', items: 'records', id: 'payment_method_id', within: CONTACT },
    ...{ label: [['card_info.brand', 'card_info.last_four'], ['payment_method_type']], detail: ['status'] },
  },
  product: {
    ...{ list: 'v2:listProducts', items: 'products', detail: ['sku', 'price.formatted_amount'] },
    ...{ search: ['name*', 'sku*'], read: ['v2:getProduct', 'product_id'] },
  },
  productCategory: {
    ...{ list: 'v2:listProductCategories', items: 'product_categories', search: ['name*'] },
    read: ['v2:getProductCategory', 'category_id'],
  },
  productDiscount: discounts('listProductDiscounts', 'getProductDiscount'),
  productDiscountCriterion: criteria('v2:getProductDiscount', 'productDiscount'),
  productInterest: {
    ...{ list: 'v2:getProductInterestBundle', items: 'product_interests', label: [['type', 'interest_id']] },
    within: [{ kind: 'productInterestBundle', parameter: 'id' }],
  },
  productInterestBundle: {
    ...{ list: 'v2:listProductInterestBundles', items: 'product_interest_bundles', detail: ['description'] },
    ...{ search: ['name'], read: ['v2:getProductInterestBundle', 'id'] },
  },
  productOption: {
    ...{ list: 'v2:listProductOptions', items: 'product_options', label: [['option_label']] },
    ...{ detail: ['option_type'], within: PRODUCT, read: ['v2:getProductOption', 'product_option_id'] },
  },
  productOptionItem: {
    ...{ list: 'v2:getProductOption', items: 'list_items', id: 'item_id', label: [['item_label']] },
    detail: ['item_code'],
    within: [...PRODUCT, { kind: 'productOption', parameter: 'product_option_id' }],
  },
  programResource: {
    ...{ list: 'v2:listCommissionProgramResources', items: 'resources', label: [['title']], detail: ['type'] },
    within: [{ kind: 'commissionProgram', parameter: 'commission_program_id' }],
  },
  province: {
    ...{ list: 'v2:listProvincesForCountry', items: 'provinces', id: 'code', within: COUNTRY },
    read: ['v2:getProvinceByCode', 'province_code'],
  },
  referral: { list: 'v2:listReferrals', items: 'referrals', label: [['description'], ['source']], large: true },
  report: {
    ...{ list: 'v2:listReports', items: 'reports', search: ['name'] },
    read: ['v2:retrieveReport', 'report_id'],
  },
  shippingDiscount: discounts('listShippingDiscounts', 'getShippingDiscount'),
  shippingDiscountCriterion: criteria('v2:getShippingDiscount', 'shippingDiscount'),
  shippingMethod: { list: 'v2:listShippingMethods', items: 'shipping_methods', detail: ['description', 'status'] },
  subscription: {
    ...{ list: 'v2:listSubscriptions', items: 'subscriptions', label: [['billing_amount', 'billing_cycle']] },
    ...{ detail: ['start_date'], large: true, read: ['v2:getSubscription', 'subscription_id'] },
  },
  subscriptionPlan: {
    ...{
      list: 'v2:listSubscriptionPlans',
      items: 'subscriptions',
      label: [['subscription_plan_name'], ['cycle_type']],
    },
    ...{ detail: ['cycle_type', 'plan_price.formatted_amount'], within: PRODUCT },
    read: ['v2:fetchSubscriptionPlan', 'subscription_plan_id'],
  },
  tag: {
    ...{ list: 'v2:listTags', items: 'tags', detail: ['category.name', 'description'], search: ['name'] },
    read: ['v2:getTag', 'tag_id'],
  },
  tagCategory: {
    ...{ list: 'v2:listTagCategories', items: 'tag_categories', detail: ['description'], search: ['name'] },
    read: ['v2:getCategory', 'tag_category_id'],
  },
  task: {
    ...{ list: 'v2:listTasks', items: 'tasks', label: [['title']], detail: ['type', 'due_time'] },
    ...{ large: true, search: ['title*'], read: ['v2:getTask', 'task_id'] },
  },
  transaction: {
    ...{ list: 'v1:listTransactionsUsingGET', items: 'transactions', label: [['amount', 'currency']] },
    ...{ detail: ['transaction_date', 'status'], large: true, read: ['v1:getTransactionUsingGET', 'transactionId'] },
  },
  user: {
    ...{ list: 'v2:listPaginatedUsers', items: 'users', label: [['given_name', 'family_name'], ['keap_id']] },
    ...{ detail: ['email_addresses.0.email', 'status'], search: ['given_name', 'email'] },
    read: ['v2:getUserById', 'user_id'],
  },
  userGroup: { list: 'v2:listUserGroups', items: 'user_groups', read: ['v2:getUserGroup', 'user_group_id'] },
  webform: { list: 'v2:listWebforms', items: 'webforms', detail: ['webform_type'], search: ['name'] },
  wordPressOption: {
    ...{ list: 'v2:listIntegrationsWordPressOptInOptions', items: 'wordpress_opt_in_options', id: 'key' },
  },
};
