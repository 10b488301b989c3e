import { type Place, type Target, unsaidCents } from '../move.ts';
import type { V1Move } from './v1Move.ts';

const DATES = 'v1 and v2 may count from different dates: compare both answers.';
const CARD: Target = {
  to: 'body:payment_method_id',
  note: 'REST v2 names a card by its payment method: look its id up with List payment methods.',
};
const CHARGES = 'REST v2 charges at once where payment_method_id is given: fill it in only if it shall.';
const GATEWAY: Target = { note: 'REST v2 takes the merchant account of the payment method.' };
const TASK_BODY: Readonly<Record<string, Place | Target>> = {
  'body.contact': { note: 'REST v2 takes the contact as contact_id.' },
  'body.contact.id': 'body:contact_id',
  'body.completion_date': 'body:completion_time',
  'body.due_date': 'body:due_time',
  'body.user_id': 'body:assigned_to_user_id',
  'body.remind_time': { note: 'REST v2 takes remind_time_mins, one of a few numbers of minutes.' },
  'body.priority': {
    to: 'body:priority',
    words: [
      ['1', 'CRITICAL'],
      ['2', 'ESSENTIAL'],
      ['3', 'NONESSENTIAL'],
    ],
    note: 'Check priority: v1 says it by a number, v2 by a word.',
  },
};
const TASK_FILTERS: Readonly<Record<string, Place | Target>> = {
  completed: 'filter:is_completed',
  since: 'filter:since_time',
  until: 'filter:until_time',
};
const OPPORTUNITY_BODY: Readonly<Record<string, Place | Target>> = {
  'body.contact.id': 'body:contact_id',
  'body.stage.id': 'body:stage_id',
  'body.user.id': 'body:user_id',
  'body.estimated_close_date': 'body:estimated_close_time',
  'body.next_action_date': 'body:next_action_time',
};
const PRODUCT_BODY: Readonly<Record<string, Place | Target>> = {
  'body.product_name': 'body:name',
  'body.product_desc': 'body:description',
  'body.product_short_desc': 'body:short_description',
  'body.product_price': { to: 'body:price', cents: true, note: 'REST v2 takes price in cents.' },
};
const TRANSACTIONS: Readonly<Record<string, Place | Target>> = {
  since: 'filter:since_time',
  until: 'filter:until_time',
};
const ITEM: Readonly<Record<string, Place | Target>> = { 'body.price': 'body:price_per_unit' };

/** Opportunities, orders, products, tags and tasks. */
export const V1_SALES: Readonly<Record<string, V1Move>> = {
  listOpportunitiesUsingGET: { takes: { search_term: 'filter:opportunity_title' } },
  createOpportunityUsingPOST: { takes: OPPORTUNITY_BODY },
  updateOpportunityUsingPUT: {
    to: 'updateOpportunity',
    takes: { ...OPPORTUNITY_BODY, 'body.id': 'path:opportunity_id' },
  },
  updatePropertiesOnOpportunityUsingPATCH: { takes: OPPORTUNITY_BODY },

  listOrdersUsingGET: {
    takes: { since: 'filter:created_since_time', until: 'filter:created_until_time' },
    notes: [DATES],
  },
  createOrderUsingPOST: {
    takes: {
      'body.order_date': 'body:order_time',
      'body.order_type': {
        to: 'body:order_type',
        words: [
          ['Online', 'ONLINE'],
          ['Offline', 'OFFLINE'],
        ],
      },
      'body.order_items': { to: 'body:order_items', each: { price: 'price_per_unit' } },
    },
  },
  createOrderItemsOnOrderUsingPOST: { takes: ITEM },
  replacePaymentPlanUsingPUT: {
    to: 'updateOrder',
    takes: {
      'body.auto_charge': 'body:payment_plan.auto_charge',
      'body.credit_card_id': { ...CARD, to: 'body:payment_plan.payment_method_id' },
      'body.days_between_payments': 'body:payment_plan.days_between_payments',
      'body.initial_payment_amount': 'body:payment_plan.initial_payment_amount',
      'body.initial_payment_date': 'body:payment_plan.initial_payment_date',
      'body.number_of_payments': 'body:payment_plan.number_of_payments',
      'body.payment_gateway': GATEWAY,
      'body.plan_start_date': 'body:payment_plan.plan_start_date',
    },
  },
  createPaymentOnOrderUsingPOST: {
    takes: {
      'body.date': 'body:payment_time',
      'body.credit_card_id': { ...CARD, onlyIf: { says: 'body.charge_now', note: CHARGES } },
      'body.payment_gateway_id': GATEWAY,
      'body.charge_now': { note: 'REST v2 charges at once where payment_method_id is given, and else records alone.' },
    },
  },
  listTransactionsForOrderUsingGET: {
    to: 'listTransactions',
    takes: { ...TRANSACTIONS, orderId: 'filter:order_id' },
  },
  listTransactionsUsingGET: { to: 'listTransactions', takes: TRANSACTIONS },
  getTransactionUsingGET: {
    to: 'listTransactions',
    takes: {
      transactionId: { note: 'REST v2 reads no single transaction: filter the list by order_id or contact_id.' },
    },
  },
  createSubscriptionUsingPOST: {
    takes: {
      'body.credit_card_id': CARD,
      'body.payment_gateway_id': GATEWAY,
      'body.first_bill_date': 'body:start_date',
      'body.billing_amount': { to: 'body:billing_amount', note: unsaidCents('billing_amount') },
    },
  },

  listProductsUsingGET: { takes: { active: { note: 'REST v2 does not filter products by whether they are active.' } } },
  createProductUsingPOST: { takes: PRODUCT_BODY },
  updateProductUsingPATCH: { takes: PRODUCT_BODY },
  listProductsFromSyncTokenUsingGET: {
    to: 'listProducts',
    takes: { sync_token: { note: 'REST v2 has no sync tokens: order by last_updated_time instead.' } },
  },
  createProductImageUsingPOST: {
    to: 'createProductImage',
    takes: {
      'body.file_data': { note: 'REST v2 takes a file, not Base64: choose the file in the builder.' },
      'body.file_name': { note: 'REST v2 takes the name of the file that is chosen.' },
      'body.checksum': { note: 'REST v2 takes no checksum.' },
    },
  },
  deleteProductImageUsingDELETE: { to: 'deleteProductImage' },
  createProductSubscriptionUsingPOST: {
    takes: {
      'body.cycle_type': {
        to: 'body:cycle_type',
        words: [
          ['YEAR', 'YEARLY'],
          ['MONTH', 'MONTHLY'],
          ['WEEK', 'WEEKLY'],
          ['DAY', 'DAILY'],
        ],
      },
      'body.number_of_cycles': 'body:total_cycles',
      'body.plan_price': { to: 'body:plan_price', cents: true, note: 'REST v2 takes plan_price in cents.' },
      'body.subscription_plan_index': 'body:display_order_index',
    },
  },

  listTagsUsingGET: { takes: { category: 'filter:category_id' } },
  listTasksUsingGET: { takes: TASK_FILTERS },
  listTasksForCurrentUserUsingGET: {
    to: 'listTasks',
    takes: TASK_FILTERS,
    notes: ['REST v2 lists the tasks of all users: filter by user_id.'],
  },
  createTaskUsingPOST: { takes: TASK_BODY },
  updateTaskUsingPUT: { takes: TASK_BODY },
  updatePropertiesOnTaskUsingPATCH: { takes: TASK_BODY },
};
