import { asList, asObject } from '../../../keap/json.ts';
import { dollars } from '../../resources/currency.ts';
import { invoiceIdOf, isPaid, itemsOf, lineTotal, sumsOf } from '../../resources/sales/orderSums.ts';
import { payStatus } from '../../resources/sales/payments.ts';
import type { StoredRecord } from '../../store/table.ts';
import type { XmlRpcContext } from '../context.ts';
import { madeView, storedView } from './storedView.ts';
import {
  CREATED,
  dollarsOf,
  type FieldViews,
  flag,
  inObject,
  moment,
  property,
  type Row,
  shown,
  type TableView,
  UPDATED,
  word,
} from './tableView.ts';

/** The order of an invoice; undefined for an invoice nobody has. */
export function orderOfInvoice(invoiceId: number, { account }: XmlRpcContext): StoredRecord | undefined {
  return account.tables.orders.get(invoiceId - invoiceIdOf(0));
}

const invoiceId = shown(({ fields }) => invoiceIdOf(Number(fields['order_id'])));
const cents = (amount: number) => dollars(amount)?.toFixed(2);

const JOB: FieldViews = {
  JobTitle: property('title'),
  ContactId: property('contact_id'),
  StartDate: moment('order_time'),
  DueDate: moment('due_time'),
  JobNotes: property('notes'),
  DateCreated: CREATED,
  LastUpdated: UPDATED,
  InvoiceId: shown(({ id }) => invoiceIdOf(id)),
  ProductId: shown((order, { account }) => itemsOf(order, account)[0]?.fields['product_id']),
  OrderType: word('order_type', [
    ['Online', 'ONLINE'],
    ['Offline', 'OFFLINE'],
  ]),
  OrderStatus: shown((order, { account }) => (isPaid(order, account) ? 0 : 1)),
  ShipFirstName: inObject('shipping_address', 'first_name'),
  ShipMiddleName: inObject('shipping_address', 'middle_name'),
  ShipLastName: inObject('shipping_address', 'last_name'),
  ShipCompany: inObject('shipping_address', 'company'),
  ShipPhone: inObject('shipping_address', 'phone'),
  ShipStreet1: inObject('shipping_address', 'line1'),
  ShipStreet2: inObject('shipping_address', 'line2'),
  ShipCity: inObject('shipping_address', 'locality'),
  ShipState: inObject('shipping_address', 'region'),
  ShipZip: inObject('shipping_address', 'zip_code'),
  ShipCountry: inObject('shipping_address', 'country_code'),
  JobRecurringId: shown(
    (order, { account }) =>
      itemsOf(order, account).find(({ fields }) => fields['subscription_id'] !== undefined)?.fields['subscription_id'],
  ),
};

const INVOICE: FieldViews = {
  Id: shown(({ id }) => invoiceIdOf(id)),
  JobId: shown(({ id }) => id),
  ContactId: property('contact_id'),
  DateCreated: CREATED,
  LastUpdated: UPDATED,
  Description: property('title'),
  InvoiceTotal: shown((order, { account }) => cents(sumsOf(order, account).total)),
  TotalPaid: shown((order, { account }) => cents(sumsOf(order, account).paid)),
  TotalDue: shown((order, { account }) => cents(sumsOf(order, account).total)),
  PayStatus: shown((order, { account }) => (isPaid(order, account) ? '1' : '0')),
  CreditStatus: shown(() => '0'),
  RefundStatus: shown((order, { account }) => (sumsOf(order, account).refunded > 0 ? '1' : '0')),
  PayPlanStatus: shown(({ fields }) => (asObject(fields['payment_plan']) ? '1' : '0')),
  AffiliateId: property('sales_affiliate_id'),
  LeadAffiliateId: property('lead_affiliate_id'),
  PromoCode: shown(({ fields }) => asList(fields['promo_codes'])?.[0]),
  InvoiceType: word('order_type', [
    ['Online', 'ONLINE'],
    ['Offline', 'OFFLINE'],
  ]),
  ProductSold: shown(
    (order, { account }) =>
      itemsOf(order, account)
        .flatMap(({ fields }) => fields['product_id'] ?? [])
        .join(',') || undefined,
  ),
  Synced: shown(({ fields }) => asObject(fields['xmlrpc'])?.['Synced'] ?? '0'),
};

/** What a line of an order is, in the numbers of `addOrderItem`. */
export const ITEM_TYPES: readonly (readonly [number: number, word: string])[] = [
  [1, 'SHIPPING'],
  [2, 'TAX'],
  [3, 'OTHER'],
  [4, 'PRODUCT'],
  [5, 'PRODUCT'],
  [6, 'FINANCE_CHARGE'],
  [7, 'DISCOUNT'],
  [8, 'SUBSCRIPTION'],
  [9, 'SUBSCRIPTION'],
];

const ORDER_ITEM: FieldViews = {
  OrderId: property('order_id'),
  ProductId: property('product_id'),
  ItemName: property('name'),
  Qty: property('quantity'),
  CPU: dollarsOf('cost_per_unit'),
  PPU: dollarsOf('price_per_unit'),
  ItemDescription: property('description'),
  InvoiceItemId: shown(({ id }) => id),
  ItemType: shown(({ fields }) => ITEM_TYPES.find(([, type]) => type === fields['item_type'])?.[0] ?? 7),
  SubscriptionPlanId: property('subscription_plan_id'),
  Notes: property('notes'),
};

/** Orders, invoices, payments and plans to pay. */
export const SALES_TABLE_VIEWS: Readonly<Record<string, TableView>> = {
  Job: storedView({
    table: 'orders',
    custom: 'ORDER',
    fields: JOB,
    made: () => ({
      status: 'DRAFT',
      source_type: 'API',
      allow_payment: true,
      allow_paypal: false,
      order_type: 'OFFLINE',
    }),
  }),
  Invoice: invoices(),
  OrderItem: storedView({ table: 'orderItems', fields: ORDER_ITEM }),
  InvoiceItem: storedView({
    table: 'orderItems',
    fields: {
      InvoiceId: invoiceId,
      OrderItemId: shown(({ id }) => id),
      InvoiceAmt: shown((item) => dollars(lineTotal(item))),
      Discount: shown(() => '0'),
      DateCreated: CREATED,
      Description: property('name'),
      CommissionStatus: shown(() => '0'),
    },
  }),
  InvoicePayment: storedView({
    table: 'payments',
    fields: {
      InvoiceId: invoiceId,
      Amt: dollarsOf('amount'),
      PayDate: moment('payment_time'),
      PayStatus: shown(payStatus),
      PaymentId: shown(({ id }) => id),
      SkipCommission: flag('skip_commission'),
    },
  }),
  Payment: storedView({
    table: 'payments',
    fields: {
      PayDate: moment('payment_time'),
      UserId: shown(() => 1),
      PayAmt: dollarsOf('amount'),
      PayType: property('type'),
      ContactId: property('contact_id'),
      PayNote: property('note'),
      InvoiceId: invoiceId,
      RefundId: property('refund_of'),
      ChargeId: shown(
        ({ id, fields }, { account }) =>
          account.tables.transactions
            .referring('order_id', Number(fields['order_id']))
            .find((each) => each.fields['payment_id'] === id)?.id,
      ),
      Commission: shown(({ fields }) => (fields['skip_commission'] === true ? '0' : '1')),
      Synced: shown(({ fields }) => asObject(fields['xmlrpc'])?.['Synced'] ?? '0'),
    },
  }),
  CCharge: storedView({
    table: 'transactions',
    fields: {
      RefNum: property('external_reference_id'),
      ApprCode: property('external_response_code'),
      Amt: dollarsOf('amount'),
      CCId: property('payment_method_id'),
      PaymentId: property('payment_id'),
      MerchantId: property('merchant_account_id'),
      OrderNum: property('order_id'),
      PaymentGatewayId: property('merchant_account_id'),
    },
  }),
  PayPlan: madeView(function* (context) {
    for (const order of context.account.tables.orders) {
      const plan = asObject(order.fields['payment_plan']);
      if (!plan) continue;
      yield {
        ...{ Id: order.id, InvoiceId: invoiceIdOf(order.id), Type: '1' },
        ...{ DateDue: plan['plan_start_date'], AmtDue: cents(sumsOf(order, context.account).total) },
        ...{ InitDate: plan['initial_payment_date'], StartDate: plan['plan_start_date'] },
        FirstPayAmt: dollars(plan['initial_payment_amount']),
      };
    }
  }),
  PayPlanItem: madeView(function* (context) {
    for (const order of context.account.tables.orders) {
      const plan = asObject(order.fields['payment_plan']);
      const count = Number(plan?.['number_of_payments'] ?? 0);
      const { total, paid } = sumsOf(order, context.account);
      for (let place = 0; place < count; place++) {
        const due = Math.round((total * (place + 1)) / count) - Math.round((total * place) / count);
        const covered = Math.max(0, Math.min(due, paid - Math.round((total * place) / count)));
        const start = Date.parse(String(plan?.['plan_start_date']));
        yield {
          ...{ Id: order.id * 100 + place, PayPlanId: order.id, AmtDue: cents(due), AmtPaid: cents(covered) },
          DateDue: new Date(start + place * Number(plan?.['days_between_payments'] ?? 30) * 86_400_000)
            .toISOString()
            .slice(0, 10),
          Status: covered >= due ? '1' : '0',
        };
      }
    }
  }),
};

/** Invoices are orders under numbers of their own. */
function invoices(): TableView {
  const view = storedView({ table: 'orders', fields: INVOICE });
  const numbered = ({ id, read }: Row): Row => {
    return { id: invoiceIdOf(id), read: (field) => (field === 'Id' ? invoiceIdOf(id) : read(field)) };
  };
  return {
    *rows(context) {
      for (const row of view.rows(context)) yield numbered(row);
    },
    slice: (from, to, context) => (view.slice?.(from, to, context) ?? []).map(numbered),
    size: (context) => context.account.tables.orders.size,
    get: (id, context) => {
      const order = orderOfInvoice(id, context);
      const row = order && view.get?.(order.id, context);
      return row && numbered(row);
    },
  };
}
