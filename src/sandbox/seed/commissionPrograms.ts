import type { RelationSeed } from '../store/relation.ts';
import type { Fields, TableSeed } from '../store/table.ts';
import { iso } from './dice.ts';
import type { World } from './world.ts';

const SET_UP = Date.UTC(2024, 10, 3, 9);
const DAY = 86_400_000;

const NO_LEADS = { lead_percent: 0, lead_amount: 0 };
const TEN_PERCENT = { sale_percent: 10, sale_amount: 0, ...NO_LEADS };
const FIVE_DOLLARS = { sale_percent: 0, sale_amount: 5, lead_percent: 0, lead_amount: 0.5 };

/** What a program pays: by default, for some products and for some subscription plans. */
const PROGRAMS: readonly Fields[] = [
  {
    name: 'Standard',
    priority: 0,
    notes: '10 % of every sale',
    default_commission: {
      payout_type: 'UPFRONT',
      level_1: TEN_PERCENT,
      level_2: FIVE_DOLLARS,
      unused: { sale_percent: 0, sale_amount: 0, ...NO_LEADS },
    },
  },
  {
    name: 'Partners "Gold"',
    priority: 1,
    default_commission: { payout_type: 'PAYMENT_RECEIVED', level_1: { ...TEN_PERCENT, sale_percent: 12.5 } },
    product_commissions: [
      { product_id: 1, payout_type: 'UPFRONT', level_1: FIVE_DOLLARS },
      { product_id: 3, payout_type: 'PAYMENT_RECEIVED', level_1: TEN_PERCENT, level_2: FIVE_DOLLARS },
    ],
  },
  {
    name: 'Abonnés & amis',
    priority: 2,
    notes: 'Été 2025',
    subscription_commissions: [{ subscription_id: 1, payout_type: 'PAYMENT_RECEIVED', level_1: TEN_PERCENT }],
  },
  { name: 'Nobody <b>yet</b>', priority: 9 },
];

const RESOURCES: readonly Fields[] = [
  {
    type: 'BANNER',
    title: 'Spring banner',
    url: 'https://example.com/banners/spring.png',
    order: 2,
    commission_program_ids: [1, 2],
  },
  {
    type: 'EMAIL',
    title: 'Lettre d’été',
    content_html: '<h1>Bonjour</h1><p>10 % "off"</p>',
    order: 1,
    commission_program_ids: [1],
  },
  {
    type: 'PAGE',
    title: 'How it works',
    notes: 'For new partners',
    content_html: '<p>Share your link.</p>',
    page_width: 728,
    page_height: 900,
    order: 0,
    commission_program_ids: [1, 3],
  },
];

/** What partners may earn, and what they are given to advertise with. */
export const COMMISSION_PROGRAM_TABLES = {
  commissionPrograms: (): TableSeed => ({ count: PROGRAMS.length, make: (id) => made(PROGRAMS[id - 1], id) }),
  commissionProgramResources: (): TableSeed => ({
    count: RESOURCES.length,
    make: (id) => made({ order: 0, page_width: 0, page_height: 0, ...RESOURCES[id - 1] }, id),
  }),
} satisfies Readonly<Record<string, (world: World) => TableSeed>>;

function made(fields: Fields = {}, id: number): ReturnType<TableSeed['make']> {
  const created = iso(SET_UP + id * DAY);
  return { fields, created, updated: created };
}

/** Which affiliates are in which programs: all in the first one, some in two others, nobody in the last. */
export const COMMISSION_PROGRAM_RELATIONS = {
  affiliatePrograms: (world: World): RelationSeed => ({
    count: world.size.affiliates,
    linksOf: (id) => {
      const since = iso(world.dice('affiliatePrograms', id).moment());
      return [1, 2, 3].filter((program) => id % program === 0).map((program) => ({ id: program, since }));
    },
  }),
};
