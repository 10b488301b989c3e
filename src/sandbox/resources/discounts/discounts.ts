import type { Handlers } from '../handler.ts';

/** Discounts of every kind. */
export const DISCOUNT_HANDLERS: Handlers = {};
