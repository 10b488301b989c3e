import type { Handlers } from '../handler.ts';

/** Subscriptions to what happens; v1 alone has them. */
export const HOOK_HANDLERS: Handlers = {};
