import type { Handlers } from '../handler.ts';

/** Campaigns, automations, emails, templates and forms. */
export const MARKETING_HANDLERS: Handlers = {};
