import type { Handlers } from '../handler.ts';

/** Files in both versions. */
export const FILE_HANDLERS: Handlers = {};
