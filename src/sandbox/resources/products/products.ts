import { asNumber } from '../../../keap/json.ts';
import { badRequest } from '../../errors.ts';
import { bodyObject } from '../../request.ts';
import type { Handlers } from '../handler.ts';
import { timeOf } from '../records.ts';
import { named, replyRecord, usual } from '../resource.ts';
import { PRODUCT_CATEGORY_HANDLERS } from './productCategories.ts';
import { PRODUCT_IMAGE_HANDLERS } from './productImages.ts';
import { BUNDLE_HANDLERS } from './productInterestBundles.ts';
import { PRODUCT_OPTION_HANDLERS } from './productOptions.ts';
import { PRODUCTS } from './productRecords.ts';
import { PRODUCT_V1_HANDLERS } from './productsV1.ts';
import { SUBSCRIPTION_PLAN_HANDLERS } from './subscriptionPlans.ts';

/** Products with their categories, options, plans and bundles. */
export const PRODUCT_HANDLERS: Handlers = {
  ...usual(PRODUCTS, {
    list: 'v2:listProducts',
    create: 'v2:createProduct',
    get: 'v2:getProduct',
    update: 'v2:updateProduct',
    delete: 'v2:deleteProduct',
  }),
  'v2:adjustInventory': (request, account) => {
    const product = named(PRODUCTS, request, account);
    const { type, quantity } = bodyObject(request);
    const by = asNumber(quantity) ?? badRequest('quantity is required');
    if (type === undefined || type === null) badRequest('type is required');
    if (by < 0) badRequest('quantity must be greater than or equal to 0');
    const count = (asNumber(product.fields['inventory_count']) ?? 0) + (type === 'DECREASE' ? -by : by);
    if (count < 0) badRequest('The inventory cannot fall below 0');
    const changed = account.tables.products.change(product, { inventory_count: count }, timeOf(request));
    return replyRecord(PRODUCTS, changed, { request, account });
  },
  ...PRODUCT_V1_HANDLERS,
  ...PRODUCT_IMAGE_HANDLERS,
  ...PRODUCT_OPTION_HANDLERS,
  ...SUBSCRIPTION_PLAN_HANDLERS,
  ...PRODUCT_CATEGORY_HANDLERS,
  ...BUNDLE_HANDLERS,
};
