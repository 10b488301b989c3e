import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { asList, asNumber, asObject, asString, type JsonObject, parseJson } from '../../../src/keap/json.ts';
import { type Reply, sandboxClient } from '../sandboxSupport.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const START = Date.parse('2026-11-30T12:00:00Z');

/** From an event to the first try, and from each try to the next. */
const SCHEDULE = [
  { least: 30 * SECOND, most: 60 * SECOND },
  { least: 30 * SECOND, most: 60 * SECOND },
  { least: 5 * MINUTE, most: 5 * MINUTE },
  { least: 30 * MINUTE, most: 30 * MINUTE },
];

/** Time that goes on when a test says so. */
class SetClock {
  time = START;
  private sleepers: { readonly at: number; readonly wake: () => void }[] = [];

  readonly now = (): number => this.time;

  readonly delay = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal.aborted) reject(signal.reason);
      const sleeper = { at: this.time + ms, wake: resolve };
      this.sleepers.push(sleeper);
      signal.addEventListener('abort', () => {
        this.sleepers = this.sleepers.filter((each) => each !== sleeper);
        reject(signal.reason);
      });
    });

  advance(ms: number): void {
    this.time += ms;
    const due = this.sleepers.filter(({ at }) => at <= this.time);
    this.sleepers = this.sleepers.filter((each) => !due.includes(each));
    for (const { wake } of due) wake();
  }
}

describe('The sandbox tells hooks what happens:', () => {
  let clock: SetClock;
  let client: Awaited<ReturnType<typeof sandboxClient>>;
  let closing: (() => Promise<unknown>)[] = [];
  beforeEach(async () => {
    clock = new SetClock();
    client = await sandboxClient({ account: { contacts: 1_300, seed: 3 }, clock: clock.now, delay: clock.delay });
    closing = [() => client.close()];
  });
  afterEach(() => Promise.all(closing.map((close) => close())));

  const ok = (reply: Reply, status = 200): Reply => {
    assert.equal(reply.status, status, reply.text);
    return reply;
  };
  const waiting = async () => ok(await client.sendTo('GET', '/sandbox/hooks')).list('waiting');
  const statusOf = async (key: unknown) => ok(await client.send('GET', `/v1/hooks/${key}`)).at('status');
  const hurry = async () => ok(await client.sendTo('POST', '/sandbox/hooks/deliver')).list('tried');

  /** Asks until something is so: what goes over the network takes its time. */
  const becomes = async <T>(what: () => Promise<T>, wanted: (now: T) => boolean): Promise<T> => {
    for (let tries = 0; tries < 5_000; tries++) {
      await new Promise(setImmediate);
      const now = await what();
      if (wanted(now)) return now;
    }
    return assert.fail('It did not become so.');
  };

  /** A hook’s server that answers the handshake, and deliveries as it is told; 0 answers nothing. */
  const receiver = async (status = 200) => {
    const told = { status, bodies: [] as JsonObject[], secrets: [] as string[], url: '' };
    const server = createServer(async (request, response) => {
      const secret = request.headers['x-hook-secret'];
      if (typeof secret === 'string') {
        told.secrets.push(secret);
        response.writeHead(200, { 'X-Hook-Secret': secret }).end();
        return;
      }
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const parsed = parseJson(Buffer.concat(chunks).toString());
      told.bodies.push(asObject('value' in parsed ? parsed.value : undefined) ?? assert.fail('no JSON'));
      if (told.status > 0) response.writeHead(told.status).end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(async () => {
      server.close();
      server.closeAllConnections();
    });
    told.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    return told;
  };

  const subscribe = async (eventKey: string, { url }: { readonly url: string }): Promise<unknown> => {
    const key = ok(await client.send('POST', '/v1/hooks', { eventKey, hookUrl: url })).at('key');
    await becomes(
      () => statusOf(key),
      (status) => status === 'Verified',
    );
    return key;
  };

  const addContact = async (name: string): Promise<number> =>
    Number(ok(await client.send('POST', '/v2/contacts', { given_name: name, ...EMAIL }), 201).at('id'));
  const EMAIL = { email_addresses: [{ email: 'ada@example.com', field: 'EMAIL1' }] };
  const idsIn = (body: JsonObject | undefined) =>
    (asList(body?.['object_keys']) ?? []).map((each) => asNumber(asObject(each)?.['id']));

  it('the first try comes after 30 to 60 seconds, with all objects of that time', async () => {
    const server = await receiver();
    await subscribe('contact.add', server);
    const first = await addContact('Ada');
    clock.advance(10 * SECOND);
    const second = await addContact('Grace');
    clock.advance(19 * SECOND);
    assert.equal((await waiting())[0]?.['objects'], 2);
    assert.equal(server.bodies.length, 0, '29 seconds after');
    clock.advance(31 * SECOND);
    await becomes(
      async () => server.bodies.length,
      (count) => count === 1,
    );
    const [body] = server.bodies;
    assert.deepEqual([body?.['event_key'], body?.['object_type']], ['contact.add', 'contact']);
    assert.deepEqual(idsIn(body), [first, second]);
    const object = asObject(asList(body?.['object_keys'])?.[0]);
    assert.equal(object?.['apiUrl'], `${client.sandbox.origin}/crm/rest/v1/contacts/${first}`);
    assert.equal(object?.['timestamp'], '2026-11-30T12:00:00.000Z');
    assert.deepEqual(await becomes(waiting, (left) => left.length === 0), []);
  });

  it('it tries four times, by the schedule, then the hook is inactive until it is verified again', async () => {
    const server = await receiver(500);
    const key = await subscribe('contact.edit', server);
    ok(await client.send('PATCH', '/v2/contacts/7?update_mask=given_name', { given_name: 'Ada' }));
    for (const [index, { least, most }] of SCHEDULE.entries()) {
      const [due] = await becomes(waiting, ([each]) => each?.['failed'] === index);
      const wait = Date.parse(asString(due?.['due']) ?? '') - clock.time;
      assert.ok(wait >= least && wait <= most, `try ${index + 1} after ${wait} ms`);
      clock.advance(wait - 1);
      assert.equal((await waiting()).length, 1);
      assert.equal(server.bodies.length, index, 'not a millisecond too soon');
      clock.advance(1);
      await becomes(
        async () => server.bodies.length,
        (count) => count === index + 1,
      );
    }
    await becomes(
      () => statusOf(key),
      (status) => status === 'Inactive',
    );
    assert.deepEqual(await waiting(), []);
    assert.deepEqual(new Set(server.bodies.map((body) => JSON.stringify(body))).size, 1, 'the same each time');

    ok(await client.send('PATCH', '/v2/contacts/7?update_mask=given_name', { given_name: 'Grace' }));
    assert.deepEqual(await waiting(), [], 'an inactive hook hears nothing');
    server.status = 200;
    ok(await client.send('POST', `/v1/hooks/${key}/verify`));
    await becomes(
      () => statusOf(key),
      (status) => status === 'Verified',
    );
    assert.equal(server.secrets.length, 2);
    ok(await client.send('PATCH', '/v1/contacts/7', { given_name: 'Mary' }));
    clock.advance(MINUTE);
    await becomes(
      async () => server.bodies.length,
      (count) => count === 5,
    );
    assert.deepEqual(idsIn(server.bodies[4]), [7]);
  });

  it('status 410 makes a hook inactive at once', async () => {
    const server = await receiver(410);
    const key = await subscribe('task.add', server);
    ok(await client.send('POST', '/v1/tasks', { title: 'Call', contact: { id: 1 } }));
    clock.advance(MINUTE);
    await becomes(
      () => statusOf(key),
      (status) => status === 'Inactive',
    );
    assert.equal(server.bodies.length, 1);
    assert.deepEqual(await waiting(), []);
  });

  it('a server that takes more than 30 seconds has failed, one that redirects has not', async () => {
    const server = await receiver(0);
    await subscribe('contactGroup.add', server);
    ok(await client.send('POST', '/v2/tags', { name: 'Slow' }), 201);
    clock.advance(MINUTE);
    await becomes(
      async () => server.bodies.length,
      (count) => count === 1,
    );
    clock.advance(29_999);
    assert.deepEqual(await waiting(), [], 'under way');
    clock.advance(1);
    const [again] = await becomes(waiting, (left) => left.length === 1);
    assert.equal(again?.['failed'], 1);
    server.status = 302;
    assert.equal((await hurry())[0]?.['outcome'], 'delivered');
    assert.deepEqual(await waiting(), []);
  });

  it('a delivery has at most 1,000 objects', async () => {
    const server = await receiver();
    await subscribe('contact.edit', server);
    const change = (id: number) =>
      client.send('PATCH', `/v2/contacts/${id}?update_mask=given_name`, { given_name: 'Ada' });
    for (let id = 1; id <= 1_100; id += 100) await Promise.all(Array.from({ length: 100 }, (_, at) => change(id + at)));
    assert.equal((await waiting())[0]?.['objects'], 1_100);
    clock.advance(MINUTE);
    await becomes(
      async () => server.bodies.length,
      (count) => count === 2,
    );
    const sizes = server.bodies.map((body) => idsIn(body).length).toSorted((a, b) => b - a);
    assert.deepEqual(sizes, [1_000, 100]);
    assert.equal(new Set(server.bodies.flatMap(idsIn)).size, 1_100);
  });

  it('tags that are applied come after five to ten minutes, a tag with its contacts', async () => {
    const server = await receiver();
    await subscribe('contactGroup.applied', server);
    ok(await client.send('POST', '/v2/tags', { name: 'Fresh' }), 201);
    const tag = Number((await client.send('GET', '/v2/tags?filter=name==Fresh')).list('tags')[0]?.['id']);
    ok(await client.send('POST', `/v2/tags/${tag}/contacts:applyTags`, { contact_ids: ['3', '5'] }));
    const [due] = await waiting();
    const wait = Date.parse(asString(due?.['due']) ?? '') - START;
    assert.ok(wait >= 5 * MINUTE && wait <= 10 * MINUTE, `${wait} ms`);
    clock.advance(wait);
    await becomes(
      async () => server.bodies.length,
      (count) => count === 1,
    );
    assert.deepEqual(asList(server.bodies[0]?.['object_keys']), [
      { tagId: tag, applied: [3, 5], timestamp: '2026-11-30T12:00:00.000Z' },
    ]);
  });

  it('whichever API changed a record', async () => {
    const server = await receiver();
    await subscribe('contact.edit', server);
    ok(await client.send('PATCH', '/v1/contacts/1', { given_name: 'Ada' }));
    ok(await client.send('PATCH', '/v2/contacts/2?update_mask=given_name', { given_name: 'Ada' }));
    const call =
      '<methodCall><methodName>ContactService.update</methodName><params><param><value>x</value></param>' +
      '<param><value><int>3</int></value></param><param><value><struct><member><name>FirstName</name>' +
      '<value>Ada</value></member></struct></value></param></params></methodCall>';
    const key = { 'X-Keap-API-Key': client.sandbox.key, 'content-type': 'text/xml' };
    ok(await client.sendTo('POST', '/crm/xmlrpc/v1', call, key));
    await hurry();
    assert.deepEqual(idsIn(server.bodies[0]), [1, 2, 3]);
  });

  it('a record that one request makes and touches often was added once', async () => {
    const server = await receiver();
    for (const event of ['order.add', 'order.edit', 'invoice.add', 'opportunity.add', 'opportunity.stage_move']) {
      await subscribe(event, server);
    }
    const items = [{ product_id: 1, quantity: 1 }];
    const order = { order_title: 'A', order_type: 'Online', contact_id: 2, order_date: '2026-11-30T00:00:00Z' };
    ok(await client.send('POST', '/v1/orders', { ...order, order_items: items }), 201);
    const opportunity = { opportunity_title: 'O', contact: { id: 2 }, stage: { id: 1 } };
    ok(await client.send('POST', '/v1/opportunities', opportunity));
    const tried = await hurry();
    const events = tried.map((each) => `${each['event_key']} ${each['objects']}`).toSorted();
    assert.deepEqual(events, ['invoice.add 1', 'opportunity.add 1', 'order.add 1']);
  });

  it('deletions, moves between stages and tags that are taken away are events, too', async () => {
    const server = await receiver();
    const events = [
      'contact.delete',
      'contact.edit',
      'contactGroup.removed',
      'opportunity.stage_move',
      'opportunity.edit',
    ];
    for (const event of events) await subscribe(event, server);
    ok(await client.send('POST', '/v2/tags', { name: 'Fresh' }), 201);
    const tag = Number((await client.send('GET', '/v2/tags?filter=name==Fresh')).list('tags')[0]?.['id']);
    ok(await client.send('POST', `/v2/tags/${tag}/contacts:applyTags`, { contact_ids: ['3'] }));
    ok(await client.send('DELETE', `/v1/contacts/3/tags/${tag}`), 204);
    const [move] = (await client.send('GET', '/v2/opportunities?page_size=1')).list('opportunities');
    const stage = Number(asObject(move?.['stage'])?.['id']) === 1 ? 2 : 1;
    ok(await client.send('PATCH', `/v1/opportunities/${move?.['id']}`, { stage: { id: stage } }));
    // What was added or changed and then goes in one delivery is told of twice, as two events.
    ok(await client.send('PATCH', '/v1/contacts/9', { given_name: 'Ada' }));
    ok(await client.send('DELETE', '/v1/contacts/9'), 204);
    await hurry();
    const told = new Map(server.bodies.map((body) => [body['event_key'], body]));
    assert.deepEqual(idsIn(told.get('contact.delete')), [9]);
    assert.ok(idsIn(told.get('contact.edit')).includes(9));
    assert.deepEqual(asList(told.get('contactGroup.removed')?.['object_keys']), [
      { tagId: tag, applied: [3], timestamp: '2026-11-30T12:00:00.000Z' },
    ]);
    for (const event of ['opportunity.stage_move', 'opportunity.edit']) {
      assert.deepEqual(idsIn(told.get(event)).map(String), [String(move?.['id'])], event);
    }
  });

  it('a reset forgets what waits, and servers elsewhere are never called', async () => {
    const server = await receiver();
    await subscribe('contact.add', server);
    await addContact('Ada');
    assert.equal(
      (await waiting()).length,
      1,
      'the seeded hook of the same event leads elsewhere and waits for nothing',
    );
    ok(await client.sendTo('POST', '/sandbox/reset'), 204);
    assert.deepEqual(await waiting(), []);
    clock.advance(MINUTE);
    assert.deepEqual(await hurry(), []);
    assert.equal(server.bodies.length, 0);
  });
});
