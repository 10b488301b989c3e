import { asNumber, asString } from '../../../keap/json.ts';
import type { SandboxRequest } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { cents, currencyValue, dollars, inWholeCents } from '../currency.ts';
import { forgetPlan } from '../discounts/discountReferences.ts';
import type { Handlers } from '../handler.ts';
import { atLeast, atMost, pickFields } from '../records.ts';
import { type Resource, usual } from '../resource.ts';
import { inOrder } from './displayOrder.ts';
import { forgetInterests } from './productInterests.ts';
import { PRODUCT_PARENT } from './productParent.ts';

/** v2's words for v1's cycles, and the numbers that v1's lists of products have for them: those of the older API. */
const CYCLES = {
  DAILY: { word: 'DAY', number: 6, each: 'days' },
  WEEKLY: { word: 'WEEK', number: 3, each: 'weeks' },
  MONTHLY: { word: 'MONTH', number: 2, each: 'months' },
  YEARLY: { word: 'YEAR', number: 1, each: 'years' },
} as const;

type Cycle = keyof typeof CYCLES;

function cycleOf({ fields }: StoredRecord): Cycle {
  return Object.keys(CYCLES).find((cycle): cycle is Cycle => cycle === fields['cycle_type']) ?? 'MONTHLY';
}

/** What a plan is called. Nobody gives it a name: it goes by its product and how often it is paid. */
export function planName(plan: StoredRecord, { tables }: Account): string {
  const product = tables.products.get(Number(plan.fields['product_id']));
  const cycle = cycleOf(plan);
  const frequency = Number(plan.fields['frequency']);
  const often = frequency === 1 ? cycle.toLowerCase() : `every ${frequency} ${CYCLES[cycle].each}`;
  return `${asString(product?.fields['name']) ?? ''} (${often})`;
}

const DEFAULTS: Fields = {
  ...{ active: true, frequency: 1, allow_prorating: false, display_order_index: 0, total_cycles: 0 },
};

/** What a plan is stored as: what is not said of a new one, or taken away from an old one, is as usual. */
function planFields(values: Fields, before: StoredRecord | undefined): Fields {
  atLeast(0, values, ['plan_price', 'total_cycles', 'display_order_index']);
  atLeast(1, values, ['frequency']);
  atMost(1_000, values, ['frequency']);
  const fields = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? DEFAULTS[name]]));
  return before ? fields : { ...DEFAULTS, ...fields };
}

const NAMES = [
  ...['active', 'frequency', 'allow_prorating', 'cycle_type', 'display_order_index', 'plan_price', 'total_cycles'],
] as const;

/** Subscription plans as v2 shows them. */
export const SUBSCRIPTION_PLANS: Resource = {
  name: 'Subscription plan',
  table: 'subscriptionPlans',
  parents: { product_id: PRODUCT_PARENT },
  stored: (body, { before }) => planFields(inWholeCents(pickFields(body, NAMES), 'plan_price'), before),
  shown: (plan, { account }) => ({
    subscription_plan_name: planName(plan, account),
    plan_price: currencyValue(asNumber(plan.fields['plan_price'])),
  }),
  removed: ({ id }, account) => {
    forgetInterests('SUBSCRIPTION_PLAN', id, account);
    forgetPlan(id, account);
  },
};

/** The plans of a product, in the order they are shown. */
export function plansOf(productId: number, { tables }: Account): StoredRecord[] {
  return inOrder(tables.subscriptionPlans.referring('product_id', productId), 'display_order_index');
}

/** Takes along the plans of a product that goes. */
export function removePlans(productId: number, account: Account, request: SandboxRequest): void {
  for (const plan of plansOf(productId, account)) {
    account.tables.subscriptionPlans.remove(plan.id);
    SUBSCRIPTION_PLANS.removed?.(plan, account, request);
  }
}

/** Subscription plans as v1 shows them, which calls them subscriptions of a product. */
const PLANS_V1: Resource = {
  ...SUBSCRIPTION_PLANS,
  parents: { productId: PRODUCT_PARENT },
  stored: (body, { before }) => {
    const { active, frequency, number_of_cycles: total_cycles, subscription_plan_index: display_order_index } = body;
    const cycle_type = Object.entries(CYCLES).find(([, { word }]) => word === body['cycle_type'])?.[0];
    const plan_price = cents(body['plan_price']);
    return planFields({ active, frequency, total_cycles, display_order_index, cycle_type, plan_price }, before);
  },
  shown: (plan, { account }) => planV1(plan, account),
};

/** A plan as v1 shows it, alone and within its product. */
export function planV1(plan: StoredRecord, account: Account): Fields {
  const { id, fields } = plan;
  const { word, number } = CYCLES[cycleOf(plan)];
  return {
    id,
    active: fields['active'],
    ...{ cycle_type: word, cycle: number, frequency: fields['frequency'] },
    number_of_cycles: fields['total_cycles'],
    plan_price: dollars(fields['plan_price']),
    subscription_plan_index: fields['display_order_index'],
    subscription_plan_name: planName(plan, account),
    url: `https://store.example.com/plans/${id}`,
  };
}

/** A plan as v2 shows it within its product, where everything has another name. */
export function planOfProduct({ id, fields }: StoredRecord): Fields {
  return {
    id,
    active: fields['active'],
    prorate: fields['allow_prorating'],
    billing_cycle: fields['cycle_type'],
    billing_frequency: fields['frequency'],
    number_of_cycles: fields['total_cycles'],
    plan_price: currencyValue(asNumber(fields['plan_price'])),
    order_index: fields['display_order_index'],
  };
}

/** The plans of products in both versions; v1 cannot change one. */
export const SUBSCRIPTION_PLAN_HANDLERS: Handlers = {
  ...usual(SUBSCRIPTION_PLANS, {
    list: 'v2:listSubscriptionPlans',
    create: 'v2:createSubscriptionPlans',
    get: 'v2:fetchSubscriptionPlan',
    update: 'v2:updateSubscriptionPlan',
    delete: 'v2:deleteSubscriptionPlan',
  }),
  ...usual(PLANS_V1, {
    create: 'v1:createProductSubscriptionUsingPOST',
    get: 'v1:retrieveProductSubscriptionUsingGET',
    delete: 'v1:deleteProductSubscriptionUsingDELETE',
  }),
};
