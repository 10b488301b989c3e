import type { StoredRecord } from '../../store/table.ts';
import type { Arguments, XmlRpcContext, XmlRpcHandler, XmlRpcHandlers } from '../context.ts';
import { Decimal } from '../plain.ts';
import { recordIn } from './arguments.ts';

/** What all ways to ship have in common. */
function common({ id, fields }: StoredRecord) {
  return {
    ...{ id, name: fields['name'], description: fields['description'] ?? '', type: fields['type'] },
    active: fields['status'] === 'ACTIVE' ? 1 : 0,
    international: fields['international'] === true ? 1 : 0,
  };
}

/**
 * A way to ship, asked for as some kind. The account's ways have no prices of their own: each kind shows the ones
 * here, whatever the way is.
 */
function option(more: Readonly<Record<string, unknown>>): XmlRpcHandler {
  return (args, context) => ({ ...common(optionIn(args, context)), ...more });
}

function optionIn(args: Arguments, context: XmlRpcContext): StoredRecord {
  return recordIn(args, 'optionId', 'shippingMethods', context);
}

const price = (dollars: number) => new Decimal(dollars);

/** From a least number on, a price; for each of some steps. */
function ranges(unit: string): XmlRpcHandler {
  return (args, context) => {
    const { id } = optionIn(args, context);
    return [0, 50, 200].map((from, index) => ({
      ...{ id: id * 10 + index, optionId: id, [`${unit}From`]: price(from), price: price(9 - index * 3) },
    }));
  };
}

const allOptions: XmlRpcHandler = (_args, { account }) => [...account.tables.shippingMethods].map(common);

/** Ways to ship and what they cost. */
export const SHIPPING_METHODS: XmlRpcHandlers = {
  'InvoiceService.getAllShippingOptions': allOptions,
  'ShippingService.getAllShippingOptions': allOptions,
  'ShippingService.getFlatRateShippingOption': option({ flatRatePrice: price(6.9) }),
  'ShippingService.getOrderQuantityShippingOption': option({ pricePerItem: price(1.5), flatQuantity: 3 }),
  'ShippingService.getOrderTotalShippingOption': (args, context) => [common(optionIn(args, context))],
  'ShippingService.getOrderTotalShippingRanges': ranges('total'),
  'ShippingService.getProductBasedShippingOption': option({ defaultPrice: price(4.9) }),
  'ShippingService.getProductShippingPricesForProductShippingOption': (args, context) => {
    const { id } = optionIn(args, context);
    return [...context.account.tables.products]
      .filter(({ fields }) => fields['shippable'] === true)
      .map((product) => ({ optionId: id, productId: product.id, price: price(4.9) }));
  },
  'ShippingService.getUpsShippingOption': option({ serviceCode: '03', pickupType: '01' }),
  'ShippingService.getWeightBasedShippingOption': option({ weightUnit: 'lb' }),
  'ShippingService.getWeightBasedShippingRanges': ranges('weight'),
};
