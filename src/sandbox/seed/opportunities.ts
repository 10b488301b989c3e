import type { TableSeed } from '../store/table.ts';
import { contactMoment } from './contacts.ts';
import { customValues } from './customFields.ts';
import { iso } from './dice.ts';
import type { World } from './world.ts';

const DAY = 86_400_000;
const OBJECTIONS = ['Price', 'Timing', 'Chose someone else'] as const;
const SET_UP = '2024-11-01T08:00:00.000Z';

interface SeededStage {
  readonly name: string;
  readonly probability: number;
  readonly target_number_days: number;
  /** What is to be done in it. */
  readonly checks?: readonly string[];
  readonly end_stage?: boolean;
  /** Why deals come here. */
  readonly reasons?: readonly string[];
}

/** The way of a deal, in order; what wins or loses it stands at the end. */
const STAGES: readonly SeededStage[] = [
  { name: 'New opportunity', probability: 10, target_number_days: 7, checks: ['Find out who decides'] },
  { name: 'Contacting', probability: 25, target_number_days: 14, checks: ['Call', 'Send the brochure'] },
  { name: 'Engaging', probability: 40, target_number_days: 30 },
  { name: 'Qualified', probability: 70, target_number_days: 21, checks: ['Budget known', 'Date "agreed"'] },
  { name: 'Won', probability: 100, target_number_days: 0, end_stage: true },
  {
    ...{ name: 'Lost', probability: 0, target_number_days: 0, end_stage: true },
    reasons: OBJECTIONS,
  },
];

const TITLES = [
  ...['Garden for two seasons', 'Workshop & books', 'Jahresvertrag', 'Formation d’été', '春の研修', 'صفقة جديدة'],
  ...['"Big" order <draft>', 'Website', 'Photo session', `Renewal ${'and more '.repeat(20)}`.trim()],
] as const;

/** What is known of a seeded opportunity before anybody looks at the rest: where it came from and where it stands. */
export interface Journey {
  readonly contact_id: number;
  readonly user_id: number;
  readonly stage_id: number;
  readonly created: number;
  /** When it came into its stage. */
  readonly entered: number;
}

/** Every third opportunity is still where it began; the others have moved once since. */
export function journey(world: World, id: number): Journey {
  const dice = world.dice('journeys', id);
  const contact_id = 1 + dice.below(world.size.contacts);
  const user_id = 1 + dice.below(4);
  const created = dice.moment(contactMoment(world, contact_id));
  if (id % 3 === 0) return { contact_id, user_id, stage_id: 1, created, entered: created };
  return { contact_id, user_id, stage_id: 2 + dice.below(STAGES.length - 1), created, entered: dice.moment(created) };
}

/** Three opportunities make five moves: two, two and one. */
const MOVES = 5;

/** Opportunities, the stages they go through, and how they moved. */
export const OPPORTUNITY_TABLES = {
  opportunityStages: (): TableSeed => ({
    count: STAGES.length,
    make: (id) => {
      const { checks = [], ...stage } = STAGES[id - 1] ?? {};
      const checklist_items = checks.map((description, index) => ({
        ...{ id: id * 10 + index, description, required: index === 0, order: index + 1 },
      }));
      return { fields: { ...stage, order: id, checklist_items }, created: SET_UP, updated: SET_UP };
    },
  }),
  opportunities: (world: World): TableSeed => ({
    count: world.size.opportunities,
    refers: { contact_id: (id) => journey(world, id).contact_id },
    make: (id) => opportunity(world, id),
  }),
  stageMoves: (world: World): TableSeed => ({
    count: Math.floor(world.size.opportunities / 3) * MOVES + (world.size.opportunities % 3) * 2,
    make: (id) => stageMove(world, id),
  }),
};

function opportunity(world: World, id: number): ReturnType<TableSeed['make']> {
  const dice = world.dice('opportunities', id);
  const { contact_id, created, entered, stage_id, user_id } = journey(world, id);
  const low = dice.chance(0.1) ? 0 : dice.below(500_000) / 100;
  return {
    fields: {
      opportunity_title: dice.one(TITLES),
      contact_id,
      stage_id,
      user_id,
      stage_entrance_time: iso(entered),
      next_action_time: dice.chance(0.7) ? iso(entered + (1 + dice.below(30)) * DAY) : undefined,
      next_action_notes: dice.chance(0.5) ? 'Ask how it went.' : undefined,
      opportunity_notes: dice.chance(0.5) ? 'Came by recommendation;\n"no hurry".' : undefined,
      estimated_close_time: dice.chance(0.8) ? iso(created + (10 + dice.below(90)) * DAY) : undefined,
      include_in_forecast: dice.chance(0.7),
      projected_revenue_low: low,
      projected_revenue_high: low + dice.below(500_000) / 100,
      affiliate_id: dice.chance(0.1) ? 1 + dice.below(world.size.affiliates) : undefined,
      monthly_revenue: dice.chance(0.3) ? dice.below(100_000) / 100 : undefined,
      order_revenue: stage_id === 5 ? low : undefined,
      objection: stage_id === STAGES.length ? dice.one(OBJECTIONS) : undefined,
      created_by: user_id,
      last_updated_by: user_id,
      custom_fields: customValues(dice, 'OPPORTUNITY'),
    },
    created: iso(created),
    updated: iso(dice.moment(entered)),
  };
}

function stageMove(world: World, id: number): ReturnType<TableSeed['make']> {
  const block = Math.floor((id - 1) / MOVES);
  const place = (id - 1) % MOVES;
  const opportunity_id = 3 * block + 1 + Math.floor(place / 2);
  const { user_id, stage_id, created, entered } = journey(world, opportunity_id);
  const isFirst = place % 2 === 0;
  const moved = iso(isFirst ? created : entered);
  return {
    fields: {
      opportunity_id,
      user_id,
      created_by: user_id,
      // Keap's word for "from nowhere".
      move_from_stage_id: isFirst ? 0 : 1,
      move_to_stage_id: isFirst ? 1 : stage_id,
      move_time: moved,
      prev_stage_move_time: isFirst ? undefined : iso(created),
    },
    created: moved,
    updated: moved,
  };
}
