import { asNumber, asString } from '../../../keap/json.ts';
import type { StoredRecord } from '../../store/table.ts';
import { dollars } from '../currency.ts';
import type { Handlers } from '../handler.ts';
import { type Parent, type Resource, usual } from '../resource.ts';

const AFFILIATE: Parent = { table: 'affiliates', name: 'Affiliate', field: 'affiliate_id' };

function paid({ fields }: StoredRecord): string | undefined {
  return asString(fields['pay_date']);
}

function amount({ fields }: StoredRecord): number | undefined {
  return asNumber(fields['amount']);
}

/** What affiliates were paid. */
const AFFILIATE_PAYMENTS: Resource = {
  name: 'Affiliate payment',
  table: 'affiliatePayments',
  parents: { affiliate_id: AFFILIATE, affiliateId: AFFILIATE },
  readers: { since_time: paid, until_time: paid, pay_amount: amount },
  shown: ({ fields }) => ({ pay_amount: dollars(fields['amount']) }),
};

const AFFILIATE_PAYMENTS_V1: Resource = {
  ...AFFILIATE_PAYMENTS,
  shown: ({ fields }) => ({
    amount: dollars(fields['amount']),
    date: fields['pay_date'],
    notes: fields['pay_notes'],
    type: fields['pay_type'],
  }),
  queryV1: { moment: paid, orders: { ID: ({ id }) => id, DATE: paid, AMOUNT: amount } },
};

/** Payments to affiliates, which no operation makes. */
export const AFFILIATE_PAYMENT_HANDLERS: Handlers = {
  ...usual(AFFILIATE_PAYMENTS, { list: 'v2:listAffiliatePayments' }),
  ...usual(AFFILIATE_PAYMENTS_V1, { list: 'v1:listPaymentsUsingGET' }),
};
