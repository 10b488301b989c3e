import type { Handlers } from '../handler.ts';

/** Files, hooks, reports and the account's own settings. */
export const SETTINGS_HANDLERS: Handlers = {};
