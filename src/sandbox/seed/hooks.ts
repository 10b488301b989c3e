import type { TableSeed } from '../store/table.ts';
import { iso } from './dice.ts';
import type { World } from './world.ts';

/** One in each state. They lead nowhere: the sandbox calls nobody but servers on this machine. */
const HOOKS = [
  { event_key: 'contact.add', hook_url: 'https://example.com/hooks/contacts', status: 'Verified' },
  { event_key: 'order.add', hook_url: 'https://example.com/hooks/orders', status: 'Unverified' },
  { event_key: 'contactGroup.applied', hook_url: 'https://example.org/tags?from=sandbox', status: 'Inactive' },
] as const;

/** Who is told of what happens. */
export const HOOK_TABLES = {
  hooks: (world: World): TableSeed => ({
    count: HOOKS.length,
    make: (id) => {
      const created = iso(world.dice('hooks', id).moment());
      return { fields: { ...HOOKS[id - 1] }, created, updated: created };
    },
  }),
};
