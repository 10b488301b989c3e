import type { Handlers } from '../handler.ts';

/** Links between contacts, and merging. */
export const CONTACT_LINK_HANDLERS: Handlers = {};
