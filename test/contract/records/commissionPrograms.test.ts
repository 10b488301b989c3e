import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '../../../src/keap/json.ts';
import { sentRequests } from './sentRequests.ts';

const { sent, listed } = sentRequests({ clock: () => Date.UTC(2026, 10, 20, 12) });

describe('Commission programs', () => {
  const ids = (items: readonly JsonObject[]) => items.map(({ id }) => id);

  it('are in programs, seen from both ends and in both versions', async () => {
    const id = String(
      (await sent(201, 'POST', '/v2/affiliates/commissionPrograms', { name: 'New "one"', priority: 3 })).at('id'),
    );
    const members = async () => (await sent(200, 'GET', `/v2/affiliates/commissionPrograms/${id}`)).at('affiliate_ids');
    assert.deepEqual(await members(), []);
    const body = { affiliate_program_id: id };
    for (const affiliate of ['3', '2', '2'])
      await sent(200, 'POST', `/v2/affiliates/${affiliate}:assignToProgram`, body);
    assert.deepEqual(await members(), ['2', '3']);
    const programs = await listed('/v2/affiliates/commissionPrograms', 'commission_programs', {
      filter: 'affiliate_id==3',
    });
    assert.equal(ids(programs).includes(id), true);
    const v1 = await listed('/v1/affiliates/programs', 'programs', {
      affiliate_id: '3',
      order: 'priority',
      order_direction: 'DESCENDING',
    });
    assert.deepEqual([v1[0]?.['id'], v1[0]?.['affiliate_id'], v1[0]?.['priority']], [Number(id), 3, 3]);
    assert.deepEqual(
      (await listed('/v1/affiliates', 'affiliates', { program_id: id })).map((each) => each['id']),
      [2, 3],
    );
    await sent(200, 'POST', '/v2/affiliates/2:removeFromProgram', body);
    assert.deepEqual(await members(), ['3']);
    await sent(400, 'POST', '/v2/affiliates/2:assignToProgram', {});
    await sent(400, 'POST', '/v2/affiliates/2:assignToProgram', { affiliate_program_id: '99' });
    await sent(404, 'POST', '/v2/affiliates/999:assignToProgram', body);
    const named = await listed('/v2/affiliates/commissionPrograms', 'commission_programs', {
      filter: 'name==NEW "one"',
    });
    assert.deepEqual(ids(named), [id]);
    await sent(200, 'PATCH', `/v2/affiliates/commissionPrograms/${id}?update_mask=notes`, { notes: 'n', name: 'x' });
    await sent(204, 'DELETE', '/v2/affiliates/3');
    assert.deepEqual(await members(), []);
    await sent(204, 'DELETE', `/v2/affiliates/commissionPrograms/${id}`);
    await sent(404, 'GET', `/v2/affiliates/commissionPrograms/${id}`);
  });

  it('are paid by programs: by default, for products and for plans', async () => {
    const path = '/v2/affiliates/commissionPrograms';
    const id = String((await sent(201, 'POST', path, { name: 'Terms', priority: 1 })).at('id'));
    const set = await sent(201, 'POST', `${path}/defaultCommissionPrograms/${id}`, {
      percentage: '12.5',
      level_2: { sale_amount: '3' },
    });
    assert.deepEqual(set.at('default_commission'), {
      ...{ payout_type: 'UPFRONT', percentage: 12.5, level_1: { sale_percent: 12.5 }, level_2: { sale_amount: 3 } },
    });
    const patch = { level_1: { sale_amount: '2', sale_percent: '5' }, payout_type: 'PAYMENT_RECEIVED' };
    const patched = await sent(200, 'PATCH', `${path}/defaultCommissionPrograms/${id}?update_mask=level_1`, patch);
    assert.deepEqual(patched.at('default_commission'), {
      ...{ payout_type: 'UPFRONT', percentage: 5, dollar_amount: 2 },
      ...{ level_1: { sale_percent: 5, sale_amount: 2 }, level_2: { sale_amount: 3 } },
    });
    for (const percentage of ['101', '-1', 'much', '']) {
      await sent(400, 'PATCH', `${path}/defaultCommissionPrograms/${id}`, { percentage });
    }

    const products = `${path}/productCommissionPrograms/${id}`;
    const product = await sent(200, 'GET', '/v1/products/2');
    const assigned = await sent(201, 'POST', products, { product_id: '2', dollar_amount: '4' });
    const [commission] = assigned.list('product_commissions');
    assert.deepEqual(
      [commission?.['product_name'], commission?.['product_price'], commission?.['dollar_amount']],
      [product.at('product_name'), product.at('product_price'), 4],
    );
    await sent(400, 'POST', products, { product_id: '999' });
    await sent(400, 'POST', products, { dollar_amount: '4' });
    await sent(400, 'PATCH', products, { product_id: '3', dollar_amount: '4' });
    const update = { product_id: '2', dollar_amount: '6', payout_type: 'PAYMENT_RECEIVED' };
    const updated = (await sent(200, 'PATCH', `${products}?update_mask=payout_type`, update)).list(
      'product_commissions',
    );
    assert.deepEqual([updated[0]?.['payout_type'], updated[0]?.['dollar_amount']], ['PAYMENT_RECEIVED', 4]);
    await sent(201, 'POST', products, { product_id: '4' });
    await sent(200, 'POST', `${path}/${id}:removeProductCommission`, { product_id: '2' });
    const left = (await sent(200, 'GET', `${path}/${id}`)).list('product_commissions');
    assert.deepEqual(
      left.map(({ product_id }) => product_id),
      ['4'],
    );

    const plans = `${path}/subscriptionCommissionPrograms/${id}`;
    const plan = (await sent(201, 'POST', plans, { subscription_id: '1', percentage: '10' })).list(
      'subscription_commissions',
    )[0];
    assert.equal(plan?.['subscription_id'], '1');
    assert.ok(Number(plan?.['plan_price']) > 0 && String(plan?.['name']).length > 0);
    await sent(200, 'PATCH', plans, { subscription_id: '1', percentage: '20' });
    await sent(200, 'POST', `${path}/${id}:removeSubscriptionCommission`, { subscription_plan_id: '1' });
    assert.deepEqual((await sent(200, 'GET', `${path}/${id}`)).list('subscription_commissions'), []);
    await sent(400, 'POST', `${path}/${id}:removeSubscriptionCommission`, {});
  });

  it('have resources and links, which programs leave', async () => {
    const program = String(
      (await sent(201, 'POST', '/v2/affiliates/commissionPrograms', { name: 'R', priority: 1 })).at('id'),
    );
    const path = '/v2/affiliates/commissionPrograms/resources';
    const make = (status: number, title: string, order: number, commission_program_ids: string[]) =>
      sent(status, 'POST', path, { title, type: 'BANNER', order, commission_program_ids });
    const [late, early] = [await make(201, 'Late', 5, [program]), await make(201, 'Early', 1, [program, '1'])];
    assert.deepEqual(late.at('commission_programs'), [{ commission_program_id: program }]);
    const resources = async (of: string) =>
      ids(await listed(`/v2/affiliates/commissionPrograms/${of}/resources`, 'resources'));
    assert.deepEqual(await resources(program), [early.at('id'), late.at('id')]);
    await make(400, 'None', 0, []);
    await make(400, 'Nobody', 0, ['999']);
    await make(400, 'Below', -1, [program]);
    const moved = await sent(200, 'PATCH', `${path}/${late.at('id')}?update_mask=order`, { order: 0, title: 'x' });
    assert.deepEqual([moved.at('title'), moved.at('type'), moved.at('order')], ['Late', 'BANNER', 0]);
    assert.deepEqual(await resources(program), [late.at('id'), early.at('id')]);

    const body = {
      name: 'Spring',
      code: 'go-1',
      website_address: 'https://example.com/a',
      affiliate_id: '2',
      program_ids: [program, '1'],
    };
    const link = await sent(201, 'POST', '/v2/affiliates/redirects', body);
    assert.deepEqual([link.at('local_url_code'), link.at('redirect_url')], ['go-1', 'https://example.com/a']);
    const v1 = await listed('/v1/affiliates/redirectlinks', 'redirects', {
      affiliate_id: '2',
      order: 'id',
      order_direction: 'DESCENDING',
    });
    assert.deepEqual(v1[0], {
      ...{ id: Number(link.at('id')), affiliate_id: 2, name: 'Spring', local_url_code: 'go-1' },
      ...{ redirect_url: 'https://example.com/a', program_ids: [Number(program), 1] },
    });
    await sent(204, 'DELETE', `/v2/affiliates/commissionPrograms/${program}`);
    await sent(404, 'DELETE', `${path}/${late.at('id')}`);
    assert.equal((await resources('1')).includes(early.at('id')), true);
    const at = `/v2/affiliates/redirects/${link.at('id')}`;
    assert.deepEqual((await sent(200, 'GET', at)).at('program_ids'), ['1']);
    await sent(200, 'PATCH', at, { ...body, program_ids: [], code: 'go-2' });
    const filter = 'affiliate_id==2;name==spring';
    const found = await listed('/v2/affiliates/redirects', 'affiliate_links', { filter });
    assert.deepEqual(
      found.map(({ code }) => code),
      ['go-2'],
    );
    await sent(400, 'POST', '/v2/affiliates/redirects', { ...body, affiliate_id: '999' });
    await sent(204, 'DELETE', at);
    await sent(404, 'GET', at);
  });
});
