import { AFFILIATE_HANDLERS } from './affiliates/affiliates.ts';
import { COMPANY_HANDLERS } from './companies/companies.ts';
import { CONTACT_LINK_HANDLERS } from './contacts/contactLinks.ts';
import { CONTACT_HANDLERS } from './contacts/contacts.ts';
import { CONTACT_V1_HANDLERS } from './contacts/contactsV1.ts';
import { CUSTOM_FIELD_HANDLERS } from './customFields/customFields.ts';
import { DISCOUNT_HANDLERS } from './discounts/discounts.ts';
import type { Handlers } from './handler.ts';
import { LEAD_HANDLERS } from './leads/leads.ts';
import { MARKETING_HANDLERS } from './marketing/marketing.ts';
import { PRODUCT_HANDLERS } from './products/products.ts';
import { SALES_HANDLERS } from './sales/sales.ts';
import { FILE_HANDLERS } from './settings/files.ts';
import { FIXED_HOOK_HANDLERS, HOOK_HANDLERS } from './settings/hooks.ts';
import { FIXED_SETTINGS_HANDLERS, SETTINGS_HANDLERS } from './settings/settings.ts';
import { USER_HANDLERS } from './settings/users.ts';
import { TAGGING_HANDLERS } from './tags/taggings.ts';
import { TAG_HANDLERS } from './tags/tags.ts';
import { WORK_HANDLERS } from './work/work.ts';

/** Every operation with a memory behind it; all others are fixed or answered from their schema. */
export const HANDLERS: Handlers = {
  ...CONTACT_HANDLERS,
  ...CONTACT_V1_HANDLERS,
  ...CONTACT_LINK_HANDLERS,
  ...COMPANY_HANDLERS,
  ...TAG_HANDLERS,
  ...TAGGING_HANDLERS,
  ...CUSTOM_FIELD_HANDLERS,
  ...PRODUCT_HANDLERS,
  ...DISCOUNT_HANDLERS,
  ...SALES_HANDLERS,
  ...AFFILIATE_HANDLERS,
  ...LEAD_HANDLERS,
  ...WORK_HANDLERS,
  ...FILE_HANDLERS,
  ...HOOK_HANDLERS,
  ...MARKETING_HANDLERS,
  ...USER_HANDLERS,
  ...SETTINGS_HANDLERS,
};

/** Operations on what nobody can change by the API: the same for every account, but not made up from a schema. */
export const FIXED_HANDLERS: Handlers = {
  ...FIXED_HOOK_HANDLERS,
  ...FIXED_SETTINGS_HANDLERS,
};
