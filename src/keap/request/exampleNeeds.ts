import type { Operation } from '../catalog/operation.ts';

/** A discount's criteria say when it holds: between two dates, the one kind all discounts have. */
const CRITERIA = ['type', 'range_start_time', 'range_end_time'];
const CONTACTS = ['contact1_id', 'contact2_id', 'link_type_id'];
const EMAIL = ['email_addresses.email', 'email_addresses.field'];

/**
 * What a body needs and its schema does not require, by operation: v2's prose names most of it, and the sandbox
 * refuses a body without.
 */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  'v2:assignProductCommissionProgram': ['product_id'],
  'v2:removeProductCommissionFromCommissions': ['product_id'],
  'v2:assignSubscriptionCommissionProgram': ['subscription_id'],
  'v2:updateSubscriptionCommissionProgram': ['subscription_id'],
  'v2:removeSubscriptionPlanCommissionFromCommissions': ['subscription_plan_id'],
  'v2:addAffiliateToProgram': ['affiliate_program_id'],
  'v2:removeAffiliateFromProgram': ['affiliate_program_id'],
  'v2:bulkAssignmentAutomationsCategories': ['category_ids', 'automation_ids'],
  'v2:achieveGoal': ['automation_id', 'goal_id'],
  'v2:createCategoryDiscountCriteria': CRITERIA,
  'v2:createFreeTrialDiscountCriteria': CRITERIA,
  'v2:createOrderTotalDiscountCriteria': CRITERIA,
  'v2:createProductDiscountCriteria': CRITERIA,
  'v2:createShippingDiscountCriteria': CRITERIA,
  'v2:createCompany': ['company_name'],
  'v2:createContact': EMAIL,
  'v2:createContactLinkType': ['name'],
  'v2:linkContacts': CONTACTS,
  'v2:unlinkContacts': CONTACTS,
  'v2:sendEmail': ['user_id', 'html_content'],
  'v2:addIntegrationsWordPressOptIn': ['key', 'name'],
  'v2:achieveIntegrationsWordPressOptInGoal': ['contact_id'],
  'v2:createLeadSource': ['name'],
  'v2:createLeadSourceCategory': ['name'],
  'v2:createNote': ['title'],
  'v2:applyCommissionOnOrderItems': ['pay_percent'],
  'v2:createOrderItem': ['product_id'],
  'v2:createPaymentForAnOrder': ['payment_method_id'],
  'v2:createPaymentMethodConfig': ['contact_id'],
  'v2:adjustInventory': ['quantity', 'type'],
  'v2:createTag': ['name'],
  'v2:createTagCategory': ['name'],
  'v1:addContactsToCampaignSequenceUsingPOST': ['ids'],
  'v1:removeContactsFromCampaignSequenceUsingDELETE': ['ids'],
  'v1:applyTagToContactIdsUsingPOST': ['ids'],
  'v1:applyTagsToContactIdUsingPOST': ['tagIds'],
  'v1:createContactUsingPOST': EMAIL,
  'v1:createOrUpdateContactUsingPUT': EMAIL,
  'v1:deleteEmailsUsingPOST': ['ids'],
  'v1:createFileUsingPOST': ['contact_id'],
  'v1:updateFileUsingPUT': ['contact_id'],
  'v1:create_a_hook_subscription': ['eventKey', 'hookUrl'],
  'v1:createNoteUsingPOST': ['title'],
  'v1:updateNoteUsingPUT': ['title'],
  'v1:updateOpportunityUsingPUT': ['id'],
  'v1:createPaymentOnOrderUsingPOST': ['payment_amount', 'payment_method_type'],
  'v1:createSubscriptionUsingPOST': ['subscription_plan_id'],
  'v1:createTaskUsingPOST': ['title'],
  'v1:updateTaskUsingPUT': ['title'],
};

/** Names of properties, or paths of them joined by dots, that a body needs besides those its schema requires. */
export function neededBeyondSchema({ key, method, path }: Operation): readonly string[] {
  if (method === 'POST' && /\/model\/customFields\/(groups|tabs)$/.test(path)) return ['name'];
  return NEEDS[key] ?? [];
}
