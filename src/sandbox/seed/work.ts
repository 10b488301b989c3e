import type { TableSeed } from '../store/table.ts';
import type { World } from './world.ts';

/** Tasks, notes, appointments, opportunities and their stages. */
export const WORK_TABLES = {} satisfies Readonly<Record<string, (world: World) => TableSeed | undefined>>;
