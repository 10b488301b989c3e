import { COMPANY_HANDLERS } from './companies.ts';
import { CONTACT_HANDLERS } from './contacts.ts';
import { CONTACT_V1_HANDLERS } from './contactsV1.ts';
import type { Handlers } from './handler.ts';
import { TAGGING_HANDLERS } from './taggings.ts';
import { TAG_HANDLERS } from './tags.ts';
import { USER_HANDLERS } from './users.ts';

/** Every operation with a memory behind it; all others are answered from their schema. */
export const HANDLERS: Handlers = {
  ...CONTACT_HANDLERS,
  ...CONTACT_V1_HANDLERS,
  ...COMPANY_HANDLERS,
  ...TAG_HANDLERS,
  ...TAGGING_HANDLERS,
  ...USER_HANDLERS,
};
