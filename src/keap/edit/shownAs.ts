import { asObject, type JsonObject } from '../json.ts';

/** Reads from a record what an operation takes under a name of its own. */
export type Reading = (record: JsonObject) => unknown;

const NOTE: Readonly<Record<string, Reading>> = {
  user_id: (record) => asObject(record['assigned_to_user'])?.['id'],
  is_pinned: (record) => record['pinned_at'] !== undefined,
};

/** Where a record shows under another name what an operation takes, by operation and property. */
export const SHOWN_AS: Readonly<Record<string, Readonly<Record<string, Reading>>>> = {
  'v2:updateNote': NOTE,
  'v2:createNote': NOTE,
  'v2:updateCategoryDiscount': { product_category_ids: (record) => record['product_categories'] },
  'v2:createCategoryDiscount': { product_category_ids: (record) => record['product_categories'] },
  // One title under two names: given both, Keap takes the first.
  'v2:createOrder': { order_title: (record) => record['title'], title: () => undefined },
  'v2:updateProduct': within('inventory', [
    'inventory_limit',
    'out_of_stock_enabled',
    'email_for_inventory_notifications',
  ]),
  'v2:updateProductOption': within('text_rules', [
    ...['minimum_characters', 'maximum_characters', 'allow_spaces', 'only_starts_with', 'only_ends_with'],
    ...['only_contains', 'error_message'],
  ]),
};

/**
 * Prices that an operation takes in dollars, though records show them in cents: `UpdateOrderItemRequest` gives 29.99
 * as an example, `CurrencyValue` says *smallest currency unit*. Everywhere else cents are taken, too.
 */
export const TAKEN_IN_DOLLARS: Readonly<Record<string, readonly string[]>> = {
  'v2:updateOrderItem': ['price_per_unit', 'cost_per_unit'],
  'v2:createOrderItem': ['price_per_unit', 'cost_per_unit'],
  'v2:createOrder': ['order_items.price_per_unit', 'order_items.cost_per_unit'],
  'v2:updateOrder': ['payment_plan.initial_payment_amount'],
};

function within(group: string, names: readonly string[]): Readonly<Record<string, Reading>> {
  return Object.fromEntries(names.map((name) => [name, (record: JsonObject) => asObject(record[group])?.[name]]));
}
