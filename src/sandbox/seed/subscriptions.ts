import type { TableSeed } from '../store/table.ts';
import { billingCycle, cycleAfter, dayOf, daysAfter, daysBetween } from './billingCycles.ts';
import { contactMoment } from './contacts.ts';
import { customValues } from './customFields.ts';
import { iso } from './dice.ts';
import { cardOf, merchantOf } from './paymentMethods.ts';
import { planSeeds, type SeededPlan } from './planSeeds.ts';
import type { World } from './world.ts';

/** Every so many orders one is what a subscription came to. */
export const ORDERS_A_SUBSCRIPTION = 10;

/** When the account was filled: what was due by then was billed. */
const FILLED = '2026-11-01';

/** The order that a seeded subscription was billed with last; undefined for the newest subscriptions. */
function lastOrderOf({ size }: World, id: number): number | undefined {
  const order = id * ORDERS_A_SUBSCRIPTION;
  return order <= size.orders ? order : undefined;
}

/** Who has a seeded subscription: somebody with a card. */
export function subscriberOf(world: World, id: number): number {
  if (id === 1) return 1;
  return 1 + 2 * world.dice('subscribers', id).below(Math.ceil(world.size.contacts / 2));
}

/** What a seeded subscription is for and how often it is billed. */
export function subscribedPlan(world: World, id: number, plans: readonly SeededPlan[]): SeededPlan {
  return world.dice('subscribedPlans', id).one(plans);
}

/** When a seeded subscription began. */
function beganAt(world: World, id: number): number {
  return world.dice('subscriptionStarts', id).moment(contactMoment(world, subscriberOf(world, id)));
}

/** The days a seeded subscription was billed last and will be billed next. */
export function billedDays(
  world: World,
  id: number,
  plan: SeededPlan,
): { readonly last: string; readonly next: string } {
  const cycle = billingCycle(plan.cycle_type);
  let last = dayOf(beganAt(world, id));
  let next = cycleAfter(last, cycle, plan.frequency);
  // Days and weeks are all of one length: no need to count through two years of them.
  const cycles = cycle === 'DAY' || cycle === 'WEEK' ? daysBetween(last, FILLED) / daysBetween(last, next) : 0;
  if (cycles >= 1) {
    last = daysAfter(last, Math.floor(cycles) * daysBetween(last, next));
    next = cycleAfter(last, cycle, plan.frequency);
  }
  while (next <= FILLED) {
    last = next;
    next = cycleAfter(last, cycle, plan.frequency);
  }
  return { last, next };
}

/** Subscriptions to the plans that products have. A few have ended. */
export const SUBSCRIPTION_TABLES = {
  subscriptions: (world: World): TableSeed => {
    const plans = planSeeds(world);
    return {
      count: world.size.subscriptions,
      make: (id) => subscription(world, id, plans),
      refers: { contact_id: (id) => subscriberOf(world, id) },
    };
  },
};

function subscription(world: World, id: number, plans: readonly SeededPlan[]): ReturnType<TableSeed['make']> {
  const dice = world.dice('subscriptions', id);
  const plan = subscribedPlan(world, id, plans);
  const contact_id = subscriberOf(world, id);
  const card = cardOf(contact_id);
  const began = beganAt(world, id);
  const { last, next } = billedDays(world, id, plan);
  const active = id === 1 || !dice.chance(0.15);
  const autoCharge = card !== undefined && dice.chance(0.8);
  return {
    fields: {
      contact_id,
      ...{ subscription_plan_id: plan.id, product_id: plan.product_id, quantity: 1 },
      active,
      billing_amount: plan.plan_price,
      ...{ billing_cycle: billingCycle(plan.cycle_type), billing_frequency: plan.frequency },
      ...{ start_date: dayOf(began), last_bill_date: last },
      ...(active ? { next_bill_date: next } : { end_date: last, reason_stopped: dice.one(REASONS) }),
      auto_charge: autoCharge,
      ...(autoCharge ? { payment_method_id: card } : {}),
      merchant_account_id: card === undefined ? 1 : merchantOf(card).merchant_account_id,
      allow_tax: dice.chance(0.3),
      ...{ max_charge_attempts: 3, days_between_retries: 3 },
      ...(dice.chance(0.2) ? { promo_code: 'WELCOME10' } : {}),
      ...(dice.chance(0.3) ? { shipping_option_id: 1 + dice.below(3) } : {}),
      custom_fields: customValues(dice, 'SUBSCRIPTION'),
      last_order_id: lastOrderOf(world, id),
    },
    created: iso(began),
    updated: iso(Math.max(began, Date.parse(last))),
  };
}

const REASONS = ['Moved away', 'Too expensive; "maybe later"', 'Kündigung per E-Mail'] as const;
