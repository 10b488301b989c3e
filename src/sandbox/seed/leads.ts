import type { TableSeed } from '../store/table.ts';
import { type Dice, iso } from './dice.ts';
import type { World } from './world.ts';

const CATEGORIES: readonly (readonly [name: string, description?: string])[] = [
  ['Advertising', 'Paid by the click or by the month'],
  ['Word of mouth'],
  ['Événements', 'Foires & salons'],
  ['Left over', 'Nothing is filed here'],
];

interface SeededSource {
  readonly name: string;
  readonly lead_source_category_id?: number;
  readonly vendor?: string;
  readonly medium?: string;
  readonly message?: string;
  readonly description?: string;
  readonly status?: 'INACTIVE';
  readonly ends?: true;
}

/** Contacts come from the first four. */
const SOURCES: readonly SeededSource[] = [
  { name: 'Search ads', lead_source_category_id: 1, vendor: 'Example Search', medium: 'cpc', message: 'Spring sale' },
  { name: 'Recommended by a friend', lead_source_category_id: 2, description: 'Asked at checkout' },
  { name: 'Website form', vendor: 'Sandbox Ltd', medium: 'organic' },
  { name: 'Salon de l’habitat', lead_source_category_id: 3, medium: 'Stand B12', message: 'Été 2025', ends: true },
  { name: 'Search ads, brand only', lead_source_category_id: 1, vendor: 'Example Search', medium: 'cpc' },
  { name: 'Postcards', lead_source_category_id: 1, vendor: 'Print & "Post"', medium: 'Mail', status: 'INACTIVE' },
  { name: 'ラジオ広告', lead_source_category_id: 1, vendor: 'ラジオ例', medium: 'Radio', ends: true },
  { name: 'معرض الحدائق', lead_source_category_id: 3, description: 'First line\nsecond line' },
  { name: 'Podcast <b>42</b>', vendor: 'example.org', medium: 'Audio', message: 'Code "EAR"' },
  { name: 'Old list, bought long ago', status: 'INACTIVE', ends: true },
];

interface SeededRecurring {
  readonly title: string;
  readonly lead_source_id: number;
  /** In cents, every month. */
  readonly amount: number;
  /** How many times it was due before November 2026. */
  readonly months: number;
  readonly day: number;
  readonly ended?: true;
  readonly notes?: string;
}

const RECURRING: readonly SeededRecurring[] = [
  { title: 'Search ads budget', lead_source_id: 1, amount: 45_000, months: 18, day: 1, notes: 'Card ending in 4242' },
  { title: 'Brand ads budget', lead_source_id: 5, amount: 12_050, months: 7, day: 15 },
  { title: 'Form "Pro" plan', lead_source_id: 3, amount: 2_900, months: 12, day: 28 },
  { title: 'Mailbox', lead_source_id: 6, amount: 999, months: 4, day: 10, ended: true },
  { title: 'Free listing', lead_source_id: 9, amount: 0, months: 2, day: 5 },
  { title: 'Stand next year', lead_source_id: 4, amount: 80_000, months: 0, day: 20 },
];

/** What was spent for each month of a recurring expense: which one and the how-manieth time. */
const INCURRED = RECURRING.flatMap(({ months }, index) =>
  Array.from({ length: months }, (_, month) => ({ recurring: index + 1, month })),
);

/** Expenses of their own, after the incurred ones. */
const SINGLE_EXPENSES = 24;

/** A day of the month in which a recurring expense was due for the first time, or `month` months later. */
function due({ months, day }: SeededRecurring, month: number): number {
  return Date.UTC(2026, 10 - months + month, day, 9);
}

/** The account has its lead sources from its first days on, whatever came from them later. */
const SET_UP = Date.UTC(2024, 10, 2, 9);

/** Where leads come from and what that cost. */
export const LEAD_TABLES = {
  leadSourceCategories: (world: World): TableSeed => ({
    count: CATEGORIES.length,
    make: (id) => {
      const [name, description] = CATEGORIES[id - 1] ?? [];
      return { fields: { name, description }, ...timesFrom(SET_UP, world.dice('leadSourceCategories', id)) };
    },
  }),
  leadSources: (world: World): TableSeed => ({
    count: SOURCES.length,
    make: (id) => {
      const dice = world.dice('leadSources', id);
      const { ends, ...source } = SOURCES[id - 1] ?? { name: `Lead source ${id}` };
      const start = SET_UP + id * 86_400_000;
      return {
        fields: {
          status: 'ACTIVE',
          ...source,
          start_time: iso(start),
          end_time: ends && iso(dice.moment(start)),
        },
        ...timesFrom(start, dice),
      };
    },
  }),
  leadSourceExpenses: (world: World): TableSeed => ({
    count: INCURRED.length + SINGLE_EXPENSES,
    make: (id) => incurredExpense(id) ?? singleExpense(world, id),
  }),
  leadSourceRecurringExpenses: (): TableSeed => ({
    count: RECURRING.length,
    make: (id) => recurringExpense(RECURRING[id - 1] ?? raise(id)),
  }),
} satisfies Readonly<Record<string, (world: World) => TableSeed | undefined>>;

function timesFrom(created: number, dice: Dice): { readonly created: string; readonly updated: string } {
  return { created: iso(created), updated: iso(dice.moment(created)) };
}

function recurringExpense(recurring: SeededRecurring): ReturnType<TableSeed['make']> {
  const { title, lead_source_id, amount, months, notes, ended } = recurring;
  const created = iso(due(recurring, 0) - 35 * 86_400_000);
  return {
    fields: {
      title,
      notes,
      amount,
      lead_source_id,
      start_time: iso(due(recurring, 0)),
      end_time: ended && iso(due(recurring, months) - 86_400_000),
      next_expense_time: ended ? undefined : iso(due(recurring, months)),
    },
    created,
    updated: created,
  };
}

function incurredExpense(id: number): ReturnType<TableSeed['make']> | undefined {
  const { recurring: lead_source_recurring_expense_id, month } = INCURRED[id - 1] ?? {};
  const recurring = RECURRING[(lead_source_recurring_expense_id ?? 0) - 1];
  if (!recurring || month === undefined) return undefined;
  const { title, lead_source_id, amount } = recurring;
  const incurred_time = iso(due(recurring, month));
  return {
    fields: { title, amount, lead_source_id, lead_source_recurring_expense_id, incurred_time },
    created: incurred_time,
    updated: incurred_time,
  };
}

function singleExpense(world: World, id: number): ReturnType<TableSeed['make']> {
  const dice = world.dice('leadSourceExpenses', id);
  const { created, updated } = timesFrom(dice.moment(), dice);
  return {
    fields: {
      title: dice.one(['Flyers', 'Design', 'Stand & travel', 'Frais d’impression', '写真']),
      notes: dice.chance(0.4) ? 'Paid by card' : undefined,
      amount: dice.chance(0.1) ? 0 : 100 + dice.below(90_000),
      lead_source_id: 1 + dice.below(SOURCES.length),
      incurred_time: created,
    },
    created,
    updated,
  };
}

function raise(id: number): never {
  throw new Error(`There is no recurring expense ${id}.`);
}
