import { asString } from '../../../keap/json.ts';
import { badRequest } from '../../errors.ts';
import type { SandboxRequest } from '../../request.ts';
import { cycleAfter, dayOf } from '../../seed/billingCycles.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { timeOf } from '../records.ts';
import { addItem } from './orderItems.ts';

/** How many cycles one request bills at most: two years of days. */
const MOST = 730;

/**
 * Bills every cycle of a subscription that is due: an order for each.
 * @returns the last order the subscription was billed with, now or before
 * @throws RefusalError 400 where it was never billed and nothing is due
 */
export function invoiceDue(subscription: StoredRecord, request: SandboxRequest, account: Account): StoredRecord {
  const { fields } = subscription;
  const { orders, subscriptions } = account.tables;
  const today = dayOf(request.now);
  const end = asString(fields['end_date']) ?? today;
  let order = orders.get(Number(fields['last_order_id']));
  let next = fields['active'] === true ? asString(fields['next_bill_date']) : undefined;
  let billed: string | undefined;
  for (let count = 0; next !== undefined && next <= today && next <= end && count < MOST; count++) {
    order = invoice(subscription, next, request, account);
    billed = next;
    next = cycleAfter(next, fields['billing_cycle'], Number(fields['billing_frequency']));
  }
  if (billed !== undefined) {
    const values: Fields = { last_bill_date: billed, next_bill_date: next, last_order_id: order?.id };
    subscriptions.change(subscription, values, timeOf(request));
  }
  return order ?? badRequest(`Subscription ${subscription.id} has nothing to invoice`);
}

function invoice(subscription: StoredRecord, day: string, request: SandboxRequest, account: Account): StoredRecord {
  const { orders, products } = account.tables;
  const { contact_id, product_id, subscription_plan_id, quantity, billing_amount } = subscription.fields;
  const name = products.get(Number(product_id))?.fields['name'] ?? 'Subscription';
  const now = timeOf(request);
  const order = orders.insert(
    {
      ...{ contact_id, title: name, order_type: 'ONLINE', order_time: `${day}T00:00:00.000Z` },
      ...{ source_type: 'INVOICE', status: 'SENT', sent_time: now, allow_payment: true, allow_paypal: false },
    },
    now,
  );
  const item = {
    ...{ item_type: 'SUBSCRIPTION', name, quantity, price_per_unit: billing_amount },
    ...{ product_id, subscription_plan_id, subscription_id: subscription.id },
  };
  return addItem(order, item, account, now).order;
}
