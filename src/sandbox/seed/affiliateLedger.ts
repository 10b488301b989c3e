import type { TableSeed } from '../store/table.ts';
import { earner, earners, SALES, sellers, soldOrder } from './affiliateSales.ts';
import { iso, LATEST } from './dice.ts';
import { type Goods, goodsFor, orderedItems } from './orderItems.ts';
import { buyerOf, orderedAt } from './orders.ts';
import type { World } from './world.ts';

/** How many payments each affiliate had who earns anything. */
const PAYMENTS = 2;

/** A payment is for so many sales in turn; the last ones are still to be paid. */
const SALES_PER_PAYMENT = 3;

const DAY = 86_400_000;

/** What an affiliate earned by a sale; the amounts are in cents. */
interface SeededCommission {
  readonly affiliate_id: number;
  readonly sales_affiliate_id: number;
  readonly contact_id: number;
  readonly order_id: number;
  readonly product_name: string;
  readonly description: string;
  readonly amount: number;
  readonly time_earned: string;
  /** What was taken back of it, since the customer sent the goods back. */
  readonly clawback?: { readonly amount: number; readonly time: string };
}

function commission(world: World, n: number, goods: Goods): SeededCommission {
  const dice = world.dice('affiliateCommissions', n);
  const order_id = soldOrder(world, n);
  const [{ name, quantity, price_per_unit } = NOTHING] = orderedItems(world, order_id, goods);
  const earned = orderedAt(world, order_id, goods.plans);
  const amount = Math.round((quantity * price_per_unit) / 10);
  const clawback = dice.chance(0.5) ? amount : Math.floor(amount / 2);
  return {
    ...sellers(world, n),
    ...{ contact_id: buyerOf(world, order_id), order_id, product_name: name, description: `Sale of ${name}`, amount },
    time_earned: iso(earned),
    ...(dice.chance(0.15)
      ? { clawback: { amount: clawback, time: iso(Math.min(LATEST, earned + dice.below(20 * DAY))) } }
      : {}),
  };
}

const NOTHING = { name: 'Nothing', quantity: 0, price_per_unit: 0 };

function payment(world: World, id: number, goods: Goods): ReturnType<TableSeed['make']> {
  const dice = world.dice('affiliatePayments', id);
  const n = Math.floor((id - 1) / PAYMENTS);
  const first = n * SALES + ((id - 1) % PAYMENTS) * SALES_PER_PAYMENT + 1;
  const paid = Array.from({ length: SALES_PER_PAYMENT }, (_, index) => commission(world, first + index, goods));
  const amount = paid.reduce((sum, sale) => sum + sale.amount - (sale.clawback?.amount ?? 0), 0);
  const settled = Math.max(
    ...paid.map(({ clawback, time_earned }) => Math.max(Date.parse(time_earned), Date.parse(clawback?.time ?? '0'))),
  );
  const date = iso(dice.moment(settled));
  return {
    fields: {
      affiliate_id: earner(n),
      amount,
      pay_date: date,
      pay_type: dice.one(['CHECK', 'CHECK', 'CASH', 'CREDIT', 'MONEY_ORDER']),
      pay_notes: dice.chance(0.5) ? 'Paid "in full"' : undefined,
    },
    created: date,
    updated: date,
  };
}

/** What affiliates earned and what they were paid. Payments are for sales before them, never for more. */
export const AFFILIATE_LEDGER_TABLES = {
  affiliateCommissions: (world: World): TableSeed => {
    const goods = goodsFor(world);
    return {
      count: earners(world.size.affiliates) * SALES,
      make: (id) => {
        const fields = { ...commission(world, id, goods) };
        return { fields, created: fields.time_earned, updated: fields.clawback?.time ?? fields.time_earned };
      },
    };
  },
  affiliatePayments: (world: World): TableSeed => {
    const goods = goodsFor(world);
    return { count: earners(world.size.affiliates) * PAYMENTS, make: (id) => payment(world, id, goods) };
  },
};
