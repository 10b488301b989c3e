import type { World } from './world.ts';

/** How many sales each affiliate made who earns anything; every fourth has earned nothing yet. */
export const SALES = 8;

/** How many of some affiliates earn anything. */
export function earners(affiliates: number): number {
  return affiliates - Math.floor(affiliates / 4);
}

/** The affiliate who is the n-th to earn something, counted from 0. */
export function earner(n: number): number {
  return n + 1 + Math.floor(n / 3);
}

/** The order of the n-th sale, counted from 1. */
export function soldOrder({ size }: World, n: number): number {
  return 1 + Math.floor(((n - 1) * size.orders) / (earners(size.affiliates) * SALES));
}

/** Who made the n-th sale, and who gets a commission for it: now and then whoever brought that affiliate. */
export function sellers(
  { size }: World,
  n: number,
): { readonly sales_affiliate_id: number; readonly affiliate_id: number } {
  const affiliate_id = earner(Math.floor((n - 1) / SALES));
  const recruit = affiliate_id * 5;
  return { affiliate_id, sales_affiliate_id: n % SALES === 0 && recruit <= size.affiliates ? recruit : affiliate_id };
}

/** The affiliate who brought an order; undefined where it came without one. */
export function sellerOfOrder(world: World, order: number): number | undefined {
  const { affiliates, orders } = world.size;
  const n = 1 + Math.ceil(((order - 1) * earners(affiliates) * SALES) / orders);
  return soldOrder(world, n) === order ? sellers(world, n).sales_affiliate_id : undefined;
}
