import { asNumber, asObject, asString } from '../../../keap/json.ts';
import { badRequest } from '../../errors.ts';
import type { Readers } from '../../query/select.ts';
import { bodyObject } from '../../request.ts';
import { billingCycle, dayOf } from '../../seed/billingCycles.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { cents, dollars } from '../currency.ts';
import type { Handlers } from '../handler.ts';
import { atLeast, atMost, pickFields, timeOf } from '../records.ts';
import { withReferences } from '../references.ts';
import { reply } from '../reply.ts';
import { named, type Resource, replyRecord, usual, type Writing } from '../resource.ts';
import { invoiceDue } from './invoicing.ts';
import { defaultMerchant } from './merchants.ts';
import { ORDERS } from './orders.ts';
import { affiliatesShown } from './orderViews.ts';
import { chargeable, methodsInUse } from './paymentMethods.ts';

const READERS: Readers<StoredRecord> = {
  subscription_plan_ids: ({ fields }) => asNumber(fields['subscription_plan_id']),
  status: ({ fields }) => (fields['active'] === true ? 'ACTIVE' : 'INACTIVE'),
  billing_amount: ({ fields }) => dollars(fields['billing_amount']),
  modification_time: ({ updated }) => updated,
};

const NAMES = [
  ...['quantity', 'active', 'contact_id', 'subscription_plan_id', 'billing_amount', 'auto_charge', 'start_date'],
  ...['max_charge_attempts', 'days_between_retries', 'payment_method_id', 'allow_tax', 'lead_affiliate_id'],
  ...['sale_affiliate_id', 'shipping_address', 'promo_code', 'shipping_option_id', 'reason_stopped'],
  ...['custom_fields', 'billing_frequency', 'billing_cycle', 'next_bill_date', 'end_date', 'merchant_account_id'],
] as const;

/** Subscriptions as v2 shows them; what is billed is kept in cents. */
export const SUBSCRIPTIONS: Resource = {
  name: 'Subscription',
  table: 'subscriptions',
  customFields: 'SUBSCRIPTION',
  readers: READERS,
  stored: subscriptionFields,
  shown: ({ fields, updated }, { account }) => {
    const { tables } = account;
    const address = asObject(fields['shipping_address']);
    return {
      product_id: tables.products.get(Number(fields['product_id']))?.id,
      subscription_plan_id: tables.subscriptionPlans.get(Number(fields['subscription_plan_id']))?.id,
      payment_method_id: tables.paymentMethods.get(Number(fields['payment_method_id']))?.id,
      ...affiliatesShown(fields, account),
      billing_amount: dollars(fields['billing_amount']),
      modification_time: updated,
      shipping_address: address && { ...address, zip_code: address['postal_code'] },
    };
  },
};

/** What a subscription in v2's words is stored as, in either version. @throws RefusalError 400 */
export function subscriptionFields(body: Fields, { account, request, before }: Writing): Fields {
  atLeast(1, body, ['quantity', 'max_charge_attempts', 'days_between_retries', 'billing_frequency']);
  atLeast(0, body, ['billing_amount']);
  // Later days than the calendar has could not be told.
  atMost(1_000, body, ['billing_frequency']);
  const fields: Record<string, unknown> = withReferences(pickFields(body, NAMES), account, {
    ...{ contact_id: 'contacts', subscription_plan_id: 'subscriptionPlans', shipping_option_id: 'shippingMethods' },
    ...{ lead_affiliate_id: 'affiliates', sale_affiliate_id: 'affiliates', merchant_account_id: 'merchants' },
  });
  if ('billing_amount' in fields) fields['billing_amount'] = cents(fields['billing_amount']);
  const contact = Number(fields['contact_id'] ?? before?.fields['contact_id']);
  if (fields['payment_method_id']) {
    fields['payment_method_id'] = chargeable(fields['payment_method_id'], contact, account, 'payment_method_id').id;
  }
  const plan = account.tables.subscriptionPlans.get(Number(fields['subscription_plan_id']));
  if (plan) fields['product_id'] = plan.fields['product_id'];
  if (before) return fields;
  if (!plan) badRequest('subscription_plan_id is required');
  const today = dayOf(request.now);
  const start = asString(fields['start_date']) ?? today;
  if (start < today) badRequest('start_date must not be in the past');
  const made = { ...newSubscription(plan, contact, fields['auto_charge'] !== false, account), ...fields };
  if (body['allow_duplicate'] !== true) refuseTwice(made, account);
  return { ...made, start_date: start, next_bill_date: start };
}

function newSubscription(plan: StoredRecord, contactId: number, autoCharge: boolean, account: Account): Fields {
  const { plan_price, cycle_type, frequency } = plan.fields;
  return {
    ...{ quantity: 1, active: true, auto_charge: true, allow_tax: false },
    ...{ max_charge_attempts: 3, days_between_retries: 3 },
    ...{ billing_amount: plan_price, billing_cycle: billingCycle(cycle_type), billing_frequency: frequency },
    merchant_account_id: defaultMerchant(account).id,
    ...(autoCharge ? { payment_method_id: methodsInUse(account, contactId).at(-1)?.id } : {}),
  };
}

const SAME = ['contact_id', 'subscription_plan_id', 'quantity', 'billing_amount'] as const;

/** @throws RefusalError 400 where the contact has the same subscription already */
function refuseTwice(made: Fields, { tables }: Account): void {
  for (const { id, fields } of tables.subscriptions.referring('contact_id', Number(made['contact_id']))) {
    if (fields['active'] === true && SAME.every((name) => fields[name] === made[name])) {
      badRequest(`Contact ${made['contact_id']} has the same subscription already: ${id}`);
    }
  }
}

/** v2's subscriptions. */
export const SUBSCRIPTION_HANDLERS: Handlers = {
  ...usual(SUBSCRIPTIONS, {
    list: 'v2:listSubscriptions',
    create: 'v2:createSubscription',
    get: 'v2:getSubscription',
    update: 'v2:updateSubscription',
  }),
  'v2:cancelSubscription': (request, account) => {
    const subscription = named(SUBSCRIPTIONS, request, account);
    const { reason } = bodyObject(request);
    account.tables.subscriptions.change(
      subscription,
      { active: false, end_date: dayOf(request.now), next_bill_date: null, reason_stopped: reason },
      timeOf(request),
    );
    return reply(request);
  },
  'v2:invoiceSubscription': (request, account) => {
    const order = invoiceDue(named(SUBSCRIPTIONS, request, account), request, account);
    return replyRecord(ORDERS, order, { request, account });
  },
};
