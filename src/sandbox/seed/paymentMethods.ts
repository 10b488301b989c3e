import type { TableSeed } from '../store/table.ts';
import { contactMoment } from './contacts.ts';
import { iso } from './dice.ts';
import { MERCHANTS } from './merchants.ts';
import type { World } from './world.ts';

const BRANDS = ['Visa', 'MasterCard', 'American Express', 'Discover'] as const;
const TYPES = ['CREDIT', 'CREDIT', 'DEBIT', 'PREPAID'] as const;

/** Every second contact has a card, and every twentieth another one. */
export const PAYMENT_METHOD_TABLES = {
  paymentMethods: (world: World): TableSeed => ({
    count: firstCards(world) + Math.floor(world.size.contacts / 20),
    make: (id) => {
      const dice = world.dice('paymentMethods', id);
      const contact_id = ownerOf(world, id);
      const created = iso(contactMoment(world, contact_id));
      return {
        fields: {
          contact_id,
          ...merchantOf(id),
          brand: dice.one(BRANDS),
          card_type: dice.one(TYPES),
          last_four: String(dice.below(10_000)).padStart(4, '0'),
          fingerprint: `card_${dice.below(2 ** 31).toString(36)}`,
          expiration_month: String(1 + dice.below(12)).padStart(2, '0'),
          // The first card is good for whatever people try; a few of the others have expired.
          expiration_year: String(id === 1 ? 2040 : dice.chance(0.1) ? 2025 : 2028 + dice.below(8)),
          validation_status: 'Good',
          ...(id > 1 && dice.chance(0.04) ? { is_inactive: true } : {}),
        },
        created,
        updated: created,
      };
    },
  }),
};

function firstCards({ size }: World): number {
  return Math.ceil(size.contacts / 2);
}

function ownerOf(world: World, id: number): number {
  const first = firstCards(world);
  return id <= first ? 2 * id - 1 : 20 * (id - first) - 1;
}

/** The first card of a seeded contact; undefined for those without. */
export function cardOf(contactId: number): number | undefined {
  return contactId % 2 === 1 ? (contactId + 1) / 2 : undefined;
}

/** The merchant account a seeded card is known to. */
export function merchantOf(card: number): {
  readonly merchant_account_id: number;
  readonly merchant_account_type: string;
} {
  const merchant_account_id = card % 3 === 0 ? 2 : 1;
  return { merchant_account_id, merchant_account_type: MERCHANTS[merchant_account_id - 1]?.type ?? 'UNSUPPORTED' };
}
