import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '../../../src/keap/json.ts';
import { catalogs } from '../../unit/catalog/realCatalog.ts';
import { sentRequests, valuesIn } from './sentRequests.ts';

const { sent, refused, made, filtered } = sentRequests();

/** A body for each kind, and what it is answered as beyond it. */
const KINDS: Readonly<Record<string, { readonly body: JsonObject; readonly shown: JsonObject }>> = {
  productCategories: {
    body: { discount_percent: 12.5, apply_to_commissions: true, product_category_ids: ['1', '2', '2'] },
    shown: { product_category_ids: undefined, product_categories: ['1', '2'] },
  },
  freeTrials: { body: { subscription_plan_id: '2' }, shown: { free_trial_days: 0, hide_price: false } },
  orderTotals: {
    body: { discount_type: 'AMOUNT', discount_value: 50 },
    shown: { apply_to_commissions: false, discount_strategy: 'GROSS' },
  },
  products: {
    body: { discount_type: 'PERCENT', discount_value: 20, product_id: '7' },
    shown: { apply_to_commissions: false },
  },
  shipping: { body: { discount_type: 'AMOUNT', discount_value: 4.5 }, shown: {} },
};

/** Filter fields that are no property of the same name. */
const PROPERTIES: Readonly<Record<string, string>> = { ids: 'id', product_category_id: 'product_categories' };

/** What a value is sorted by: numbers as such, also where they come as text. */
function keyOf(value: unknown): number | string {
  if (typeof value === 'boolean') return Number(value);
  const text = String(value);
  return /^[\d.]+$/.test(text) ? Number(text) : text.toLowerCase();
}

function descending(a: number | string, b: number | string): number {
  return a === b ? 0 : a < b ? 1 : -1;
}

/** A value without its undefined properties, as it comes over the wire. */
const sentOver = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

for (const [kind, { body, shown }] of Object.entries(KINDS)) {
  const path = `/v2/discounts/${kind}`;

  describe(`Discounts on ${kind}`, () => {
    it('are made, read, changed, listed and deleted', async () => {
      const whole = { name: 'Sample', description: 'Off', ...body };
      const first = await sent(201, 'POST', path, whole);
      const own = `${path}/${first.at('id')}`;
      assert.deepEqual(first.json, sentOver({ id: first.at('id'), ...whole, ...shown, criteria: [] }));
      assert.deepEqual((await sent(200, 'GET', own)).json, first.json);
      const changed = await sent(200, 'PATCH', `${own}?update_mask=name`, { name: 'Renamed', description: 'Not this' });
      assert.deepEqual([changed.at('name'), changed.at('description')], ['Renamed', 'Off']);
      const listed = (await sent(200, 'GET', path)).list('discounts').find(({ id }) => id === first.at('id'));
      assert.deepEqual(listed, changed.json);
      await sent(204, 'DELETE', own);
      await sent(404, 'GET', own);
      await refused(400, /name is required/, 'POST', path, { ...whole, name: ' ' });
    });

    it('have criteria whose ids are never given twice', async () => {
      const code = { type: 'PROMO_CODE', code: 'MAY' };
      const own = `${path}/${await made(path, { name: 'Sample', ...body, criteria: [code] })}`;
      const [start, end] = ['2026-05-01T00:00:00.000Z', '2026-05-31T23:59:59.000Z'];
      const range = { type: 'DATE_RANGE', range_start_time: start, range_end_time: end };
      const added = await sent(201, 'POST', `${own}/criteria`, { ...range, code: 'not of a range' });
      assert.deepEqual(added.json, { ...range, criteria_id: '2' });
      await sent(204, 'DELETE', `${own}/criteria/2`);
      await sent(404, 'DELETE', `${own}/criteria/2`);
      assert.equal((await sent(201, 'POST', `${own}/criteria`, range)).at('criteria_id'), '3');
      const seen = (await sent(200, 'GET', own)).list('criteria');
      assert.deepEqual(seen, [
        { ...code, criteria_id: '1' },
        { ...range, criteria_id: '3' },
      ]);
      await refused(400, /code is required/, 'POST', `${own}/criteria`, { type: 'PROMO_CODE' });
      await refused(400, /type is required/, 'POST', `${own}/criteria`, { code: 'MAY' });
    });

    it('are sorted and filtered by every field the catalog has for them', async () => {
      const facts = catalogs.v2.operations.find(
        (each) => each.method === 'GET' && each.path === `/crm/rest${path}`,
      )?.query;
      const all = (await sent(200, 'GET', path)).list('discounts');
      for (const field of facts?.orderBy ?? []) {
        const values = valuesIn(await sent(200, 'GET', `${path}?order_by=${field}%20desc`), 'discounts', field);
        const keys = values.map(keyOf);
        assert.deepEqual(keys, keys.toSorted(descending), field);
        assert.equal(keys.length, all.length);
      }
      for (const { name, prefix } of facts?.filter?.fields ?? []) {
        const property = PROPERTIES[name] ?? name;
        const valuesOf = (discount: JsonObject) => [discount[property]].flat().map((value) => String(value));
        const one = all.findLast((discount) => discount[property] !== undefined && discount['id'] !== '1');
        const [wanted = ''] = (one ? valuesOf(one) : []).map((value) => value.slice(0, prefix ? 4 : undefined));
        const found = valuesIn(await filtered(path, `${name}==${wanted}${prefix ? '*' : ''}`), 'discounts');
        const fits = all.filter((each) =>
          valuesOf(each).some((value) => (prefix ? value.startsWith(wanted) : value === wanted)),
        );
        assert.deepEqual(
          found,
          fits.map(({ id }) => id),
          `${name}==${wanted}`,
        );
        assert.ok(wanted !== '' && found.includes(one?.['id']) && found.length < all.length, name);
      }
    });
  });
}

describe('Discounts', () => {
  it('of categories are compared by id and found by the beginning of their name', async () => {
    const path = '/v2/discounts/productCategories';
    assert.deepEqual(valuesIn(await filtered(path, 'id>1;id<=3;id!=2'), 'discounts'), ['3']);
    assert.deepEqual(valuesIn(await filtered(path, 'ids==1,3'), 'discounts'), ['1', '3']);
    assert.deepEqual(valuesIn(await filtered(path, 'name==books*'), 'discounts'), ['2']);
    await refused(400, /at most 100/, 'PATCH', `${path}/1`, { discount_percent: 101 });
    await refused(400, /product_category_ids 99 does not exist/, 'PATCH', `${path}/1`, {
      product_category_ids: ['99'],
    });
  });

  it('refuse what they refer to in vain', async () => {
    const product = { name: 'x', discount_type: 'AMOUNT', discount_value: 1, product_id: '99999' };
    await refused(400, /product_id 99999/, 'POST', '/v2/discounts/products', product);
    const trial = { name: 'x', subscription_plan_id: '99999' };
    await refused(400, /subscription_plan_id 99999/, 'POST', '/v2/discounts/freeTrials', trial);
    const criterion = { type: 'PRODUCT', product_id: '99999' };
    await refused(400, /product_id 99999/, 'POST', '/v2/discounts/shipping/1/criteria', criterion);
    await refused(400, /discount_value must be/, 'PATCH', '/v2/discounts/orderTotals/1', { discount_value: -1 });
  });

  it('change the criteria that a body names and leave the others', async () => {
    const criteria = [
      { type: 'PRODUCT', product_id: '3', product_quantity_min: 2 },
      { type: 'ORDER_TOTAL', total_amount: 100, operator: 'GREATER_THAN' },
    ];
    const body = { name: 'x', discount_type: 'AMOUNT', discount_value: 1, criteria };
    const own = `/v2/discounts/shipping/${await made('/v2/discounts/shipping', body)}`;
    const changed = await sent(200, 'PATCH', own, { criteria: [{ criteria_id: '2', total_amount: 250 }] });
    assert.deepEqual(changed.list('criteria'), [
      { ...criteria[0], criteria_id: '1' },
      { ...criteria[1], criteria_id: '2', total_amount: 250 },
    ]);
    await refused(400, /criteria_id 7/, 'PATCH', own, { criteria: [{ criteria_id: '7', total_amount: 1 }] });
  });

  it('of categories take a list of criteria for the old one', async () => {
    const code = (text: string) => ({ type: 'PROMO_CODE', code: text });
    const path = '/v2/discounts/productCategories';
    const own = `${path}/${await made(path, { name: 'x', ...KINDS['productCategories']?.body, criteria: [code('A')] })}`;
    const changed = await sent(200, 'PATCH', own, { criteria: [code('B')] });
    assert.deepEqual(changed.list('criteria'), [{ ...code('B'), criteria_id: '2' }]);
  });

  it('stay when what they are about goes, and no longer name it', async () => {
    const product_id = await made('/v2/products', { name: 'Gone soon', price: 1, short_description: 'x' });
    const plans = `/v2/products/${product_id}/subscriptions`;
    const plan_id = await made(plans, { cycle_type: 'DAILY', plan_price: 1 });
    const category = await made('/v2/productCategories', { name: 'Gone soon' });
    const off = { name: 'x', discount_type: 'AMOUNT', discount_value: 1 };
    const criteria = [
      { type: 'PRODUCT', product_id },
      { type: 'SUBSCRIPTION_PLAN', plan_id },
      { type: 'PROMO_CODE', code: 'STAYS' },
    ];
    const path = '/v2/discounts';
    const onProduct = `${path}/products/${await made(`${path}/products`, { ...off, product_id, criteria })}`;
    const trial = { name: 'x', subscription_plan_id: plan_id };
    const onPlan = `${path}/freeTrials/${await made(`${path}/freeTrials`, trial)}`;
    const ofCategories = { ...KINDS['productCategories']?.body, name: 'x', product_category_ids: ['1', category] };
    const onCategory = `${path}/productCategories/${await made(`${path}/productCategories`, ofCategories)}`;

    await sent(204, 'DELETE', `/v2/products/${product_id}`);
    await sent(204, 'DELETE', `/v2/productCategories/${category}`);
    const seen = await sent(200, 'GET', onProduct);
    assert.equal(seen.at('product_id'), undefined);
    assert.deepEqual(seen.list('criteria'), [{ ...criteria[2], criteria_id: '3' }]);
    assert.equal((await sent(200, 'GET', onPlan)).at('subscription_plan_id'), undefined);
    assert.deepEqual((await sent(200, 'GET', onCategory)).at('product_categories'), ['1']);
  });
});
