import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asList } from '../../../src/keap/json.ts';
import { sentRequests, valuesIn } from './sentRequests.ts';

const { sent, refused, made } = sentRequests();

const newProduct = (fields = {}) =>
  made('/v2/products', { name: 'Hand fork', price: 1250, short_description: 'Short', ...fields });

describe('Options of products', () => {
  it('are lists with items of their own', async () => {
    const id = await newProduct();
    const items = [
      { item_label: 'Oak', item_code: 'O', item_display_order: 2, price_adjustment: 250 },
      { item_label: 'Ash', item_display_order: 1 },
    ];
    const body = { option_type: 'LIST', option_label: 'Handle', list_items: items, text_rules: { allow_spaces: true } };
    const option = await sent(201, 'POST', `/v2/products/${id}/options`, body);
    const path = `/v2/products/${id}/options/${option.at('id')}`;
    assert.equal(option.at('product_id'), id);
    assert.equal(option.at('text_rules'), undefined);
    const labels = (reply: typeof option) => valuesIn(reply, 'list_items', 'item_label');
    assert.deepEqual(labels(option), ['Ash', 'Oak']);

    const more = await sent(201, 'POST', `${path}/listItems`, [{ item_label: 'Beech', item_display_order: 3 }]);
    assert.deepEqual(labels(more), ['Ash', 'Oak', 'Beech']);
    const [ash, oak] = valuesIn(more, 'list_items', 'item_id');
    const changed = await sent(200, 'PATCH', `${path}/listItems/${ash}`, { item_label: 'Ash wood' });
    assert.deepEqual(labels(changed), ['Ash wood', 'Oak', 'Beech']);
    await refused(400, /item_label is required/, 'POST', `${path}/listItems`, [{ item_label: ' ' }]);

    const within = await sent(200, 'GET', `/v2/products/${id}`);
    assert.deepEqual(within.at('options', 0, 'fixed_options', 1), { value: 'Oak', code: 'O', price_adjustment: 250 });
    const v1 = await sent(200, 'GET', '/v1/products');
    const old = v1.list('products').find((product) => product['id'] === Number(id));
    const [fixed] = asList(old?.['product_options']) ?? [];
    assert.equal(Object(fixed)['type'], 'FixedList');
    assert.equal(Object(fixed)['values'][1].price_adjustment, 2.5);

    await sent(204, 'DELETE', `${path}/listItems/${oak}`);
    await sent(404, 'PATCH', `${path}/listItems/${oak}`, {});
    assert.deepEqual(labels(await sent(200, 'GET', path)), ['Ash wood', 'Beech']);
    await sent(404, 'GET', `/v2/products/1/options/${option.at('id')}`);
    await sent(204, 'DELETE', path);
    assert.deepEqual((await sent(200, 'GET', `/v2/products/${id}/options`)).json, { product_options: [] });
  });

  it('are texts with rules', async () => {
    const id = await newProduct();
    const rules = { minimum_characters: 1, maximum_characters: 9, only_contains: 'DIGIT', allow_spaces: false };
    const body = { option_type: 'TEXT', option_label: 'Engraving', text_rules: rules };
    const option = await sent(201, 'POST', `/v2/products/${id}/options`, body);
    const path = `/v2/products/${id}/options/${option.at('id')}`;
    const changed = await sent(200, 'PATCH', path, { maximum_characters: 12, required: true });
    assert.deepEqual(changed.at('text_rules'), { ...rules, maximum_characters: 12 });
    assert.equal(changed.at('required'), true);
    const setting = (await sent(200, 'GET', `/v2/products/${id}`)).at('options', 0, 'variable_setting');
    assert.deepEqual(setting, { contains: 'NUMBER', min_chars: 1, max_chars: 12, contain_spaces: false });
    await refused(400, /type LIST/, 'POST', `${path}/listItems`, [{ item_label: 'x' }]);
    await refused(400, /option_label is required/, 'PATCH', path, { option_label: '' });
  });
});

describe('Subscription plans', () => {
  it('are the same in both versions, and go with their product', async () => {
    const id = await newProduct({ name: 'Club' });
    const v2 = await sent(201, 'POST', `/v2/products/${id}/subscriptions`, { cycle_type: 'MONTHLY', plan_price: 990 });
    assert.deepEqual(v2.json, {
      ...{ id: v2.at('id'), active: true, frequency: 1, cycle_type: 'MONTHLY', total_cycles: 0 },
      ...{ display_order_index: 0, subscription_plan_name: 'Club (monthly)' },
      plan_price: { amount: 990, currency_code: 'USD', formatted_amount: '$9.90' },
    });
    const body = {
      cycle_type: 'YEAR',
      plan_price: 99.5,
      number_of_cycles: 3,
      frequency: 2,
      subscription_plan_index: 1,
    };
    const v1 = await sent(201, 'POST', `/v1/products/${id}/subscriptions`, body);
    const seen = await sent(200, 'GET', `/v2/products/${id}/subscriptions/${v1.at('id')}`);
    assert.equal(seen.at('subscription_plan_name'), 'Club (every 2 years)');
    assert.deepEqual(
      [seen.at('cycle_type'), seen.at('plan_price', 'amount'), seen.at('total_cycles')],
      ['YEARLY', 9950, 3],
    );
    const old = await sent(200, 'GET', `/v1/products/${id}/subscriptions/${v2.at('id')}`);
    assert.deepEqual([old.at('cycle_type'), old.at('plan_price')], ['MONTH', 9.9]);

    const change = { cycle_type: 'WEEKLY', plan_price: 300 };
    await sent(200, 'PATCH', `/v2/products/${id}/subscriptions/${v2.at('id')}`, change);
    const product = await sent(200, 'GET', `/v2/products/${id}`);
    const within = product.list('subscription_plans');
    assert.deepEqual(
      within.map((plan) => [plan['billing_cycle'], plan['billing_frequency'], Object(plan['plan_price'])['amount']]),
      [
        ['WEEKLY', 1, 300],
        ['YEARLY', 2, 9950],
      ],
    );
    assert.equal((await sent(200, 'GET', `/v1/products/${id}`)).at('subscription_plans', 1, 'plan_price'), 99.5);
    await sent(404, 'GET', `/v2/products/1/subscriptions/${v2.at('id')}`);
    await sent(204, 'DELETE', `/v2/products/${id}`);
    await sent(404, 'GET', `/v2/products/${id}/subscriptions/${v2.at('id')}`);
  });

  it('are filtered by whether they are active and how often they are paid', async () => {
    const id = await newProduct();
    for (const [cycle_type, active] of [['DAILY', true] as const, ['WEEKLY', false] as const]) {
      await sent(201, 'POST', `/v2/products/${id}/subscriptions`, { cycle_type, active, plan_price: 1 });
    }
    const cyclesOf = async (query: string) => {
      const found = await sent(200, 'GET', `/v2/products/${id}/subscriptions?${query}`);
      return found.list('subscriptions').map((plan) => plan['cycle_type']);
    };
    assert.deepEqual(await cyclesOf('filter=active%3D%3Dfalse'), ['WEEKLY']);
    assert.deepEqual(await cyclesOf('filter=cycle_type%3D%3DDAILY'), ['DAILY']);
    assert.deepEqual(await cyclesOf('order_by=id%20desc'), ['WEEKLY', 'DAILY']);
    const plans = `/v2/products/${id}/subscriptions`;
    await refused(400, /frequency must be/, 'POST', plans, { cycle_type: 'DAILY', plan_price: 1, frequency: 0 });
    await refused(400, /plan_price must be/, 'POST', plans, { cycle_type: 'DAILY', plan_price: -1 });
    await refused(404, /Product with id/, 'GET', '/v2/products/99999/subscriptions');
  });
});
