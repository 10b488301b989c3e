import type { TableSeed } from '../store/table.ts';
import type { World } from './world.ts';

/** Discounts of every kind. */
export const DISCOUNT_TABLES = {} satisfies Readonly<Record<string, (world: World) => TableSeed | undefined>>;
