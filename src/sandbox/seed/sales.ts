import { MERCHANT_TABLES } from './merchants.ts';
import { ORDER_TABLES } from './orders.ts';
import { PAYMENT_METHOD_TABLES } from './paymentMethods.ts';
import { PAYMENT_TABLES } from './payments.ts';
import { SUBSCRIPTION_TABLES } from './subscriptions.ts';

/** Orders, payments, transactions, subscriptions and what they are paid with. */
export const SALES_TABLES = {
  ...MERCHANT_TABLES,
  ...PAYMENT_METHOD_TABLES,
  ...SUBSCRIPTION_TABLES,
  ...ORDER_TABLES,
  ...PAYMENT_TABLES,
};
