import { asList, asNumber } from '../../../keap/json.ts';
import { badRequest, notFound } from '../../errors.ts';
import { bodyObject } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import type { Fields } from '../../store/table.ts';
import type { Handlers } from '../handler.ts';
import { atLeast, notBlank, pathId, pickFields, recordOf, referredId, timeOf } from '../records.ts';
import { type References, withReferences } from '../references.ts';
import { reply } from '../reply.ts';
import { type Resource, usual } from '../resource.ts';
import { worthOf } from '../standardReaders.ts';
import { withCriteria, withCriterion, withoutCriterion } from './discountCriteria.ts';
import type { DiscountTable } from './discountReferences.ts';

/** A kind of discount. All are alike but for what they take off from what. */
interface Kind {
  /** The word for it in the names of operations: `listShippingDiscounts`. */
  readonly word: string;
  readonly table: DiscountTable;
  /** Its own properties, with what they are where nobody says. */
  readonly properties: Fields;
  readonly references?: References;
}

const VALUE = { discount_type: undefined, discount_value: undefined };

const KINDS: readonly Kind[] = [
  {
    word: 'Category',
    table: 'categoryDiscounts',
    properties: { discount_percent: undefined, apply_to_commissions: false, product_category_ids: [] },
  },
  {
    word: 'FreeTrial',
    table: 'freeTrialDiscounts',
    properties: { subscription_plan_id: undefined, free_trial_days: 0, hide_price: false },
    references: { subscription_plan_id: 'subscriptionPlans' },
  },
  {
    word: 'OrderTotal',
    table: 'orderTotalDiscounts',
    properties: { ...VALUE, apply_to_commissions: false, discount_strategy: 'GROSS' },
  },
  {
    word: 'Product',
    table: 'productDiscounts',
    properties: { ...VALUE, apply_to_commissions: false, product_id: undefined },
    references: { product_id: 'products' },
  },
  { word: 'Shipping', table: 'shippingDiscounts', properties: VALUE },
];

function resourceOf({ word, table, properties, references = {} }: Kind): Resource {
  return {
    name: `${word.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')} discount`,
    table,
    readers: { product_category_id: ({ fields }) => worthOf(fields['product_category_ids']) },
    stored: (body, { account, before }) => {
      const given = pickFields(body, ['name', 'description', ...Object.keys(properties)]);
      notBlank(given, 'name', before);
      atLeast(0, given, ['discount_percent', 'discount_value', 'free_trial_days']);
      if ((asNumber(given['discount_percent']) ?? 0) > 100) badRequest('discount_percent must be at most 100');
      return {
        ...(before ? {} : properties),
        ...withCategories(withReferences(given, account, references), account),
        ...(before && !('criteria' in body) ? {} : withCriteria(before, body, account)),
      };
    },
    shown: ({ fields }) => ({ criteria: fields['criteria'], product_categories: fields['product_category_ids'] }),
  };
}

function withCategories(fields: Fields, { tables }: Account): Fields {
  const ids = asList(fields['product_category_ids']);
  if (!ids) return fields;
  const found = ids.map((id) => referredId(tables.productCategories, id, 'product_category_ids'));
  return { ...fields, product_category_ids: [...new Set(found)].filter((id) => id !== undefined) };
}

function handlersOf(kind: Kind): Handlers {
  const { word, table } = kind;
  const resource = resourceOf(kind);
  return {
    ...usual(resource, {
      list: `v2:list${word}Discounts`,
      create: `v2:create${word}Discount`,
      get: `v2:get${word}Discount`,
      update: `v2:update${word}Discount`,
      delete: `v2:delete${word}Discount`,
    }),
    [`v2:create${word}DiscountCriteria`]: (request, account) => {
      const discount = recordOf(account.tables[table], resource.name, request, 'discount_id');
      const fields = withCriterion(discount, bodyObject(request), account);
      account.tables[table].change(discount, { ...fields }, timeOf(request));
      return reply(request, fields.criteria.at(-1));
    },
    [`v2:delete${word}DiscountCriteria`]: (request, account) => {
      const discount = recordOf(account.tables[table], resource.name, request, 'discount_id');
      const id = pathId(request, 'criteria_id');
      const fields = withoutCriterion(discount, id) ?? notFound('Criteria', id);
      account.tables[table].change(discount, { ...fields }, timeOf(request));
      return reply(request);
    },
  };
}

/** Discounts of every kind. */
export const DISCOUNT_HANDLERS: Handlers = Object.assign({}, ...KINDS.map(handlersOf));
