import { unsaidCents } from '../move.ts';
import type { TableMove } from './tableMove.ts';

const ORDER_TYPE = {
  at: 'order_type',
  words: [
    ['Online', 'ONLINE'],
    ['Offline', 'OFFLINE'],
  ],
} as const;

/** Orders, invoices, payments and subscriptions. */
export const SALES_TABLES: Readonly<Record<string, readonly TableMove[]>> = {
  Job: [
    {
      list: 'listOrders',
      records: 'orders',
      read: 'getOrder',
      create: 'createOrder',
      change: 'updateOrder',
      remove: 'deleteOrder',
      fields: {
        Id: { at: 'id', filter: 'ids', order: 'id' },
        JobTitle: { at: 'title', body: 'order_title', filter: 'title' },
        ContactId: { at: 'contact.id', body: 'contact_id', filter: 'contact_id' },
        StartDate: { at: 'order_time', order: 'order_time' },
        DueDate: 'due_time',
        JobNotes: 'notes',
        ProductId: { filter: 'product_id', note: 'An order lists its products in order_items.' },
        DateCreated: { at: 'creation_time', between: ['created_since_time', 'created_until_time'] },
        LastUpdated: {
          at: 'modification_time',
          between: ['modified_since_time', 'modified_until_time'],
          order: 'modification_time',
        },
        InvoiceId: { at: 'invoice_id', filter: 'invoice_id' },
        OrderType: { ...ORDER_TYPE, filter: 'order_type' },
        ShipFirstName: { at: 'shipping_information.given_name', body: 'shipping_address.first_name' },
        ShipMiddleName: { body: 'shipping_address.middle_name' },
        ShipLastName: { at: 'shipping_information.family_name', body: 'shipping_address.last_name' },
        ShipCompany: { at: 'shipping_information.company', body: 'shipping_address.company' },
        ShipPhone: { at: 'shipping_information.phone_number', body: 'shipping_address.phone' },
        ShipStreet1: { at: 'shipping_information.address.line1', body: 'shipping_address.line1' },
        ShipStreet2: { at: 'shipping_information.address.line2', body: 'shipping_address.line2' },
        ShipCity: {
          at: 'shipping_information.address.locality',
          body: 'shipping_address.locality',
          filter: 'shipping_locality',
        },
        ShipState: { at: 'shipping_information.address.region', body: 'shipping_address.region' },
        ShipZip: {
          at: 'shipping_information.address.zip_code',
          body: 'shipping_address.zip_code',
          filter: 'shipping_postal_code',
        },
        ShipCountry: {
          at: 'shipping_information.address.country_code',
          body: 'shipping_address.country_code',
          filter: 'shipping_country_code',
          note: 'REST v2 takes a country by its code, such as USA.',
        },
      },
    },
  ],
  Invoice: [
    {
      list: 'listOrders',
      records: 'orders',
      notes: ['REST v2 has no invoices of their own: each belongs to an order, which names it in invoice_id.'],
      fields: {
        Id: { at: 'invoice_id', filter: 'invoice_id' },
        JobId: { at: 'id', filter: 'ids', order: 'id' },
        ContactId: { at: 'contact.id', filter: 'contact_id' },
        DateCreated: { at: 'creation_time', between: ['created_since_time', 'created_until_time'] },
        LastUpdated: {
          at: 'modification_time',
          between: ['modified_since_time', 'modified_until_time'],
          order: 'modification_time',
        },
        Description: { at: 'title', filter: 'title' },
        InvoiceTotal: { at: 'total.amount', cents: true },
        TotalPaid: { at: 'total_paid.amount', cents: true },
        TotalDue: { at: 'total_due.amount', cents: true },
        PayStatus: {
          filter: 'paid',
          words: [
            ['1', true],
            ['0', false],
          ],
        },
        CreditStatus: 'credit_status',
        RefundStatus: 'refund_status',
        AffiliateId: 'sales_affiliate_id',
        LeadAffiliateId: 'lead_affiliate_id',
        PromoCode: 'promo_code',
        InvoiceType: { ...ORDER_TYPE, filter: 'order_type' },
        Synced: 'synced',
      },
    },
  ],
  OrderItem: [
    {
      list: 'getOrder',
      records: 'order_items',
      create: 'createOrderItem',
      within: { field: 'OrderId', path: 'order_id' },
      notes: ['REST v2 shows the items of an order within the order.'],
      fields: {
        Id: 'id',
        ProductId: { at: 'product.id', body: 'product_id' },
        ItemName: 'name',
        Qty: 'quantity',
        CPU: { at: 'cost_per_unit.amount', body: 'cost_per_unit', cents: true },
        PPU: { at: 'price_per_unit.amount', body: 'price_per_unit', cents: true },
        ItemDescription: 'description',
        SubscriptionPlanId: { at: 'subscription_plan.id', body: 'subscription_plan_id' },
        Notes: 'notes',
      },
    },
  ],
  Payment: [
    {
      list: 'listPayments',
      fields: {
        Id: { at: 'id', filter: 'ids', order: 'id' },
        PayDate: { at: 'payment_time', between: ['since_time', 'until_time'], order: 'payment_time' },
        PayAmt: { at: 'amount', filter: 'amount', order: 'amount' },
        PayType: 'type',
        ContactId: { at: 'contact_id', filter: 'contact_id', order: 'contact_id' },
        PayNote: 'note',
        RefundId: 'refund_payment_id',
        Synced: 'synced',
      },
    },
  ],
  CCharge: [
    {
      list: 'listTransactions',
      fields: {
        RefNum: 'external_reference_id',
        ApprCode: 'external_response_code',
        Amt: { at: 'amount', filter: 'amount', order: 'amount' },
        PaymentId: 'payment_id',
        MerchantId: { at: 'merchant_account_id', filter: 'merchant_account_id' },
        OrderNum: { at: 'order_ids', filter: 'order_id' },
      },
    },
  ],
  CreditCard: [
    {
      list: 'listPaymentMethods',
      notes: ['REST v2 shows of a card what its payment method tells: neither names nor addresses.'],
      fields: {
        Id: { at: 'credit_card_id', filter: 'credit_card_id' },
        ContactId: { at: 'contact_id', filter: 'contact_id', order: 'contact_id' },
        Last4: 'card_info.last_four',
        ExpirationMonth: 'card_info.expiration_month',
        ExpirationYear: 'card_info.expiration_year',
        CardType: 'card_info.brand',
      },
    },
  ],
  RecurringOrder: [
    {
      list: 'listSubscriptions',
      read: 'getSubscription',
      create: 'createSubscription',
      change: 'updateSubscription',
      fields: {
        Id: { at: 'id', filter: 'ids', order: 'id' },
        ContactId: { at: 'contact_id', filter: 'contact_id', order: 'contact_id' },
        SubscriptionPlanId: {
          at: 'subscription_plan_id',
          filter: 'subscription_plan_id',
          order: 'subscription_plan_id',
        },
        ProductId: 'product_id',
        StartDate: 'start_date',
        EndDate: 'end_date',
        LastBillDate: 'last_bill_date',
        NextBillDate: 'next_bill_date',
        BillingCycle: {
          at: 'billing_cycle',
          words: [
            ['1', 'YEAR'],
            ['2', 'MONTH'],
            ['3', 'WEEK'],
            ['6', 'DAY'],
          ],
        },
        Frequency: 'billing_frequency',
        BillingAmt: { at: 'billing_amount', filter: 'billing_amount', note: unsaidCents('billing_amount') },
        Status: {
          at: 'active',
          words: [
            ['Active', true],
            ['Inactive', false],
          ],
        },
        ReasonStopped: 'reason_stopped',
        AutoCharge: 'auto_charge',
        CC1: { at: 'payment_method_id', note: 'REST v2 names a card by its payment method: look its id up.' },
        NumDaysBetweenRetry: 'days_between_retries',
        MaxRetry: 'max_charge_attempts',
        MerchantAccountId: 'merchant_account_id',
        AffiliateId: 'sale_affiliate_id',
        LeadAffiliateId: 'lead_affiliate_id',
        PromoCode: 'promo_code',
        Qty: 'quantity',
        ShippingOptionId: 'shipping_option_id',
      },
    },
  ],
};
