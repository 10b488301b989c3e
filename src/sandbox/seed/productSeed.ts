import { iso } from './dice.ts';
import { GOODS, type Good } from './goods.ts';
import type { World } from './world.ts';

/** A product as seeded. What else it has stands in its table. */
export interface SeededProduct {
  readonly fields: Readonly<Record<string, unknown>> & {
    readonly name: string;
    readonly sku: string;
    /** In cents, as v2 has it. */
    readonly price: number;
    readonly taxable: boolean;
    readonly shippable: boolean;
  };
  readonly created: string;
  readonly updated: string;
}

const DAY = 86_400_000;

/** When the account was set up. Products are older than whatever is ordered. */
export const SET_UP = Date.UTC(2024, 10, 1, 8);

/** The smallest picture there is, as Base64. */
const PICTURE = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** Name, price and category of a product. */
export function goodOf(id: number): Good {
  return GOODS[(id - 1) % GOODS.length] ?? ['Product', 100, 1];
}

/** What a product starts as, whatever became of it since: the same for the same id. */
export function productSeed(world: World, id: number): SeededProduct {
  const dice = world.dice('products', id);
  const [name, price, category] = goodOf(id);
  const created = SET_UP + dice.below(30 * DAY);
  const shippable = ![2, 5, 6].includes(category);
  const taxable = dice.chance(0.7);
  return {
    fields: {
      name,
      price,
      sku: `SB-${category}${String(id).padStart(3, '0')}`,
      active: !dice.chance(0.1),
      short_description: dice.one([`About ${name}`, 'Made to last', 'Été comme hiver', 'Ask us']),
      ...(dice.chance(0.8) ? { description: `${name}.\nSend it back within 30 days if it's not for "you".` } : {}),
      shippable,
      ...(shippable ? { weight: (1 + dice.below(80)) / 4 } : {}),
      taxable,
      country_taxable: false,
      state_taxable: taxable,
      city_taxable: taxable && dice.chance(0.3),
      subscription_only: category === 6,
      storefront_hidden: dice.chance(0.1),
      is_package: id % 25 === 0,
      needs_digital_delivery: id === 18,
      ...(id === 18 ? { delivery_description: 'A link comes by email.' } : {}),
      ...(dice.chance(0.2) ? { top_html: '<h2>New this year</h2>', bottom_html: '<p>Questions? Call us.</p>' } : {}),
      ...(shippable
        ? {
            inventory_limit: 10,
            inventory_count: dice.below(200),
            out_of_stock_enabled: dice.chance(0.5),
            email_for_inventory_notifications: 'stock@example.com',
          }
        : {}),
      ...(id % 4 === 1 ? { legacy_image: PICTURE } : {}),
    },
    created: iso(created),
    updated: iso(created + dice.below(400 * DAY)),
  };
}
