import type { StoredRecord, TableSeed } from '../store/table.ts';
import { sellerOfOrder } from './affiliateSales.ts';
import { daysAfter } from './billingCycles.ts';
import { contactMoment } from './contacts.ts';
import { customValues } from './customFields.ts';
import { iso, LATEST } from './dice.ts';
import { goodsFor, orderedItems } from './orderItems.ts';
import { idsWithin, orderShape } from './orderShapes.ts';
import { cardOf } from './paymentMethods.ts';
import { PLACES } from './places.ts';
import { planSeeds, type SeededPlan } from './planSeeds.ts';
import { billedDays, ORDERS_A_SUBSCRIPTION, subscribedPlan, subscriberOf } from './subscriptions.ts';
import type { World } from './world.ts';

const DAY = 86_400_000;

const TITLES = [
  ...['Online order', 'Spring workshop', 'Phone order', 'Bestellung für den Garten', 'Commande d’automne'],
  ...['طلب جديد', '注文', '<b>Bold & brave</b>', 'Order "as discussed"', 'Two lines\nof title'],
  `A very long title ${'that goes on and on '.repeat(12)}`,
] as const;

const NOTES = [
  'Leave it with the neighbours.',
  'Gift; no "invoice" in the box',
  'Wünscht Rückruf\nam Vormittag',
] as const;

/** Who ordered. The first two orders are the first contact's, the others anybody's. */
export function buyerOf(world: World, id: number): number {
  if (id <= 2) return 1;
  if (id % ORDERS_A_SUBSCRIPTION === 0) return subscriberOf(world, id / ORDERS_A_SUBSCRIPTION);
  return 1 + world.dice('buyers', id).below(world.size.contacts);
}

/** When something was ordered: never before its buyer came. */
export function orderedAt(world: World, id: number, plans: readonly SeededPlan[]): number {
  if (id % ORDERS_A_SUBSCRIPTION === 0) {
    const subscription = id / ORDERS_A_SUBSCRIPTION;
    const plan = subscribedPlan(world, subscription, plans);
    return Math.max(Date.parse(billedDays(world, subscription, plan).last), contactMoment(world, buyerOf(world, id)));
  }
  return world.dice('orderTimes', id).moment(contactMoment(world, buyerOf(world, id)));
}

/** When the n-th payment of an order came, n counted from 0. */
export function paidAt(world: World, id: number, index: number, plans: readonly SeededPlan[]): number {
  const paid = orderedAt(world, id, plans) + index * DAY + world.dice('paymentTimes', id).below(DAY);
  return Math.min(paid, LATEST);
}

/** Orders of existing contacts and what is in them. */
export const ORDER_TABLES = {
  orders: (world: World): TableSeed => {
    const plans = planSeeds(world);
    return {
      count: world.size.orders,
      make: (id) => order(world, id, plans),
      refers: { contact_id: (id) => buyerOf(world, id) },
    };
  },
  orderItems: (world: World): TableSeed => {
    const goods = goodsFor(world);
    return {
      count: idsWithin('items', world.size.orders),
      make: (id) => {
        const { order, index } = orderShape('items', id);
        const ordered = iso(orderedAt(world, order, goods.plans));
        return {
          fields: { order_id: order, ...orderedItems(world, order, goods)[index] },
          created: ordered,
          updated: ordered,
        };
      },
    };
  },
};

function order(world: World, id: number, plans: readonly SeededPlan[]): Omit<StoredRecord, 'id'> {
  const dice = world.dice('orders', id);
  const ordered = orderedAt(world, id, plans);
  const contact_id = buyerOf(world, id);
  const payments = idsOf('payments', id);
  const isDraft = id % 10 === 2;
  const isOnline = dice.chance(0.6);
  const isInvoice = id % ORDERS_A_SUBSCRIPTION === 0;
  const last = payments.length > 0 ? paidAt(world, id, payments.length - 1, plans) : ordered + dice.below(DAY);
  return {
    fields: {
      contact_id,
      title: isInvoice ? 'Subscription' : dice.one(id < 10 ? TITLES.slice(0, 3) : TITLES),
      order_type: isOnline ? 'ONLINE' : 'OFFLINE',
      order_time: iso(ordered),
      source_type: isInvoice ? 'INVOICE' : isOnline ? 'CHECKOUT_FORM' : dice.one(['API', 'MANUAL_PAYMENT', 'UNKNOWN']),
      status: isDraft ? 'DRAFT' : dice.one(['SENT', 'VIEWED']),
      ...(isDraft ? {} : { sent_time: iso(ordered + DAY / 24), due_time: iso(ordered + 30 * DAY) }),
      ...(dice.chance(0.4) ? { notes: dice.one(NOTES) } : {}),
      ...(dice.chance(0.3) ? { terms: 'Net 30' } : {}),
      ...(dice.chance(0.5) ? { shipping_address: shippingAddress(world, id) } : {}),
      ...(dice.chance(0.1) ? { promo_codes: ['SUMMER20'] } : {}),
      ...(dice.chance(0.2) ? { lead_affiliate_id: 1 + dice.below(world.size.affiliates) } : {}),
      ...(id % 10 === 7 ? { payment_plan: paymentPlan(ordered, cardOf(contact_id)) } : {}),
      ...{ allow_payment: true, allow_paypal: dice.chance(0.5) },
      sales_affiliate_id: sellerOfOrder(world, id),
      custom_fields: customValues(dice, 'ORDER'),
      item_ids: idsOf('items', id),
      payment_ids: payments,
      transaction_ids: [...payments, ...declinedOf(world, id)],
    },
    created: iso(ordered),
    updated: iso(last),
  };
}

function idsOf(kind: 'items' | 'payments', id: number): number[] {
  const before = idsWithin(kind, id - 1);
  return Array.from({ length: idsWithin(kind, id) - before }, (_, index) => before + index + 1);
}

/** The attempt to pay the fifth of ten orders was declined; such transactions come behind those of the payments. */
function declinedOf({ size }: World, id: number): number[] {
  return id % 10 === 5 ? [idsWithin('payments', size.orders) + (id + 5) / 10] : [];
}

function paymentPlan(ordered: number, card: number | undefined): Readonly<Record<string, unknown>> {
  const day = iso(ordered).slice(0, 10);
  return {
    auto_charge: card !== undefined,
    ...(card === undefined ? {} : { payment_method_id: card }),
    ...{ max_charge_attempts: 3, days_between_retries: 3 },
    ...{ initial_payment_amount: 1_000, initial_payment_date: day },
    ...{ plan_start_date: daysAfter(day, 30), number_of_payments: 3, days_between_payments: 30 },
  };
}

function shippingAddress(world: World, id: number): Readonly<Record<string, unknown>> {
  const dice = world.dice('shippingAddresses', id);
  const place = dice.one(PLACES);
  return {
    line1: `${1 + dice.below(990)} ${place.street}`,
    ...{ locality: place.locality, region: place.region, region_code: place.region_code },
    ...{ zip_code: place.postal_code, country_code: place.country_code },
    ...{ first_name: dice.one(['Noor', 'Zoë', '結衣']), last_name: dice.one(['Haddad', 'Lefèvre', '佐藤']) },
    ...(dice.chance(0.3) ? { company: 'Dúo & Söhne' } : {}),
    phone: `(480) 555-01${String(dice.below(100)).padStart(2, '0')}`,
    is_invoice_to_company: dice.chance(0.1),
  };
}
