import type { Source } from './records.ts';

/** Names of body fields, with the name of the object around a bare `id` before a dot, and where their records are. */
const REFERENCES: readonly (readonly [RegExp, string])[] = [
  [/^((linked_|duplicate_)?contact|contact[12])_ids?$|^contacts$|^contact\.id$/, '/rest/v2/contacts'],
  [/^company_id$|^company\.id$/, '/rest/v2/companies'],
  [/^tag_ids?$|^tagIds$/, '/rest/v2/tags'],
  [/^category\.id$/, '/rest/v2/tags/categories'],
  [/^user_group_id$/, '/rest/v2/userGroups'],
  [/(^|_)(user|owner)_ids?$|^(created_by|last_updated_by|published_by)$|^user\.id$/, '/rest/v2/users'],
  [/^lead_?source_id$/, '/rest/v2/leadSources'],
  [/^lead_source_category_id$/, '/rest/v2/leadSourceCategories'],
  [/^opportunity_id$/, '/rest/v2/opportunities'],
  [/^stage_id$|^stage\.id$/, '/rest/v2/opportunities/stages'],
  [/^product_ids?$|^product\.id$|^entity_id$/, '/rest/v2/products'],
  [/^product_category_ids?$|^parent_category_id$/, '/rest/v2/productCategories'],
  [/^category_ids$/, '/rest/v2/automationCategory'],
  [/^subscription_id$/, '/rest/v2/subscriptions'],
  [/(^|_)affiliate_id$|^referral_partner_id$|^parent_id$/, '/rest/v2/affiliates'],
  [/^(affiliate_|commission_)?program_ids?$/, '/rest/v2/affiliates/commissionPrograms'],
  [/^campaign_id$/, '/rest/v2/campaigns'],
  [/^automation_ids?$/, '/rest/v2/automations'],
  [/^goal_id$/, '/rest/v2/campaigns/{campaign_id}/goals'],
  [/^file_id$/, '/rest/v2/files'],
  [/^email_ids$/, '/rest/v2/emails'],
  [/^template_id$/, '/rest/v2/emails/templates'],
  [/^link_type_id$/, '/rest/v2/contacts/links/types'],
  [/^(payment_method|credit_card)_id$/, '/rest/v2/contacts/{contact_id}/paymentMethods'],
  [/^(merchant_account|payment_gateway)_id$/, '/rest/v2/merchants'],
  [/^(subscription_)?plan_id$/, '/rest/v2/products/{product_id}/subscriptions'],
  [/^shipping_option_id$/, '/rest/v2/shipping'],
];

/** The same name means other records in these bodies. */
const IN_PATHS: readonly (readonly [RegExp, string, string])[] = [
  [/\/sequences\/.*contacts$/i, 'ids', '/rest/v2/contacts'],
  [/^\/v1\/tags\/\{tagId\}\/contacts$/, 'ids', '/rest/v2/contacts'],
  [/^\/v1\/emails\/unsync$/, 'ids', '/rest/v2/emails'],
];

const MODEL = /(?:\/rest\/v2|\/v1)\/(\w+)\/model\/customFields/;

/** Where the ids for a field of a body are, by its name; undefined where it names no record. */
export function referenceOf(name: string, around: string | undefined, path: string): Source | undefined {
  const inPath = IN_PATHS.find(([pattern, field]) => field === name && pattern.test(path));
  if (inPath) return { list: inPath[2] };
  const model = MODEL.exec(path)?.[1];
  if (model !== undefined && (name === 'group_id' || name === 'tab_id')) {
    const record = model === 'appointments' ? 'tasks' : model;
    return { list: `/rest/v2/${record}/model/customFields/${name === 'tab_id' ? 'tabs' : 'groups'}` };
  }
  if (name === 'criteria_id') return { list: path, pick: 'criteria.criteria_id' };
  const sought = name === 'id' && around !== undefined ? `${around}.id` : name;
  const list = REFERENCES.find(([pattern]) => pattern.test(sought))?.[1];
  return list === undefined ? undefined : { list };
}
