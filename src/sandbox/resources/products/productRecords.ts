import { asNumber, asObject } from '../../../keap/json.ts';
import type { Readers } from '../../query/select.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { currencyValue } from '../currency.ts';
import { forgetProduct } from '../discounts/discountReferences.ts';
import { atLeast, notBlank, pickFields } from '../records.ts';
import type { Resource } from '../resource.ts';
import { forgetInterests } from './productInterests.ts';
import { removeOptions } from './productOptions.ts';
import { optionsOfProduct } from './productOptionViews.ts';
import { planOfProduct, plansOf, removePlans } from './subscriptionPlans.ts';

const READERS: Readers<StoredRecord> = { product_id: ({ id }) => id, product_ids: ({ id }) => id };

const INVENTORY = [
  ...['inventory_limit', 'inventory_count', 'out_of_stock_enabled', 'email_for_inventory_notifications'],
] as const;

const NAMES = [
  ...['name', 'sku', 'price', 'active', 'description', 'shippable', 'weight', 'taxable', 'short_description'],
  ...['subscription_only', 'storefront_hidden', 'country_taxable', 'state_taxable', 'city_taxable', 'top_html'],
  ...['bottom_html', 'is_package', 'needs_digital_delivery', 'delivery_description'],
] as const;

const NEW: Fields = {
  ...{ active: true, price: 0, inventory_count: 0, shippable: false, subscription_only: false, is_package: false },
  ...{ taxable: false, country_taxable: false, state_taxable: false, city_taxable: false },
  ...{ storefront_hidden: false, needs_digital_delivery: false },
};

/** What a product is stored as, in either version. @throws RefusalError 400 */
export function productFields(fields: Fields, before: StoredRecord | undefined): Fields {
  notBlank(fields, 'name', before);
  atLeast(0, fields, ['price', 'weight', 'inventory_limit', 'inventory_count']);
  return before ? fields : { ...NEW, ...fields };
}

/** The ids of the categories a product is in. */
function categoriesOf(id: number, { relations }: Account): number[] {
  return relations.categoryProducts.ofRight(id).map((category) => category.id);
}

/** Products as v2 shows them. */
export const PRODUCTS: Resource = {
  name: 'Product',
  table: 'products',
  readers: READERS,
  stored: (body, { before }) => {
    // A new product has its inventory together, a change names its parts one by one and never the count.
    const inventory = before ? pickFields(body, INVENTORY) : pickFields(asObject(body['inventory']) ?? {}, INVENTORY);
    const { inventory_count, ...settings } = inventory;
    const counted = before || inventory_count === undefined ? {} : { inventory_count };
    return productFields({ ...pickFields(body, NAMES), ...settings, ...counted }, before);
  },
  shown: ({ id, fields }, { account }) => ({
    price: currencyValue(asNumber(fields['price'])),
    categories: categoriesOf(id, account),
    options: optionsOfProduct(id, account),
    inventory: pickFields(fields, INVENTORY),
    subscription_plans: plansOf(id, account).map(planOfProduct),
    has_legacy_image: fields['legacy_image'] !== undefined,
  }),
  removed: ({ id }, account, request) => {
    removeOptions(id, account, request);
    removePlans(id, account, request);
    account.relations.categoryProducts.forgetRight(id);
    forgetInterests('PRODUCT', id, account);
    forgetProduct(id, account);
  },
};
