import type { Handlers } from '../handler.ts';
import { CREDIT_CARD_HANDLERS } from './creditCards.ts';
import { MERCHANT_HANDLERS } from './merchants.ts';
import { ORDER_COMMISSION_HANDLERS } from './orderCommissions.ts';
import { ORDER_ITEM_HANDLERS } from './orderItems.ts';
import { ORDER_HANDLERS } from './orders.ts';
import { ORDER_V1_HANDLERS } from './ordersV1.ts';
import { ORDER_TAX_HANDLERS } from './orderTax.ts';
import { PAYMENT_METHOD_HANDLERS } from './paymentMethods.ts';
import { PAYMENT_HANDLERS } from './payments.ts';
import { SUBSCRIPTION_HANDLERS } from './subscriptions.ts';
import { SUBSCRIPTION_V1_HANDLERS } from './subscriptionsV1.ts';
import { TRANSACTION_HANDLERS } from './transactions.ts';

/** Orders, payments, transactions, subscriptions and what they are paid with. */
export const SALES_HANDLERS: Handlers = {
  ...ORDER_HANDLERS,
  ...ORDER_V1_HANDLERS,
  ...ORDER_ITEM_HANDLERS,
  ...ORDER_TAX_HANDLERS,
  ...ORDER_COMMISSION_HANDLERS,
  ...PAYMENT_HANDLERS,
  ...TRANSACTION_HANDLERS,
  ...PAYMENT_METHOD_HANDLERS,
  ...CREDIT_CARD_HANDLERS,
  ...MERCHANT_HANDLERS,
  ...SUBSCRIPTION_HANDLERS,
  ...SUBSCRIPTION_V1_HANDLERS,
};
