import { asList, asObject, asString } from '../../../keap/json.ts';
import type { Answer } from '../../answer.ts';
import { badRequest } from '../../errors.ts';
import type { Readers } from '../../query/select.ts';
import { bodyObject, type SandboxRequest } from '../../request.ts';
import { dayOf } from '../../seed/billingCycles.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import type { Handler, Handlers } from '../handler.ts';
import { parts } from '../parts.ts';
import { pickFields, timeOf } from '../records.ts';
import { withReferences } from '../references.ts';
import { reply } from '../reply.ts';
import { create, named, type Resource, replyRecord, usual } from '../resource.ts';
import { addItem, itemFields, withPlan } from './orderItems.ts';
import { invoiceIdOf, isPaid, productsIn } from './orderSums.ts';
import { orderV2 } from './orderViews.ts';
import { planFields } from './paymentPlans.ts';

const NAMES = [
  ...['notes', 'terms', 'contact_id', 'order_time', 'order_type', 'promo_codes', 'lead_affiliate_id', 'due_time'],
  ...['sales_affiliate_id', 'shipping_address', 'custom_fields', 'sent_time', 'invoice_number'],
  ...['external_create_user', 'external_create_time', 'external_update_time'],
] as const;

function shipping({ fields }: StoredRecord, name: string): string | undefined {
  return asString(asObject(fields['shipping_address'])?.[name]);
}

/** No answer has an invoice_xid; here it is the invoice's id again. */
const READERS: Readers<StoredRecord> = {
  ...{ invoice_id: ({ id }) => invoiceIdOf(id), invoice_xid: ({ id }) => invoiceIdOf(id) },
  ...{ created_since_time: ({ created }) => created, created_until_time: ({ created }) => created },
  ...{ modified_since_time: ({ updated }) => updated, modified_until_time: ({ updated }) => updated },
  modification_time: ({ updated }) => updated,
  shipping_locality: (order) => shipping(order, 'locality'),
  shipping_region_code: (order) => shipping(order, 'region_code') ?? shipping(order, 'region'),
  shipping_postal_code: (order) => shipping(order, 'zip_code'),
  shipping_country_code: (order) => shipping(order, 'country_code'),
};

/** Orders as v2 shows them. */
export const ORDERS: Resource = {
  name: 'Order',
  table: 'orders',
  customFields: 'ORDER',
  readers: READERS,
  joins: {
    product_id: (account) => (order) => productsIn(order, account),
    paid: (account) => (order) => isPaid(order, account),
  },
  stored: (body, { account, request, before }) => {
    const plan = asObject(body['payment_plan']);
    const title = asString(body['order_title'] ?? body['title']);
    const given: Fields = {
      ...pickFields(body, NAMES),
      ...(title === undefined ? {} : { title }),
      ...(body['payment_plan'] === null ? { payment_plan: null } : {}),
      ...(plan
        ? {
            payment_plan: planFields(plan, asObject(before?.fields['payment_plan']) ?? {}, account, dayOf(request.now)),
          }
        : {}),
      ...(body['sent_time'] && (before?.fields['status'] ?? 'DRAFT') === 'DRAFT' ? { status: 'SENT' } : {}),
    };
    const fields = withReferences(given, account, {
      ...{ contact_id: 'contacts', lead_affiliate_id: 'affiliates', sales_affiliate_id: 'affiliates' },
    });
    return before ? fields : { ...NEW, ...fields };
  },
  shown: orderV2,
  removed: (order, { tables }) => {
    for (const id of asList(order.fields['item_ids']) ?? []) tables.orderItems.remove(Number(id));
  },
};

const NEW: Fields = { status: 'DRAFT', source_type: 'API', allow_payment: true, allow_paypal: false };

/** Makes an order of a body with its lines, which are checked before anything is kept. @throws RefusalError 400 */
export function createOrder(
  resource: Resource,
  items: readonly Fields[],
  request: SandboxRequest,
  account: Account,
): StoredRecord {
  const checked = items.map((item) => itemFields(item, account));
  let order = create(resource, request, account);
  for (const item of checked) order = addItem(order, item, account, timeOf(request)).order;
  return order;
}

/** Deletes an order. Keap keeps those with a transaction. @throws RefusalError 400, 404 */
export const deleteOrder: Handler = (request, account) => {
  const order = named(ORDERS, request, account);
  if ((asList(order.fields['transaction_ids']) ?? []).length > 0) {
    badRequest('An order with transactions cannot be deleted');
  }
  account.tables.orders.remove(order.id);
  ORDERS.removed?.(order, account, request);
  return reply(request);
};

/** Changes the files of an order by the one that a body names. @throws RefusalError 400, 404 */
function changeFiles(
  request: SandboxRequest,
  account: Account,
  change: (files: readonly number[], file: number) => readonly number[],
): Answer {
  const order = named(ORDERS, request, account);
  const { file_id } = withReferences(pickFields(bodyObject(request), ['file_id']), account, { file_id: 'files' });
  const files = (asList(order.fields['file_ids']) ?? []).map(Number);
  const file_ids = change(files, Number(file_id));
  const changed = account.tables.orders.change(order, { file_ids }, timeOf(request));
  return replyRecord(ORDERS, changed, { request, account });
}

/** v2's orders. */
export const ORDER_HANDLERS: Handlers = {
  'v2:createOrder': (request, account) => {
    const order = createOrder(ORDERS, parts(bodyObject(request), 'order_items').map(withPlan), request, account);
    return replyRecord(ORDERS, order, { request, account });
  },
  ...usual(ORDERS, { list: 'v2:listOrders', get: 'v2:getOrder', update: 'v2:updateOrder' }),
  'v2:deleteOrder': deleteOrder,
  'v2:attachFileToOrder': (request, account) =>
    changeFiles(request, account, (files, file) => [...new Set([...files, file])]),
  'v2:detachFileFromOrder': (request, account) =>
    changeFiles(request, account, (files, file) => {
      if (!files.includes(file)) badRequest(`File ${file} is not attached to this order`);
      return files.filter((each) => each !== file);
    }),
};
