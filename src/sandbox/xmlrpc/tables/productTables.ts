import { storedView } from './storedView.ts';
import { counted, dollarsOf, flag, property, type Row, shown, type TableView, word } from './tableView.ts';

const CYCLE = word('cycle_type', [
  ['1', 'YEARLY'],
  ['2', 'MONTHLY'],
  ['3', 'WEEKLY'],
  ['6', 'DAILY'],
]);
const NEW_PLAN = () => ({ active: true, cycle_type: 'MONTHLY', frequency: 1, plan_price: 0, display_order_index: 0 });

const OPTION_VALUE = storedView({
  table: 'productOptionItems',
  fields: {
    ProductOptionId: property('option_id'),
    Label: property('item_label'),
    Name: property('item_label'),
    Sku: property('item_code'),
    OptionIndex: property('item_display_order'),
    PriceAdjustment: property('price_adjustment'),
    IsDefault: shown(({ fields }) => (fields['item_display_order'] === 0 ? 1 : 0)),
  },
});

/** Products, their categories, options, plans and bundles. */
export const PRODUCT_TABLE_VIEWS: Readonly<Record<string, TableView>> = {
  Product: storedView({
    table: 'products',
    fields: {
      ProductName: property('name'),
      ProductPrice: dollarsOf('price'),
      Sku: property('sku'),
      ShortDescription: property('short_description'),
      Description: property('description'),
      Taxable: flag('taxable'),
      CountryTaxable: flag('country_taxable'),
      StateTaxable: flag('state_taxable'),
      CityTaxable: flag('city_taxable'),
      Shippable: flag('shippable'),
      Weight: property('weight'),
      IsPackage: flag('is_package'),
      NeedsDigitalDelivery: flag('needs_digital_delivery'),
      HideInStore: flag('storefront_hidden'),
      Status: flag('active'),
      TopHTML: property('top_html'),
      BottomHTML: property('bottom_html'),
      LargeImage: property('legacy_image'),
      InventoryLimit: property('inventory_limit'),
      InventoryNotifiee: property('email_for_inventory_notifications'),
    },
    made: () => ({ active: true, price: 0, inventory_count: 0, subscription_only: false }),
  }),
  ProductCategory: storedView({
    table: 'productCategories',
    fields: {
      CategoryDisplayName: property('name'),
      CategoryOrder: property('display_order_index'),
      ParentId: property('parent_category_id'),
    },
    deleteBy: '/v2/productCategories',
  }),
  ProductCategoryAssign: {
    *rows({ account }) {
      const { productCategories } = account.tables;
      for (const category of productCategories) {
        for (const product of account.relations.categoryProducts.ofLeft(category.id)) {
          const read: Readonly<Record<string, number>> = {
            ...{ Id: assignId(category.id, product.id) },
            ...{ ProductId: product.id, ProductCategoryId: category.id },
          };
          yield { id: assignId(category.id, product.id), read: (field) => read[field] } satisfies Row;
        }
      }
    },
    add: ({ ProductId, ProductCategoryId }, { account, now }) => {
      const [category, product] = [Number(ProductCategoryId), Number(ProductId)];
      account.relations.categoryProducts.add(category, product, new Date(now).toISOString());
      return assignId(category, product);
    },
  },
  ProductOption: storedView({
    table: 'productOptions',
    fields: {
      ProductId: property('product_id'),
      Label: property('option_label'),
      Name: property('option_label'),
      IsRequired: flag('required'),
      Order: property('display_order'),
      OptionType: word('option_type', [
        ['FixedList', 'LIST'],
        ['Variable', 'TEXT'],
      ]),
    },
    made: () => ({ option_type: 'LIST', required: false, display_order: 0 }),
  }),
  ProductOptValue: OPTION_VALUE,
  ProductOptionValue: OPTION_VALUE,
  SubscriptionPlan: storedView({
    table: 'subscriptionPlans',
    fields: {
      ProductId: property('product_id'),
      Cycle: CYCLE,
      Frequency: counted('frequency'),
      PlanPrice: dollarsOf('plan_price'),
      Prorate: property('allow_prorating'),
      Active: property('active'),
      NumberOfCycles: property('total_cycles'),
      NumberOfcycles: property('total_cycles'),
    },
    made: NEW_PLAN,
  }),
  CProgram: storedView({
    table: 'subscriptionPlans',
    fields: {
      ProgramName: {
        read: ({ fields }, { account }) => account.tables.products.get(Number(fields['product_id']))?.fields['name'],
        // A plan is called as its product; a name of its own is kept nowhere.
        write: () => ({}),
      },
      ProductId: property('product_id'),
      DefaultPrice: dollarsOf('plan_price'),
      DefaultCycle: CYCLE,
      DefaultFrequency: counted('frequency'),
      Active: property('active'),
      Status: flag('active'),
    },
    made: NEW_PLAN,
  }),
  ProductInterest: storedView({
    table: 'productInterests',
    fields: {
      ObjectId: property('bundle_id'),
      ObjType: shown(() => 'Bundle'),
      ProductId: property('entity_id'),
      ProductType: word('type', [
        ['Product', 'PRODUCT'],
        ['Subscription', 'SUBSCRIPTION_PLAN'],
      ]),
      Qty: counted('quantity', 100_000),
      DiscountPercent: counted('discount_percent', 100, 0),
    },
    made: () => ({ type: 'PRODUCT', quantity: 1, discount_percent: 0, price: 0 }),
  }),
  ProductInterestBundle: storedView({
    table: 'productInterestBundles',
    fields: { BundleName: property('name'), Description: property('description') },
  }),
};

/** An assignment has no record of its own: its id is made of both ends. */
function assignId(category: number, product: number): number {
  return category * 100_000 + product;
}
