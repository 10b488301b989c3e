import type { Handlers } from './handler.ts';

/** Every operation with a memory behind it; all others are answered from their schema. */
export const HANDLERS: Handlers = {};
