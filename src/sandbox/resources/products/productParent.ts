import type { Parent } from '../resource.ts';

/** The product that a path names above its options and plans. */
export const PRODUCT_PARENT: Parent = { table: 'products', name: 'Product', field: 'product_id' };
