import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, describe, it } from 'node:test';
import type { JsonObject } from '../../../src/keap/json.ts';
import { KEY, type Reply, sandboxClient } from '../sandboxSupport.ts';

/** Hooks and the handshake that verifies them, with a server of our own at the other end. */
describe('The sandbox remembers hooks:', () => {
  let client: Awaited<ReturnType<typeof sandboxClient>>;
  let send: typeof client.send;
  let closing: (() => Promise<unknown>)[] = [];
  before(async () => {
    client = await sandboxClient();
    send = client.send;
  });
  afterEach(async () => {
    await Promise.all(closing.map((close) => close()));
    closing = [];
  });
  after(() => client.close());

  const ok = (reply: Reply, status = 200): Reply => {
    assert.equal(reply.status, status, reply.text);
    return reply;
  };

  /** A hook's server: its address, and the handshakes that came. */
  const listener = async (answer: (request: IncomingMessage, response: ServerResponse) => void) => {
    const secrets: string[] = [];
    const server = createServer((request, response) => {
      secrets.push(`${request.method} ${request.headers['x-hook-secret']}`);
      answer(request, response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(async () => {
      server.close();
      server.closeAllConnections();
    });
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?a=b`, secrets, server };
  };
  const echo = (request: IncomingMessage, response: ServerResponse) =>
    response.writeHead(200, { 'X-Hook-Secret': request.headers['x-hook-secret'] }).end();

  const statusOf = async (key: unknown) => ok(await send('GET', `/v1/hooks/${key}`)).at('status');

  /** Asks until the status is what it shall be: the handshake is answered when it is answered. */
  const becomes = async (key: unknown, wanted: string) => {
    for (let tries = 0; tries < 200; tries++) if ((await statusOf(key)) === wanted) return;
    assert.fail(`The hook did not become ${wanted}.`);
  };

  it('one is verified by a server that sends the secret back', async () => {
    const { url, secrets } = await listener(echo);
    const created = ok(await send('POST', '/v1/hooks', { eventKey: 'contact.add', hookUrl: url }));
    assert.deepEqual(
      [created.at('eventKey'), created.at('hookUrl'), created.at('status')],
      ['contact.add', url, 'Unverified'],
    );
    assert.equal(Object.hasOwn(created.json as object, 'secret'), false);
    await becomes(created.at('key'), 'Verified');
    assert.match(secrets.join(), /^POST \S{8,}$/);

    const list = ok(await send('GET', '/v1/hooks')).json as JsonObject[];
    assert.ok(Array.isArray(list), 'a bare list');
    assert.ok(list.some(({ key, status }) => key === created.at('key') && status === 'Verified'));
    assert.deepEqual(new Set(list.map(({ status }) => status)), new Set(['Verified', 'Unverified', 'Inactive']));

    ok(await send('DELETE', `/v1/hooks/${created.at('key')}`), 204);
    assert.equal((await send('GET', `/v1/hooks/${created.at('key')}`)).status, 404);
  });

  it('a server that does not, leaves it as it is until it is asked again', async () => {
    let isWilling = false;
    const { url, server } = await listener((request, response) => {
      if (isWilling) echo(request, response);
      else response.writeHead(200, { 'X-Hook-Secret': 'something else' }).end();
    });
    const asked = once(server, 'request');
    const { at } = ok(await send('POST', '/v1/hooks', { eventKey: 'order.add', hookUrl: url }));
    await asked;
    assert.equal(await statusOf(at('key')), 'Unverified');
    isWilling = true;
    assert.equal(ok(await send('POST', `/v1/hooks/${at('key')}/verify`)).at('status'), 'Unverified');
    await becomes(at('key'), 'Verified');
  });

  it('one is verified later by the secret its server got, and by no other', async () => {
    const { url, secrets, server } = await listener((_request, response) => response.writeHead(202).end());
    const asked = once(server, 'request');
    const { at } = ok(await send('POST', '/v1/hooks', { eventKey: 'task.edit', hookUrl: url }));
    await asked;
    const confirm = (secret: string) =>
      send('POST', `/v1/hooks/${at('key')}/delayedVerify`, undefined, {
        'X-Keap-API-Key': KEY,
        'X-Hook-Secret': secret,
      });
    assert.equal(ok(await confirm('wrong')).at('status'), 'Unverified');
    assert.equal((await send('POST', `/v1/hooks/${at('key')}/delayedVerify`)).status, 400, 'without the header');
    const secret = String(secrets[0]).replace('POST ', '');
    assert.equal(ok(await confirm(secret)).at('status'), 'Verified');
  });

  it('one that is led elsewhere has to be verified again', async () => {
    const first = await listener(echo);
    const { at } = ok(await send('POST', '/v1/hooks', { eventKey: 'note.add', hookUrl: first.url }));
    await becomes(at('key'), 'Verified');
    const path = `/v1/hooks/${at('key')}`;
    assert.equal(ok(await send('PUT', path, { eventKey: 'note.edit' })).at('status'), 'Verified');
    const moved = ok(await send('PUT', path, { hookUrl: 'http://127.0.0.1:1/' }));
    assert.deepEqual([moved.at('eventKey'), moved.at('status')], ['note.edit', 'Unverified']);
    assert.equal(first.secrets.length, 1);
  });

  it('a seeded one, whose server is never called, stays as it is', async () => {
    assert.equal(ok(await send('POST', '/v1/hooks/3/verify')).at('status'), 'Inactive');
    assert.equal(await statusOf(3), 'Inactive');
  });

  it('there are 46 events to subscribe to', async () => {
    const keys = ok(await send('GET', '/v1/hooks/event_keys')).json as string[];
    assert.equal(new Set(keys).size, 46);
    assert.ok(
      ['contact.redact', 'contactGroup.applied', 'invoice.payment.add', 'user.activate'].every((key) =>
        keys.includes(key),
      ),
    );
  });

  it('refuses events and addresses that are none', async () => {
    const hook = { eventKey: 'contact.add', hookUrl: 'https://example.com/' };
    for (const wrong of [{ eventKey: 'contact.sneeze' }, { hookUrl: 'nowhere' }, { hookUrl: 'file:///etc' }]) {
      assert.equal((await send('POST', '/v1/hooks', { ...hook, ...wrong })).status, 400, JSON.stringify(wrong));
    }
    assert.equal((await send('POST', '/v1/hooks', { eventKey: 'contact.add' })).status, 400);
    assert.equal((await send('GET', '/v1/hooks/nothing')).status, 404);
  });
});
