import { asList, asObject } from '../../../keap/json.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { briefContact } from '../contacts/contactViews.ts';
import { currencyValue } from '../currency.ts';
import { type Showing, viewOf } from '../resource.ts';
import { ORDER_ITEMS } from './orderItems.ts';
import { invoiceIdOf, itemsOf, sumsOf } from './orderSums.ts';
import { dueBy, planShown } from './paymentPlans.ts';

/** What both versions say of an order in the same words, amounts in cents. */
export interface OrderFacts {
  readonly total: number;
  readonly paid: number;
  readonly refunded: number;
  /** What was to be paid by now, paid or not: Keap's total_due is no balance. */
  readonly due: number;
  readonly status: unknown;
  readonly items: readonly StoredRecord[];
  readonly contact: StoredRecord | undefined;
}

export function orderFacts(order: StoredRecord, { account, request }: Showing): OrderFacts {
  const { fields } = order;
  const { total, paid, refunded } = sumsOf(order, account);
  const items = itemsOf(order, account);
  return {
    ...{ total, paid, refunded, items },
    due: dueBy(request.now, fields['payment_plan'], total),
    status: items.length > 0 && paid >= total ? 'PAID' : fields['status'],
    contact: account.tables.contacts.get(Number(fields['contact_id'])),
  };
}

/** The affiliates of an order or a subscription, as far as they are still there. */
export function affiliatesShown(fields: Fields, { tables }: Account): Fields {
  const names = ['lead_affiliate_id', 'sales_affiliate_id', 'sale_affiliate_id'];
  return Object.fromEntries(names.map((name) => [name, tables.affiliates.get(Number(fields[name]))?.id]));
}

/** What v2 knows of an order, under its names. */
export function orderV2(order: StoredRecord, showing: Showing): Fields {
  const { id, fields, created, updated } = order;
  const { total, paid, refunded, due, status, items, contact } = orderFacts(order, showing);
  return {
    status,
    contact: contact && { id: contact.id, ...briefContact(contact) },
    ...{ creation_time: created, modification_time: updated },
    ...{ total: currencyValue(total), total_paid: currencyValue(paid), total_due: currencyValue(due) },
    ...affiliatesShown(fields, showing.account),
    refund_total: currencyValue(refunded),
    refund_status: refunded === 0 ? 'NONE' : refunded < paid ? 'PARTIAL' : 'FULL',
    shipping_information: shippingShown(id, asObject(fields['shipping_address'])),
    order_items: items.map((item) => viewOf(ORDER_ITEMS, item, showing)),
    payment_plan: planShown(fields['payment_plan'], total, paid),
    invoice_id: invoiceIdOf(id),
    invoice_number: fields['invoice_number'] ?? invoiceIdOf(id),
    files: filesOf(order, showing.account),
    promo_code: asList(fields['promo_codes'])?.[0],
    synced: false,
  };
}

function filesOf({ fields }: StoredRecord, { tables }: Account): Fields[] {
  const ids = (asList(fields['file_ids']) ?? []).map(Number);
  return ids.filter((id) => tables.files.get(id)).map((file_id) => ({ file_id }));
}

function shippingShown(id: number, address: Fields | undefined): Fields | undefined {
  if (!address) return undefined;
  const { zip_code, zip_four, region, region_code, country_code, line1, line2, locality } = address;
  return {
    id,
    address: {
      ...{ field: 'SHIPPING', line1, line2, locality, region, region_code: region_code ?? region },
      ...{ postal_code: zip_code, zip_code, zip_four, country_code },
    },
    company: address['company'],
    given_name: address['first_name'],
    family_name: address['last_name'],
    phone_number: address['phone'],
    invoice_to_company: address['is_invoice_to_company'],
  };
}
