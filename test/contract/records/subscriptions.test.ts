import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asObject, type JsonObject } from '../../../src/keap/json.ts';
import { keapClient } from '../keapClient.ts';
import { sentRequests, valuesIn } from './sentRequests.ts';

let now = Date.UTC(2026, 10, 20, 12);
const { sent, refused, made, filtered } = sentRequests({ clock: () => now });

/** A monthly plan of 25 dollars for a product of its own. */
async function newPlan(): Promise<string> {
  const product = await made('/v2/products', { name: 'Box "of the month"', price: 2500, short_description: 'x' });
  return made(`/v2/products/${product}/subscriptions`, {
    cycle_type: 'MONTHLY',
    frequency: 1,
    plan_price: 2500,
    active: true,
  });
}

describe('Subscriptions of the sandbox', () => {
  it('take from their plan and contact what a body leaves out', async () => {
    const plan = await newPlan();
    const id = await made('/v2/subscriptions', { contact_id: '1', subscription_plan_id: plan });
    const subscription = await sent(200, 'GET', `/v2/subscriptions/${id}`);
    const {
      billing_amount,
      billing_cycle,
      billing_frequency,
      quantity,
      active,
      auto_charge,
      start_date,
      payment_method_id,
    } = asObject(subscription.json) ?? {};
    assert.deepEqual(
      {
        billing_amount,
        billing_cycle,
        billing_frequency,
        quantity,
        active,
        auto_charge,
        start_date,
        payment_method_id,
      },
      {
        ...{ billing_amount: 25, billing_cycle: 'MONTH', billing_frequency: 1, quantity: 1, active: true },
        ...{ auto_charge: true, start_date: '2026-11-20', payment_method_id: '1' },
      },
    );
    assert.equal(subscription.at('next_bill_date'), '2026-11-20');
    const [listed] = (await sent(200, 'GET', '/v1/subscriptions?contact_id=1&limit=1000'))
      .list('subscriptions')
      .slice(-1);
    assert.deepEqual([listed?.['id'], listed?.['billing_amount'], listed?.['credit_card_id']], [Number(id), 25, 1]);
    assert.equal(listed?.['use_default_payment_gateway'], true);
  });

  it('made by v1 are seen by v2 and changed by it', async () => {
    const plan = await newPlan();
    const body = { contact_id: 3, subscription_plan_id: Number(plan), billing_amount: 19.99, auto_charge: false };
    const id = await made('/v1/subscriptions', { ...body, first_bill_date: '2026-12-24', payment_gateway_id: 2 });
    const path = `/v2/subscriptions/${id}`;
    const seen = await sent(200, 'GET', path);
    assert.deepEqual([seen.at('start_date'), seen.at('next_bill_date')], ['2026-12-24', '2026-12-24']);
    assert.deepEqual([seen.at('merchant_account_id'), seen.at('payment_method_id')], ['2', undefined]);
    const fields = [{ id: '16', content: 4 }];
    const changed = await sent(200, 'PATCH', path, { quantity: 3, custom_fields: fields });
    assert.deepEqual([changed.at('quantity'), changed.at('billing_amount')], [3, 19.99]);
    assert.deepEqual(valuesIn(await filtered('/v2/subscriptions', `Seats==4;id>=${id}`), 'subscriptions'), [id]);
    const masked = await sent(200, 'PATCH', `${path}?update_mask=promo_code`, { promo_code: 'SPRING', quantity: 9 });
    assert.deepEqual([masked.at('promo_code'), masked.at('quantity')], ['SPRING', 3]);
  });

  it('are refused twice, without a plan, for less than one and in the past', async () => {
    const plan = await newPlan();
    const body = { contact_id: '1', subscription_plan_id: plan };
    await made('/v2/subscriptions', body);
    await refused(400, /same subscription already/, 'POST', '/v2/subscriptions', body);
    await made('/v2/subscriptions', { ...body, allow_duplicate: true });
    await refused(400, /subscription_plan_id is required/, 'POST', '/v1/subscriptions', { contact_id: 1 });
    await refused(400, /quantity must be/, 'POST', '/v2/subscriptions', { ...body, quantity: 0 });
    const path = `/v2/subscriptions/${await made('/v2/subscriptions', { ...body, quantity: 9 })}`;
    await refused(400, /billing_frequency must be less/, 'PATCH', path, { billing_frequency: 2 ** 31 - 1 });
    await refused(400, /in the past/, 'POST', '/v2/subscriptions', { ...body, quantity: 2, start_date: '2026-11-19' });
    await refused(400, /no payment method of contact 1/, 'POST', '/v2/subscriptions', {
      ...body,
      payment_method_id: '2',
    });
    await refused(404, /Subscription with id 99999/, 'GET', '/v2/subscriptions/99999');
  });

  it('make an order for every cycle that is due', async () => {
    const plan = await newPlan();
    const id = await made('/v2/subscriptions', { contact_id: '5', subscription_plan_id: plan, quantity: 2 });
    const before = now;
    now = Date.UTC(2027, 0, 25);
    const invoice = await sent(200, 'POST', `/v2/subscriptions/${id}:invoice`);
    assert.deepEqual([invoice.at('total', 'amount'), invoice.at('order_time')], [5000, '2027-01-20T00:00:00.000Z']);
    assert.deepEqual([invoice.at('order_items', 0, 'subscription_id'), invoice.at('contact', 'id')], [id, '5']);
    assert.equal(invoice.at('order_items', 0, 'subscription_plan', 'plan_price', 'amount'), 2500);
    const orders = (await filtered('/v2/orders', 'contact_id==5')).list('orders');
    const own = orders.filter(({ title }) => title === 'Box "of the month"');
    assert.deepEqual(
      own.map(({ order_time }) => String(order_time).slice(0, 10)),
      ['2026-11-20', '2026-12-20', '2027-01-20'],
    );
    const billed = await sent(200, 'GET', `/v2/subscriptions/${id}`);
    assert.deepEqual([billed.at('last_bill_date'), billed.at('next_bill_date')], ['2027-01-20', '2027-02-20']);
    const again = await sent(200, 'POST', `/v2/subscriptions/${id}:invoice`);
    assert.equal(again.at('id'), invoice.at('id'), 'nothing more is due');
    now = before;
  });

  it('end when deactivated', async () => {
    const plan = await newPlan();
    const id = await made('/v2/subscriptions', { contact_id: '7', subscription_plan_id: plan });
    await sent(200, 'POST', `/v2/subscriptions/${id}:deactivate`, { reason: 'Moved' });
    const ended = await sent(200, 'GET', `/v2/subscriptions/${id}`);
    assert.deepEqual(
      [ended.at('active'), ended.at('reason_stopped'), ended.at('end_date')],
      [false, 'Moved', '2026-11-20'],
    );
    await refused(400, /nothing to invoice/, 'POST', `/v2/subscriptions/${id}:invoice`);
  });

  it('are seeded with an order for the newest cycle', () => {
    const { send, pages } = keapClient(400);
    const subscriptions = pages('/v2/subscriptions', 1000);
    assert.equal(subscriptions.length, 24);
    for (const [index, subscription] of subscriptions.entries()) {
      const { json } = send('GET', `/v2/orders/${10 * (index + 1)}`);
      if (json['id'] === undefined) continue;
      assert.equal(asObject(json['contact'])?.['id'], subscription['contact_id']);
      assert.equal(Number(asObject(json['total'])?.['amount']) / 100, subscription['billing_amount']);
      assert.ok(String(json['creation_time']).slice(0, 10) >= String(subscription['last_bill_date']));
    }
  });

  it('are filtered and sorted as the whole list says', () => {
    const { pages } = keapClient(400);
    const all = pages('/v2/subscriptions', 1000);
    const expect = (filter: string, fits: (subscription: JsonObject) => boolean) => {
      const found = pages(`/v2/subscriptions?filter=${encodeURIComponent(filter)}`, 1000);
      assert.deepEqual(found, all.filter(fits), filter);
      assert.ok(found.length > 0 && found.length < all.length, filter);
    };
    const [first, second] = all;
    const plans = [first, second].map((subscription) => subscription?.['subscription_plan_id']);
    expect('status==ACTIVE', ({ active }) => active === true);
    expect('status==INACTIVE', ({ active }) => active === false);
    expect('contact_id==1', ({ contact_id }) => contact_id === '1');
    expect('billing_amount>30', ({ billing_amount }) => Number(billing_amount) > 30);
    expect('id!=3', ({ id }) => id !== '3');
    expect(`subscription_plan_id==${plans[0]}`, ({ subscription_plan_id }) => subscription_plan_id === plans[0]);
    expect(`subscription_plan_ids==${plans}`, ({ subscription_plan_id }) => plans.includes(subscription_plan_id));
    const sorted = pages('/v2/subscriptions?order_by=modification_time%20desc', 1000);
    const times = sorted.map(({ modification_time }) => String(modification_time));
    assert.deepEqual(times, times.toSorted().reverse());
  });
});
