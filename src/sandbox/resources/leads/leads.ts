import type { Handlers } from '../handler.ts';

/** Where leads come from and what that cost. */
export const LEAD_HANDLERS: Handlers = {};
