import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sentRequests, valuesIn } from './sentRequests.ts';

const { sent, made, filtered } = sentRequests();

const newProduct = () => made('/v2/products', { name: 'Rake', price: 100, short_description: 'x' });

describe('Product categories', () => {
  it('hold exactly the products that were assigned last', async () => {
    const id = await made('/v2/productCategories', { name: 'Rakes', parent_category_id: '3' });
    const [first, second] = [await newProduct(), await newProduct()];
    const assign = `/v2/productCategories/${id}:assignProducts`;
    const assigned = async () =>
      (await filtered('/v2/productCategories/assignedProducts', `product_category_ids==${id}`)).list(
        'assigned_product_categories',
      );
    assert.deepEqual(await assigned(), []);
    await sent(204, 'POST', assign, { product_ids: [first, second] });
    assert.deepEqual(await assigned(), [{ product_category_id: id, product_ids: [first, second] }]);
    await sent(204, 'POST', assign, { product_ids: [second] });
    assert.deepEqual(await assigned(), [{ product_category_id: id, product_ids: [second] }]);
    assert.deepEqual((await sent(200, 'GET', `/v2/products/${second}`)).at('categories'), [id]);
    assert.deepEqual((await sent(200, 'GET', `/v2/products/${first}`)).at('categories'), []);
    await sent(400, 'POST', assign, { product_ids: ['99999'] });

    const of = await filtered('/v2/productCategories', `product_id==${second}`);
    assert.deepEqual(of.list('product_categories'), [
      { id, name: 'Rakes', display_order_index: 0, parent_category_id: '3' },
    ]);
    await sent(204, 'DELETE', `/v2/products/${second}`);
    assert.deepEqual(await assigned(), []);
  });

  it('go with what stands under them', async () => {
    const above = await made('/v2/productCategories', { name: 'Above' });
    const below = await made('/v2/productCategories', { name: 'Below', parent_category_id: above });
    const deepest = await made('/v2/productCategories', { name: 'Deepest', parent_category_id: below });
    await sent(400, 'PATCH', `/v2/productCategories/${above}`, { parent_category_id: deepest });
    await sent(400, 'PATCH', `/v2/productCategories/${above}`, { parent_category_id: '99999' });
    const product = await newProduct();
    await sent(204, 'POST', `/v2/productCategories/${deepest}:assignProducts`, { product_ids: [product] });
    await sent(204, 'DELETE', `/v2/productCategories/${above}`);
    await sent(404, 'GET', `/v2/productCategories/${below}`);
    await sent(404, 'GET', `/v2/productCategories/${deepest}`);
    assert.deepEqual((await sent(200, 'GET', `/v2/products/${product}`)).at('categories'), []);
  });

  it('are filtered and sorted as the whole list says', async () => {
    const path = '/v2/productCategories';
    const all = (await sent(200, 'GET', path)).list('product_categories');
    const some = await filtered(path, 'product_category_id>2;product_category_id!=4;product_category_id<=6');
    assert.deepEqual(valuesIn(some, 'product_categories'), ['3', '5', '6']);
    assert.deepEqual(valuesIn(await filtered(path, 'name==w*'), 'product_categories'), ['2']);
    const back = await sent(200, 'GET', `${path}?order_by=id%20desc`);
    assert.deepEqual(valuesIn(back, 'product_categories'), all.map(({ id }) => id).toReversed());
    const rows = await filtered('/v2/productCategories/assignedProducts', 'product_ids==1,2');
    assert.deepEqual(valuesIn(rows, 'assigned_product_categories', 'product_category_id'), ['3', '6']);
  });

  it('have an image to upload and to delete', async () => {
    const id = await made('/v2/productCategories', { name: 'Pictured' });
    const form = new FormData();
    form.append('file', new Blob([Uint8Array.of(1, 2, 3)]), 'a.png');
    await sent(404, 'DELETE', `/v2/productCategories/${id}/images`);
    await sent(201, 'POST', `/v2/productCategories/${id}/images`, form);
    await sent(204, 'DELETE', `/v2/productCategories/${id}/images`);
    await sent(404, 'DELETE', `/v2/productCategories/${id}/images`);
  });
});

describe('Product interest bundles', () => {
  it('hold products and plans at their prices', async () => {
    const bundle = await made('/v2/productInterestBundles', { name: 'Starter', description: 'All in one' });
    const product = await newProduct();
    const plan = await made(`/v2/products/${product}/subscriptions`, { cycle_type: 'MONTHLY', plan_price: 500 });
    const path = `/v2/productInterestBundles/${bundle}`;
    const add = (type: string, entity_id: string, rest = {}) =>
      ['POST', `${path}/interests`, { type, entity_id, price: 1999, ...rest }] as const;
    const first = await sent(201, ...add('PRODUCT', product, { discount_percent: 10 }));
    await sent(201, ...add('SUBSCRIPTION_PLAN', plan));
    await sent(400, ...add('SUBSCRIPTION_PLAN', '99999'));
    await sent(400, ...add('PRODUCT', product, { quantity: 0 }));
    await sent(400, ...add('PRODUCT', product, { discount_percent: 101 }));

    const seen = await sent(200, 'GET', path);
    assert.deepEqual(seen.list('product_interests'), [
      {
        ...{ id: first.at('id'), interest_id: product, type: 'PRODUCT', quantity: 1, discount_percent: 10 },
        price: { amount: 1999, currency_code: 'USD', formatted_amount: '$19.99' },
      },
    ]);
    assert.equal(seen.at('subscription_plan_interests', 0, 'interest_id'), plan);

    const interest = `${path}/interests/${first.at('id')}`;
    const changed = await sent(200, 'PATCH', `${interest}?update_mask=quantity`, { quantity: 4, price: 1 });
    assert.deepEqual([changed.at('quantity'), changed.at('price', 'amount')], [4, 1999]);
    await sent(404, 'PATCH', `/v2/productInterestBundles/1/interests/${first.at('id')}`, { quantity: 4 });

    await sent(204, 'DELETE', interest);
    assert.deepEqual((await sent(200, 'GET', path)).list('product_interests'), []);
    await sent(204, 'DELETE', `/v2/products/${product}`);
    assert.deepEqual((await sent(200, 'GET', path)).list('subscription_plan_interests'), []);
    await sent(204, 'DELETE', path);
    await sent(404, 'GET', path);
  });

  it('are found by name', async () => {
    const path = '/v2/productInterestBundles';
    const found = await filtered(path, 'name==garden year');
    assert.deepEqual(valuesIn(found, 'product_interest_bundles'), ['2']);
    const sorted = await sent(200, 'GET', `${path}?order_by=name%20desc`);
    assert.equal(sorted.at('product_interest_bundles', 0, 'name'), 'Überraschungspaket "Frühling"');
    const renamed = await sent(200, 'PATCH', `${path}/2`, { name: 'The garden year' });
    assert.equal(renamed.at('description'), 'Tools now, compost all year');
    await sent(400, 'POST', path, { name: '', description: 'x' });
  });
});
