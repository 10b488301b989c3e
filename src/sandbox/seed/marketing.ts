import type { TableSeed } from '../store/table.ts';
import type { World } from './world.ts';

/** Campaigns, automations, emails, templates and forms. */
export const MARKETING_TABLES = {} satisfies Readonly<Record<string, (world: World) => TableSeed | undefined>>;
