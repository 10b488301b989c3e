import type { TableSeed } from '../store/table.ts';
import type { World } from './world.ts';

/** Orders, payments, transactions, subscriptions and what they are paid with. */
export const SALES_TABLES = {} satisfies Readonly<Record<string, (world: World) => TableSeed | undefined>>;
