import type { Handlers } from '../handler.ts';

/** Products with their categories, options, plans and bundles. */
export const PRODUCT_HANDLERS: Handlers = {};
