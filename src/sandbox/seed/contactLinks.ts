import type { TableSeed } from '../store/table.ts';
import { iso } from './dice.ts';
import type { World } from './world.ts';

/** Kinds of links and how many of them a contact may have; nobody is linked by the last one. */
const TYPES: readonly (readonly [name: string, max_links: number])[] = [
  ['Spouse', 1],
  ['Business partner', 5],
  ['Amigo/a "de siempre"', 20],
  ['Recommended by', 3],
];

/** Of every so many contacts the first is linked with some of the others: how far away they are, and by which type. */
const BLOCK = 20;
const LINKED: readonly (readonly [offset: number, type: number])[] = [
  [1, 1],
  [4, 2],
  [7, 3],
];

const SET_UP = '2024-11-01T08:00:00.000Z';

/** Links between contacts and the kinds there are. */
export const CONTACT_LINK_TABLES = {
  contactLinkTypes: (): TableSeed => ({
    count: TYPES.length,
    make: (id) => {
      const [name, max_links] = TYPES[id - 1] ?? [];
      return { fields: { name, max_links }, created: SET_UP, updated: SET_UP };
    },
  }),
  contactLinks: (world: World): TableSeed => ({
    count: Math.floor(world.size.contacts / BLOCK) * LINKED.length,
    make: (id) => {
      const contact1_id = Math.floor((id - 1) / LINKED.length) * BLOCK + 1;
      const [offset, link_type_id] = LINKED[(id - 1) % LINKED.length] ?? [1, 1];
      const created = iso(world.dice('contactLinks', id).moment());
      return { fields: { contact1_id, contact2_id: contact1_id + offset, link_type_id }, created, updated: created };
    },
  }),
};
