import { TAX_RATE } from '../../seed/orderItems.ts';
import type { Handlers } from '../handler.ts';
import { timeOf } from '../records.ts';
import { named, replyRecord } from '../resource.ts';
import { addItem } from './orderItems.ts';
import { itemsOf, lineTotal } from './orderSums.ts';
import { ORDERS } from './orders.ts';

/** The tax of an order: one line that is made when first asked for and follows the other lines when asked again. */
export const ORDER_TAX_HANDLERS: Handlers = {
  'v2:applyTax': (request, account) => {
    const order = named(ORDERS, request, account);
    const { products, orders, orderItems } = account.tables;
    const items = itemsOf(order, account);
    const taxed = items.filter(({ fields }) => products.get(Number(fields['product_id']))?.fields['taxable'] === true);
    const tax = { price_per_unit: Math.round(taxed.map(lineTotal).reduce((a, b) => a + b, 0) * TAX_RATE), quantity: 1 };
    const before = items.find(({ fields }) => fields['item_type'] === 'TAX');
    const now = timeOf(request);
    if (before) {
      orderItems.change(before, tax, now);
      return replyRecord(ORDERS, orders.change(order, {}, now), { request, account });
    }
    if (tax.price_per_unit === 0) return replyRecord(ORDERS, order, { request, account });
    const { order: changed } = addItem(order, { item_type: 'TAX', name: 'Sales tax', ...tax }, account, now);
    return replyRecord(ORDERS, changed, { request, account });
  },
};
