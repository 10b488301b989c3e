import type { Handlers } from '../handler.ts';
import { type Resource, usual } from '../resource.ts';
import { APPLICATION_HANDLERS, FIXED_APPLICATION_HANDLERS } from './applicationSettings.ts';
import { BUSINESS_PROFILE_HANDLERS } from './businessProfile.ts';
import { FIXED_LOCALE_HANDLERS } from './locales.ts';
import { FIXED_REPORT_HANDLERS, REPORT_HANDLERS } from './reports.ts';

/** The account's own settings, and reports on what is in it. */
export const SETTINGS_HANDLERS: Handlers = {
  ...BUSINESS_PROFILE_HANDLERS,
  ...APPLICATION_HANDLERS,
  ...REPORT_HANDLERS,
};

/** Groups of users, which custom fields refer to and the API only reads. */
const USER_GROUPS: Resource = { name: 'User group', table: 'userGroups' };

/** What is the same for as long as the sandbox runs. */
export const FIXED_SETTINGS_HANDLERS: Handlers = {
  ...FIXED_LOCALE_HANDLERS,
  ...FIXED_APPLICATION_HANDLERS,
  ...FIXED_REPORT_HANDLERS,
  ...usual(USER_GROUPS, { list: 'v2:listUserGroups', get: 'v2:getUserGroup' }),
};
