import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { type LimitOptions, TODAY } from '../../src/sandbox/gateway/limits/limitSettings.ts';
import { KEY, type Reply, sandboxClient } from './sandboxSupport.ts';

const NOON = Date.UTC(2026, 10, 20, 12);
const QUOTA_EXCEEDED = { code: '429', message: 'Quota Exceeded', status: 'Request Throttled', details: null };

/** A sandbox that keeps limits, with a clock set by hand; it ends with the test. */
async function limited(t: TestContext, limits: boolean | LimitOptions = true) {
  const time = { now: NOON };
  const client = await sandboxClient({ limits, clock: () => time.now });
  t.after(client.close);
  const ask = (headers?: Record<string, string>) => client.send('GET', '/v2/tags/1', undefined, headers);
  const burst = async (size: number): Promise<Reply[]> => {
    const replies: Reply[] = [];
    for (let turn = 0; turn < size; turn++) replies.push(await ask());
    return replies;
  };
  return { ...client, time, ask, burst };
}

const statuses = (replies: readonly Reply[]) => replies.map(({ status }) => status);
const errorcode = (reply: Reply) => reply.at('fault', 'detail', 'errorcode');

describe('The sandbox keeps Keap’s limits', () => {
  it('of five a second and 120 a minute, told in the headers', async (t) => {
    const { time, send, ask } = await limited(t);
    for (let turn = 1; turn <= 5; turn++) {
      assert.equal((await ask()).headers.get('x-keap-product-throttle-used'), String(turn));
    }
    const spiked = await ask();
    assert.equal(spiked.status, 429);
    assert.equal(errorcode(spiked), 'policies.ratelimit.SpikeArrestViolation');
    assert.equal(spiked.at('fault', 'faultstring'), 'Spike arrest violation. Allowed rate : 5ps');
    for (let turn = 5; turn < 120; turn++) {
      if (turn % 5 === 0) time.now += 1000;
      assert.equal((await ask()).status, 200);
    }
    time.now += 1000;
    const throttled = await ask();
    assert.equal(throttled.status, 429);
    assert.deepEqual(throttled.json, QUOTA_EXCEEDED);
    assert.equal(throttled.headers.get('x-keap-product-throttle-available'), '0');
    assert.equal(throttled.headers.get('x-keap-product-quota-available'), String(15_000 - 120));
    assert.equal(throttled.headers.get('x-keap-tenant-throttle-used'), '120|120');
    assert.equal(throttled.headers.get('retry-after'), null);
    const other = await send('GET', '/v2/tags/1', undefined, { 'X-Keap-API-Key': `KeapAK-${'c'.repeat(50)}` });
    assert.equal(other.status, 200, 'another key has limits of its own');
    time.now += 60_000;
    assert.equal((await ask()).status, 200);
  });

  it('as announced today', async (t) => {
    const { burst } = await limited(t, { allowance: TODAY });
    const replies = await burst(11);
    assert.deepEqual(statuses(replies).lastIndexOf(200), 9);
    assert.equal(replies[10]?.at('fault', 'faultstring'), 'Spike arrest violation. Allowed rate : 10ps');
    assert.equal(replies[0]?.headers.get('x-keap-product-throttle-limit'), '240');
    assert.equal(replies[0]?.headers.get('x-keap-product-quota-limit'), '30000');
    assert.equal(replies[0]?.headers.get('x-keap-product-spike-limit'), '25');
  });

  it('of a day, in either form of refusal, and whichever header brings the key', async (t) => {
    for (const [refusalForm, body] of [
      ['newer', QUOTA_EXCEEDED],
      ['mixed', QUOTA_EXCEEDED],
      [
        'older',
        {
          fault: {
            faultstring: 'Rate limit quota violation. Quota limit exceeded. Identifier : _default',
            detail: { errorcode: 'policies.ratelimit.QuotaViolation' },
          },
        },
      ],
    ] as const) {
      const { ask } = await limited(t, { allowance: { day: 1 }, refusalForm });
      assert.equal((await ask()).status, 200);
      const refused = await ask({ authorization: `Bearer ${KEY}` });
      assert.deepEqual([refused.status, refused.json], [429, body]);
    }
  });

  it('of a second in the newer form, where that is asked for', async (t) => {
    const { burst } = await limited(t, { refusalForm: 'newer' });
    assert.deepEqual((await burst(6))[5]?.json, QUOTA_EXCEEDED);
  });

  it('of the tenant, over all keys', async (t) => {
    const { ask } = await limited(t, { tenant: { minute: 2 } });
    const keys = ['c', 'd', 'e'].map((letter) => ({ 'X-Keap-API-Key': `KeapAK-${letter.repeat(50)}` }));
    const replies = [await ask(keys[0]), await ask(keys[1]), await ask(keys[2])];
    assert.deepEqual(statuses(replies), [200, 200, 429]);
    assert.equal(replies[2]?.headers.get('x-keap-tenant-throttle-available'), '0|249998');
    assert.equal(replies[2]?.headers.get('x-keap-product-throttle-available'), '120', 'the key itself has calls left');
  });

  it('by smoothing, which lets no two calls in at once', async (t) => {
    const { time, ask, burst } = await limited(t, { secondModel: 'smoothing' });
    assert.deepEqual(statuses(await burst(2)), [200, 429]);
    time.now += 199;
    assert.equal(errorcode(await ask()), 'policies.ratelimit.SpikeArrestViolation');
    time.now += 1;
    assert.equal((await ask()).status, 200);
  });

  it('and says when to come back, and blanks its headers, where that is asked for', async (t) => {
    const { time, ask, burst } = await limited(t, { allowance: { minute: 1 }, retryAfter: true, blankHeaders: true });
    await ask();
    time.now += 1500;
    const [refused] = await burst(1);
    assert.equal(refused?.status, 429);
    assert.equal(refused?.headers.get('retry-after'), '59');
    assert.equal(refused?.headers.get('x-keap-product-throttle-available'), '');
    assert.equal(refused?.headers.get('x-keap-tenant-throttle-used'), '|');
    time.now += 59_000;
    assert.equal((await ask()).status, 200);
  });

  it('which other callers use up', async (t) => {
    const { time, ask } = await limited(t, { otherCallers: 100 });
    time.now += 60_000;
    assert.equal((await ask()).headers.get('x-keap-product-throttle-used'), '101');
    time.now += 9 * 60_000;
    assert.equal((await ask()).headers.get('x-keap-product-quota-used'), '1002');
  });

  it('in a time that runs faster', async (t) => {
    const { time, ask } = await limited(t, { allowance: { day: 1 }, timeScale: 1440 });
    await ask();
    assert.equal((await ask()).status, 429);
    time.now += 30_000;
    assert.equal((await ask()).status, 200, 'twelve hours went by in half a minute');
  });

  it('and spends nothing on what it refuses, on faults and on the admin path', async (t) => {
    const { ask, send, sendTo, burst } = await limited(t);
    await send('GET', '/v2/tags/1', undefined, {});
    await send('GET', '/v2/tags/1', undefined, { 'X-Keap-API-Key': KEY, 'x-sandbox-fault': '503' });
    for (let turn = 0; turn < 10; turn++) assert.equal((await sendTo('GET', '/sandbox')).status, 200);
    const replies = await burst(8);
    assert.deepEqual(statuses(replies), [200, 200, 200, 200, 200, 429, 429, 429]);
    assert.equal(replies[7]?.headers.get('x-keap-product-quota-used'), '5');
    assert.equal((await ask()).status, 429);
  });

  it('but counts what Keap itself refuses', async (t) => {
    const { send } = await limited(t);
    const missing = await send('GET', '/v2/tags/999999');
    assert.deepEqual([missing.status, missing.headers.get('x-keap-product-quota-used')], [404, '1']);
  });
});
