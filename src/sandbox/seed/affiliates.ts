import type { TableSeed } from '../store/table.ts';
import type { World } from './world.ts';

/** Affiliates, their programs, links, commissions and referrals. */
export const AFFILIATE_TABLES = {} satisfies Readonly<Record<string, (world: World) => TableSeed | undefined>>;
