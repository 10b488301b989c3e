import { asNumber, asObject } from '../../../keap/json.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { briefContact } from '../contacts/contactViews.ts';
import { dollars } from '../currency.ts';
import { planV1 } from '../products/subscriptionPlans.ts';
import type { Showing } from '../resource.ts';
import { invoiceIdOf, productsIn } from './orderSums.ts';
import { affiliatesShown, type OrderFacts, orderFacts } from './orderViews.ts';
import { itemTypeV1 } from './orderWords.ts';

/** What v1 knows of an order, under its names. */
export function orderV1(order: StoredRecord, showing: Showing): Fields {
  const { id, fields, created, updated } = order;
  const { account } = showing;
  const facts = orderFacts(order, showing);
  const { total, paid, refunded, due, status, items } = facts;
  const type = String(fields['order_type']);
  const address = asObject(fields['shipping_address']);
  return {
    ...fields,
    ...buyer(facts, account),
    ...affiliatesShown(fields, account),
    ...{ creation_date: created, modification_date: updated, order_date: fields['order_time'], status },
    ...{ total: dollars(total), total_paid: dollars(paid), total_due: dollars(due), refund_total: dollars(refunded) },
    order_type: type.slice(0, 1) + type.slice(1).toLowerCase(),
    source_type: fields['source_type'] === 'QUICKBOOKS' ? 'QBO_SYNC' : fields['source_type'],
    invoice_number: asNumber(Number(fields['invoice_number'])) ?? invoiceIdOf(id),
    product_id: productsIn(order, account)[0],
    recurring: items.some((item) => item.fields['item_type'] === 'SUBSCRIPTION'),
    order_items: items.map((item) => ({ id: item.id, ...itemV1(item, account) })),
    payment_plan: planOfV1(fields['payment_plan'], account),
    shipping_information: address && { id, ...shippingV1(address) },
  };
}

function buyer({ contact }: OrderFacts, { tables }: Account): Fields {
  if (!contact) return { contact_id: undefined };
  const { email, given_name: first_name, family_name: last_name } = briefContact(contact);
  const company_name = tables.companies.get(Number(contact.fields['company_id']))?.fields['company_name'];
  return {
    contact_id: contact.id,
    contact: { id: contact.id, email, first_name, last_name, company_name, job_title: contact.fields['job_title'] },
  };
}

/** An address under the names of both of v1's answers: the one of reports, and the one that new orders get back. */
function shippingV1(address: Fields): Fields {
  return {
    ...address,
    ...{ street1: address['line1'], street2: address['line2'], city: address['locality'], state: address['region'] },
    ...{ zip: address['zip_code'], country: address['country_code'] },
    invoiceToCompany: address['is_invoice_to_company'],
  };
}

/** A line of an order under v1's names. */
export function itemV1({ fields }: StoredRecord, account: Account): Fields {
  const product = account.tables.products.get(Number(fields['product_id']));
  const plan = account.tables.subscriptionPlans.get(Number(fields['subscription_plan_id']));
  const subscription = account.tables.subscriptions.get(Number(fields['subscription_id']));
  const price = asNumber(fields['price_per_unit']);
  const isDiscount = String(fields['item_type']).startsWith('DISCOUNT');
  return {
    ...fields,
    type: itemTypeV1(fields['item_type']),
    ...{ price: dollars(price), cost: dollars(fields['cost_per_unit']) },
    ...(isDiscount && price !== undefined ? { discount: -price / 100, specialAmount: -price / 100 } : {}),
    product: product && {
      ...{ id: product.id, ...product.fields },
      ...{ product_name: product.fields['name'], product_desc: product.fields['description'] },
      ...{ product_short_desc: product.fields['short_description'], product_price: dollars(product.fields['price']) },
      status: product.fields['active'] === true ? 1 : 0,
      ...{ product_options: [], subscription_plans: [] },
    },
    ...(plan ? { subscriptionPlan: planV1(plan, account), recurringBilling: true } : {}),
    ...(subscription
      ? {
          jobRecurringId: subscription.id,
          recurringInactive: subscription.fields['active'] !== true,
          recurringStartDate: subscription.fields['start_date'],
          recurringNextBillDate: subscription.fields['next_bill_date'],
          recurringEndDate: subscription.fields['end_date'],
        }
      : {}),
  };
}

/** A payment plan under v1's names. */
export function planOfV1(plan: unknown, { tables }: Account): Fields | undefined {
  const fields = asObject(plan);
  if (!fields) return undefined;
  const merchant = tables.merchants.get(Number(fields['merchant_account_id']));
  return {
    ...fields,
    initial_payment_amount: dollars(fields['initial_payment_amount']),
    credit_card_id: fields['payment_method_id'],
    payment_gateway: {
      ...(merchant ? { merchant_account_id: merchant.id, merchant_account_name: merchant.fields['name'] } : {}),
      use_default: merchant === undefined,
    },
  };
}
