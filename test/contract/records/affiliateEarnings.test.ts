import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '../../../src/keap/json.ts';
import { sentRequests } from './sentRequests.ts';

const { sent, listed } = sentRequests({ clock: () => Date.UTC(2026, 10, 20, 12) });

describe('What affiliates earn', () => {
  const cents = (amount: unknown) => Math.round(Number(amount) * 100);
  const sum = (items: readonly JsonObject[], name: string) => items.reduce((all, item) => all + cents(item[name]), 0);

  it('earn what adds up: commissions, clawbacks, payments and summaries', async () => {
    const summaries = await listed('/v2/affiliates/summaries', 'affiliate_summaries');
    let [clawed, unpaid] = [0, 0];
    for (const { affiliateId, amountEarned, clawbacks, balance } of summaries) {
      const all = await sent(200, 'GET', `/v2/affiliates/${affiliateId}:commissions?page_size=1000`);
      const payments = await listed(`/v2/affiliates/${affiliateId}/payments`, 'affiliate_payments');
      const taken = await listed(`/v1/affiliates/${affiliateId}/clawbacks`, 'clawbacks');
      const total = await sent(200, 'GET', `/v2/affiliates/${affiliateId}/commissionTotal`);
      const earned = sum(all.list('affiliate_commissions'), 'amount_earned');
      assert.deepEqual([earned, cents(all.at('amount_earned'))], [cents(amountEarned), earned]);
      assert.deepEqual([sum(taken, 'amount'), cents(all.at('clawbacks'))], [cents(clawbacks), cents(clawbacks)]);
      assert.equal(cents(all.at('commission_total')), earned - cents(clawbacks));
      assert.equal(cents(total.at('affiliate_commission_total')), earned - cents(clawbacks));
      assert.equal(cents(balance), earned - cents(clawbacks) - sum(payments, 'pay_amount'));
      assert.ok(cents(balance) >= 0);
      clawed += cents(clawbacks);
      unpaid += cents(balance);
    }
    assert.ok(clawed > 0 && unpaid > 0);
    const v1 = await listed('/v1/affiliates/summaries', 'summaries', {
      affiliate_ids: '5,1',
      order: 'amount_earned',
      order_direction: 'DESCENDING',
    });
    const expected = summaries
      .filter(({ affiliateId }) => affiliateId === 1 || affiliateId === 5)
      .toSorted((a, b) => Number(b['amountEarned']) - Number(a['amountEarned']))
      .map(({ affiliateId: affiliate_id, amountEarned: amount_earned, ...rest }) => ({
        affiliate_id,
        amount_earned,
        ...rest,
      }));
    assert.deepEqual(v1, expected);
    const some = await listed('/v2/affiliates/summaries', 'affiliate_summaries', {
      filter: 'affiliate_ids==1,5',
      order_by: 'balance desc',
    });
    assert.deepEqual(
      some.map(({ balance }) => Number(balance)),
      some.map(({ balance }) => Number(balance)).toSorted((a, b) => b - a),
    );
    assert.equal(some.length, 2);
  });

  it('earn by orders, in the time that is asked for', async () => {
    const all = await listed('/v2/affiliates/1:commissions', 'affiliate_commissions', { order_by: 'time_earned desc' });
    const times = all.map((each) => String(each['time_earned']));
    assert.deepEqual(times, times.toSorted().reverse());
    const from = String(times[3]);
    const filter = `since_time==${from}`;
    const since = await listed('/v2/affiliates/1:commissions', 'affiliate_commissions', {
      filter,
      order_by: 'time_earned desc',
    });
    assert.deepEqual(since, all.slice(0, 4));
    const page = await sent(200, 'GET', '/v2/affiliates/1:commissions?page_size=2');
    assert.equal(cents(page.at('amount_earned')), sum(page.list('affiliate_commissions'), 'amount_earned'));
    assert.notEqual(page.at('next_page_token'), '');
    const summed = await listed('/v2/affiliates/summaries', 'affiliate_summaries', {
      filter: `affiliate_ids==1;${filter}`,
    });
    assert.equal(cents(summed[0]?.['amountEarned']), sum(since, 'amount_earned'));

    const { invoice_id, contact_id, sales_affiliate_id } = all[0] ?? {};
    const orders = await listed('/v2/orders', 'orders', { filter: `invoice_id==${invoice_id}` });
    assert.equal(orders.length, 1);
    const order = await sent(200, 'GET', `/v2/orders/${orders[0]?.['id']}`);
    assert.equal(order.at('contact', 'id'), contact_id);
    assert.equal(order.at('sales_affiliate_id'), sales_affiliate_id);

    const v1 = await listed('/v1/affiliates/commissions', 'commissions', {
      affiliateId: '1',
      since: from,
      order: 'DATE_EARNED',
    });
    assert.deepEqual(
      v1.map(({ date_earned }) => date_earned),
      since.map(({ time_earned }) => time_earned).toReversed(),
    );
    assert.ok(v1.every((each) => each['sold_by_first_name'] || each['sold_by_last_name']));
    const payments = await listed('/v1/affiliates/1/payments', 'payments', {
      order: 'AMOUNT',
      order_direction: 'DESCENDING',
    });
    const paid = await listed('/v2/affiliates/1/payments', 'affiliate_payments', { order_by: 'pay_amount desc' });
    assert.deepEqual(
      payments.map(({ id, amount, type }) => [String(id), amount, type]),
      paid.map(({ id, pay_amount, pay_type }) => [id, pay_amount, pay_type]),
    );
    assert.deepEqual(await listed('/v1/affiliates/1/payments', 'payments', { until: '2020-01-01T00:00:00Z' }), []);
    await sent(404, 'GET', '/v2/affiliates/999:commissions');
  });

  it('earn what is put on a line of an order', async () => {
    const order = await sent(200, 'GET', '/v2/orders/5');
    const body = { affiliate_id: '8', commission_amount: 12.5, payout_type: 'UPFRONT', commission_date: '2026-11-02' };
    await sent(200, 'POST', `/v2/orders/5/items/${order.at('order_items', 0, 'id')}:applyCommission`, body);
    const reply = await sent(200, 'GET', '/v2/affiliates/8:commissions');
    const [commission] = reply.list('affiliate_commissions');
    assert.deepEqual(
      [commission?.['invoice_id'], commission?.['contact_id'], commission?.['time_earned'], reply.at('amount_earned')],
      [order.at('invoice_id'), order.at('contact', 'id'), '2026-11-02T00:00:00.000Z', 12.5],
    );
    assert.equal((await sent(200, 'GET', '/v2/affiliates/8/commissionTotal')).at('affiliate_commission_total'), 12.5);
  });

  it('leave orders to themselves when they go', async () => {
    const [commission] = await listed('/v2/affiliates/2:commissions', 'affiliate_commissions');
    const orders = await listed('/v2/orders', 'orders', { filter: `invoice_id==${commission?.['invoice_id']}` });
    const path = `/v2/orders/${orders[0]?.['id']}`;
    assert.equal((await sent(200, 'GET', path)).at('sales_affiliate_id'), '2');
    await sent(204, 'DELETE', '/v2/affiliates/2');
    assert.equal((await sent(200, 'GET', path)).at('sales_affiliate_id'), undefined);
    assert.deepEqual(await listed('/v1/affiliates/commissions', 'commissions', { affiliateId: '2' }), []);
    const summaries = await listed('/v1/affiliates/summaries', 'summaries');
    assert.ok(summaries.length > 0 && summaries.every(({ affiliate_id }) => affiliate_id !== 2));
  });
});
