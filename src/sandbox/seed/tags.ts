import type { Link, RelationSeed } from '../store/relation.ts';
import type { TableSeed } from '../store/table.ts';
import { iso } from './dice.ts';
import type { World } from './world.ts';

const CATEGORIES: readonly (readonly [name: string, description: string | undefined, tags: readonly string[]])[] = [
  ['Customers', 'Who has bought what', ['Bought a workshop', 'Bought a book', 'VIP', 'Refund granted']],
  ['Newsletter', undefined, ['Weekly letter', 'Monthly letter', 'Clicked: "Spring sale"']],
  ['Événements', 'Été et automne', ['Inscrit à l’atelier', 'Présent', 'Absent']],
  ['Automation', 'Set by campaigns; better left alone', ['Welcome series done', 'Onboarding 50 %', 'Win-back']],
];

const LOOSE = ['Needs a call', 'Do not post', '友達', 'Tag with, a comma'];

interface SeededTag {
  readonly name: string;
  readonly category_id?: number;
}

const TAGS: readonly SeededTag[] = [
  ...CATEGORIES.flatMap(([, , tags], index) => tags.map((name) => ({ name, category_id: index + 1 }))),
  ...LOOSE.map((name) => ({ name })),
];

/** Categories and the tags in and outside of them. */
export const TAG_TABLES = {
  tagCategories: (world: World): TableSeed => ({
    count: CATEGORIES.length,
    make: (id) => {
      const [name, description] = CATEGORIES[id - 1] ?? [];
      const created = iso(world.dice('tagCategories', id).moment());
      return { fields: { name, description }, created, updated: created };
    },
  }),
  tags: (world: World): TableSeed => ({
    count: TAGS.length,
    make: (id) => {
      const dice = world.dice('tags', id);
      const tag = TAGS[id - 1];
      const created = dice.moment();
      const description = dice.chance(0.5) ? `About ${tag?.name}` : undefined;
      return { fields: { ...tag, description }, created: iso(created), updated: iso(dice.moment(created)) };
    },
  }),
};

/** Who carries which tags. */
export const TAG_RELATIONS = {
  contactTags: (world: World): RelationSeed => ({
    count: world.size.contacts,
    linksOf: (id) => tagsOn(world, 'contactTags', id, 5),
  }),
  companyTags: (world: World): RelationSeed => ({
    count: world.size.companies,
    linksOf: (id) => tagsOn(world, 'companyTags', id, 2),
  }),
};

/** Fewer than `most` tags, each once. */
function tagsOn(world: World, relation: string, id: number, most: number): Link[] {
  const dice = world.dice(relation, id);
  const links = new Map<number, Link>();
  for (let left = dice.below(most); left > 0; left--) {
    const tag = 1 + dice.below(TAGS.length);
    links.set(tag, { id: tag, since: iso(dice.moment()) });
  }
  return [...links.values()];
}
