import { asObject, asString } from '../../../keap/json.ts';
import type { Answer } from '../../answer.ts';
import { invoiceIdOf, itemsOf, paymentsOf, sumsOf } from '../../resources/sales/orderSums.ts';
import { isExpired } from '../../resources/sales/paymentMethods.ts';
import { payStatus } from '../../resources/sales/payments.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import type { Arguments, XmlRpcContext, XmlRpcHandler, XmlRpcHandlers } from '../context.ts';
import { fault } from '../faultError.ts';
import { Decimal, momentOf } from '../plain.ts';
import { ITEM_TYPES, orderOfInvoice } from '../tables/salesTables.ts';
import { answered, idText, momentIn, numberIn, recordIn, textIn } from './arguments.ts';

/** The order behind the invoice of a call. @throws FaultError RecordNotFound */
function orderIn(args: Arguments, context: XmlRpcContext, argument = 'invoiceId'): StoredRecord {
  const id = numberIn(args, argument);
  return orderOfInvoice(id, context) ?? fault('RecordNotFound', `Invoice ${id} was not found`);
}

const timeOf = ({ now }: XmlRpcContext) => new Date(now).toISOString();
const dayIn = (args: Arguments, name: string) => momentIn(args, name).slice(0, 10);

/** What an order still owes, in dollars. */
export function balanceOf(order: StoredRecord, { account }: XmlRpcContext): number {
  const { total, paid } = sumsOf(order, account);
  return (total - paid) / 100;
}

/** How a charge went, as XML-RPC says it. */
export function chargeResult({ json }: Answer): Fields {
  const message = String(answered(json, 'payment_status_message'));
  const isApproved = message === 'APPROVED';
  return {
    ...{ Successful: isApproved, Code: isApproved ? 'APPROVED' : 'DECLINED', Message: message },
    RefNum: String(answered(json, 'transaction_id') ?? ''),
  };
}

/** Marks what was told to another program's books; no schema of REST shows it. */
function synced(record: StoredRecord, args: Arguments): Fields {
  return { xmlrpc: { ...asObject(record.fields['xmlrpc']), Synced: args['syncStatus'] === true ? '1' : '0' } };
}

/** A text of a call, where it is not empty, which REST would refuse. */
function given(args: Arguments, name: string): Fields {
  const text = textIn(args, name);
  return text.trim() === '' ? {} : { [name]: text };
}

const addOrderItem: XmlRpcHandler = (args, context) => {
  const order = orderIn(args, context);
  const type = numberIn(args, 'type');
  const item_type =
    ITEM_TYPES.find(([number]) => number === type)?.[1] ?? fault('InvalidParameter', `type ${type} is none`);
  const product = numberIn(args, 'productId') > 0 ? recordIn(args, 'productId', 'products', context) : undefined;
  const { json } = context.rest('POST', `/v2/orders/${order.id}/items`, {
    ...{ item_type, quantity: numberIn(args, 'quantity'), price_per_unit: numberIn(args, 'price') },
    ...(product ? { product_id: String(product.id) } : {}),
    ...{ name: asString(product?.fields['name']) ?? textIn(args, 'description') },
    ...given(args, 'description'),
    ...given(args, 'notes'),
  });
  return Number(answered(json, 'id') ?? itemsOf(order, context.account).at(-1)?.id);
};

const validateCard: XmlRpcHandler = (args, context) => {
  const given = asObject(args['card']);
  const card = given ? undefined : recordIn(args, 'creditCardId', 'paymentMethods', context);
  const year = Number(given ? given['ExpirationYear'] : card?.fields['expiration_year']);
  const month = Number(given ? given['ExpirationMonth'] : card?.fields['expiration_month']);
  const fields = { expiration_year: year, expiration_month: month };
  const isNumber = !given || /^\d{12,19}$/.test(String(given['CardNumber']).replaceAll(' ', ''));
  const isValid = isNumber && month >= 1 && month <= 12 && !isExpired({ fields }, context.now);
  return {
    Valid: String(isValid),
    Message: isValid ? '' : isNumber ? 'The card has expired' : 'The number is no card’s',
  };
};

/** Invoices, what is in them and what was paid. An invoice belongs to an order, under a number of its own. */
export const INVOICE_METHODS: XmlRpcHandlers = {
  'InvoiceService.hello': () => 'Hello',
  'InvoiceService.getPluginStatus': () => false,
  'InvoiceService.getInvoiceId': (args, context) => invoiceIdOf(recordIn(args, 'orderId', 'orders', context).id),
  'InvoiceService.getOrderId': (args, context) => orderIn(args, context).id,
  'InvoiceService.calculateAmountOwed': (args, context) => new Decimal(balanceOf(orderIn(args, context), context)),
  'InvoiceService.createBlankOrder': (args, context) => {
    const contact = recordIn(args, 'contactId', 'contacts', context);
    const lead = idText(args, 'leadAffiliateId');
    const sale = idText(args, 'saleAffiliateId');
    const { json } = context.rest('POST', '/v2/orders', {
      ...{ contact_id: String(contact.id), order_title: textIn(args, 'description') || 'Order', order_items: [] },
      ...{ order_time: momentIn(args, 'orderDate'), order_type: 'OFFLINE' },
      ...(lead ? { lead_affiliate_id: lead } : {}),
      ...(sale ? { sales_affiliate_id: sale } : {}),
    });
    return invoiceIdOf(Number(answered(json, 'id')));
  },
  'InvoiceService.addOrderItem': addOrderItem,
  'InvoiceService.addManualPayment': (args, context) => {
    const { json } = context.rest('POST', `/v2/orders/${orderIn(args, context).id}/payments`, {
      ...{ payment_amount: numberIn(args, 'amt'), payment_time: momentIn(args, 'paymentDate') },
      ...{ payment_method_type: textIn(args, 'paymentType'), notes: textIn(args, 'paymentDescription') },
      apply_to_commissions: args['bypassCommissions'] !== true,
    });
    return Number(answered(json, 'id'));
  },
  'InvoiceService.chargeInvoice': (args, context) => {
    const order = orderIn(args, context);
    return chargeResult(
      context.rest('POST', `/v2/orders/${order.id}/payments`, {
        ...{ payment_amount: balanceOf(order, context), payment_method_id: idText(args, 'creditCardId') },
        ...{ notes: textIn(args, 'notes'), apply_to_commissions: args['bypassCommissions'] !== true },
      }),
    );
  },
  'InvoiceService.addPaymentPlan': (args, context) => {
    const card = idText(args, 'creditCardId');
    context.rest('PATCH', `/v2/orders/${orderIn(args, context).id}?update_mask=payment_plan`, {
      payment_plan: {
        ...{ auto_charge: args['autoCharge'] === true, ...(card ? { payment_method_id: card } : {}) },
        ...{
          max_charge_attempts: numberIn(args, 'maxRetry'),
          days_between_retries: numberIn(args, 'daysBetweenRetry'),
        },
        initial_payment_amount: numberIn(args, 'initialPmtAmt'),
        ...{ initial_payment_date: dayIn(args, 'initialPmtDate'), plan_start_date: dayIn(args, 'plantStartDate') },
        ...{
          number_of_payments: numberIn(args, 'numPayments'),
          days_between_payments: numberIn(args, 'daysBetweenPayments'),
        },
      },
    });
    return true;
  },
  'InvoiceService.addOrderCommissionOverride': (args, context) => {
    const order = orderIn(args, context);
    const items = itemsOf(order, context.account);
    const item = items.find(({ fields }) => fields['product_id'] === args['productId']) ?? items[0];
    if (!item) fault('RecordNotFound', `Invoice ${args['invoiceId']} has no items`);
    context.rest('POST', `/v2/orders/${order.id}/items/${item.id}:applyCommission`, {
      affiliate_id: String(recordIn(args, 'affiliateId', 'affiliates', context).id),
      ...(numberIn(args, 'amount') > 0
        ? { commission_amount: numberIn(args, 'amount') }
        : { pay_percent: numberIn(args, 'percentage') }),
      payout_type: numberIn(args, 'payoutType') === 5 ? 'PAYMENT_RECEIVED' : 'UPFRONT',
      ...{ description: textIn(args, 'description'), commission_date: dayIn(args, 'date') },
    });
    return item.id;
  },
  'InvoiceService.recalculateTax': (args, context) => {
    const order = orderIn(args, context);
    context.rest('POST', `/v2/orders/${order.id}:applyTax`);
    return 1;
  },
  'InvoiceService.deleteInvoice': (args, context) => {
    context.rest('DELETE', `/v2/orders/${orderIn(args, context).id}`);
    return true;
  },
  'InvoiceService.getPayments': (args, context) =>
    paymentsOf(orderIn(args, context), context.account).map((payment) => ({
      ...{
        Id: payment.id,
        PaymentId: payment.id,
        InvoiceId: numberIn(args, 'invoiceId'),
        PayStatus: payStatus(payment),
      },
      ...{
        Amt: new Decimal(Number(payment.fields['amount']) / 100),
        PayDate: momentOf(payment.fields['payment_time']),
      },
      SkipCommission: payment.fields['skip_commission'] === true ? 1 : 0,
    })),
  'InvoiceService.getInvoiceQuickbooksIIF': (args, context) => {
    const order = orderIn(args, context);
    const { total } = sumsOf(order, context.account);
    return [
      ...['!TRNS\tTRNSTYPE\tDATE\tDOCNUM\tAMOUNT', '!SPL\tTRNSTYPE\tMEMO\tQNTY\tPRICE', '!ENDTRNS'],
      `TRNS\tINVOICE\t${String(order.fields['order_time']).slice(0, 10)}\t${invoiceIdOf(order.id)}\t${total / 100}`,
      ...itemsOf(order, context.account).map(
        ({ fields }) =>
          `SPL\tINVOICE\t${fields['name']}\t-${fields['quantity']}\t${Number(fields['price_per_unit']) / 100}`,
      ),
      ...['ENDTRNS', ''],
    ].join('\n');
  },
  'InvoiceService.getAllPaymentOptions': () => ({
    ...{ 'Credit Card (Manual)': 'Credit Card (Manual)', Check: 'Check', Cash: 'Cash' },
    ...{ 'Money Order': 'Money Order', Adjustment: 'Adjustment' },
  }),
  'InvoiceService.locateExistingCard': (args, context) => {
    const contact = recordIn(args, 'contactId', 'contacts', context);
    const cards = context.account.tables.paymentMethods.referring('contact_id', contact.id);
    return cards.find(({ fields }) => fields['last_four'] === textIn(args, 'last4'))?.id ?? 0;
  },
  'InvoiceService.validateCreditCard': validateCard,
  'InvoiceService.setInvoiceSyncStatus': (args, context) => {
    const order = orderIn(args, context, 'id');
    context.account.tables.orders.change(order, synced(order, args), order.updated);
    return true;
  },
  'InvoiceService.setPaymentSyncStatus': (args, context) => {
    const payment = recordIn(args, 'id', 'payments', context);
    context.account.tables.payments.change(payment, synced(payment, args), payment.updated);
    return true;
  },
  'InvoiceService.addRecurringOrder': (args, context) => {
    const contact = recordIn(args, 'contactId', 'contacts', context);
    const plan = recordIn(args, 'cProgramId', 'subscriptionPlans', context);
    const card = idText(args, 'creditCardId');
    const affiliate = idText(args, 'affiliated');
    const days = numberIn(args, 'daysTillCharge');
    if (days < 0 || days > 36_500) fault('InvalidParameter', `daysTillCharge must be from 0 to 36500, not ${days}`);
    const start = new Date(context.now + days * 86_400_000).toISOString().slice(0, 10);
    const { json } = context.rest('POST', '/v2/subscriptions', {
      ...{ contact_id: String(contact.id), subscription_plan_id: String(plan.id), start_date: start },
      ...{
        quantity: numberIn(args, 'qty'),
        billing_amount: numberIn(args, 'price'),
        allow_tax: args['taxable'] === true,
      },
      ...{ allow_duplicate: args['allowDuplicate'] === true, auto_charge: card !== undefined },
      ...(card ? { payment_method_id: card } : {}),
      ...(affiliate ? { sale_affiliate_id: affiliate } : {}),
    });
    return Number(answered(json, 'id'));
  },
  'InvoiceService.addRecurringCommissionOverride': (args, context) => {
    const subscription = recordIn(args, 'recurringOrderId', 'subscriptions', context);
    const affiliate = recordIn(args, 'affiliateId', 'affiliates', context);
    const fields = { subscription_id: subscription.id, affiliate_id: affiliate.id, amount: numberIn(args, 'amount') };
    context.account.tables.recurringCommissions.insert(fields, timeOf(context));
    return true;
  },
  'InvoiceService.createInvoiceForRecurring': (args, context) => {
    const { id } = recordIn(args, 'recurringOrderId', 'subscriptions', context);
    const { json } = context.rest('POST', `/v2/subscriptions/${id}:invoice`);
    return invoiceIdOf(Number(answered(json, 'id')));
  },
  'InvoiceService.updateJobRecurringNextBillDate': (args, context) => {
    const { id } = recordIn(args, 'recurringOrderId', 'subscriptions', context);
    const body = { next_bill_date: dayIn(args, 'nextBillDate') };
    context.rest('PATCH', `/v2/subscriptions/${id}?update_mask=next_bill_date`, body);
    return true;
  },
  'InvoiceService.deleteSubscription': (args, context) =>
    context.account.tables.subscriptions.remove(recordIn(args, 'recurringOrderId', 'subscriptions', context).id),
};
