import type { Account } from '../../store/account.ts';

/** What a bundle may hold. */
export type InterestType = 'PRODUCT' | 'SUBSCRIPTION_PLAN';

/** A product or plan that goes is in no bundle any more. */
export function forgetInterests(type: InterestType, id: number, { tables }: Account): void {
  for (const interest of tables.productInterests.referring('entity_id', id)) {
    if (interest.fields['type'] === type) tables.productInterests.remove(interest.id);
  }
}
