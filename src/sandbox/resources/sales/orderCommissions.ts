import { asNumber } from '../../../keap/json.ts';
import { badRequest } from '../../errors.ts';
import { bodyObject } from '../../request.ts';
import type { Handlers } from '../handler.ts';
import { timeOf } from '../records.ts';
import { withReferences } from '../references.ts';
import { named, replyRecord } from '../resource.ts';
import { ORDER_ITEMS } from './orderItems.ts';
import { lineTotal } from './orderSums.ts';

/** What affiliates are to get for a line of an order: a commission of theirs. A fixed amount goes before a share. */
export const ORDER_COMMISSION_HANDLERS: Handlers = {
  'v2:applyCommissionOnOrderItems': (request, account) => {
    const item = named(ORDER_ITEMS, request, account);
    const commission = withReferences(bodyObject(request), account, { affiliate_id: 'affiliates' });
    const percent = asNumber(commission['pay_percent']);
    const amount = asNumber(commission['commission_amount']);
    if (percent === undefined && amount === undefined) badRequest('pay_percent or commission_amount is required');
    if ((percent ?? 0) < 0 || (percent ?? 0) > 100) badRequest('pay_percent must be from 0 to 100');
    if ((amount ?? 0) < 0) badRequest('commission_amount must be greater than or equal to 0');
    const order = account.tables.orders.get(Number(item.fields['order_id']));
    const now = timeOf(request);
    const { affiliate_id, description, commission_date } = commission;
    account.tables.affiliateCommissions.insert(
      {
        ...{ affiliate_id, sales_affiliate_id: affiliate_id, contact_id: order?.fields['contact_id'] },
        ...{ order_id: order?.id, product_id: item.fields['product_id'] },
        product_name: item.fields['name'],
        description: description ?? `Sale of ${item.fields['name']}`,
        amount: Math.round(amount === undefined ? (lineTotal(item) * (percent ?? 0)) / 100 : amount * 100),
        time_earned: commission_date ? `${commission_date}T00:00:00.000Z` : now,
      },
      now,
    );
    return replyRecord(ORDER_ITEMS, item, { request, account });
  },
};
