import type { TableSeed } from '../store/table.ts';
import { contactMoment } from './contacts.ts';
import { iso } from './dice.ts';
import { productSeed } from './productSeed.ts';
import type { World } from './world.ts';

/** How many sales and payments each affiliate has who earns anything; every fourth has earned nothing yet. */
const SALES = 8;
const PAYMENTS = 2;

/** A payment is for so many sales in turn; the last ones are still to be paid. */
const SALES_PER_PAYMENT = 3;

const DAY = 86_400_000;

function earners(affiliates: number): number {
  return affiliates - Math.floor(affiliates / 4);
}

/** The affiliate who is the n-th to earn something, counted from 0. */
function earner(n: number): number {
  return n + 1 + Math.floor(n / 3);
}

/** What an affiliate earned by a sale; the amounts are in cents. */
interface SeededCommission {
  readonly affiliate_id: number;
  readonly sales_affiliate_id: number;
  readonly contact_id: number;
  readonly invoice_id: number;
  readonly product_id: number;
  readonly product_name: string;
  readonly description: string;
  readonly amount: number;
  readonly time_earned: string;
  /** What was taken back of it, since the customer sent the goods back. */
  readonly clawback?: { readonly amount: number; readonly time: string };
}

function commission(world: World, id: number): SeededCommission {
  const dice = world.dice('affiliateCommissions', id);
  const { affiliates, contacts, orders, products } = world.size;
  const affiliate_id = earner(Math.floor((id - 1) / SALES));
  const recruit = affiliate_id * 5;
  const contact_id = 1 + dice.below(contacts);
  const product_id = 1 + dice.below(products);
  const { name, price } = productSeed(world, product_id).fields;
  const earned = dice.moment(contactMoment(world, contact_id));
  const amount = Math.round(price / 10);
  return {
    affiliate_id,
    sales_affiliate_id: id % SALES === 0 && recruit <= affiliates ? recruit : affiliate_id,
    contact_id,
    invoice_id: 1 + dice.below(orders),
    product_id,
    product_name: name,
    description: `Sale of ${name}`,
    amount,
    time_earned: iso(earned),
    ...(dice.chance(0.15)
      ? {
          clawback: {
            amount: dice.chance(0.5) ? amount : Math.floor(amount / 2),
            time: iso(earned + dice.below(20 * DAY)),
          },
        }
      : {}),
  };
}

function payment(world: World, id: number): ReturnType<TableSeed['make']> {
  const dice = world.dice('affiliatePayments', id);
  const n = Math.floor((id - 1) / PAYMENTS);
  const first = n * SALES + ((id - 1) % PAYMENTS) * SALES_PER_PAYMENT + 1;
  const paid = Array.from({ length: SALES_PER_PAYMENT }, (_, index) => commission(world, first + index));
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
  affiliateCommissions: (world: World): TableSeed => ({
    count: earners(world.size.affiliates) * SALES,
    make: (id) => {
      const fields = commission(world, id);
      return {
        fields: { ...fields },
        created: fields.time_earned,
        updated: fields.clawback?.time ?? fields.time_earned,
      };
    },
  }),
  affiliatePayments: (world: World): TableSeed => ({
    count: earners(world.size.affiliates) * PAYMENTS,
    make: (id) => payment(world, id),
  }),
};
