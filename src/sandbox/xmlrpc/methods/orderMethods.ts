import { asList } from '../../../keap/json.ts';
import { invoiceIdOf } from '../../resources/sales/orderSums.ts';
import type { Arguments, XmlRpcContext, XmlRpcHandlers } from '../context.ts';
import { fault } from '../faultError.ts';
import { answered, idText, numberIn, recordIn } from './arguments.ts';
import { balanceOf, chargeResult } from './invoiceMethods.ts';

/** The lines of an order, which a call names by products and plans. */
function itemsIn(args: Arguments, { account }: XmlRpcContext): Readonly<Record<string, unknown>>[] {
  const products = (asList(args['productIds']) ?? []).map((id) => {
    const product = account.tables.products.get(Number(id)) ?? fault('RecordNotFound', `Product ${id} was not found`);
    const price = Number(product.fields['price'] ?? 0) / 100;
    return { item_type: 'PRODUCT', product_id: String(product.id), quantity: 1, price_per_unit: price };
  });
  const plans = (asList(args['subscriptionPlanIds']) ?? []).map((id) => {
    const plan =
      account.tables.subscriptionPlans.get(Number(id)) ?? fault('RecordNotFound', `Plan ${id} was not found`);
    const price = Number(plan.fields['plan_price'] ?? 0) / 100;
    const ids = { subscription_plan_id: String(plan.id), product_id: String(plan.fields['product_id']) };
    return { item_type: 'SUBSCRIPTION', ...ids, quantity: 1, price_per_unit: price };
  });
  return [...products, ...plans];
}

/** The inventory of a product, changed by some number. */
function adjusted(args: Arguments, by: number, context: XmlRpcContext): true {
  const product = recordIn(args, 'productId', 'products', context);
  const body = { type: by < 0 ? 'DECREASE' : 'INCREASE', quantity: Math.abs(by) };
  context.rest('POST', `/v2/products/${product.id}:adjustInventory`, body);
  return true;
}

/** Orders as a shop places them, cards, and what is in stock. */
export const ORDER_METHODS: XmlRpcHandlers = {
  'OrderService.placeOrder': (args, context) => {
    const contact = recordIn(args, 'contactId', 'contacts', context);
    const items = itemsIn(args, context);
    if (items.length === 0) fault('InvalidParameter', 'productIds or subscriptionPlanIds must name something');
    const lead = idText(args, 'leadAffiliateId');
    const sale = idText(args, 'affiliateId');
    const { json } = context.rest('POST', '/v2/orders', {
      ...{ contact_id: String(contact.id), order_title: 'Online order', order_type: 'ONLINE', order_items: items },
      ...{ order_time: new Date(context.now).toISOString(), promo_codes: asList(args['promoCodes']) ?? [] },
      ...(lead ? { lead_affiliate_id: lead } : {}),
      ...(sale ? { sales_affiliate_id: sale } : {}),
    });
    const order = context.account.tables.orders.get(Number(answered(json, 'id')));
    if (!order) fault('UnexpectedError', 'The order was not made');
    const made = { OrderId: order.id, InvoiceId: invoiceIdOf(order.id) };
    const card = idText(args, 'creditCardId');
    const amount = balanceOf(order, context);
    if (!card || amount === 0) return { ...made, Successful: true, Code: 'None', RefNum: '', Message: 'Not charged' };
    const body = { payment_amount: amount, payment_method_id: card, apply_to_commissions: true };
    return { ...made, ...chargeResult(context.rest('POST', `/v2/orders/${order.id}/payments`, body)) };
  },
  'ProductService.deactivateCreditCard': (args, context) => {
    const { id, fields } = recordIn(args, 'creditCardId', 'paymentMethods', context);
    context.rest('POST', `/v2/contacts/${fields['contact_id']}/paymentMethods/${id}:deactivate`);
    return true;
  },
  'ProductService.getInventory': (args, context) =>
    Number(recordIn(args, 'productId', 'products', context).fields['inventory_count'] ?? 0),
  'ProductService.increaseInventory': (args, context) => adjusted(args, numberIn(args, 'quantity'), context),
  'ProductService.decreaseInventory': (args, context) => adjusted(args, -numberIn(args, 'quantity'), context),
  'ProductService.incrementInventory': (args, context) => adjusted(args, 1, context),
  'ProductService.decrementInventory': (args, context) => adjusted(args, -1, context),
  'CreditCardSubmissionService.requestSubmissionToken': (args, context) => {
    const contact = recordIn(args, 'contactId', 'contacts', context);
    const { cardTokens } = context.account.tables;
    return `token-${cardTokens.insert({ contact_id: contact.id }, new Date(context.now).toISOString()).id}`;
  },
  // The card that the contact has by now, handed in or there before.
  'CreditCardSubmissionService.requestCreditCardId': (args, context) => {
    const token = /^token-(\d+)$/.exec(String(args['token']))?.[1];
    const asked = context.account.tables.cardTokens.get(Number(token));
    if (!asked) fault('RecordNotFound', `Token ${args['token']} was not found`);
    const cards = context.account.tables.paymentMethods.referring('contact_id', Number(asked.fields['contact_id']));
    return cards.at(-1)?.id ?? 0;
  },
};
