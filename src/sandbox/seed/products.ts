import type { RelationSeed } from '../store/relation.ts';
import type { Fields, StoredRecord, TableSeed } from '../store/table.ts';
import { iso } from './dice.ts';
import { BUNDLES, DELI, OPTIONS, PRODUCT_CATEGORIES } from './goods.ts';
import { planSeeds } from './planSeeds.ts';
import { goodOf, productSeed, SET_UP } from './productSeed.ts';
import type { World } from './world.ts';

interface SeededOption {
  readonly product_id: number;
  readonly kind: keyof typeof OPTIONS;
}

/** Every fourth product comes in sizes or colours, every eighth is engraved as well. */
function optionSeeds({ size }: World): SeededOption[] {
  const options: SeededOption[] = [];
  for (let product_id = 1; product_id <= size.products; product_id += 4) {
    const [first, other] = product_id % 8 === 1 ? (['size', 'engraving'] as const) : (['colour'] as const);
    options.push({ product_id, kind: first });
    if (other) options.push({ product_id, kind: other });
  }
  return options;
}

const ENGRAVING_RULES = {
  minimum_characters: 1,
  maximum_characters: 20,
  allow_spaces: true,
  only_starts_with: 'LETTER',
  only_ends_with: 'NONE',
  only_contains: 'BOTH',
  error_message: 'Up to 20 letters and digits',
};

/** What is for sale: products, their categories, options, plans and bundles. */
export const PRODUCT_TABLES = {
  products: (world: World): TableSeed => ({ count: world.size.products, make: (id) => productSeed(world, id) }),
  productCategories: (world: World): TableSeed => ({
    count: PRODUCT_CATEGORIES.length,
    make: (id) => {
      const category = PRODUCT_CATEGORIES[id - 1];
      const created = iso(SET_UP + world.dice('productCategories', id).below(86_400_000));
      return {
        fields: { name: category?.name, display_order_index: id - 1, parent_category_id: category?.parent },
        created,
        updated: created,
      };
    },
  }),
  productOptions: (world: World): TableSeed => {
    const options = optionSeeds(world);
    return {
      count: options.length,
      make: (id) => {
        const { product_id, kind } = options[id - 1] ?? { product_id: 1, kind: 'size' };
        const isText = kind === 'engraving';
        return {
          fields: {
            product_id,
            option_label: OPTIONS[kind].option_label,
            option_type: isText ? 'TEXT' : 'LIST',
            required: !isText,
            display_order: isText ? 1 : 0,
            ...(isText ? { text_rules: ENGRAVING_RULES } : {}),
          },
          ...timesOf(world, product_id),
        };
      },
    };
  },
  productOptionItems: (world: World): TableSeed => {
    const items = optionSeeds(world).flatMap(({ product_id, kind }, index) =>
      OPTIONS[kind].items.map(([item_label, item_code, price_adjustment], item_display_order) => ({
        ...{ product_id, option_id: index + 1 },
        ...{ item_label, item_code, price_adjustment, item_display_order },
      })),
    );
    return {
      count: items.length,
      make: (id) => ({ fields: { ...items[id - 1] }, ...timesOf(world, items[id - 1]?.product_id ?? 1) }),
    };
  },
  subscriptionPlans: (world: World): TableSeed => {
    const plans = planSeeds(world);
    return {
      count: plans.length,
      make: (id) => {
        const { id: _id, ...fields } = plans[id - 1] ?? { id, product_id: 1 };
        return { fields, ...timesOf(world, fields.product_id) };
      },
    };
  },
  productInterestBundles: (): TableSeed => ({
    count: BUNDLES.length,
    make: (id) => {
      const { products: _products, plans: _plans, ...fields } = BUNDLES[id - 1] ?? { products: 0, plans: 0 };
      return { fields, ...BUNDLED };
    },
  }),
  productInterests: (world: World): TableSeed => {
    const interests = interestSeeds(world);
    return { count: interests.length, make: (id) => ({ fields: interests[id - 1] ?? {}, ...BUNDLED }) };
  },
};

const BUNDLED = { created: '2025-01-07T09:00:00.000Z', updated: '2025-06-02T15:30:00.000Z' };

/** What the bundles offer, each at its price, some of it cheaper than alone. */
function interestSeeds(world: World): Fields[] {
  const plans = planSeeds(world);
  return BUNDLES.flatMap((bundle, index) => {
    const dice = world.dice('productInterests', index);
    const rest = () => ({
      bundle_id: index + 1,
      quantity: 1 + dice.below(3),
      discount_percent: dice.chance(0.5) ? 10 : 0,
    });
    const first = dice.below(world.size.products);
    const products = Array.from({ length: bundle.products }, (_, at) => 1 + ((first + at * 7) % world.size.products));
    return [
      ...products.map((entity_id) => {
        const { price } = productSeed(world, entity_id).fields;
        return { type: 'PRODUCT', entity_id, price, ...rest() };
      }),
      ...Array.from({ length: bundle.plans }, () => dice.one(plans)).map(({ id, plan_price }) => {
        return { type: 'SUBSCRIPTION_PLAN', entity_id: id, price: plan_price, ...rest() };
      }),
    ];
  });
}

function timesOf(world: World, productId: number): Pick<StoredRecord, 'created' | 'updated'> {
  const { created } = productSeed(world, productId);
  return { created, updated: created };
}

/** Which products are in which categories: a product in one of its own, some in the deli as well. */
export const PRODUCT_RELATIONS = {
  categoryProducts: (world: World): RelationSeed => {
    const ids = Array.from({ length: world.size.products }, (_, index) => index + 1);
    const links = PRODUCT_CATEGORIES.map((_, index) =>
      ids
        .filter((id) => goodOf(id)[2] === index + 1 || (index + 1 === DELI && id % 10 === 0))
        .map((id) => ({ id, since: productSeed(world, id).created })),
    );
    return { count: links.length, linksOf: (category) => links[category - 1] ?? [] };
  },
};
