import { asNumber, asObject, asString } from '../../../keap/json.ts';
import { readPageRequest, writeToken } from '../../query/paging.ts';
import { selectPage } from '../../query/select.ts';
import type { Account } from '../../store/account.ts';
import type { Fields, StoredRecord } from '../../store/table.ts';
import { briefContact } from '../contacts/contactViews.ts';
import { dollars } from '../currency.ts';
import type { Handlers } from '../handler.ts';
import { recordOf } from '../records.ts';
import { replyList } from '../reply.ts';
import { type Resource, replyRecords, selectionOf, usual, viewOf } from '../resource.ts';
import { invoiceIdOf } from '../sales/orderSums.ts';

/** What was taken back of a commission, in cents, and when; undefined where nothing was. */
export function clawbackOf({ fields }: StoredRecord): { readonly amount: number; readonly time: string } | undefined {
  const clawback = asObject(fields['clawback']);
  return clawback && { amount: asNumber(clawback['amount']) ?? 0, time: asString(clawback['time']) ?? '' };
}

function namesOf({ tables }: Account, contactId: unknown) {
  const contact = tables.contacts.get(Number(contactId));
  return { id: contact?.id, ...(contact && briefContact(contact)) };
}

function invoiceOf({ fields }: StoredRecord): number {
  return invoiceIdOf(Number(fields['order_id']));
}

function earned({ fields }: StoredRecord): string | undefined {
  return asString(fields['time_earned']);
}

/** What affiliates earned by sales. */
const COMMISSIONS: Resource = {
  name: 'Commission',
  table: 'affiliateCommissions',
  readers: { since_time: earned, until_time: earned, invoice_id: invoiceOf },
  shown: (commission, { account }) => {
    const { fields } = commission;
    const contact = namesOf(account, fields['contact_id']);
    const seller = account.tables.affiliates.get(Number(fields['sales_affiliate_id']));
    return {
      amount_earned: dollars(fields['amount']),
      invoice_id: invoiceOf(commission),
      ...{ contact_id: contact.id, contact_first_name: contact.given_name, contact_last_name: contact.family_name },
      ...{ sales_affiliate_id: seller?.id, sales_affiliate_name: seller?.fields['name'] },
    };
  },
};

const COMMISSIONS_V1: Resource = {
  ...COMMISSIONS,
  shown: (commission, showing) => {
    const view = COMMISSIONS.shown?.(commission, showing);
    const seller = sellerNames(commission, showing.account);
    return {
      ...view,
      date_earned: earned(commission),
      ...{ sold_by_first_name: seller.given_name, sold_by_last_name: seller.family_name },
    };
  },
  queryV1: {
    equals: { affiliateId: ({ fields }) => Number(fields['affiliate_id']) },
    moment: earned,
    orders: { DATE_EARNED: earned },
  },
};

/** What was taken back of commissions, which only v1 lists one by one. */
const CLAWBACKS_V1: Resource = {
  ...COMMISSIONS_V1,
  shown: (commission, showing) => {
    const { fields } = commission;
    const contact = namesOf(showing.account, fields['contact_id']);
    const seller = sellerNames(commission, showing.account);
    const clawback = clawbackOf(commission);
    return {
      ...{ amount: dollars(clawback?.amount), date_earned: clawback?.time },
      ...{ contact_id: contact.id, given_name: contact.given_name, family_name: contact.family_name },
      ...{ invoice_id: invoiceOf(commission), sale_affiliate_id: fields['sales_affiliate_id'] },
      ...{ sold_by_given_name: seller.given_name, sold_by_family_name: seller.family_name },
    };
  },
  queryV1: {
    moment: (commission) => clawbackOf(commission)?.time,
    orders: { DATE_EARNED: (commission) => clawbackOf(commission)?.time },
  },
};

function sellerNames({ fields }: StoredRecord, account: Account) {
  return namesOf(account, account.tables.affiliates.get(Number(fields['sales_affiliate_id']))?.fields['contact_id']);
}

/** Sums of the commissions on a page, and of what was taken back of these [O v2 spec]. */
function sums(commissions: readonly StoredRecord[]): Fields {
  const amount = commissions.reduce((sum, { fields }) => sum + Number(fields['amount']), 0);
  const clawbacks = commissions.reduce((sum, each) => sum + (clawbackOf(each)?.amount ?? 0), 0);
  return {
    amount_earned: dollars(amount),
    clawbacks: dollars(clawbacks),
    commission_total: dollars(amount - clawbacks),
  };
}

/** Commissions and clawbacks. */
export const COMMISSION_HANDLERS: Handlers = {
  'v2:getAffiliateCommissions': (request, account) => {
    const { id } = recordOf(account.tables.affiliates, 'Affiliate', request, 'affiliate_id');
    const { from, size } = readPageRequest(request);
    const selection = selectionOf(COMMISSIONS, account);
    const { items, next } = selectPage(
      account.tables.affiliateCommissions.referring('affiliate_id', id),
      request.list,
      selection,
      from,
      size,
    );
    const views = items.map((commission) => viewOf(COMMISSIONS, commission, { request, account }));
    return replyList(request, views, { ...sums(items), next_page_token: writeToken(next, request) });
  },
  ...usual(COMMISSIONS_V1, { list: 'v1:listCommissionsUsingGET' }),
  'v1:listAffiliateClawbacksUsingGET': (request, account) => {
    const { id } = recordOf(account.tables.affiliates, 'Affiliate', request, 'affiliateId');
    const all = account.tables.affiliateCommissions.referring('affiliate_id', id).filter(clawbackOf);
    return replyRecords(CLAWBACKS_V1, all, { request, account });
  },
};
