import type { TableMove } from './tableMove.ts';

/** Products, their categories, options and plans. */
export const PRODUCT_TABLES: Readonly<Record<string, readonly TableMove[]>> = {
  Product: [
    {
      list: 'listProducts',
      records: 'products',
      read: 'getProduct',
      create: 'createProduct',
      change: 'updateProduct',
      fields: {
        Id: { at: 'id', filter: 'product_ids' },
        ProductName: { at: 'name', filter: 'name', order: 'name' },
        ProductPrice: { at: 'price.amount', body: 'price', cents: true },
        Sku: { at: 'sku', filter: 'sku', order: 'sku' },
        ShortDescription: { at: 'short_description', filter: 'short_description' },
        Description: { at: 'description', filter: 'description' },
        Taxable: 'taxable',
        CountryTaxable: 'country_taxable',
        StateTaxable: 'state_taxable',
        CityTaxable: 'city_taxable',
        Shippable: 'shippable',
        Weight: 'weight',
        IsPackage: 'is_package',
        NeedsDigitalDelivery: 'needs_digital_delivery',
        HideInStore: 'storefront_hidden',
        Status: 'active',
        TopHTML: 'top_html',
        BottomHTML: 'bottom_html',
        InventoryLimit: 'inventory.inventory_limit',
        InventoryNotifiee: 'inventory.email_for_inventory_notifications',
      },
    },
  ],
  ProductCategory: [
    {
      list: 'listProductCategories',
      read: 'getProductCategory',
      create: 'createProductCategory',
      change: 'updateProductCategory',
      remove: 'deleteProductCategory',
      fields: {
        Id: { at: 'id', filter: 'product_category_id', order: 'id' },
        CategoryDisplayName: { at: 'name', filter: 'name' },
        CategoryOrder: 'display_order_index',
        ParentId: 'parent_category_id',
      },
    },
  ],
  ProductCategoryAssign: [
    {
      list: 'listAssignedProducts',
      fields: {
        ProductId: { at: 'product_ids', filter: 'product_ids' },
        ProductCategoryId: { at: 'product_category_id', filter: 'product_category_ids', order: 'product_category_id' },
      },
    },
  ],
  ProductInterestBundle: [
    {
      list: 'listProductInterestBundles',
      read: 'getProductInterestBundle',
      create: 'createProductInterestBundle',
      change: 'updateProductInterestBundle',
      fields: { Id: 'id', BundleName: { at: 'name', filter: 'name', order: 'name' }, Description: 'description' },
    },
  ],
  ProductOption: [
    {
      list: 'listProductOptions',
      create: 'createProductOption',
      within: { field: 'ProductId', path: 'product_id' },
      fields: {
        Id: 'id',
        ProductId: 'product_id',
        Label: 'option_label',
        Name: 'option_label',
        IsRequired: 'required',
        Order: 'display_order',
        OptionType: {
          at: 'option_type',
          words: [
            ['FixedList', 'LIST'],
            ['Variable', 'TEXT'],
          ],
        },
      },
    },
  ],
  SubscriptionPlan: [
    {
      list: 'listSubscriptionPlans',
      create: 'createSubscriptionPlans',
      within: { field: 'ProductId', path: 'product_id' },
      fields: {
        Id: { at: 'id', order: 'id' },
        Cycle: {
          at: 'cycle_type',
          filter: 'cycle_type',
          words: [
            ['1', 'YEARLY'],
            ['2', 'MONTHLY'],
            ['3', 'WEEKLY'],
            ['6', 'DAILY'],
          ],
        },
        Frequency: 'frequency',
        PlanPrice: {
          at: 'plan_price.amount',
          body: 'plan_price',
          cents: true,
          note: 'Compare plan_price: REST v2 shows it in cents.',
        },
        Prorate: { body: 'allow_prorating' },
        Active: { at: 'active', filter: 'active' },
        NumberOfCycles: 'total_cycles',
        NumberOfcycles: 'total_cycles',
      },
    },
  ],
};
