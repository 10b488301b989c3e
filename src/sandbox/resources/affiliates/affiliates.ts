import type { Handlers } from '../handler.ts';

/** Affiliates, their programs, links, commissions and referrals. */
export const AFFILIATE_HANDLERS: Handlers = {};
