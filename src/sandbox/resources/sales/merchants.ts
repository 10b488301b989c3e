import { notFound } from '../../errors.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import type { Handlers } from '../handler.ts';
import { recordOf, timeOf } from '../records.ts';
import { reply } from '../reply.ts';
import { type Resource, replyRecords, usual } from '../resource.ts';

const MERCHANTS: Resource = { name: 'Merchant account', table: 'merchants' };

const SHIPPING_METHODS: Resource = {
  name: 'Shipping method',
  table: 'shippingMethods',
  shown: () => ({ settings: {} }),
};

/** The merchant account that is charged where nobody names one. */
export function defaultMerchant({ tables }: Account): StoredRecord {
  return [...tables.merchants].find(({ fields }) => fields['is_default'] === true) ?? notFound('Merchant account', 1);
}

/** A merchant account as what it takes money for refers to it. */
export function merchantFields({ id, fields }: StoredRecord): Fields {
  return { merchant_account_id: id, merchant_account_type: fields['type'] };
}

/** Merchant accounts and ways to ship: what the account sells with. */
export const MERCHANT_HANDLERS: Handlers = {
  'v2:listMerchants': (request, account) =>
    replyRecords(
      MERCHANTS,
      account.tables.merchants,
      { request, account },
      { default_merchant_account_id: defaultMerchant(account).id },
    ),
  'v1:getMerchantAccountsUsingGET': (request, account) =>
    reply(request, {
      default_merchant_account: defaultMerchant(account).id,
      merchant_accounts: [...account.tables.merchants].map(({ id, fields }) => ({
        id,
        ...{ account_name: fields['name'], is_test: fields['is_test'] === true, type: fields['type'] },
      })),
    }),
  'v2:setMerchantGatewayAsDefault': (request, account) => {
    const { merchants } = account.tables;
    const chosen = recordOf(merchants, 'Merchant account', request, 'id');
    merchants.change(defaultMerchant(account), { is_default: null }, timeOf(request));
    merchants.change(merchants.get(chosen.id) ?? chosen, { is_default: true }, timeOf(request));
    return reply(request);
  },
  ...usual(SHIPPING_METHODS, { list: 'v2:listShippingMethods' }),
};
