import { asObject, asString } from '../../../keap/json.ts';
import { badRequest } from '../../errors.ts';
import { bodyObject } from '../../request.ts';
import { dayOf } from '../../seed/billingCycles.ts';
import type { Account } from '../../store/account.ts';
import type { Fields } from '../../store/table.ts';
import type { Handlers } from '../handler.ts';
import { parts } from '../parts.ts';
import { compact, recordOf, timeOf } from '../records.ts';
import { withReferences } from '../references.ts';
import { reply, replyList } from '../reply.ts';
import { type Resource, replyRecord, replyRecords, USUAL, usual } from '../resource.ts';
import { addItem, itemFields, ORDER_ITEMS } from './orderItems.ts';
import { isPaid, paymentsOf, productsIn } from './orderSums.ts';
import { createOrder, deleteOrder, ORDERS } from './orders.ts';
import { itemV1, orderV1, planOfV1 } from './orderViewsV1.ts';
import { itemTypeV2 } from './orderWords.ts';
import { pay } from './pay.ts';
import { chargeable } from './paymentMethods.ts';
import { planFields } from './paymentPlans.ts';
import { invoicePayment, payableOrder } from './payments.ts';

/** Orders as v1 shows them. */
const ORDERS_V1: Resource = {
  ...ORDERS,
  stored: (body, writing) => {
    const { order_title, order_date, order_type } = body;
    const type = asString(order_type)?.toUpperCase();
    return ORDERS.stored?.({ ...body, title: order_title, order_time: order_date, order_type: type }, writing) ?? {};
  },
  shown: orderV1,
};

/** What v1's parameters ask of orders; by date the latest are at the top. */
function queriedIn(account: Account): Resource {
  return {
    ...ORDERS_V1,
    queryV1: {
      equals: {
        contact_id: ({ fields }) => Number(fields['contact_id']),
        product_id: (order) => productsIn(order, account),
        paid: (order) => isPaid(order, account),
      },
      moment: ({ created }) => created,
      orders: {
        order_date: ({ fields }) => -Date.parse(asString(fields['order_time']) ?? ''),
        update_date: ({ updated }) => -Date.parse(updated),
      },
    },
  };
}

const ORDER_ITEMS_V1: Resource = {
  ...ORDER_ITEMS,
  parents: { orderId: { table: 'orders', name: 'Order', field: 'order_id' } },
  shown: (item, { account }) => itemV1(item, account),
};

/** A line of a v1 body in v2's words. v1 has a product on every line, whatever its kind. @throws RefusalError 400 */
function itemOfV1(body: Fields, account: Account): Fields {
  const { description, quantity, product_id, price } = body;
  const references = withReferences({ product_id }, account, { product_id: 'products' });
  const product = account.tables.products.get(Number(references['product_id']));
  if (!product) badRequest('product_id is required');
  const price_per_unit = price === undefined || price === null ? Number(product.fields['price']) / 100 : Number(price);
  if (!(price_per_unit >= 0)) badRequest('price must be a number greater than or equal to 0');
  return compact({
    ...{ name: product.fields['name'], description, quantity, product_id: product.id, price_per_unit },
    item_type: itemTypeV2(body['item_type'] ?? 'PRODUCT'),
  });
}

const MANUAL_TYPES: Readonly<Record<string, string>> = {
  ...{ CREDIT_CARD: 'Credit Card (Manual)', CASH: 'Cash', CHECK: 'Check', TOKEN: 'Credit Card (Manual)' },
};

/** v1's orders. */
export const ORDER_V1_HANDLERS: Handlers = {
  'v1:listOrdersUsingGET': (request, account) => {
    // Keap begins with the latest; ids tell which of the same moment came later.
    const latest = [...account.tables.orders].sort((a, b) => (a.created < b.created ? 1 : -1));
    return replyRecords(queriedIn(account), latest, { request, account });
  },
  'v1:createOrderUsingPOST': (request, account) => {
    const items = parts(bodyObject(request), 'order_items').map((item) => itemOfV1(item, account));
    return replyRecord(ORDERS_V1, createOrder(ORDERS_V1, items, request, account), { request, account });
  },
  'v1:getOrderUsingGET': USUAL.get(ORDERS_V1),
  'v1:deleteOrderUsingDELETE': deleteOrder,
  'v1:createOrderItemsOnOrderUsingPOST': (request, account) => {
    const order = recordOf(account.tables.orders, 'Order', request, 'orderId');
    const fields = itemFields(itemOfV1(bodyObject(request), account), account);
    const { item } = addItem(order, fields, account, timeOf(request));
    return replyRecord(ORDER_ITEMS_V1, item, { request, account });
  },
  ...usual(ORDER_ITEMS_V1, { delete: 'v1:deleteOrderOrderItemUsingDELETE' }),
  'v1:replacePaymentPlanUsingPUT': (request, account) => {
    const order = recordOf(account.tables.orders, 'Order', request, 'orderId');
    const body = bodyObject(request);
    const { merchant_account_id, use_default } = asObject(body['payment_gateway']) ?? {};
    const gateway = use_default === true ? {} : compact({ merchant_account_id });
    const payment_plan = {
      ...planFields({ ...body, payment_method_id: body['credit_card_id'] }, {}, account, dayOf(request.now)),
      ...withReferences(gateway, account, { merchant_account_id: 'merchants' }),
    };
    const changed = account.tables.orders.change(order, { payment_plan }, timeOf(request));
    return reply(request, planOfV1(changed.fields['payment_plan'], account));
  },
  'v1:listOrderPaymentsUsingGET': (request, account) => {
    const order = payableOrder(request, account, 'orderId');
    return replyList(
      request,
      paymentsOf(order, account).map((payment) => {
        const { id, fields, updated } = payment;
        const shown = invoicePayment(payment);
        return { ...shown, id, note: fields['note'], pay_date: shown['pay_time'], last_updated: updated };
      }),
    );
  },
  'v1:createPaymentOnOrderUsingPOST': (request, account) => {
    const order = payableOrder(request, account, 'orderId');
    const body = bodyObject(request);
    const amount = Number(body['payment_amount']);
    if (!Number.isFinite(amount)) badRequest('payment_amount must be a number');
    const card = body['credit_card_id'];
    if (body['charge_now'] === true && !card) badRequest('credit_card_id is required to charge now');
    const result = pay(
      {
        ...{ order, amount, time: asString(body['date']) },
        more: compact({ note: body['notes'], skip_commission: body['apply_to_commissions'] !== true }),
        ...(body['charge_now'] === true
          ? { method: chargeable(card, Number(order.fields['contact_id']), account, 'credit_card_id') }
          : { type: MANUAL_TYPES[asString(body['payment_method_type']) ?? 'CASH'] ?? 'Cash' }),
      },
      request,
      account,
    );
    return reply(request, { ...result, payment_status: result.message });
  },
};
