import { type Move, type Target, unsaidCents } from '../move.ts';

const ORDER: Target = {
  note: 'REST v2 goes by the order, not by its invoice: find the order with List orders and the filter invoice_id.',
};
const DISCOUNT: Move['takes'] = {
  name: 'body:name',
  description: 'body:description',
  applyDiscountToCommission: 'body:apply_to_commissions',
  percentOrAmt: {
    to: 'body:discount_type',
    words: [
      ['1', 'PERCENT'],
      ['0', 'AMOUNT'],
    ],
    note: 'Check discount_type: XML-RPC says by a number whether the discount is a percentage.',
  },
  amt: { to: 'body:discount_value', note: unsaidCents('discount_value') },
};
const INVENTORY: Move['takes'] = { productId: 'path:product_id', quantity: 'body:quantity' };
const CARD: Target = {
  to: 'body:payment_method_id',
  note: 'REST v2 names a card by its payment method: look its id up with List payment methods.',
};
const MERCHANT: Target = { note: 'REST v2 takes the merchant account of the payment method.' };

/** Cards, discounts, invoices, orders, products and shipping. */
export const SALES_METHODS: Readonly<Record<string, Move>> = {
  'CreditCardSubmissionService.requestSubmissionToken': {
    to: 'createPaymentMethodConfig',
    takes: {
      contactId: 'body:contact_id',
      successUrl: { note: 'REST v2 answers what a form of your own needs, and leads nowhere.' },
      failureURL: { note: 'REST v2 answers what a form of your own needs, and leads nowhere.' },
    },
  },
  'DiscountService.addCategoryAssignmentToCategoryDiscount': {
    to: 'updateCategoryDiscount',
    takes: {
      id: 'path:discount_id',
      productId: { note: 'REST v2 gives a discount to categories, all of them at once, in product_category_ids.' },
    },
  },
  'DiscountService.addCategoryDiscount': {
    to: 'createCategoryDiscount',
    takes: {
      ...DISCOUNT,
      percentOrAmt: { note: 'REST v2 takes a percentage here, always.' },
      amt: 'body:discount_percent',
    },
    notes: ['REST v2 also wants product_category_ids: the categories it is for.'],
  },
  'DiscountService.addFreeTrial': {
    to: 'createFreeTrialDiscount',
    takes: {
      name: 'body:name',
      description: 'body:description',
      freeTrialDays: 'body:free_trial_days',
      hidePrice: 'body:hide_price',
      subscriptionPlanId: 'body:subscription_plan_id',
    },
  },
  'DiscountService.addOrderTotalDiscount': {
    to: 'createOrderTotalDiscount',
    takes: {
      ...DISCOUNT,
      payType: {
        to: 'body:discount_strategy',
        words: [
          ['Gross', 'GROSS'],
          ['Net', 'NET'],
        ],
      },
    },
  },
  'DiscountService.addProductTotalDiscount': {
    to: 'createProductDiscount',
    takes: { ...DISCOUNT, productId: 'body:product_id' },
  },
  'DiscountService.addShippingTotalDiscount': {
    to: 'createShippingDiscount',
    takes: { ...DISCOUNT, applyDiscountToCommission: { note: 'REST v2 does not ask it of a shipping discount.' } },
  },
  'DiscountService.getCategoryAssignmentsForCategoryDiscount': {
    to: 'getCategoryDiscount',
    takes: { id: 'path:discount_id' },
  },
  'DiscountService.getCategoryDiscount': { to: 'getCategoryDiscount', takes: { id: 'path:discount_id' } },
  'DiscountService.getFreeTrial': { to: 'getFreeTrialDiscount', takes: { trialId: 'path:discount_id' } },
  'DiscountService.getOrderTotalDiscount': { to: 'getOrderTotalDiscount', takes: { id: 'path:discount_id' } },
  'DiscountService.getProductTotalDiscount': { to: 'getProductDiscount', takes: { id: 'path:discount_id' } },
  'DiscountService.getShippingTotalDiscount': { to: 'getShippingDiscount', takes: { id: 'path:discount_id' } },
  'InvoiceService.addManualPayment': {
    to: 'createPaymentForAnOrder',
    takes: {
      invoiceId: ORDER,
      amt: 'body:payment_amount',
      paymentDate: 'body:payment_time',
      paymentType: 'body:payment_method_type',
      paymentDescription: 'body:notes',
      bypassCommissions: { to: 'body:apply_to_commissions', inverted: true },
    },
  },
  'InvoiceService.addOrderCommissionOverride': {
    to: 'applyCommissionOnOrderItems',
    takes: {
      invoiceId: ORDER,
      affiliateId: 'body:affiliate_id',
      productId: { note: 'REST v2 goes by the item of the order: find order_item_id in Get order.' },
      percentage: 'body:pay_percent',
      amount: { to: 'body:commission_amount', note: unsaidCents('commission_amount') },
      payoutType: {
        to: 'body:payout_type',
        words: [
          ['4', 'UPFRONT'],
          ['5', 'PAYMENT_RECEIVED'],
        ],
      },
      description: 'body:description',
      date: 'body:commission_date',
    },
  },
  'InvoiceService.addOrderItem': {
    to: 'createOrderItem',
    takes: {
      invoiceId: ORDER,
      productId: 'body:product_id',
      type: {
        to: 'body:item_type',
        words: [
          ['1', 'SHIPPING'],
          ['2', 'TAX'],
          ['3', 'OTHER'],
          ['4', 'PRODUCT'],
          ['5', 'PRODUCT'],
          ['6', 'FINANCE_CHARGE'],
          ['7', 'DISCOUNT'],
          ['8', 'SUBSCRIPTION'],
          ['9', 'SUBSCRIPTION'],
        ],
      },
      price: 'body:price_per_unit',
      quantity: 'body:quantity',
      description: { to: 'body:description', and: ['body:name'] },
      notes: 'body:notes',
    },
  },
  'InvoiceService.addPaymentPlan': {
    to: 'updateOrder',
    takes: {
      invoiceId: ORDER,
      autoCharge: 'body:payment_plan.auto_charge',
      creditCardId: { ...CARD, to: 'body:payment_plan.payment_method_id' },
      merchantAccountId: MERCHANT,
      daysBetweenRetry: 'body:payment_plan.days_between_retries',
      maxRetry: 'body:payment_plan.max_charge_attempts',
      initialPmtAmt: 'body:payment_plan.initial_payment_amount',
      initialPmtDate: 'body:payment_plan.initial_payment_date',
      plantStartDate: 'body:payment_plan.plan_start_date',
      numPayments: 'body:payment_plan.number_of_payments',
      daysBetweenPayments: 'body:payment_plan.days_between_payments',
    },
  },
  'InvoiceService.addRecurringOrder': {
    to: 'createSubscription',
    takes: {
      contactId: 'body:contact_id',
      allowDuplicate: 'body:allow_duplicate',
      cProgramId: 'body:subscription_plan_id',
      qty: 'body:quantity',
      price: { to: 'body:billing_amount', note: unsaidCents('billing_amount') },
      taxable: 'body:allow_tax',
      merchantAccountId: MERCHANT,
      creditCardId: CARD,
      affiliated: 'body:sale_affiliate_id',
      daysTillCharge: {
        note: 'Fill in start_date, the day of the first bill: REST v2 does not count days until it.',
        fill: true,
      },
    },
  },
  'InvoiceService.calculateAmountOwed': { to: 'getOrder', takes: { invoiceId: ORDER } },
  'InvoiceService.chargeInvoice': {
    to: 'createPaymentForAnOrder',
    takes: {
      invoiceId: ORDER,
      notes: 'body:notes',
      creditCardId: CARD,
      merchantAccountId: MERCHANT,
      bypassCommissions: { to: 'body:apply_to_commissions', inverted: true },
    },
    notes: ['XML-RPC charges whatever is owed; REST v2 wants the amount in payment_amount.'],
  },
  'InvoiceService.createBlankOrder': {
    to: 'createOrder',
    takes: {
      contactId: 'body:contact_id',
      description: 'body:order_title',
      orderDate: 'body:order_time',
      leadAffiliateId: 'body:lead_affiliate_id',
      saleAffiliateId: 'body:sales_affiliate_id',
    },
    sets: { 'body:order_type': 'OFFLINE' },
    notes: ['XML-RPC answers the id of the invoice, REST v2 the order with its own id.'],
  },
  'InvoiceService.createInvoiceForRecurring': {
    to: 'invoiceSubscription',
    takes: { recurringOrderId: 'path:subscription_id' },
  },
  'InvoiceService.deleteInvoice': { to: 'deleteOrder', takes: { invoiceId: ORDER } },
  'InvoiceService.deleteSubscription': {
    to: 'cancelSubscription',
    takes: { recurringOrderId: 'path:subscription_id' },
    notes: ['XML-RPC deletes the subscription and its invoices; REST v2 ends it and keeps both.'],
  },
  'InvoiceService.getAllShippingOptions': { to: 'listShippingMethods', takes: {} },
  'InvoiceService.getInvoiceId': { to: 'getOrder', takes: { orderId: 'path:order_id' } },
  'InvoiceService.getOrderId': { to: 'listOrders', takes: { invoiceId: 'filter:invoice_id' } },
  'InvoiceService.getPayments': { to: 'listOrderPayments', takes: { invoiceId: ORDER } },
  'InvoiceService.locateExistingCard': {
    to: 'listPaymentMethods_1',
    takes: {
      contactId: 'path:contact_id',
      last4: { note: 'REST v2 lists all cards of the contact: look for last_four in the answer.' },
    },
  },
  'InvoiceService.recalculateTax': { to: 'applyTax', takes: { invoiceId: ORDER } },
  'InvoiceService.updateJobRecurringNextBillDate': {
    to: 'updateSubscription',
    takes: { recurringOrderId: 'path:subscription_id', nextBillDate: 'body:next_bill_date' },
  },
  'OrderService.placeOrder': {
    to: 'createOrder',
    takes: {
      contactId: 'body:contact_id',
      creditCardId: { note: 'REST v2 charges in a call of its own: Create payment for an order.' },
      payPlanId: { note: 'REST v2 takes a payment plan in Update order.' },
      productIds: { to: 'body:order_items[].product_id', note: 'Fill in the quantity of each of the order_items.' },
      subscriptionPlanIds: {
        to: 'body:order_items[].subscription_plan_id',
        note: 'Fill in the quantity of each of the order_items.',
      },
      processSpecials: { note: 'REST v2 applies the promo codes alone.' },
      promoCodes: 'body:promo_codes',
      leadAffiliateId: 'body:lead_affiliate_id',
      affiliateId: 'body:sales_affiliate_id',
    },
    sets: { 'body:order_type': 'ONLINE' },
  },
  'ProductService.deactivateCreditCard': {
    to: 'deactivatePaymentMethod',
    takes: {
      creditCardId: {
        note: 'REST v2 names a card by its contact and its payment method: find both with List payment methods and the filter credit_card_id.',
      },
    },
  },
  'ProductService.decreaseInventory': { to: 'adjustInventory', takes: INVENTORY, sets: { 'body:type': 'DECREASE' } },
  'ProductService.decrementInventory': {
    to: 'adjustInventory',
    takes: INVENTORY,
    sets: { 'body:type': 'DECREASE', 'body:quantity': '1' },
  },
  'ProductService.getInventory': {
    to: 'getProduct',
    takes: { productId: 'path:product_id' },
    notes: ['REST v2 shows the inventory within the product, as inventory.inventory_count.'],
  },
  'ProductService.increaseInventory': { to: 'adjustInventory', takes: INVENTORY, sets: { 'body:type': 'INCREASE' } },
  'ProductService.incrementInventory': {
    to: 'adjustInventory',
    takes: INVENTORY,
    sets: { 'body:type': 'INCREASE', 'body:quantity': '1' },
  },
  'ShippingService.getAllShippingOptions': { to: 'listShippingMethods', takes: {} },
};
