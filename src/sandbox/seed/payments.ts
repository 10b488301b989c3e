import type { StoredRecord, TableSeed } from '../store/table.ts';
import { iso } from './dice.ts';
import { type Goods, goodsFor, orderedItems, totalOf } from './orderItems.ts';
import { idsWithin, orderShape } from './orderShapes.ts';
import { buyerOf, orderedAt, paidAt } from './orders.ts';
import { cardOf, merchantOf } from './paymentMethods.ts';
import type { World } from './world.ts';

/** Payments with the transactions that brought them, and behind those the transactions that brought none. */
export const PAYMENT_TABLES = {
  payments: (world: World): TableSeed => {
    const goods = goodsFor(world);
    return {
      count: idsWithin('payments', world.size.orders),
      make: (id) => payment(world, id, goods),
      refers: {
        order_id: (id) => orderShape('payments', id).order,
        contact_id: (id) => buyerOf(world, orderShape('payments', id).order),
      },
    };
  },
  transactions: (world: World): TableSeed => {
    const goods = goodsFor(world);
    const payments = idsWithin('payments', world.size.orders);
    const declinedOrder = (id: number) => (id - payments) * 10 - 5;
    const orderOf = (id: number) => (id <= payments ? orderShape('payments', id).order : declinedOrder(id));
    return {
      count: payments + Math.floor((world.size.orders + 5) / 10),
      make: (id) => (id <= payments ? transaction(world, id, goods) : declined(world, declinedOrder(id), goods)),
      refers: { order_id: orderOf, contact_id: (id) => buyerOf(world, orderOf(id)) },
    };
  },
};

/** What the payments of an order bring, in cents: all at once, in halves, in part, and some of it back. */
function amountsOf(world: World, order: number, goods: Goods): readonly number[] {
  const total = totalOf(orderedItems(world, order, goods));
  const half = Math.floor(total / 2);
  switch (order % 10) {
    case 4:
      return [half, total - half];
    case 7:
      return [Math.min(1_000, total)];
    case 8:
      return [total, -total];
    case 9:
      return [total, -Math.floor(total / 3)];
    default:
      return [total];
  }
}

function payment(world: World, id: number, goods: Goods): Omit<StoredRecord, 'id'> {
  const { order, index } = orderShape('payments', id);
  const dice = world.dice('payments', order);
  const amount = amountsOf(world, order, goods)[index] ?? 0;
  const contact_id = buyerOf(world, order);
  const card = cardOf(contact_id);
  const isRefunded = order % 10 === 8 || order % 10 === 9;
  const paid = iso(paidAt(world, order, index, goods.plans));
  return {
    fields: {
      ...{ order_id: order, contact_id, amount, payment_time: paid },
      ...(card === undefined
        ? { type: dice.one(['Check', 'Cash', 'Credit Card (Manual)']) }
        : { type: 'Credit Card', payment_method_id: card, ...merchantOf(card), external_transaction_id: `txn_${id}` }),
      ...(amount < 0 ? { note: 'Refund', refund_of: id - 1 } : {}),
      ...(isRefunded && index === 0 ? { refund_payment_id: id + 1 } : {}),
      skip_commission: dice.chance(0.2),
    },
    created: paid,
    updated: paid,
  };
}

function transaction(world: World, id: number, goods: Goods): Omit<StoredRecord, 'id'> {
  const { fields, created } = payment(world, id, goods);
  const isRefund = Number(fields['amount']) < 0;
  const isManual = fields['payment_method_id'] === undefined;
  return {
    fields: {
      ...{ order_id: fields['order_id'], contact_id: fields['contact_id'], amount: fields['amount'] },
      ...{ payment_method_id: fields['payment_method_id'], merchant_account_id: fields['merchant_account_id'] },
      merchant_account_type: fields['merchant_account_type'],
      external_reference_id: fields['external_transaction_id'],
      ...{ payment_id: id, transaction_time: created, status: 'APPROVED', is_successful: true },
      transaction_method: isRefund ? 'REFUND' : isManual ? 'MANUAL' : 'CAPTURE',
      description: fields['type'],
    },
    created,
    updated: created,
  };
}

function declined(world: World, order: number, goods: Goods): Omit<StoredRecord, 'id'> {
  const contact_id = buyerOf(world, order);
  const card = cardOf(contact_id);
  const tried = iso(orderedAt(world, order, goods.plans));
  return {
    fields: {
      ...{ order_id: order, contact_id, amount: totalOf(orderedItems(world, order, goods)) },
      ...(card === undefined ? {} : { payment_method_id: card }),
      ...merchantOf(card ?? 1),
      ...{ transaction_time: tried, transaction_method: 'CAPTURE', status: 'FAILED', is_successful: false },
      ...{ description: 'Credit Card', error_details: 'The card was declined', external_response_code: '2' },
    },
    created: tried,
    updated: tried,
  };
}
