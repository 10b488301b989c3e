import { asString } from '../../../keap/json.ts';
import { isExpired } from '../../resources/sales/paymentMethods.ts';
import { cycleAfter } from '../../seed/billingCycles.ts';
import { CONTACT_FIELDS } from './contactTables.ts';
import { madeView, storedView } from './storedView.ts';
import { counted, day, dollarsOf, type FieldViews, flag, property, shown, type TableView, word } from './tableView.ts';

const SUBSCRIPTION: FieldViews = {
  ContactId: property('contact_id'),
  ProgramId: property('subscription_plan_id'),
  SubscriptionPlanId: property('subscription_plan_id'),
  ProductId: property('product_id'),
  StartDate: day('start_date'),
  EndDate: day('end_date'),
  LastBillDate: day('last_bill_date'),
  NextBillDate: day('next_bill_date'),
  PaidThruDate: shown(
    ({ fields }) =>
      fields['last_bill_date'] &&
      cycleAfter(String(fields['last_bill_date']), fields['billing_cycle'], Number(fields['billing_frequency'])),
  ),
  BillingCycle: word('billing_cycle', [
    ['1', 'YEAR'],
    ['2', 'MONTH'],
    ['3', 'WEEK'],
    ['6', 'DAY'],
  ]),
  Frequency: counted('billing_frequency'),
  BillingAmt: dollarsOf('billing_amount'),
  Status: word('active', [
    ['Active', true],
    ['Inactive', false],
  ]),
  ReasonStopped: property('reason_stopped'),
  AutoCharge: flag('auto_charge'),
  CC1: property('payment_method_id'),
  NumDaysBetweenRetry: property('days_between_retries'),
  MaxRetry: property('max_charge_attempts'),
  MerchantAccountId: property('merchant_account_id'),
  AffiliateId: property('sale_affiliate_id'),
  LeadAffiliateId: property('lead_affiliate_id'),
  PromoCode: property('promo_code'),
  Qty: counted('quantity', 100_000),
  ShippingOptionId: property('shipping_option_id'),
  OriginatingOrderId: property('last_order_id'),
};

const CARD: FieldViews = {
  ContactId: property('contact_id'),
  Last4: property('last_four'),
  ExpirationMonth: property('expiration_month'),
  ExpirationYear: property('expiration_year'),
  CardType: property('brand'),
  Status: shown((card, { now }) => (card.fields['is_inactive'] === true ? '2' : isExpired(card, now) ? '1' : '3')),
  // Of a number nothing is kept but its end.
  CardNumber: { read: () => undefined, write: (value) => ({ last_four: asString(value)?.slice(-4) }) },
  CVV2: { read: () => undefined, write: () => ({}) },
};

/** Subscriptions, and the cards that pay them. */
export const SUBSCRIPTION_TABLE_VIEWS: Readonly<Record<string, TableView>> = {
  RecurringOrder: storedView({
    table: 'subscriptions',
    custom: 'SUBSCRIPTION',
    fields: SUBSCRIPTION,
    made: () => ({ active: true, quantity: 1, auto_charge: false, billing_cycle: 'MONTH', billing_frequency: 1 }),
  }),
  RecurringOrderWithContact: {
    *rows(context) {
      for (const subscription of context.account.tables.subscriptions) {
        const contact = context.account.tables.contacts.get(Number(subscription.fields['contact_id']));
        yield {
          id: subscription.id,
          read: (field): unknown => {
            if (field === 'RecurringOrderId') return subscription.id;
            if (field === 'Id') return contact?.id;
            const view = SUBSCRIPTION[field];
            return view ? view.read(subscription, context) : contact && CONTACT_FIELDS[field]?.read(contact, context);
          },
        };
      }
    },
  },
  JobRecurringInstance: madeView(function* ({ account }) {
    for (const item of account.tables.orderItems) {
      if (item.fields['subscription_id'] === undefined) continue;
      yield {
        ...{ Id: item.id, RecurringId: item.fields['subscription_id'], InvoiceItemId: item.id, Status: 'Active' },
        ...{ AutoCharge: '1', StartDate: item.created, DateCreated: item.created, Description: item.fields['name'] },
      };
    }
  }),
  CreditCard: storedView({ table: 'paymentMethods', fields: CARD, made: () => ({ validation_status: 'Unknown' }) }),
};
