import type { Handlers } from '../handler.ts';

/** Orders, payments, transactions, subscriptions and what they are paid with. */
export const SALES_HANDLERS: Handlers = {};
