import { asNumber, asString } from '../../../keap/json.ts';
import { badRequest } from '../../errors.ts';
import type { Readers } from '../../query/select.ts';
import { bodyObject, type SandboxRequest } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { dollars } from '../currency.ts';
import type { Handlers } from '../handler.ts';
import { compact, pickFields, recordOf } from '../records.ts';
import { reply } from '../reply.ts';
import { type Resource, replyRecords, type Showing } from '../resource.ts';
import { invoiceIdOf, paymentsOf } from './orderSums.ts';
import { pay } from './pay.ts';
import { chargeable, paymentMethodOf } from './paymentMethods.ts';

/** The manual payment types of an account that nobody gave more. */
const MANUAL_TYPES = ['Credit Card (Manual)', 'Check', 'Cash', 'Money Order', 'Adjustment'] as const;

const READERS: Readers<StoredRecord> = {
  amount: ({ fields }) => dollars(fields['amount']),
  order_ids: ({ fields }) => asNumber(fields['order_id']),
  since_time: ({ fields }) => asString(fields['payment_time']),
  until_time: ({ fields }) => asString(fields['payment_time']),
};

/** Payments of the account as v2 shows them. Amounts are kept in cents; refunds are below zero. */
const PAYMENTS: Resource = {
  name: 'Payment',
  table: 'payments',
  readers: READERS,
  shown: ({ fields, updated }, showing) => ({
    ...paidFor(fields, showing),
    ...{ update_time: updated, commissioned: fields['skip_commission'] !== true, synced: false },
    status: fields['payment_method_id'] === undefined ? 'COMPLETED' : 'APPROVED',
  }),
};

/** What payments and transactions say of whom and what they are for. */
export function paidFor(fields: Fields, showing: Showing): Fields {
  const { tables } = showing.account;
  const { contact_id, order_id, amount } = fields;
  return {
    amount: dollars(amount),
    contact_id: tables.contacts.get(Number(contact_id)) ? contact_id : undefined,
    order_ids: tables.orders.get(Number(order_id)) ? [order_id] : [],
    payment_method: paymentMethodOf(fields['payment_method_id'], showing),
  };
}

/** How an invoice's payment went. */
export function payStatus({ fields }: StoredRecord): string {
  if (Number(fields['amount']) < 0) return 'REFUNDED';
  return fields['payment_method_id'] === undefined ? 'MANUAL_PAID' : 'APPROVED';
}

/** Payments as the invoice of an order shows them. */
const INVOICE_PAYMENTS: Resource = {
  name: 'Payment',
  table: 'payments',
  readers: {
    payment_id: ({ id }) => id,
    invoice_id: ({ fields }) => invoiceIdOf(Number(fields['order_id'])),
    amount: ({ fields }) => dollars(fields['amount']),
    pay_status: payStatus,
    pay_time: ({ fields }) => asString(fields['payment_time']),
    skip_commission: ({ fields }) => fields['skip_commission'] === true,
  },
  shown: invoicePayment,
};

/** A payment in the words that both versions have for it on an invoice. */
export function invoicePayment(payment: StoredRecord): Fields {
  const { id, fields, updated } = payment;
  return {
    ...{ payment_id: id, invoice_id: invoiceIdOf(Number(fields['order_id'])), amount: dollars(fields['amount']) },
    ...{ pay_time: fields['payment_time'], pay_status: payStatus(payment), last_updated_time: updated },
    skip_commission: fields['skip_commission'] === true,
    refund_invoice_payment_id: fields['refund_of'],
  };
}

const EXTERNAL = [
  ...['external_source', 'external_source_value', 'external_status_value', 'external_create_time'],
  ...['external_update_time', 'external_create_user'],
] as const;

/** What pays: a method that is charged, or a manual type. @throws RefusalError 400 */
function payer(body: Fields, contactId: number, account: Account): { method: StoredRecord } | { type: string } {
  const { payment_method_id, payment_method_type } = body;
  if (payment_method_id) return { method: chargeable(payment_method_id, contactId, account, 'payment_method_id') };
  if (!payment_method_type) badRequest('payment_method_id or payment_method_type is required');
  const type = MANUAL_TYPES.find((known) => known === payment_method_type);
  return type ? { type } : badRequest(`payment_method_type must be one of ${MANUAL_TYPES.join(', ')}`);
}

/** The order that a path pays, in either version. */
export function payableOrder(request: SandboxRequest, account: Account, parameter: string): StoredRecord {
  return recordOf(account.tables.orders, 'Order', request, parameter);
}

/** Payments in v2: all of them, and those of an order. */
export const PAYMENT_HANDLERS: Handlers = {
  'v2:listPayments': (request, account) => replyRecords(PAYMENTS, account.tables.payments, { request, account }),
  'v2:listOrderPayments': (request, account) => {
    const order = payableOrder(request, account, 'order_id');
    return replyRecords(INVOICE_PAYMENTS, paymentsOf(order, account), { request, account });
  },
  'v2:createPaymentForAnOrder': (request, account) => {
    const order = payableOrder(request, account, 'order_id');
    const body = bodyObject(request);
    const result = pay(
      {
        order,
        amount: asNumber(body['payment_amount']) ?? 0,
        time: asString(body['payment_time']),
        more: compact({
          ...pickFields(body, EXTERNAL),
          note: body['notes'],
          skip_commission: body['apply_to_commissions'] !== true,
        }),
        ...payer(body, Number(order.fields['contact_id']), account),
      },
      request,
      account,
    );
    return reply(request, { ...result, payment_status_message: result.message });
  },
};
