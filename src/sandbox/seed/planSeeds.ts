import { goodOf, productSeed } from './productSeed.ts';
import type { World } from './world.ts';

/** A way to pay for a product again and again, as seeded. */
export interface SeededPlan {
  readonly id: number;
  readonly product_id: number;
  readonly cycle_type: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
  /** Every so many days, weeks, months or years. */
  readonly frequency: number;
  /** In cents, as v2 has it. */
  readonly plan_price: number;
  /** 0 for a plan without an end. */
  readonly total_cycles: number;
  readonly active: boolean;
  readonly allow_prorating: boolean;
  readonly display_order_index: number;
}

/** How many plans a product has; about a third have some. */
function planCount(world: World, productId: number): number {
  if (productId <= 2) return productId;
  const dice = world.dice('planCounts', productId);
  return goodOf(productId)[2] === 6 || dice.chance(0.2) ? 1 + dice.below(2) : 0;
}

/** All plans of all products, by ascending id; ids count from 1. Ask once and keep it: every product is looked at. */
export function planSeeds(world: World): SeededPlan[] {
  const plans: SeededPlan[] = [];
  for (let product_id = 1; product_id <= world.size.products; product_id++) {
    const { price } = productSeed(world, product_id).fields;
    for (let index = 0; index < planCount(world, product_id); index++) {
      const id = plans.length + 1;
      const dice = world.dice('subscriptionPlans', id);
      const cycle_type = index === 0 ? dice.one(['MONTHLY', 'MONTHLY', 'WEEKLY', 'DAILY'] as const) : 'YEARLY';
      plans.push({
        ...{ id, product_id, cycle_type },
        frequency: cycle_type === 'MONTHLY' && dice.chance(0.3) ? 3 : 1,
        plan_price: cycle_type === 'YEARLY' ? price * 10 : price,
        total_cycles: dice.chance(0.3) ? 12 : 0,
        active: !dice.chance(0.1),
        allow_prorating: dice.chance(0.3),
        display_order_index: index,
      });
    }
  }
  return plans;
}
