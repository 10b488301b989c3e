import { asString } from '../../../keap/json.ts';
import { badRequest } from '../../errors.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { cents, currencyValue } from '../currency.ts';
import type { Handlers } from '../handler.ts';
import { SUBSCRIPTION_PLANS } from '../products/subscriptionPlans.ts';
import { atLeast, pickFields, recordOf, timeOf } from '../records.ts';
import { withReferences } from '../references.ts';
import { type Resource, replyRecord, type Showing, storedFrom, USUAL, usual, viewOf } from '../resource.ts';

const NAMES = [
  ...['name', 'description', 'notes', 'quantity', 'product_id', 'subscription_plan_id'],
  ...['subscription_plan_description', 'price_per_unit', 'cost_per_unit'],
] as const;

/** Lines of orders as v2 shows them. Prices are kept in cents; the one of a discount is below zero. */
export const ORDER_ITEMS: Resource = {
  name: 'Order item',
  table: 'orderItems',
  parents: { order_id: { table: 'orders', name: 'Order', field: 'order_id' } },
  stored: (body, { account, before }) => itemFields(before ? body : withPlan(body), account, before),
  shown: (item, showing) => ({
    ...goodsShown(item, showing),
    cost_per_unit: currencyValue(amount(item.fields['cost_per_unit'])),
    price_per_unit: currencyValue(amount(item.fields['price_per_unit'])),
    ...discountShown(item),
  }),
  removed: ({ id, fields }, { tables }, request) => {
    const order = tables.orders.get(Number(fields['order_id']));
    if (!order) return;
    const item_ids = idsIn(order, 'item_ids').filter((each) => each !== id);
    tables.orders.change(order, { item_ids }, timeOf(request));
  },
};

/** A new line of a v2 body. v1 has no place for the plan that v2 asks for. @throws RefusalError 400 */
export function withPlan(body: Fields): Fields {
  if (body['item_type'] === 'SUBSCRIPTION' && !body['subscription_plan_id']) {
    badRequest('subscription_plan_id is required for item_type SUBSCRIPTION');
  }
  return body;
}

/** The ids that an order keeps of what belongs to it. */
export function idsIn({ fields }: StoredRecord, name: string): number[] {
  const ids = fields[name];
  return Array.isArray(ids) ? ids.map(Number) : [];
}

/** Adds a line to an order. @returns the line and the order with it */
export function addItem(
  order: StoredRecord,
  fields: Fields,
  { tables }: Account,
  now: string,
): { readonly item: StoredRecord; readonly order: StoredRecord } {
  const item = tables.orderItems.insert({ ...fields, order_id: order.id }, now);
  const item_ids = [...idsIn(order, 'item_ids'), item.id];
  return { item, order: tables.orders.change(order, { item_ids }, now) };
}

/**
 * What a line in v2's words is stored as, its name and price taken from the product where it has none of its own.
 * @throws RefusalError 400
 */
export function itemFields(body: Fields, account: Account, before?: StoredRecord): Fields {
  const type = asString(before?.fields['item_type'] ?? body['item_type']) ?? 'PRODUCT';
  for (const name of ['name', 'description', 'notes', 'subscription_plan_description']) {
    if (asString(body[name])?.trim() === '') badRequest(`${name} must not be blank`);
  }
  atLeast(1, body, ['quantity']);
  const given = withReferences(pickFields(body, NAMES), account, {
    ...(isSold(type) ? { product_id: 'products' } : {}),
    ...(type === 'SUBSCRIPTION' ? { subscription_plan_id: 'subscriptionPlans' } : {}),
  });
  const fields: Record<string, unknown> = { ...given };
  if (!isSold(type)) delete fields['product_id'];
  if (type !== 'SUBSCRIPTION') delete fields['subscription_plan_id'];
  for (const name of ['price_per_unit', 'cost_per_unit']) if (name in fields) fields[name] = cents(fields[name]);
  if (type.startsWith('DISCOUNT') && 'price_per_unit' in fields) {
    fields['price_per_unit'] = -Math.abs(Number(fields['price_per_unit']));
  }
  return before ? fields : { ...defaults(type, fields, account), ...fields, item_type: type };
}

function isSold(type: string): boolean {
  return type === 'PRODUCT' || type === 'SUBSCRIPTION';
}

/** What a new line has that nobody gave. @throws RefusalError 400 for what must be given */
function defaults(type: string, fields: Fields, { tables }: Account): Fields {
  if (!isSold(type)) {
    if (fields['price_per_unit'] === undefined) badRequest(`price_per_unit is required for item_type ${type}`);
    return { name: type.toLowerCase().replaceAll('_', ' ') };
  }
  const product = tables.products.get(Number(fields['product_id']));
  if (!product) badRequest(`product_id is required for item_type ${type}`);
  const plan = tables.subscriptionPlans.get(Number(fields['subscription_plan_id']));
  if (plan && plan.fields['product_id'] !== product.id) {
    badRequest(`subscription_plan_id ${plan.id} is no plan of product ${product.id}`);
  }
  return { name: product.fields['name'], price_per_unit: plan?.fields['plan_price'] ?? product.fields['price'] ?? 0 };
}

/** The product and the plan of a line, each in v2's words. */
function goodsShown({ fields }: StoredRecord, showing: Showing): Fields {
  const { tables } = showing.account;
  const product = tables.products.get(Number(fields['product_id']));
  const plan = tables.subscriptionPlans.get(Number(fields['subscription_plan_id']));
  return {
    product: product && { id: product.id, ...product.fields },
    subscription_id: tables.subscriptions.get(Number(fields['subscription_id']))?.id,
    subscription_plan: plan && viewOf(SUBSCRIPTION_PLANS, plan, showing),
  };
}

function discountShown({ fields }: StoredRecord): Fields {
  if (!String(fields['item_type']).startsWith('DISCOUNT')) return {};
  const taken = Math.abs(Number(fields['price_per_unit']));
  return { discount: currencyValue(taken), special: { amount: taken / 100, discount_method: 'AMOUNT' } };
}

function amount(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** Lines of orders in v2. */
export const ORDER_ITEM_HANDLERS: Handlers = {
  ...usual(ORDER_ITEMS, { get: 'v2:getOrderItem', delete: 'v2:deleteOrderItem' }),
  'v2:updateOrderItem': (request, account) => {
    const answer = USUAL.update(ORDER_ITEMS)(request, account);
    // The order changes with its lines.
    const order = recordOf(account.tables.orders, 'Order', request, 'order_id');
    account.tables.orders.change(order, {}, timeOf(request));
    return answer;
  },
  'v2:createOrderItem': (request, account) => {
    const order = recordOf(account.tables.orders, 'Order', request, 'order_id');
    const fields = storedFrom(ORDER_ITEMS, { account, request, before: undefined });
    const { item } = addItem(order, fields, account, timeOf(request));
    return replyRecord(ORDER_ITEMS, item, { request, account });
  },
};
