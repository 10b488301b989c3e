import type { Link, RelationSeed } from '../store/relation.ts';
import type { TableSeed } from '../store/table.ts';
import { iso } from './dice.ts';
import type { World } from './world.ts';

const CATEGORIES = ['Newsletter', 'Sales', 'Événements', 'Onboarding & care', 'フォローアップ'] as const;

const TITLES = [
  ...['Welcome series', 'Newsletter opt-in', 'Spring sale', 'Webinar reminder', 'Abandoned basket'],
  ...['Win-back after 90 days', 'Onboarding: first month', 'Birthday greeting', 'Relance des devis', 'Failed payment'],
  ...['Book launch', 'Appointment no-show', 'Long nurture', 'Sommerfest-Einladung', 'Review request'],
  ...['Upsell: workshop', 'Referral thank-you', 'Trial ends', 'Atelier d’été "complet"', 'VIP care'],
  ...['Order follow-up', 'Survey <b>2026</b>', 'お客様の声', 'مرحبا بكم', 'Contract renewal'],
  ...[
    'Quote follow-up, with a comma',
    'Lead magnet: checklist',
    'Course, week by week',
    'New, untitled',
    'Old campaign',
  ],
] as const;

/** What a contact enters an automation by, in turn. */
const ENTRIES: readonly { readonly type: string; readonly name: string; readonly [detail: string]: string }[] = [
  { type: 'API', name: 'Signed up on the website', integration: 'website', call_name: 'signedUp' },
  { type: 'WordPress', name: 'Opted in on the blog', option_key: 'NewsletterOptIn' },
  { type: 'WebForm', name: 'Filled in the form' },
  { type: 'Tag', name: 'Tag applied' },
  { type: 'Purchase', name: 'Bought something' },
  { type: 'LinkClick', name: 'Clicked the link' },
  { type: 'LandingPage', name: 'Came by the landing page' },
  { type: 'API', name: 'Order placed', integration: 'shop', call_name: 'orderPlaced' },
];

const STEPS = [
  ['Start', 'Email', 'DelayTimer', 'Email'],
  ['Start', 'Tag', 'DelayTimer', 'UnlayerEmail', 'Task'],
  ['Start', 'DelayTimer', 'Email', 'DelayTimer', 'Email', 'Tag'],
] as const;

const STEP_NAMES: Readonly<Record<string, string>> = {
  Start: 'Start',
  Email: 'Write to the contact',
  UnlayerEmail: 'Write to the contact',
  DelayTimer: 'Wait 3 days',
  Tag: 'Apply a tag',
  Task: 'Call the contact',
};

const AUTOMATION_IDS = TITLES.map((_, index) => index + 1);

/** Most automations have a second sequence behind their first one. Ids follow the first sequences, then the second. */
const SEQUENCES = [
  ...AUTOMATION_IDS.map((automation) => ({ automation, place: 1 })),
  ...AUTOMATION_IDS.filter((automation) => automation % 3 !== 0).map((automation) => ({ automation, place: 2 })),
];

/** A goal stands before, between and behind the sequences of an automation. */
const GOALS = [
  ...SEQUENCES.map(({ automation, place }) => ({ automation, place, last: false })),
  ...AUTOMATION_IDS.map((automation) => ({ automation, place: automation % 3 === 0 ? 2 : 3, last: true })),
];

function isDraft(automation: number): boolean {
  return automation % 5 === 4;
}

function sequenceIds(automation: number, place: number): number[] {
  const index = SEQUENCES.findIndex((sequence) => sequence.automation === automation && sequence.place === place);
  return index < 0 ? [] : [index + 1];
}

function automationTimes(world: World, id: number): { readonly created: number; readonly published: number } {
  const dice = world.dice('automations', id);
  const created = dice.moment();
  return { created, published: dice.moment(created) };
}

function automation(world: World, id: number): ReturnType<TableSeed['make']> {
  const { created, published } = automationTimes(world, id);
  const dice = world.dice('automationDetails', id);
  const categories = CATEGORIES.map((_, index) => index + 1).filter(() => dice.chance(0.3));
  const publishing = {
    status: 'PUBLISHED',
    published_date: iso(published),
    published_by: 1 + dice.below(4),
    published_timezone: 'America/Phoenix',
  };
  return {
    fields: {
      title: TITLES[id - 1],
      category_ids: categories,
      time_zone: 'America/Phoenix',
      created_by: 1 + dice.below(4),
      ...(isDraft(id) ? { status: 'DRAFT' } : publishing),
      ...(id % 11 === 7 ? { locked_by: 1 + dice.below(4) } : {}),
      ...(id % 13 === 9 ? { error_message: 'A sequence has an email without a subject' } : {}),
    },
    created: iso(created),
    updated: iso(published),
  };
}

function sequence(world: World, id: number): ReturnType<TableSeed['make']> {
  const { automation: automation_id = 1, place = 1 } = SEQUENCES[id - 1] ?? {};
  const types = STEPS[(id - 1) % STEPS.length] ?? STEPS[0];
  const items = types.map((type, index) => ({
    id: id * 100 + index + 1,
    name: STEP_NAMES[type],
    type,
    previous_item_id: index === 0 ? undefined : id * 100 + index,
    next_item_id: index === types.length - 1 ? undefined : id * 100 + index + 2,
  }));
  const created = iso(automationTimes(world, automation_id).created);
  return {
    fields: {
      automation_id,
      name: place === 1 ? 'First steps' : 'Follow-up',
      paths: [{ id, items }],
      days: 3 * types.filter((type) => type === 'DelayTimer').length,
    },
    created,
    updated: created,
  };
}

function goal(world: World, id: number): ReturnType<TableSeed['make']> {
  const { automation: automation_id = 1, place = 1, last = false } = GOALS[id - 1] ?? {};
  const later = last ? { type: 'Purchase', name: 'Bought' } : { type: 'EmailOpened', name: 'Opened an email' };
  const created = iso(automationTimes(world, automation_id).created);
  return {
    fields: {
      automation_id,
      ...(place === 1 ? ENTRIES[(automation_id - 1) % ENTRIES.length] : later),
      previous_sequence_ids: sequenceIds(automation_id, place - 1),
      next_sequence_ids: sequenceIds(automation_id, place),
    },
    created,
    updated: created,
  };
}

/** Some contacts, each once, none of them in an automation that never ran. */
function contactsIn(world: World, relation: string, id: number, automationId: number): Link[] {
  const { contacts } = world.size;
  const dice = world.dice(relation, id);
  const count = Math.min(contacts, dice.below(Math.min(400, Math.ceil(contacts * 0.03)) + 1));
  if (isDraft(automationId) || count === 0) return [];
  const { published } = automationTimes(world, automationId);
  const start = dice.below(contacts);
  const stride = 1 + dice.below(Math.floor(contacts / count));
  return Array.from({ length: count }, (_, index) => ({
    id: 1 + ((start + index * stride) % contacts),
    since: iso(dice.moment(published)),
  }));
}

/** Automations, which older words call campaigns, with their categories, goals and sequences. */
export const AUTOMATION_TABLES = {
  automationCategories: (world: World): TableSeed => ({
    count: CATEGORIES.length,
    make: (id) => {
      const created = iso(world.dice('automationCategories', id).moment());
      return { fields: { name: CATEGORIES[id - 1] }, created, updated: created };
    },
  }),
  automations: (world: World): TableSeed => ({ count: TITLES.length, make: (id) => automation(world, id) }),
  automationSequences: (world: World): TableSeed => ({ count: SEQUENCES.length, make: (id) => sequence(world, id) }),
  automationGoals: (world: World): TableSeed => ({ count: GOALS.length, make: (id) => goal(world, id) }),
};

/** Which contacts are in a sequence, and which have achieved a goal. */
export const AUTOMATION_RELATIONS = {
  sequenceContacts: (world: World): RelationSeed => ({
    count: SEQUENCES.length,
    linksOf: (id) => contactsIn(world, 'sequenceContacts', id, SEQUENCES[id - 1]?.automation ?? 1),
  }),
  goalContacts: (world: World): RelationSeed => ({
    count: GOALS.length,
    linksOf: (id) => contactsIn(world, 'goalContacts', id, GOALS[id - 1]?.automation ?? 1),
  }),
};
