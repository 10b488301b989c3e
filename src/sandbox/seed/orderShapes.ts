/**
 * How many items and payments ten orders in a row have: not paid, a draft, paid at once, paid in two halves,
 * declined, free, paid in part by a plan, refunded, refunded in part, billed by a subscription. So an item or a
 * payment can be made from its id alone, without its neighbours.
 */
const SHAPES = {
  items: [1, 1, 2, 4, 1, 1, 3, 1, 2, 1],
  payments: [0, 0, 1, 2, 0, 0, 1, 2, 2, 1],
} as const;

type Kind = keyof typeof SHAPES;

/** How many items or payments the first orders have together, which is the id of the last of them. */
export function idsWithin(kind: Kind, orders: number): number {
  const shape = SHAPES[kind];
  return Math.floor(orders / 10) * sum(shape) + sum(shape.slice(0, orders % 10));
}

/** The order that an item or a payment belongs to, and its place there, counted from 0. */
export function orderShape(kind: Kind, id: number): { readonly order: number; readonly index: number } {
  const shape = SHAPES[kind];
  const tens = Math.floor((id - 1) / sum(shape));
  let index = (id - 1) % sum(shape);
  let place = 0;
  while (index >= (shape[place] ?? Number.POSITIVE_INFINITY)) index -= shape[place++] ?? 0;
  return { order: tens * 10 + place + 1, index };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
