import { asNumber } from '../../../keap/json.ts';
import { badRequest } from '../../errors.ts';
import type { TableName } from '../../seed/tables.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { currencyValue, inWholeCents } from '../currency.ts';
import type { Handlers } from '../handler.ts';
import { atLeast, notBlank, pickFields } from '../records.ts';
import { withReferences } from '../references.ts';
import { type Resource, usual } from '../resource.ts';
import type { InterestType } from './productInterests.ts';

/** Bundles of products and plans that people are interested in together. */
const BUNDLES: Resource = {
  name: 'Product interest bundle',
  table: 'productInterestBundles',
  stored: (body, { before }) => notBlank(pickFields(body, ['name', 'description']), 'name', before),
  shown: ({ id }, { account }) => {
    const interests = account.tables.productInterests.referring('bundle_id', id);
    const of = (type: InterestType) => interests.filter(({ fields }) => fields['type'] === type).map(interestView);
    return { product_interests: of('PRODUCT'), subscription_plan_interests: of('SUBSCRIPTION_PLAN') };
  },
  removed: ({ id }, { tables }) => {
    for (const interest of tables.productInterests.referring('bundle_id', id)) {
      tables.productInterests.remove(interest.id);
    }
  },
};

const ENTITIES: Readonly<Record<string, TableName>> = { PRODUCT: 'products', SUBSCRIPTION_PLAN: 'subscriptionPlans' };

/**
 * What stands in a bundle. Its own id is `id`, as with bundles and everywhere else; `interest_id` is what somebody is
 * interested in, a product or a plan, for which the answer has no other place.
 */
const INTERESTS: Resource = {
  name: 'Product interest',
  table: 'productInterests',
  parents: { id: { table: 'productInterestBundles', name: BUNDLES.name, field: 'bundle_id' } },
  stored: (body, { account, before }) => {
    const numbers = inWholeCents(pickFields(body, ['price', 'quantity', 'discount_percent']), 'price');
    atLeast(0, numbers, ['price', 'discount_percent']);
    atLeast(1, numbers, ['quantity']);
    if (Number(numbers['discount_percent'] ?? 0) > 100) badRequest('discount_percent must be at most 100');
    if (before) return numbers;
    const entity_id: TableName = ENTITIES[String(body['type'])] ?? 'products';
    const entity = pickFields(body, ['type', 'entity_id']);
    return { quantity: 1, discount_percent: 0, ...numbers, ...withReferences(entity, account, { entity_id }) };
  },
  shown: interestView,
};

function interestView({ id, fields }: StoredRecord): Fields {
  return { ...fields, id, interest_id: fields['entity_id'], price: currencyValue(asNumber(fields['price'])) };
}

/** Bundles and what is in them. */
export const BUNDLE_HANDLERS: Handlers = {
  ...usual(BUNDLES, {
    list: 'v2:listProductInterestBundles',
    create: 'v2:createProductInterestBundle',
    get: 'v2:getProductInterestBundle',
    update: 'v2:updateProductInterestBundle',
    delete: 'v2:deleteProductInterestBundle',
  }),
  ...usual(INTERESTS, {
    create: 'v2:addProductInterest',
    update: 'v2:updateProductInterest',
    delete: 'v2:removeProductInterest',
  }),
};
