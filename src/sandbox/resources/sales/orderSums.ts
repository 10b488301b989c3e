import { asList } from '../../../keap/json.ts';
import type { Account } from '../../store/account.ts';
import type { StoredRecord, Table } from '../../store/table.ts';

/** What an order comes to, in cents. What was paid counts whole, whether or not some of it was refunded. */
export interface OrderSums {
  readonly total: number;
  readonly paid: number;
  readonly refunded: number;
}

function recordsOf({ fields }: StoredRecord, name: string, table: Table): StoredRecord[] {
  return (asList(fields[name]) ?? []).flatMap((id) => table.get(Number(id)) ?? []);
}

export function itemsOf(order: StoredRecord, { tables }: Account): StoredRecord[] {
  return recordsOf(order, 'item_ids', tables.orderItems);
}

/** The ids of the products in an order. */
export function productsIn(order: StoredRecord, account: Account): number[] {
  return itemsOf(order, account).flatMap(
    ({ fields }) => account.tables.products.get(Number(fields['product_id']))?.id ?? [],
  );
}

export function paymentsOf(order: StoredRecord, { tables }: Account): StoredRecord[] {
  return recordsOf(order, 'payment_ids', tables.payments);
}

export function transactionsOf(order: StoredRecord, { tables }: Account): StoredRecord[] {
  return recordsOf(order, 'transaction_ids', tables.transactions);
}

/** What a line adds to its order, in cents: less than nothing for a discount. */
export function lineTotal({ fields }: StoredRecord): number {
  return Number(fields['price_per_unit']) * Number(fields['quantity']);
}

export function sumsOf(order: StoredRecord, account: Account): OrderSums {
  const amounts = paymentsOf(order, account).map(({ fields }) => Number(fields['amount']));
  return {
    total: sum(itemsOf(order, account).map(lineTotal)),
    paid: sum(amounts.filter((amount) => amount > 0)),
    // Zero less something, so that nothing refunded is no negative zero.
    refunded: 0 - sum(amounts.filter((amount) => amount < 0)),
  };
}

/** Whether nothing is left to pay. An order nothing is in yet is not paid. */
export function isPaid(order: StoredRecord, account: Account): boolean {
  const { total, paid } = sumsOf(order, account);
  return paid >= total && itemsOf(order, account).length > 0;
}

/** The invoice of an order: a number of its own, so that nobody takes the one for the other. */
export function invoiceIdOf(orderId: number): number {
  return orderId + 10_000;
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
