import { badRequest } from '../../errors.ts';
import type { SandboxRequest } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { timeOf } from '../records.ts';
import { idsIn } from './orderItems.ts';
import { invoiceIdOf, sumsOf } from './orderSums.ts';
import { isExpired } from './paymentMethods.ts';

/** What is paid for an order, and how. */
interface Payment {
  readonly order: StoredRecord;
  /** In dollars, as bodies have it. */
  readonly amount: number;
  /** When it was paid, for payments that were made elsewhere; now unless told otherwise. */
  readonly time: string | undefined;
  /** What else is kept of the payment. */
  readonly more: Fields;
  /** The card that is charged. Without one the payment was made elsewhere. */
  readonly method?: StoredRecord;
  /** What a payment made elsewhere was made with. */
  readonly type?: string;
}

/** What came of a payment: without a payment where the card was declined. */
export interface PaymentResult {
  readonly id: number | undefined;
  readonly invoice_id: number;
  readonly payment_amount: number;
  readonly transaction_id: number;
  readonly message: string;
}

/**
 * Pays for an order, or records that it was paid: a payment with its transaction. An expired card is declined, which
 * leaves a transaction alone.
 * @throws RefusalError 400 for more than there is left to pay, and for nothing to charge
 */
export function pay(payment: Payment, request: SandboxRequest, account: Account): PaymentResult {
  const { tables } = account;
  const { order, method, more, type = 'Credit Card' } = payment;
  const amount = Math.round(payment.amount * 100);
  const { total, paid } = sumsOf(order, account);
  if (amount < 0 || (method && amount === 0)) badRequest('payment_amount must be greater than 0');
  if (amount > total - paid) badRequest('payment_amount must not exceed the balance of the order');
  const now = timeOf(request);
  const time = method ? now : (payment.time ?? now);
  const isDeclined = method !== undefined && isExpired(method, request.now);
  const { merchant_account_id, merchant_account_type } = method?.fields ?? {};
  const common = {
    ...{ order_id: order.id, contact_id: order.fields['contact_id'], amount, payment_method_id: method?.id },
    ...{ merchant_account_id, merchant_account_type },
  };
  const made = isDeclined ? undefined : tables.payments.insert({ ...common, ...more, type, payment_time: time }, now);
  const transaction = tables.transactions.insert(
    {
      ...common,
      ...{ transaction_time: time, transaction_method: method ? 'CAPTURE' : 'MANUAL', description: type },
      ...{ payment_id: made?.id, status: isDeclined ? 'FAILED' : 'APPROVED', is_successful: !isDeclined },
      ...(isDeclined ? { error_details: 'The card has expired', external_response_code: '54' } : {}),
      ...(method ? { external_reference_id: `txn_${order.id}_${request.now.toString(36)}` } : {}),
    },
    now,
  );
  tables.orders.change(
    order,
    {
      payment_ids: [...idsIn(order, 'payment_ids'), ...(made ? [made.id] : [])],
      transaction_ids: [...idsIn(order, 'transaction_ids'), transaction.id],
    },
    now,
  );
  return {
    id: made?.id,
    invoice_id: invoiceIdOf(order.id),
    payment_amount: amount / 100,
    transaction_id: transaction.id,
    message: isDeclined ? 'DECLINED: The card has expired' : 'APPROVED',
  };
}
