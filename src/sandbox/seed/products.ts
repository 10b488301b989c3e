import type { TableSeed } from '../store/table.ts';
import type { World } from './world.ts';

/** What is for sale: products, their categories, options, plans and bundles. */
export const PRODUCT_TABLES = {} satisfies Readonly<Record<string, (world: World) => TableSeed | undefined>>;
