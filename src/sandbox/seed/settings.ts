import type { TableSeed } from '../store/table.ts';
import type { World } from './world.ts';

/** Files, hooks, reports and the account's own settings. */
export const SETTINGS_TABLES = {} satisfies Readonly<Record<string, (world: World) => TableSeed | undefined>>;
