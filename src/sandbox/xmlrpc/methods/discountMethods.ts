import { asList } from '../../../keap/json.ts';
import type { DiscountTable } from '../../resources/discounts/discountReferences.ts';
import type { Fields } from '../../store/table.ts';
import type { Arguments, XmlRpcHandler, XmlRpcHandlers } from '../context.ts';
import { Decimal } from '../plain.ts';
import { answered, idText, numberIn, recordIn, textIn } from './arguments.ts';

const named = (args: Arguments) => ({ name: textIn(args, 'name'), description: textIn(args, 'description') });
const isYes = (args: Arguments, name: string) => args[name] === true || Number(args[name]) === 1;

/** 1 takes a part of the price off, 0 an amount: our reading, nobody says. */
const amount = (args: Arguments) => ({
  discount_type: numberIn(args, 'percentOrAmt') === 1 ? 'PERCENT' : 'AMOUNT',
  discount_value: numberIn(args, 'amt'),
});

/** Makes a discount as REST does. */
function adding(path: string, body: (args: Arguments) => Fields): XmlRpcHandler {
  return (args, { rest }) => {
    const { json } = rest('POST', `/v2/discounts/${path}`, { ...named(args), ...body(args) });
    return Number(answered(json, 'id') ?? answered(json, 'discount_id'));
  };
}

function getting(table: DiscountTable, show: (fields: Fields) => Fields, argument = 'id'): XmlRpcHandler {
  return (args, context) => {
    const { id, fields } = recordIn(args, argument, table, context);
    return { id, name: fields['name'], description: fields['description'] ?? '', ...show(fields) };
  };
}

const amountShown = (fields: Fields) => ({
  percentOrAmt: fields['discount_type'] === 'PERCENT' ? 1 : 0,
  amt: new Decimal(Number(fields['discount_value'] ?? 0)),
});
const toCommissions = (fields: Fields) => ({
  applyDiscountToCommission: fields['apply_to_commissions'] === true ? 1 : 0,
});

/** Discounts of every kind. */
export const DISCOUNT_METHODS: XmlRpcHandlers = {
  'DiscountService.addCategoryDiscount': adding('productCategories', (args) => ({
    apply_to_commissions: isYes(args, 'applyDiscountToCommission'),
    ...{ discount_percent: numberIn(args, 'amt'), product_category_ids: [] },
  })),
  'DiscountService.addFreeTrial': adding('freeTrials', (args) => ({
    ...{ free_trial_days: numberIn(args, 'freeTrialDays'), hide_price: isYes(args, 'hidePrice') },
    subscription_plan_id: idText(args, 'subscriptionPlanId'),
  })),
  'DiscountService.addOrderTotalDiscount': adding('orderTotals', (args) => ({
    ...{ apply_to_commissions: isYes(args, 'applyDiscountToCommission'), ...amount(args) },
    discount_strategy: textIn(args, 'payType').toUpperCase() === 'NET' ? 'NET' : 'GROSS',
  })),
  'DiscountService.addProductTotalDiscount': adding('products', (args) => ({
    ...{ apply_to_commissions: isYes(args, 'applyDiscountToCommission'), ...amount(args) },
    product_id: idText(args, 'productId'),
  })),
  'DiscountService.addShippingTotalDiscount': adding('shipping', amount),
  'DiscountService.addCategoryAssignmentToCategoryDiscount': (args, context) => {
    const discount = recordIn(args, 'id', 'categoryDiscounts', context);
    const product = recordIn(args, 'productId', 'products', context);
    const assigned = new Set([...(asList(discount.fields['assigned_product_ids']) ?? []), product.id]);
    const values = { assigned_product_ids: [...assigned] };
    context.account.tables.categoryDiscounts.change(discount, values, new Date(context.now).toISOString());
    return { id: discount.id, productId: product.id };
  },
  'DiscountService.getCategoryAssignmentsForCategoryDiscount': (args, context) => {
    const { id, fields } = recordIn(args, 'id', 'categoryDiscounts', context);
    return {
      id,
      productCategoryIds: asList(fields['product_category_ids']) ?? [],
      productIds: asList(fields['assigned_product_ids']) ?? [],
    };
  },
  'DiscountService.getCategoryDiscount': getting('categoryDiscounts', (fields) => ({
    ...toCommissions(fields),
    amt: new Decimal(Number(fields['discount_percent'] ?? 0)),
  })),
  'DiscountService.getFreeTrial': getting(
    'freeTrialDiscounts',
    (fields) => ({
      ...{ freeTrialDays: fields['free_trial_days'], hidePrice: fields['hide_price'] === true ? 1 : 0 },
      subscriptionPlanId: fields['subscription_plan_id'],
    }),
    'trialId',
  ),
  'DiscountService.getOrderTotalDiscount': getting('orderTotalDiscounts', (fields) => ({
    ...{ ...toCommissions(fields), ...amountShown(fields) },
    payType: fields['discount_strategy'] === 'NET' ? 'Net' : 'Gross',
  })),
  'DiscountService.getProductTotalDiscount': getting('productDiscounts', (fields) => ({
    ...{ ...toCommissions(fields), ...amountShown(fields), productId: fields['product_id'] },
  })),
  'DiscountService.getShippingTotalDiscount': getting('shippingDiscounts', amountShown),
};
