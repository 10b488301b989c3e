import { COMPANY_HANDLERS } from './companies/companies.ts';
import { CONTACT_HANDLERS } from './contacts/contacts.ts';
import { CONTACT_V1_HANDLERS } from './contacts/contactsV1.ts';
import type { Handlers } from './handler.ts';
import { USER_HANDLERS } from './settings/users.ts';
import { TAGGING_HANDLERS } from './tags/taggings.ts';
import { TAG_HANDLERS } from './tags/tags.ts';

/** Every operation with a memory behind it; all others are answered from their schema. */
export const HANDLERS: Handlers = {
  ...CONTACT_HANDLERS,
  ...CONTACT_V1_HANDLERS,
  ...COMPANY_HANDLERS,
  ...TAG_HANDLERS,
  ...TAGGING_HANDLERS,
  ...USER_HANDLERS,
};
