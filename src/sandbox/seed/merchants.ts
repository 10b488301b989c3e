import type { TableSeed } from '../store/table.ts';
import { iso } from './dice.ts';
import type { World } from './world.ts';

/** The account's ways to take cards; the first is the default. */
export const MERCHANTS = [
  { name: 'Keap Pay', type: 'KEAP_PAY', is_test: false, is_default: true },
  { name: 'Stripe "test mode"', type: 'STRIPE', is_test: true },
  { name: 'PayPal', type: 'PAYPAL', is_test: false },
  { name: 'Authorize.net (old shop)', type: 'AUTHORIZE', is_test: false },
] as const;

const SHIPPING = [
  { name: 'Standard', description: 'Three to five days', type: 'FLAT_RATE', status: 'ACTIVE', international: false },
  { name: 'Express', description: 'The next day', type: 'FLAT_RATE', status: 'ACTIVE', international: false },
  { name: 'Übersee', description: 'By ship; takes weeks', type: 'WEIGHT', status: 'ACTIVE', international: true },
  { name: 'Pick-up', type: 'FREE', status: 'INACTIVE', international: false },
] as const;

/** What the account sells with: merchant accounts and ways to ship. */
export const MERCHANT_TABLES = {
  merchants: (world: World): TableSeed => settings(world, 'merchants', MERCHANTS),
  shippingMethods: (world: World): TableSeed => settings(world, 'shippingMethods', SHIPPING),
};

function settings(world: World, table: string, list: readonly Readonly<Record<string, unknown>>[]): TableSeed {
  return {
    count: list.length,
    make: (id) => {
      const created = iso(world.dice(table, id).moment());
      return { fields: { ...list[id - 1] }, created, updated: created };
    },
  };
}
