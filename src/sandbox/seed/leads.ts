import type { TableSeed } from '../store/table.ts';
import type { World } from './world.ts';

/** Where leads come from and what that cost. */
export const LEAD_TABLES = {} satisfies Readonly<Record<string, (world: World) => TableSeed | undefined>>;
