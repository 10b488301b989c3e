import type { Fields, TableSeed } from '../store/table.ts';
import { type Dice, iso } from './dice.ts';
import { planSeeds } from './planSeeds.ts';
import type { World } from './world.ts';

/** Discounts of every kind. */
export const DISCOUNT_TABLES = {
  categoryDiscounts: (world: World): TableSeed =>
    seeded(world, 'categoryDiscounts', CATEGORY_NAMES, (dice, id) => ({
      discount_percent: [15, 10, 33.3, 0][id - 1],
      apply_to_commissions: dice.chance(0.5),
      product_category_ids: [id, id + 2],
    })),
  freeTrialDiscounts: (world: World): TableSeed => {
    const plans = planSeeds(world);
    return seeded(world, 'freeTrialDiscounts', TRIAL_NAMES, (dice, id) => ({
      subscription_plan_id: dice.one(plans).id,
      free_trial_days: [30, 14, 7][id - 1],
      hide_price: id === 2,
    }));
  },
  orderTotalDiscounts: (world: World): TableSeed =>
    seeded(world, 'orderTotalDiscounts', ORDER_NAMES, (dice, id) => ({
      ...takenOff(id, 50),
      discount_strategy: id % 2 === 0 ? 'NET' : 'GROSS',
      apply_to_commissions: dice.chance(0.5),
    })),
  productDiscounts: (world: World): TableSeed =>
    seeded(world, 'productDiscounts', PRODUCT_NAMES, (dice, id) => ({
      ...takenOff(id, 5),
      product_id: 1 + dice.below(world.size.products),
      apply_to_commissions: dice.chance(0.5),
    })),
  shippingDiscounts: (world: World): TableSeed =>
    seeded(world, 'shippingDiscounts', SHIPPING_NAMES, (_, id) => takenOff(id, 4.5)),
};

const CATEGORY_NAMES = ['Spring sale', 'Books & workshops', 'Ein Drittel auf alles', 'Nothing off "yet"'];
const TRIAL_NAMES = ['A month on us', 'Try it quietly', 'Semaine d’essai'];
const ORDER_NAMES = ['Big basket', 'Friends & family', '<b>Black</b> Friday', 'خصم', 'Loyalty'];
const PRODUCT_NAMES = ['Gloves for less', 'Season start', 'Soldes d’été', 'Last pieces', '新年セール', 'Staff'];
const SHIPPING_NAMES = ['Free shipping', 'Half the postage', 'Versand günstiger'];

/** An amount in dollars or a percentage, by turns; the first takes all off that it can. */
function takenOff(id: number, dollars: number): Fields {
  return id % 2 === 0
    ? { discount_type: 'AMOUNT', discount_value: dollars + id }
    : { discount_type: 'PERCENT', discount_value: id === 1 ? 100 : 5 * id };
}

function seeded(
  world: World,
  table: string,
  names: readonly string[],
  fieldsOf: (dice: Dice, id: number) => Fields,
): TableSeed {
  return {
    count: names.length,
    make: (id) => {
      const dice = world.dice(table, id);
      const name = names[id - 1];
      const created = dice.moment();
      const criteria = criteriaOf(dice, id, table === 'categoryDiscounts' ? 2 : 5, world);
      return {
        fields: {
          name,
          ...(dice.chance(0.7) ? { description: `${name}: ask at the desk;\nnot with other offers` } : {}),
          ...fieldsOf(dice, id),
          criteria,
          criteria_made: criteria.length,
        },
        created: iso(created),
        updated: iso(dice.moment(created)),
      };
    },
  };
}

/** Up to three criteria, at least one for the first discount; `kinds` says how many types there are to choose from. */
function criteriaOf(dice: Dice, id: number, kinds: number, world: World): Fields[] {
  const count = id === 1 ? 2 : dice.below(3);
  return Array.from({ length: count }, (_, index) => {
    const criteria_id = index + 1;
    switch ((id + index) % kinds) {
      case 0: {
        const start = dice.moment();
        const [range_start_time, range_end_time] = [iso(start), iso(start + 30 * 86_400_000)];
        return { criteria_id, type: 'DATE_RANGE', range_start_time, range_end_time };
      }
      case 1:
        return { criteria_id, type: 'PROMO_CODE', code: `SPRING${10 * id + index}` };
      case 2:
        return {
          ...{ criteria_id, type: 'PRODUCT', product_id: 1 + dice.below(world.size.products) },
          ...{ product_quantity_min: 2, product_quantity_max: 10 },
        };
      case 3:
        return { criteria_id, type: 'SUBSCRIPTION_PLAN', plan_id: 1 + dice.below(2), subscription_quantity: 1 };
      default:
        return { criteria_id, type: 'ORDER_TOTAL', total_amount: 100 * id, operator: 'GREATER_THAN' };
    }
  });
}
