import { asList } from '../../../keap/json.ts';
import type { TableName } from '../../seed/tables.ts';
import type { Account } from '../../store/account.ts';
import type { Fields } from '../../store/table.ts';
import { parts } from '../parts.ts';

const TABLES = [
  ...['categoryDiscounts', 'freeTrialDiscounts', 'orderTotalDiscounts', 'productDiscounts', 'shippingDiscounts'],
] as const satisfies readonly TableName[];

/** Where a kind of discount is kept. */
export type DiscountTable = (typeof TABLES)[number];

/** Discounts stay when the product they are about goes; criteria that ask for it go with it. */
export function forgetProduct(id: number, account: Account): void {
  forget(account, (fields) => ({
    ...(fields['product_id'] === id ? { product_id: null } : {}),
    ...withoutCriteria(fields, 'product_id', id),
  }));
}

/** The same for a subscription plan. */
export function forgetPlan(id: number, account: Account): void {
  forget(account, (fields) => ({
    ...(fields['subscription_plan_id'] === id ? { subscription_plan_id: null } : {}),
    ...withoutCriteria(fields, 'plan_id', id),
  }));
}

/** The same for a category of products, of which a discount may have several. */
export function forgetCategory(id: number, account: Account): void {
  forget(account, (fields) => {
    const ids = asList(fields['product_category_ids']) ?? [];
    return ids.includes(id) ? { product_category_ids: ids.filter((each) => each !== id) } : {};
  });
}

function forget({ tables }: Account, changesTo: (fields: Fields) => Fields): void {
  for (const name of TABLES) {
    for (const discount of tables[name]) {
      const changes = changesTo(discount.fields);
      if (Object.keys(changes).length > 0) tables[name].change(discount, changes, discount.updated);
    }
  }
}

function withoutCriteria(fields: Fields, name: string, id: number): Fields {
  const criteria = parts(fields, 'criteria');
  const kept = criteria.filter((criterion) => criterion[name] !== id);
  return kept.length < criteria.length ? { criteria: kept } : {};
}
