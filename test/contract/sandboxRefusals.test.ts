import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { KEY, type Reply, sandboxClient } from './sandboxSupport.ts';

type Client = Awaited<ReturnType<typeof sandboxClient>>;

function fault(reply: Reply, status: number, code: string): void {
  assert.equal(reply.status, status, reply.text);
  assert.equal(reply.at('fault', 'detail', 'errorcode'), code);
}

function refusal(reply: Reply, status: number, message: RegExp): void {
  assert.equal(reply.status, status, reply.text);
  assert.match(String(reply.at('message')), message);
}

describe('The sandbox refuses as Keap does', () => {
  let client: Client;
  let send: Client['send'];
  before(async () => {
    client = await sandboxClient();
    send = client.send;
  });
  after(() => client.close());

  it('whoever has no key, before it looks at the path', async () => {
    fault(await send('GET', '/v2/contacts', undefined, {}), 401, 'oauth.v2.InvalidAccessToken');
    fault(await send('GET', '/v9/nothing', undefined, {}), 401, 'oauth.v2.InvalidAccessToken');
    fault(
      await send('GET', '/v1/users', undefined, { authorization: 'Basic abc' }),
      401,
      'oauth.v2.InvalidAccessToken',
    );
    const reply = await send('GET', '/v2/contacts', undefined, {});
    assert.equal(reply.at('fault', 'faultstring'), 'Invalid access token');
    assert.equal(reply.headers.get('x-keap-product-quota-available'), '');
    assert.equal(reply.headers.get('x-keap-tenant-throttle-limit'), '|');
  });

  it('keys that are wrong or revoked, in either header', async () => {
    const revoked = `KeapAK-${'b'.repeat(20)}revoked`;
    for (const headers of [
      { authorization: 'Bearer something' },
      { authorization: `Bearer ${revoked}` },
      { 'x-keap-api-key': revoked },
      { 'x-keap-api-key': 'KeapAK-short' },
    ]) {
      const reply = await send('GET', '/v2/contacts', undefined, headers);
      fault(reply, 401, 'keymanagement.service.invalid_access_token');
      assert.equal(reply.at('fault', 'faultstring'), 'Invalid Access Token');
    }
    assert.equal((await send('GET', '/v2/contacts', undefined, { authorization: `Bearer ${KEY}` })).status, 200);
  });

  it('keys that have expired', async () => {
    const expired = `KeapAK-${'b'.repeat(20)}expired`;
    for (const headers of [{ authorization: `Bearer ${expired}` }, { 'x-keap-api-key': expired }]) {
      const reply = await send('GET', '/v2/contacts', undefined, headers);
      fault(reply, 401, 'keymanagement.service.access_token_expired');
      assert.equal(reply.at('fault', 'faultstring'), 'Access Token expired');
    }
  });

  it('unknown ids and paths, in the shape of the version', async () => {
    const v2 = await send('GET', '/v2/contacts/999999');
    assert.equal(v2.status, 404);
    assert.deepEqual(v2.json, {
      code: 404,
      message: 'Contact with id 999999 was not found',
      status: 'Not Found',
      details: [{ domain: 'contact', resource: 'GET /rest/v2/contacts/999999' }],
    });
    const v1 = await send('GET', '/v1/companies/999999');
    assert.deepEqual([v1.status, v1.json], [404, { message: 'Company with id 999999 was not found' }]);
    refusal(await send('GET', '/v2/nothing'), 404, /Nothing is found/);
    assert.deepEqual(Object.keys((await send('GET', '/v1/nothing')).json as object), ['message']);
    refusal(await send('PUT', '/v2/contacts/1', {}), 405, /PUT/);
    fault(await send('GET', '/v3/x'), 404, 'messaging.adaptors.http.flow.ApplicationNotFound');
    refusal(await send('GET', '/v2/contacts/abc'), 400, /contact_id is invalid/);
    refusal(await send('GET', '/v1/contacts/abc'), 400, /id must be an integer/);
    refusal(await send('GET', '/v2/files/%E0%A4%A'), 400, /percent/);
  });

  it('bodies that are broken, of the wrong shape or missing', async () => {
    refusal(await send('POST', '/v2/contacts', '{"given_name": '), 400, /not valid JSON/);
    refusal(await send('POST', '/v2/contacts', []), 400, /The body must be an object/);
    refusal(await send('POST', '/v2/contacts'), 400, /body is required/);
    refusal(await send('POST', '/v2/contacts', { given_name: 5 }), 400, /given_name must be a string/);
    refusal(await send('POST', '/v2/contacts', { given_name: 'x'.repeat(41) }), 400, /40 characters/);
    refusal(await send('POST', '/v2/contacts', { source_type: 'NOPE' }), 400, /source_type must be one of/);
    refusal(await send('POST', '/v2/contacts', { addresses: [{ field: 'MOON' }] }), 400, /addresses\[0\]\.field/);
    refusal(await send('POST', '/v2/contacts', { given_name: 'Unreachable' }), 400, /at least one item/);
    refusal(
      await send('POST', '/v2/contacts', { addresses: [{ field: 'BILLING', region: 'Arizona' }] }),
      400,
      /country_code/,
    );
    refusal(await send('POST', '/v1/tags', { description: 'nameless' }), 400, /name is required/);
    refusal(await send('POST', '/v1/contacts', { tag_ids: [1], given_name: 'x' }), 400, /Tags can't be added/);
    refusal(await send('POST', '/v2/files', 'no form'), 400, /multipart/);
    assert.equal((await send('POST', '/v2/tags', { name: 'Fine', nobody_knows: 1 })).status, 201);
  });

  it('parameters beyond what they may be, and passes over names nobody knows', async () => {
    refusal(await send('GET', '/v2/contacts?page_size=1001'), 400, /page_size must be at most 1000/);
    refusal(await send('GET', '/v2/users?page_size=101'), 400, /at most 100/);
    refusal(await send('GET', '/v2/contacts?page_size=ten'), 400, /page_size must be an integer/);
    refusal(await send('GET', '/v2/contacts?page_token=bogus'), 400, /page_token/);
    refusal(await send('GET', '/v1/contacts?limit=-1'), 400, /limit/);
    refusal(await send('GET', '/v1/contacts?order=shoe_size'), 400, /order must be one of/);
    refusal(await send('GET', '/v1/contacts?since=2026-01-01'), 400, /since/);
    refusal(
      await send('GET', '/v1/contacts?optional_properties=shoe_size'),
      400,
      /optional-properties are unrecognized/,
    );
    refusal(await send('DELETE', '/v1/contacts/1/tags'), 400, /ids is required/);
    refusal(await send('PATCH', '/v2/contacts/1?update_mask=shoe_size', {}), 400, /update_mask must be one of/);
    const ignored = await send('GET', '/v2/contacts?email=nobody@example.com&page_size=5');
    assert.equal(ignored.list('contacts').length, 5);
    const token = ignored.at('next_page_token');
    refusal(await send('GET', `/v2/contacts?order_by=email&page_token=${token}`), 400, /page_token/);
  });

  it('filters and orders it does not know', async () => {
    const filtered = (filter: string, path = '/v2/contacts') =>
      send('GET', `${path}?filter=${encodeURIComponent(filter)}`);
    refusal(await filtered('shoe_size==42'), 400, /'shoe_size' is not supported/);
    refusal(await filtered('email>a'), 400, /does not support the operator '>'/);
    refusal(await filtered('email==*a'), 400, /only at the end/);
    refusal(await filtered('start_update_time==2026-01-01'), 400, /milliseconds/);
    refusal(await filtered('phone_number==555'), 400, /phone_fields is required/);
    refusal(await filtered('email'), 400, /field==value/);
    refusal(await filtered('shoe_size==42', '/v2/orders'), 400, /not supported/);
    refusal(await send('GET', '/v2/contacts?order_by=shoe_size'), 400, /order_by takes/);
    refusal(await send('GET', '/v2/contacts?order_by=id%20up'), 400, /asc or desc/);
    assert.equal((await filtered('Budget>100;interests==Workshops')).status, 200);
  });

  it('a foreign Host', async () => {
    const { port } = new URL(client.sandbox.origin);
    const ask = (path: string, host: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const headers = { host, 'x-keap-api-key': KEY };
        httpRequest({ host: '127.0.0.1', port, path, headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      });
    for (const path of ['/crm/rest/v2/contacts', '/sandbox', '/sandbox/snapshot', '/', '/token']) {
      assert.equal(await ask(path, 'evil.example.com'), 421, path);
      assert.equal(await ask(path, '127.0.0.1.evil.example.com'), 421, path);
    }
    assert.equal(await ask('/crm/rest/v2/tags', `localhost:${port}`), 200);
  });

  it('a body beyond 64 MB, when all of it has come', async () => {
    const reply = await send('POST', '/v2/contacts', ' '.repeat(64 * 1024 * 1024 + 1));
    fault(reply, 413, 'protocol.http.TooBigBody');
  });

  it("tokens it never gave, in OAuth's own shape and without asking for a key", async () => {
    const exchange = (form: Record<string, string>, headers: Record<string, string> = {}) =>
      client.sendTo('POST', '/token', new URLSearchParams(form).toString(), {
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
      });
    const refreshed = await exchange({ grant_type: 'refresh_token', refresh_token: 'spent' });
    assert.deepEqual(
      [refreshed.status, refreshed.json],
      [400, { error: 'invalid_grant', error_description: 'Invalid refresh token' }],
    );
    assert.equal((await exchange({ grant_type: 'authorization_code', code: 'x' })).at('error'), 'invalid_grant');
    assert.equal((await exchange({ grant_type: 'password' })).at('error'), 'unsupported_grant_type');
    assert.equal((await exchange({})).at('error'), 'invalid_request');
    const basic = `Basic ${Buffer.from('client-inactive:secret').toString('base64')}`;
    for (const dead of [
      await exchange({ grant_type: 'refresh_token' }, { authorization: basic }),
      await exchange({ grant_type: 'authorization_code', client_id: 'client-inactive' }),
    ]) {
      assert.deepEqual([dead.status, dead.text], [400, '<h1>Developer Inactive</h1>']);
      assert.match(dead.headers.get('content-type') ?? '', /^text\/html/);
    }
    fault(await client.sendTo('GET', '/token', undefined, {}), 401, 'oauth.v2.InvalidAccessToken');
  });

  it('web pages, which get no leave to send a key', async () => {
    const headers = { origin: 'https://evil.example.com', 'access-control-request-headers': 'x-keap-api-key' };
    for (const path of ['/crm/rest/v2/contacts', '/sandbox', '/']) {
      for (const method of ['OPTIONS', 'GET']) {
        const reply = await client.sendTo(method, path, undefined, headers);
        assert.equal(
          [...reply.headers.keys()].find((name) => name.startsWith('access-control-')),
          undefined,
        );
      }
    }
  });
});
