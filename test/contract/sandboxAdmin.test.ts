import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { asObject } from '../../src/keap/json.ts';
import { KEY, sandboxClient } from './sandboxSupport.ts';

type Client = Awaited<ReturnType<typeof sandboxClient>>;

describe('The sandbox about itself', () => {
  let client: Client;
  let send: Client['send'];
  let sendTo: Client['sendTo'];
  before(async () => {
    client = await sandboxClient({ limits: true, account: { contacts: 30, seed: 5 }, clock: () => 1_800_000_000_000 });
    ({ send, sendTo } = client);
  });
  after(() => client.close());

  const makeTag = async (name: string) => (await send('POST', '/v2/tags', { name })).at('id');
  const tagStatus = async (id: unknown) => (await send('GET', `/v2/tags/${id}`)).status;
  const reset = () => sendTo('POST', '/sandbox/reset');

  it('asks for a key before anything else', async () => {
    for (const [method, path] of [
      ['GET', '/sandbox'],
      ['POST', '/sandbox/reset'],
      ['GET', '/sandbox/snapshot'],
      ['PUT', '/sandbox/snapshot'],
      ['GET', '/sandbox/nothing'],
      ['DELETE', '/sandbox'],
    ] as const) {
      const reply = await sendTo(method, path, undefined, {});
      assert.equal(reply.status, 401, `${method} ${path}`);
      assert.equal(reply.at('fault', 'detail', 'errorcode'), 'oauth.v2.InvalidAccessToken');
    }
    assert.equal((await sendTo('GET', '/sandbox', undefined, { authorization: `Bearer ${KEY}` })).status, 200);
  });

  it('tells what it is and what it has answered', async () => {
    await reset();
    await send('GET', '/v2/tags');
    await send('GET', '/v2/tags/999999');
    await send('GET', '/v2/tags', undefined, {});
    const status = await sendTo('GET', '/sandbox');
    assert.deepEqual(status.at('account'), { contacts: 30, seed: 5 });
    assert.deepEqual(status.at('answered'), { '200': 1, '401': 1, '404': 1 });
    assert.equal(status.at('limits', 'allowance', 'minute'), 120);
    assert.equal(status.at('limits', 'secondModel'), 'sliding');
    assert.deepEqual(status.at('faults'), {});
  });

  it('forgets everything on a reset: the account, the counts and the limits', async () => {
    await reset();
    const id = await makeTag('For a while');
    for (let turn = 0; turn < 4; turn++) assert.equal(await tagStatus(id), 200);
    assert.equal(await tagStatus(id), 429);
    const reply = await reset();
    assert.deepEqual([reply.status, reply.text], [204, '']);
    assert.deepEqual((await sendTo('GET', '/sandbox')).at('answered'), {});
    const gone = await send('GET', `/v2/tags/${id}`);
    assert.deepEqual([gone.status, gone.headers.get('x-keap-product-quota-used')], [404, '1']);
  });

  it('keeps and puts back the account', async () => {
    await reset();
    const id = await makeTag('To be kept');
    await send('DELETE', '/v2/contacts/1');
    const kept = await sendTo('GET', '/sandbox/snapshot');
    assert.equal(kept.status, 200);
    assert.ok(asObject(kept.json));
    await reset();
    assert.deepEqual([await tagStatus(id), (await send('GET', '/v2/contacts/1')).status], [404, 200]);
    const put = await sendTo('PUT', '/sandbox/snapshot', kept.json);
    assert.deepEqual([put.status, put.text], [204, '']);
    assert.deepEqual([await tagStatus(id), (await send('GET', '/v2/contacts/1')).status], [200, 404]);
    assert.deepEqual((await sendTo('GET', '/sandbox/snapshot')).json, kept.json);
  });

  it('takes a snapshot of another account, and says so', async (t) => {
    const other = await sandboxClient({ account: { contacts: 12, seed: 6 } });
    t.after(other.close);
    const snapshot = (await other.sendTo('GET', '/sandbox/snapshot')).json;
    await reset();
    assert.equal((await sendTo('PUT', '/sandbox/snapshot', snapshot)).status, 204);
    assert.equal((await send('GET', '/v1/contacts?limit=1')).at('count'), 12);
    assert.deepEqual((await sendTo('GET', '/sandbox')).at('account'), { contacts: 12, seed: 6 });
  });

  it('refuses what is no snapshot and leaves the account as it is', async () => {
    await reset();
    const id = await makeTag('Still here');
    for (const body of ['{"version": ', '', '[]', '{}', '{"version":99}', 'null']) {
      const reply = await sendTo('PUT', '/sandbox/snapshot', body);
      assert.equal(reply.status, 400, body);
      assert.equal(typeof reply.at('message'), 'string');
    }
    assert.equal(await tagStatus(id), 200);
  });

  it('knows no other paths and methods', async () => {
    assert.match(String((await sendTo('GET', '/sandbox/shoes')).at('message')), /not \/sandbox\/shoes\.$/);
    assert.equal((await sendTo('GET', '/sandbox/')).status, 404);
    const wrong = await sendTo('DELETE', '/sandbox/snapshot');
    assert.deepEqual([wrong.status, wrong.headers.get('allow')], [405, 'GET, PUT']);
    assert.equal((await sendTo('GET', '/sandboxes')).status, 404);
    assert.equal((await sendTo('GET', '/sandboxes', undefined, {})).status, 401);
  });

  it('says at its address what it is, without a key and without giving one away', async () => {
    const page = await sendTo('GET', '/', undefined, {});
    assert.equal(page.status, 200);
    assert.match(page.headers.get('content-type') ?? '', /^text\/plain/);
    assert.ok(page.text.includes(`${client.sandbox.origin}/crm/rest/v2/contacts`));
    assert.doesNotMatch(page.text, /KeapAK-\w/);
    assert.equal((await sendTo('POST', '/', undefined, {})).status, 401);
  });
});
