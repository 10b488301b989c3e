import type { Handlers } from '../handler.ts';
import { AUTOMATION_CATEGORY_HANDLERS } from './automationCategories.ts';
import { AUTOMATION_HANDLERS } from './automations.ts';
import { CAMPAIGN_HANDLERS } from './campaigns.ts';
import { EMAIL_ADDRESS_HANDLERS } from './emailAddresses.ts';
import { EMAIL_HANDLERS } from './emails.ts';
import { GOAL_HANDLERS } from './goals.ts';
import { SENDING_HANDLERS } from './sending.ts';
import { SEQUENCE_HANDLERS } from './sequences.ts';
import { WEBFORM_HANDLERS } from './webforms.ts';
import { WORDPRESS_OPTION_HANDLERS } from './wordPressOptions.ts';

/** Campaigns, automations, emails, templates and forms. */
export const MARKETING_HANDLERS: Handlers = {
  ...AUTOMATION_HANDLERS,
  ...AUTOMATION_CATEGORY_HANDLERS,
  ...CAMPAIGN_HANDLERS,
  ...SEQUENCE_HANDLERS,
  ...GOAL_HANDLERS,
  ...EMAIL_HANDLERS,
  ...SENDING_HANDLERS,
  ...EMAIL_ADDRESS_HANDLERS,
  ...WEBFORM_HANDLERS,
  ...WORDPRESS_OPTION_HANDLERS,
};
