import type { Dice } from './dice.ts';
import { planSeeds, type SeededPlan } from './planSeeds.ts';
import { productSeed, type SeededProduct } from './productSeed.ts';
import { ORDERS_A_SUBSCRIPTION, subscribedPlan } from './subscriptions.ts';
import type { World } from './world.ts';

/** A line of a seeded order. Prices are in cents; what lowers the total has a negative one. */
export interface SeededItem {
  readonly item_type: string;
  readonly name: string;
  readonly quantity: number;
  readonly price_per_unit: number;
  readonly [more: string]: unknown;
}

/** What can be ordered, looked up once for all orders. */
export interface Goods {
  readonly plans: readonly SeededPlan[];
  readonly products: readonly SeededProduct['fields'][];
}

export function goodsFor(world: World): Goods {
  const products = Array.from({ length: world.size.products }, (_, index) => productSeed(world, index + 1).fields);
  return { plans: planSeeds(world), products };
}

/** The share of what is taxable that the account's tax takes. */
export const TAX_RATE = 0.08;

/** What is in a seeded order, as many lines as its shape says. */
export function orderedItems(world: World, order: number, goods: Goods): SeededItem[] {
  const dice = world.dice('orderItems', order);
  const product = () => productItem(goods, dice);
  switch (order % 10) {
    case 1:
    case 2:
      // The first orders are large enough for whatever people try on them.
      return order <= 2 ? [manyGloves(goods)] : [product()];
    case 4:
      return shipped([product(), product()]);
    case 6:
      return [{ ...product(), quantity: 1, price_per_unit: 0, notes: 'A sample, free of charge' }];
    case 7:
      return discounted([product(), product()]);
    case 3:
    case 9:
      return [product(), product()];
    case 0:
      return [subscriptionItem(world, order / ORDERS_A_SUBSCRIPTION, goods)];
    default:
      return [product()];
  }
}

/** What is to be paid for some lines, in cents. */
export function totalOf(items: readonly Pick<SeededItem, 'quantity' | 'price_per_unit'>[]): number {
  return items.reduce((total, { quantity, price_per_unit }) => total + quantity * price_per_unit, 0);
}

function productItem({ products }: Goods, dice: Dice): SeededItem {
  const product_id = 1 + dice.below(products.length);
  const { name = '', price = 0, taxable = false } = products[product_id - 1] ?? {};
  return {
    ...{ item_type: 'PRODUCT', product_id, name, taxable },
    quantity: dice.chance(0.7) ? 1 : 2 + dice.below(4),
    price_per_unit: price,
    cost_per_unit: Math.round(price * 0.6),
    ...(dice.chance(0.3) ? { description: `${name}, as agreed` } : {}),
    ...(dice.chance(0.1) ? { notes: 'Gift wrap, please' } : {}),
  };
}

function manyGloves({ products }: Goods): SeededItem {
  const { name = '' } = products[0] ?? {};
  return { item_type: 'PRODUCT', product_id: 1, name, quantity: 150, price_per_unit: 1_995, cost_per_unit: 1_200 };
}

function shipped(products: readonly SeededItem[]): SeededItem[] {
  const tax = Math.round(totalOf(products.filter(({ taxable }) => taxable === true)) * TAX_RATE);
  return [
    ...products,
    { item_type: 'SHIPPING', name: 'Standard', quantity: 1, price_per_unit: 690 },
    { item_type: 'TAX', name: 'Sales tax', quantity: 1, price_per_unit: tax },
  ];
}

function discounted(products: readonly SeededItem[]): SeededItem[] {
  const price_per_unit = -Math.round(totalOf(products) / 10);
  return [...products, { item_type: 'DISCOUNT_ORDER_TOTAL', name: 'Ten percent off', quantity: 1, price_per_unit }];
}

function subscriptionItem(world: World, subscription_id: number, { plans, products }: Goods): SeededItem {
  const plan = subscribedPlan(world, subscription_id, plans);
  const { name = '' } = products[plan.product_id - 1] ?? {};
  return {
    ...{ item_type: 'SUBSCRIPTION', product_id: plan.product_id, subscription_plan_id: plan.id, subscription_id },
    ...{ name, quantity: 1, price_per_unit: plan.plan_price },
  };
}
