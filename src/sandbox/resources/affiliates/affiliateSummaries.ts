import { among, type Selection, sorted } from '../../query/select.ts';
import { listParameter } from '../../request.ts';
import type { Account } from '../../store/account.ts';
import { dollars } from '../currency.ts';
import type { Handlers } from '../handler.ts';
import { recordOf } from '../records.ts';
import { reply, replyList, replyPage } from '../reply.ts';
import { clawbackOf } from './commissions.ts';

/** What an affiliate earned, what was taken back of it, and what is still to be paid of the rest; in cents. */
interface Summary {
  readonly affiliate_id: number;
  earned: number;
  clawbacks: number;
  paid: number;
}

/** Which moments count. */
type Within = (time: unknown) => boolean;

/** A summary of every affiliate, by ascending id. */
function summaries({ tables }: Account, within: Within = () => true): Summary[] {
  const all = new Map<unknown, Summary>();
  for (const { id } of tables.affiliates) all.set(id, { affiliate_id: id, earned: 0, clawbacks: 0, paid: 0 });
  for (const commission of tables.affiliateCommissions) {
    const { affiliate_id, amount, time_earned } = commission.fields;
    const summary = all.get(affiliate_id);
    if (!summary) continue;
    const clawback = clawbackOf(commission);
    if (within(time_earned)) summary.earned += Number(amount);
    if (clawback && within(clawback.time)) summary.clawbacks += clawback.amount;
  }
  for (const { fields } of tables.affiliatePayments) {
    const summary = all.get(fields['affiliate_id']);
    if (summary && within(fields['pay_date'])) summary.paid += Number(fields['amount']);
  }
  return [...all.values()];
}

function balanceOf({ earned, clawbacks, paid }: Summary): number {
  return earned - clawbacks - paid;
}

const SELECTION: Selection<Summary> = {
  idOf: ({ affiliate_id }) => affiliate_id,
  read: among({
    affiliate_id: (summary) => summary.affiliate_id,
    affiliate_ids: (summary) => summary.affiliate_id,
    amount_earned: (summary) => summary.earned,
    balance: balanceOf,
    clawbacks: (summary) => summary.clawbacks,
  }),
};

/** A summary in dollars, under the names of both versions. */
function view(summary: Summary) {
  const earned = dollars(summary.earned);
  return {
    ...{ affiliate_id: summary.affiliate_id, affiliateId: summary.affiliate_id },
    ...{ amount_earned: earned, amountEarned: earned },
    clawbacks: dollars(summary.clawbacks),
    balance: dollars(balanceOf(summary)),
  };
}

/** What affiliates earned in sum. */
export const AFFILIATE_SUMMARY_HANDLERS: Handlers = {
  // The times say what is summed up, not which summaries are listed.
  'v2:listSummaries': (request, account) => {
    const { clauses } = request.list;
    const moment = (name: string) => Date.parse(clauses.find(({ field }) => field === name)?.values[0] ?? '');
    const [since, until] = [moment('since_time'), moment('until_time')];
    const within: Within = (time) => !(Date.parse(String(time)) < since || Date.parse(String(time)) > until);
    const list = { ...request.list, clauses: clauses.filter(({ field }) => field === 'affiliate_ids') };
    return replyPage({ ...request, list }, summaries(account, within), SELECTION, view);
  },
  'v1:listSummariesUsingGET': (request, account) => {
    const asked = listParameter(request.query, 'affiliate_ids');
    const all = summaries(account).filter(({ affiliate_id }) => !asked || asked.includes(String(affiliate_id)));
    const field = request.query.get('order') || 'affiliate_id';
    const descending = request.query.get('order_direction') === 'DESCENDING';
    return replyList(request, sorted(all, { field, descending }, SELECTION).map(view), { count: all.length });
  },
  'v2:getAffiliateCommissionTotal': (request, account) => {
    const { id } = recordOf(account.tables.affiliates, 'Affiliate', request, 'affiliate_id');
    const summary = summaries(account).find(({ affiliate_id }) => affiliate_id === id);
    return reply(request, {
      affiliate_commission_total: dollars((summary?.earned ?? 0) - (summary?.clawbacks ?? 0)),
      view_ledger_url: `https://sandbox.example.com/affiliate/ledger?affiliateId=${id}`,
    });
  },
};
