import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { KEY } from '../sandboxSupport.ts';
import { sentRequests, valuesIn } from './sentRequests.ts';

let now = Date.UTC(2026, 10, 20, 12);
const { sent, refused, made, filtered, origin } = sentRequests({ clock: () => now });

const newProduct = (fields = {}) =>
  made('/v2/products', { name: 'Hand fork', price: 1250, short_description: 'Short', ...fields });

describe('Products of the sandbox', () => {
  it('live in both versions, with prices in cents and in dollars', async () => {
    const id = await newProduct({ inventory: { inventory_limit: 2, inventory_count: 30 } });
    const made = await sent(200, 'GET', `/v2/products/${id}`);
    assert.deepEqual(made.at('price'), { amount: 1250, currency_code: 'USD', formatted_amount: '$12.50' });
    assert.deepEqual(made.at('inventory'), { inventory_limit: 2, inventory_count: 30 });
    assert.equal(made.at('create_time'), new Date(now).toISOString());
    assert.equal((await sent(200, 'GET', `/v1/products/${id}`)).at('product_price'), 12.5);

    const change = { product_name: 'Hand fork XL', product_price: 19.99, active: false };
    const changed = await sent(200, 'PATCH', `/v1/products/${id}`, change);
    assert.equal(changed.at('active'), false);
    const seen = await sent(200, 'GET', `/v2/products/${id}`);
    assert.deepEqual([seen.at('name'), seen.at('price', 'amount')], ['Hand fork XL', 1999]);
    assert.equal(seen.at('short_description'), 'Short');

    await sent(204, 'DELETE', `/v1/products/${id}`);
    await sent(404, 'GET', `/v2/products/${id}`);
    await sent(404, 'GET', `/v1/products/${id}`);
  });

  it('made by v1 are seen by v2', async () => {
    const made = await sent(201, 'POST', '/v1/products', { product_name: 'Hoe', sku: 'HOE-1', product_desc: 'Long' });
    const seen = await sent(200, 'GET', `/v2/products/${made.at('id')}`);
    assert.deepEqual([seen.at('name'), seen.at('sku'), seen.at('description')], ['Hoe', 'HOE-1', 'Long']);
    assert.equal(typeof made.at('id'), 'number');
  });

  it('change by update_mask only in what it names', async () => {
    const id = await newProduct();
    const changed = await sent(200, 'PATCH', `/v2/products/${id}?update_mask=price`, { name: 'Not this', price: 0 });
    assert.deepEqual([changed.at('name'), changed.at('price', 'amount')], ['Hand fork', 0]);
    const stock = await sent(200, 'PATCH', `/v2/products/${id}`, { inventory_limit: 7, weight: 1.5 });
    assert.deepEqual([stock.at('inventory', 'inventory_limit'), stock.at('weight')], [7, 1.5]);
  });

  it('are refused without a name, below a price of nothing, and where there is none', async () => {
    const body = { name: ' ', price: 1, short_description: 'x' };
    await refused(400, /name is required/, 'POST', '/v2/products', body);
    await refused(400, /price must be/, 'POST', '/v2/products', { ...body, name: 'x', price: -1 });
    await refused(400, /price must be/, 'POST', '/v1/products', { product_name: 'x', product_price: -0.01 });
    await refused(400, /short_description is required/, 'POST', '/v2/products', { name: 'x', price: 1 });
    await refused(404, /Product with id 99999/, 'PATCH', '/v2/products/99999', {});
  });

  it('are filtered and sorted as the whole list says', async () => {
    const all = (await sent(200, 'GET', '/v2/products?page_size=1000')).list('products');
    const expect = async (filter: string, fits: (product: (typeof all)[number]) => boolean) => {
      const found = await filtered('/v2/products', filter);
      const wanted = all.filter(fits).map(({ id }) => id);
      assert.ok(wanted.length > 0 && wanted.length < all.length, filter);
      assert.deepEqual(valuesIn(found, 'products'), wanted, filter);
    };
    const starts = (value: unknown, text: string) => String(value).toLowerCase().startsWith(text);
    await expect('name==the*', ({ name }) => starts(name, 'the'));
    await expect('sku==SB-3*', ({ sku }) => starts(sku, 'sb-3'));
    await expect('short_description==ask us', (product) => product['short_description'] === 'Ask us');
    await expect('description==k*', ({ description }) => starts(description, 'k'));
    await expect('product_id>=9;product_id<12', ({ id }) => Number(id) >= 9 && Number(id) < 12);
    await expect('product_ids==3,5,8', ({ id }) => ['3', '5', '8'].includes(String(id)));

    const latest = await sent(200, 'GET', '/v2/products?order_by=last_updated_time%20desc');
    const moments = valuesIn(latest, 'products', 'update_time');
    assert.deepEqual(moments, moments.toSorted().toReversed());
    const named = await sent(200, 'GET', '/v2/products?order_by=name');
    assert.equal(named.at('products', 0, 'name'), '<b>Bold</b> bean brittle');
  });

  it('are listed by v1 whole or by whether they are active', async () => {
    const all = await sent(200, 'GET', '/v1/products');
    const active = await sent(200, 'GET', '/v1/products?active=true&limit=3&offset=3');
    const off = await sent(200, 'GET', '/v1/products?active=false');
    assert.equal(Number(active.at('count')) + Number(off.at('count')), all.at('count'));
    assert.equal(active.list('products').length, 3);
    assert.ok(off.list('products').every(({ status }) => status === 0));
    assert.match(String(active.at('next')), /limit=3&offset=6&active=true$/);
  });

  it('come again from a sync token only when something happened to them', async () => {
    const kept = await newProduct();
    const gone = await newProduct();
    now += 1000;
    const first = await sent(200, 'GET', '/v1/products/sync?limit=5');
    assert.equal(first.list('product_statuses').length, 5);
    const token = `sync_token=${first.at('sync_token')}`;
    assert.equal((await sent(200, 'GET', `/v1/products/sync?${token}`)).at('count'), 0);

    now += 1000;
    await sent(200, 'PATCH', `/v2/products/${kept}`, { name: 'Changed since' });
    await sent(204, 'DELETE', `/v2/products/${gone}`);
    const fresh = await newProduct({ name: 'New since' });
    const since = (await sent(200, 'GET', `/v1/products/sync?${token}`)).list('product_statuses');
    const said = since.map(({ product, status }) => [Object(product)['id'], Object(product)['product_name'], status]);
    assert.deepEqual(said, [
      [Number(kept), 'Changed since', 'UPDATED'],
      [Number(fresh), 'New since', 'CREATED'],
    ]);
    await refused(400, /sync_token/, 'GET', '/v1/products/sync?sync_token=nonsense');
  });

  it('count their inventory up and down, never below nothing', async () => {
    const id = await newProduct({ inventory: { inventory_count: 5 } });
    const adjust = (body: unknown) => ['POST', `/v2/products/${id}:adjustInventory`, body] as const;
    const more = await sent(200, ...adjust({ type: 'INCREASE', quantity: 3 }));
    assert.equal(more.at('inventory', 'inventory_count'), 8);
    await refused(400, /below 0/, ...adjust({ type: 'DECREASE', quantity: 9 }));
    const less = await sent(200, ...adjust({ type: 'DECREASE', quantity: 8 }));
    assert.equal(less.at('inventory', 'inventory_count'), 0);
    await refused(400, /quantity is required/, ...adjust({ type: 'DECREASE' }));
    const listed = await filtered('/v2/products', `product_id==${id}`);
    assert.equal(listed.at('products', 0, 'inventory', 'inventory_count'), undefined);
  });

  it('have an image that comes back byte by byte where it is the legacy one', async () => {
    const id = await newProduct();
    const path = `/v2/products/${id}/images`;
    const read = async () => {
      const headers = { 'X-Keap-API-Key': KEY };
      const response = await fetch(`${origin()}/crm/rest${path}/legacyImageData`, { headers });
      return response.ok ? Buffer.from(await response.arrayBuffer()) : response.status;
    };
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const form = () => {
      const data = new FormData();
      data.append('file', new Blob([bytes]), 'rose.png');
      return data;
    };
    assert.equal(await read(), 404);
    await sent(201, 'POST', path, form());
    assert.equal(await read(), 404);
    await sent(201, 'POST', `${path}?legacy=true`, form());
    assert.deepEqual(await read(), Buffer.from(bytes));
    assert.equal((await sent(200, 'GET', `/v2/products/${id}`)).at('has_legacy_image'), true);
    await sent(204, 'DELETE', path);
    await sent(404, 'DELETE', path);
    assert.equal(await read(), 404);

    const file = Buffer.from('not quite a picture');
    const checksum = createHash('sha256').update(file).digest('hex');
    const image = { file_name: 'rose.jpeg', file_data: file.toString('base64'), checksum };
    await sent(201, 'POST', `/v1/products/${id}/image`, image);
    assert.deepEqual(await read(), file);
    await refused(400, /checksum/, 'POST', `/v1/products/${id}/image`, { ...image, checksum: 'ff' });
    await refused(400, /file_name/, 'POST', `/v1/products/${id}/image`, { ...image, file_name: 'rose.pdf' });
    await sent(204, 'DELETE', `/v1/products/${id}/image`);
    assert.equal(await read(), 404);
  });
});
