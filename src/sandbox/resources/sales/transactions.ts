import { asString } from '../../../keap/json.ts';
import type { Readers } from '../../query/select.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { briefContact } from '../contacts/contactViews.ts';
import { dollars } from '../currency.ts';
import type { Handlers } from '../handler.ts';
import { recordOf } from '../records.ts';
import { type Resource, replyRecords, type Showing, usual } from '../resource.ts';
import { transactionsOf } from './orderSums.ts';
import { orderV1 } from './orderViewsV1.ts';
import { paidFor } from './payments.ts';

const READERS: Readers<StoredRecord> = {
  amount: ({ fields }) => dollars(fields['amount']),
  since_time: ({ fields }) => asString(fields['transaction_time']),
  until_time: ({ fields }) => asString(fields['transaction_time']),
};

/** Attempts to move money, those that failed among them, as v2 shows them. */
const TRANSACTIONS: Resource = {
  name: 'Transaction',
  table: 'transactions',
  readers: READERS,
  shown: ({ fields }, showing) => {
    const contact = showing.account.tables.contacts.get(Number(fields['contact_id']));
    return { ...paidFor(fields, showing), contact: contact && { id: contact.id, ...briefContact(contact) } };
  },
};

const TRANSACTIONS_V1: Resource = {
  ...TRANSACTIONS,
  queryV1: {
    equals: { contact_id: ({ fields }) => Number(fields['contact_id']) },
    moment: ({ fields }) => asString(fields['transaction_time']),
  },
  shown: transactionV1,
};

function transactionV1({ fields }: StoredRecord, showing: Showing): Fields {
  const { tables } = showing.account;
  const { contact_id, order_ids, amount } = paidFor(fields, showing);
  const order = tables.orders.get(Number(fields['order_id']));
  const merchant = tables.merchants.get(Number(fields['merchant_account_id']));
  return {
    ...{ amount, contact_id, currency: 'USD', order_ids: String(order_ids) },
    orders: order ? [{ id: order.id, ...orderV1(order, showing) }] : [],
    ...{ transaction_date: fields['transaction_time'], paymentDate: fields['transaction_time'] },
    ...{ collection_method: fields['description'], type: TYPES_V1[String(fields['transaction_method'])] },
    ...{ status: fields['status'], errors: fields['error_details'] },
    ...{ gateway: merchant?.fields['type'] ?? 'MANUAL', gateway_account_name: merchant?.fields['name'] },
    test: merchant?.fields['is_test'] === true,
  };
}

const TYPES_V1: Readonly<Record<string, string>> = { CAPTURE: 'Sale', MANUAL: 'Sale', REFUND: 'Credit', VOID: 'Void' };

/** Transactions in both versions. */
export const TRANSACTION_HANDLERS: Handlers = {
  ...usual(TRANSACTIONS, { list: 'v2:listTransactions' }),
  ...usual(TRANSACTIONS_V1, { list: 'v1:listTransactionsUsingGET', get: 'v1:getTransactionUsingGET' }),
  'v1:listTransactionsForOrderUsingGET': (request, account) => {
    const order = recordOf(account.tables.orders, 'Order', request, 'orderId');
    return replyRecords(TRANSACTIONS_V1, transactionsOf(order, account), { request, account });
  },
};
