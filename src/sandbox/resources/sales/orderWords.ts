/** What v2 calls v1's kinds of lines, where the word is another one. */
const ITEM_TYPES: readonly (readonly [v2: string, v1: string])[] = [
  ['DISCOUNT', 'SPECIAL'],
  ['DISCOUNT_FREE_TRIAL', 'SPECIAL_FREE_TRIAL_DAYS'],
  ['DISCOUNT_ORDER_TOTAL', 'SPECIAL_ORDER_TOTAL'],
  ['DISCOUNT_PRODUCT', 'SPECIAL_PRODUCT'],
  ['DISCOUNT_PRODUCT_CATEGORY', 'SPECIAL_CATEGORY'],
  ['DISCOUNT_SHIPPING', 'SPECIAL_SHIPPING'],
];

export function itemTypeV1(type: unknown): unknown {
  return ITEM_TYPES.find(([v2]) => v2 === type)?.[1] ?? type;
}

export function itemTypeV2(type: unknown): unknown {
  return ITEM_TYPES.find(([, v1]) => v1 === type)?.[0] ?? type;
}
