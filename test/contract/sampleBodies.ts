/** What samples of an operation leave out or say otherwise, where its schema does not tell all that Keap asks. */
const BODIES: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  // Either a call or a goal, either a user or an address.
  'v2:achieveGoal': { integration: undefined, call_name: undefined },
  'v2:sendEmail': { contacts: ['1', '2'], from_address: undefined, address_field: 'EmailAddress2' },
  'v1:sendEmailUsingPOST': { address_field: 'Email' },
  'v2:sendEmailTemplate': { address_field: '_InvoiceEmail' },
  'v2:addIntegrationsWordPressOptIn': { key: 'SampleOption' },
  // Images are of some kinds only, and a checksum is their own.
  'v1:createProductImageUsingPOST': { file_name: 'rose.png', checksum: undefined },
  // Prices of plans are in whole cents, though they are declared as numbers of any kind.
  'v2:createSubscriptionPlans': { plan_price: 990 },
  // No category stands under itself.
  'v2:updateProductCategory': { parent_category_id: '2' },
  // Criteria without ids replace the old ones, the first of which is deleted later.
  'v2:updateCategoryDiscount': { criteria: undefined },
  // Nothing begins in the past; an order has one title, and a discount would turn its price around.
  'v2:createSubscription': { start_date: undefined },
  'v1:createSubscriptionUsingPOST': { first_bill_date: undefined },
  'v2:createOrder': { title: undefined },
  'v2:createOrderItem': { item_type: 'PRODUCT' },
  // An opportunity is in the forecast or not, which v1 says by a number.
  'v1:createOpportunityUsingPOST': { include_in_forecast: 1 },
  // A provider gives an id once.
  'v2:createEmail': { original_provider_id: undefined },
  'v1:createEmailUsingPOST': { original_provider_id: undefined },
  'v1:createEmailForContactUsingPOST': { original_provider_id: undefined },
  // The first mails are deleted one by one.
  'v2:deleteEmails': { email_ids: ['3', '4'] },
  'v1:deleteEmailsUsingPOST': { ids: [5, 6] },
};

/** A made-up body with what its operation asks beyond its schema. */
export function sampleOf(key: string, body: unknown): unknown {
  const own = BODIES[key];
  return own && typeof body === 'object' && body !== null ? { ...body, ...own } : body;
}
