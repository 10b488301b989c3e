import { asList, asNumber } from '../../../keap/json.ts';
import { badRequest } from '../../errors.ts';
import { bodyObject } from '../../request.ts';
import type { Handlers } from '../handler.ts';
import { timeOf } from '../records.ts';
import { withReferences } from '../references.ts';
import { named, replyRecord } from '../resource.ts';
import { ORDER_ITEMS } from './orderItems.ts';

/** What affiliates are to get for a line of an order: kept with the line. */
export const ORDER_COMMISSION_HANDLERS: Handlers = {
  'v2:applyCommissionOnOrderItems': (request, account) => {
    const item = named(ORDER_ITEMS, request, account);
    const commission = withReferences(bodyObject(request), account, { affiliate_id: 'affiliates' });
    const percent = asNumber(commission['pay_percent']);
    const amount = asNumber(commission['commission_amount']);
    if (percent === undefined && amount === undefined) badRequest('pay_percent or commission_amount is required');
    if ((percent ?? 0) < 0 || (percent ?? 0) > 100) badRequest('pay_percent must be from 0 to 100');
    if ((amount ?? 0) < 0) badRequest('commission_amount must be greater than or equal to 0');
    const commissions = [...(asList(item.fields['commissions']) ?? []), commission];
    const changed = account.tables.orderItems.change(item, { commissions }, timeOf(request));
    return replyRecord(ORDER_ITEMS, changed, { request, account });
  },
};
