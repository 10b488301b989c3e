import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asList, asNumber, asObject, type JsonObject } from '../../../src/keap/json.ts';
import { keapClient } from '../keapClient.ts';
import { sentRequests, valuesIn } from './sentRequests.ts';

let now = Date.UTC(2026, 10, 20, 12);
const { sent, refused, made, filtered } = sentRequests({ clock: () => now });

const ORDER = {
  contact_id: '4',
  order_title: 'Garden "work"',
  order_time: '2026-11-19T10:00:00.000Z',
  order_type: 'ONLINE',
};

/** An order of gloves at 20 dollars each, a fee of 5 dollars and 10 dollars off. */
const newOrder = (more = {}) =>
  made('/v2/orders', {
    ...ORDER,
    order_items: [
      { product_id: '1', quantity: 3, price_per_unit: 20 },
      { item_type: 'FEE', name: 'Fee', quantity: 1, price_per_unit: 5 },
      { item_type: 'DISCOUNT', name: 'Ten off', quantity: 1, price_per_unit: 10 },
    ],
    ...more,
  });

const cents = (order: JsonObject, name: string) => asNumber(asObject(order[name])?.['amount']) ?? Number.NaN;

function sumOfItems(order: JsonObject): number {
  const items: JsonObject[] = (asList(order['order_items']) ?? []).map((item) => asObject(item) ?? {});
  return items.reduce((sum, item) => sum + cents(item, 'price_per_unit') * Number(item['quantity']), 0);
}

describe('Orders of the sandbox', () => {
  it('are the sums of their items in both versions', async () => {
    const id = await newOrder({ custom_fields: [{ id: '8', content: 'By bike' }] });
    const order = await sent(200, 'GET', `/v2/orders/${id}`);
    assert.deepEqual(order.at('total'), { amount: 5500, currency_code: 'USD', formatted_amount: '$55.00' });
    assert.deepEqual(
      [order.at('status'), order.at('contact', 'id'), order.at('title')],
      ['DRAFT', '4', 'Garden "work"'],
    );
    assert.deepEqual(order.at('custom_fields'), [{ id: '8', content: 'By bike' }]);
    assert.deepEqual(valuesIn(order, 'order_items', 'name'), ['Gardening gloves', 'Fee', 'Ten off']);
    assert.equal(order.at('order_items', 0, 'product', 'id'), '1');
    assert.equal(order.at('order_items', 2, 'discount', 'amount'), 1000);

    const v1 = await sent(200, 'GET', `/v1/orders/${id}`);
    assert.deepEqual([v1.at('id'), v1.at('total'), v1.at('total_paid')], [Number(id), 55, 0]);
    assert.deepEqual(valuesIn(v1, 'order_items', 'type'), ['PRODUCT', 'FEE', 'SPECIAL']);
    assert.deepEqual(valuesIn(v1, 'order_items', 'price'), [20, 5, -10]);
    assert.equal(v1.at('order_type'), 'Online');
  });

  it('change with their items, whichever version changes them', async () => {
    const id = await newOrder();
    const path = `/v2/orders/${id}`;
    const item = await made(`${path}/items`, { product_id: '3', quantity: 2 });
    const added = await sent(200, 'GET', `${path}/items/${item}`);
    assert.deepEqual([added.at('name'), added.at('price_per_unit', 'amount')], ['Rose pruning workshop', 8900]);
    assert.equal((await sent(200, 'GET', path)).at('total', 'amount'), 23_300);
    now += 60_000;
    await sent(200, 'PATCH', `${path}/items/${item}?update_mask=quantity`, { quantity: 1, price_per_unit: 1 });
    assert.equal((await sent(200, 'GET', path)).at('modification_time'), new Date(now).toISOString());
    assert.equal((await sent(200, 'GET', `/v1/orders/${id}`)).at('total'), 144);

    const body = { product_id: 1, quantity: 1, price: '0.50', item_type: 'SPECIAL_PRODUCT' };
    const special = await sent(201, 'POST', `/v1/orders/${id}/items`, body);
    assert.deepEqual([special.at('price'), special.at('type')], [-0.5, 'SPECIAL_PRODUCT']);
    assert.equal((await sent(200, 'GET', path)).at('total', 'amount'), 14_350);
    await sent(204, 'DELETE', `/v1/orders/${id}/items/${special.at('id')}`);
    await sent(204, 'DELETE', `${path}/items/${item}`);
    assert.equal((await sent(200, 'GET', path)).at('total', 'amount'), 5500);
    await sent(404, 'GET', `${path}/items/${item}`);
    await sent(404, 'GET', `/v2/orders/2/items/1`);
  });

  it('are changed by what a body or its mask names', async () => {
    const id = await newOrder({ notes: 'Old', terms: 'Net 30' });
    const body = { notes: null, order_title: 'New', sent_time: '2026-11-20T09:00:00.000Z', contact_id: '5' };
    const changed = await sent(200, 'PATCH', `/v2/orders/${id}`, body);
    assert.deepEqual([changed.at('notes'), changed.at('terms'), changed.at('title')], [undefined, 'Net 30', 'New']);
    assert.deepEqual([changed.at('status'), changed.at('contact', 'id')], ['SENT', '5']);
    const masked = await sent(200, 'PATCH', `/v2/orders/${id}?update_mask=terms`, {
      terms: 'Net 7',
      notes: 'Not this',
    });
    assert.deepEqual([masked.at('terms'), masked.at('notes')], ['Net 7', undefined]);
    const shipped = await sent(200, 'PATCH', `/v2/orders/${id}`, {
      shipping_address: { line1: '1 Lane', locality: 'Leeds', zip_code: 'LS1', country_code: 'GBR', first_name: 'Zoë' },
    });
    assert.equal(shipped.at('shipping_information', 'address', 'postal_code'), 'LS1');
    const v1 = await sent(200, 'GET', `/v1/orders/${id}`);
    assert.deepEqual(
      [v1.at('shipping_information', 'city'), v1.at('shipping_information', 'first_name')],
      ['Leeds', 'Zoë'],
    );
    const found = await filtered('/v2/orders', `shipping_locality==leeds;ids==${id}`);
    assert.deepEqual(valuesIn(found, 'orders'), [id]);
  });

  it('made by v1 are seen by v2', async () => {
    const body = {
      ...{ contact_id: 4, order_title: 'By v1', order_date: '2026-11-18T08:00:00.000Z', order_type: 'Offline' },
      order_items: [{ product_id: 1, quantity: 2 }],
    };
    const id = await made('/v1/orders', body);
    const seen = await sent(200, 'GET', `/v2/orders/${id}`);
    assert.deepEqual([seen.at('title'), seen.at('order_type')], ['By v1', 'OFFLINE']);
    assert.deepEqual([seen.at('order_time'), seen.at('total', 'amount')], ['2026-11-18T08:00:00.000Z', 3990]);
  });

  it('are refused for what there is not and what cannot be sold', async () => {
    const item = { product_id: '1', quantity: 1 };
    const withItem = (more: object) => ({ ...ORDER, order_items: [{ ...item, ...more }] });
    await refused(400, /contact_id 99999/, 'POST', '/v2/orders', { ...ORDER, contact_id: '99999' });
    await refused(400, /product_id 99999/, 'POST', '/v2/orders', withItem({ product_id: '99999' }));
    await refused(400, /quantity must be/, 'POST', '/v2/orders', withItem({ quantity: 0 }));
    await refused(400, /name must not be blank/, 'POST', '/v2/orders', withItem({ name: ' ' }));
    await refused(
      400,
      /subscription_plan_id is required/,
      'POST',
      '/v2/orders',
      withItem({ item_type: 'SUBSCRIPTION' }),
    );
    const foreign = { item_type: 'SUBSCRIPTION', product_id: '3', subscription_plan_id: '1' };
    await refused(400, /no plan of product 3/, 'POST', '/v2/orders', withItem(foreign));
    const count = (await sent(200, 'GET', '/v1/orders?limit=1')).at('count');
    await refused(400, /price_per_unit is required/, 'POST', '/v2/orders', withItem({ item_type: 'FEE' }));
    assert.equal((await sent(200, 'GET', '/v1/orders?limit=1')).at('count'), count, 'nothing is made by halves');
    await refused(404, /Order with id 99999/, 'GET', '/v2/orders/99999');
  });

  it('get one line of tax, which follows the others', async () => {
    const product = await made('/v2/products', { name: 'Taxed', price: 1000, short_description: 'x', taxable: true });
    const id = await newOrder({ order_items: [{ product_id: product, quantity: 1 }] });
    const taxed = await sent(200, 'POST', `/v2/orders/${id}:applyTax`);
    assert.deepEqual([taxed.at('total', 'amount'), taxed.at('order_items', 1, 'item_type')], [1080, 'TAX']);
    await made(`/v2/orders/${id}/items`, { product_id: product, quantity: 1 });
    const again = await sent(200, 'POST', `/v2/orders/${id}:applyTax`);
    assert.deepEqual([again.at('total', 'amount'), again.list('order_items').length], [2160, 3]);
  });

  it('carry files and pay affiliates', async () => {
    const id = await newOrder();
    const attached = await sent(200, 'POST', `/v2/orders/${id}:attachFile`, { file_id: '1' });
    assert.deepEqual(attached.at('files'), [{ file_id: '1' }]);
    assert.deepEqual((await sent(200, 'POST', `/v2/orders/${id}:detachFile`, { file_id: '1' })).at('files'), []);
    await refused(400, /not attached/, 'POST', `/v2/orders/${id}:detachFile`, { file_id: '1' });
    await refused(400, /file_id 99999/, 'POST', `/v2/orders/${id}:attachFile`, { file_id: '99999' });

    const item = (await sent(200, 'GET', `/v2/orders/${id}`)).at('order_items', 0, 'id');
    const path = `/v2/orders/${id}/items/${item}:applyCommission`;
    const earned = async () =>
      (await sent(200, 'GET', '/v2/affiliates/1:commissions?page_size=1000')).list('affiliate_commissions').length;
    const before = await earned();
    await sent(200, 'POST', path, { affiliate_id: '1', payout_type: 'UPFRONT', pay_percent: 10 });
    assert.equal(await earned(), before + 1);
    await refused(400, /pay_percent or commission_amount/, 'POST', path, { affiliate_id: '1', payout_type: 'UPFRONT' });
  });

  it('divide their total by a payment plan', async () => {
    const id = await newOrder();
    const plan = { number_of_payments: 2, days_between_payments: 30, plan_start_date: '2026-12-01' };
    const first = { initial_payment_amount: 10.01, initial_payment_date: '2026-11-20' };
    const set = await sent(200, 'PATCH', `/v2/orders/${id}`, { payment_plan: { ...plan, ...first } });
    const items = asList(set.at('payment_plan', 'payment_plan_items'))?.map((item) => asObject(item) ?? {}) ?? [];
    assert.deepEqual(
      items.map((item) => [item['due_date'], cents(item, 'amount_due'), item['status']]),
      [
        ['2026-11-20', 1001, 'UNPAID_MANUAL'],
        ['2026-12-01', 2249, 'UNPAID_MANUAL'],
        ['2026-12-31', 2250, 'UNPAID_MANUAL'],
      ],
    );
    assert.equal(set.at('total_due', 'amount'), 1001, 'due is what is to be paid by now');
    const gateway = { merchant_account_id: 2, use_default: false };
    const put = await sent(200, 'PUT', `/v1/orders/${id}/paymentPlan`, { ...plan, payment_gateway: gateway });
    assert.deepEqual([put.at('number_of_payments'), put.at('payment_gateway')], [2, gateway]);
    const replaced = await sent(200, 'GET', `/v2/orders/${id}`);
    assert.deepEqual(
      [replaced.at('payment_plan', 'initial_payment_amount'), replaced.at('total_due', 'amount')],
      [undefined, 0],
    );
  });

  it('go with their items, unless money moved', async () => {
    const id = await newOrder();
    await sent(204, 'DELETE', `/v1/orders/${id}`);
    await sent(404, 'GET', `/v2/orders/${id}`);
    await refused(400, /transactions/, 'DELETE', '/v2/orders/3');
    await refused(400, /transactions/, 'DELETE', '/v1/orders/5');
  });

  it('stay in the books when their contact or affiliate goes', async () => {
    const contact = await made('/v2/contacts', {
      family_name: 'Leaves',
      email_addresses: [{ email: 'l@example.com', field: 'EMAIL1' }],
    });
    const id = await newOrder({ contact_id: contact });
    await sent(204, 'DELETE', `/v2/contacts/${contact}`);
    const order = await sent(200, 'GET', `/v2/orders/${id}`);
    assert.deepEqual([order.at('contact'), order.at('total', 'amount')], [undefined, 5500]);
    const affiliate = await made('/v2/affiliates', {
      code: 'leaves',
      contact_id: '11',
      status: 'ACTIVE',
      name: 'Leaves',
    });
    const path = `/v2/orders/${await newOrder({ lead_affiliate_id: affiliate })}`;
    assert.equal((await sent(200, 'GET', path)).at('lead_affiliate_id'), affiliate);
    await sent(204, 'DELETE', `/v2/affiliates/${affiliate}`);
    assert.equal((await sent(200, 'GET', path)).at('lead_affiliate_id'), undefined);
  });

  it('are seeded so that everything adds up', () => {
    const orders = keapClient(400).pages('/v2/orders', 1000);
    assert.equal(orders.length, 200);
    for (const order of orders) {
      assert.equal(cents(order, 'total'), sumOfItems(order), `order ${order['id']}`);
      const settled = cents(order, 'total_paid') >= cents(order, 'total');
      assert.equal(order['status'] === 'PAID', settled, `order ${order['id']}`);
    }
    const kinds = [
      orders.some((order) => cents(order, 'total') === 0),
      orders.some((order) => cents(order, 'total_paid') > 0 && order['status'] !== 'PAID'),
      ...['FULL', 'PARTIAL', 'NONE'].map((status) => orders.some((order) => order['refund_status'] === status)),
      ...['DRAFT', 'SENT', 'VIEWED', 'PAID'].map((status) => orders.some((order) => order['status'] === status)),
    ];
    assert.deepEqual(
      kinds,
      kinds.map(() => true),
    );
  });

  it('are filtered and sorted as the whole list says', () => {
    const { pages } = keapClient(400);
    const all = pages('/v2/orders', 1000);
    const expect = (filter: string, fits: (order: JsonObject) => boolean) => {
      const found = pages(`/v2/orders?filter=${encodeURIComponent(filter)}`, 1000).map(({ id }) => id);
      const wanted = all.filter(fits).map(({ id }) => id);
      assert.deepEqual(found, wanted, filter);
      assert.ok(found.length > 0 && found.length < all.length, filter);
    };
    const address = (order: JsonObject) => asObject(asObject(order['shipping_information'])?.['address']) ?? {};
    const moment = '2026-05-01T02:00:00.000+02:00';
    const isAfter = (order: JsonObject, name: string) => Date.parse(String(order[name])) >= Date.parse(moment);
    expect('paid==true', ({ status }) => status === 'PAID');
    expect('contact_id==1', ({ contact }) => asObject(contact)?.['id'] === '1');
    expect('invoice_id==10007', ({ invoice_id }) => invoice_id === '10007');
    expect('invoice_xid==10007', ({ invoice_id }) => invoice_id === '10007');
    expect(`created_since_time==${moment}`, (order) => isAfter(order, 'creation_time'));
    expect(`created_until_time==${moment}`, (order) => !isAfter(order, 'creation_time'));
    expect(`modified_since_time==${moment}`, (order) => isAfter(order, 'modification_time'));
    expect(`modified_until_time==${moment}`, (order) => !isAfter(order, 'modification_time'));
    expect('title==Spring*', ({ title }) => String(title).startsWith('Spring'));
    expect('order_type==OFFLINE', ({ order_type }) => order_type === 'OFFLINE');
    expect('shipping_region_code==DE-BY', (order) => address(order)['region_code'] === 'DE-BY');
    expect('shipping_postal_code==78701', (order) => address(order)['postal_code'] === '78701');
    expect('shipping_country_code==JPN', (order) => address(order)['country_code'] === 'JPN');
    expect('product_id==12', ({ order_items }) =>
      (asList(order_items) ?? []).some((item) => asObject(asObject(item)?.['product'])?.['id'] === '12'),
    );
    for (const [field, name] of [
      ['order_time', 'order_time'],
      ['modification_time', 'modification_time'],
    ] as const) {
      const times = pages(`/v2/orders?order_by=${field}%20desc`, 1000).map((order) => String(order[name]));
      assert.deepEqual(times, times.toSorted().reverse(), field);
    }
  });

  it('are listed by v1 with the latest at the top, by contact, product, payment and time', async () => {
    const list = async (query: string) => (await sent(200, 'GET', `/v1/orders?${query}`)).list('orders');
    const all = await list('limit=1000');
    const dates = all.map(({ creation_date }) => String(creation_date));
    assert.deepEqual(dates, dates.toSorted().reverse());
    const changes = (await list('limit=50&order=update_date')).map(({ modification_date }) =>
      String(modification_date),
    );
    assert.deepEqual(changes, changes.toSorted().reverse());
    assert.ok((await list('contact_id=1')).every(({ contact_id }) => contact_id === '1'));
    assert.ok(
      (await list('paid=false&limit=100')).every(
        ({ total, total_paid }) => Number(total) > Number(total_paid) || total === 0,
      ),
    );
    const since = '2026-06-01T00:00:00.000Z';
    const until = '2026-07-01T00:00:00.000Z';
    const june = await list(`since=${since}&until=${until}&limit=1000`);
    assert.ok(june.length > 0);
    assert.ok(june.every(({ creation_date: date }) => String(date) >= since && String(date) <= until));
    const withProduct = await list('product_id=12&limit=1000');
    assert.ok(withProduct.length > 0 && withProduct.length < all.length);
  });
});
