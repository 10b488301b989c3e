import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import { FAULT_NAMES, type FaultOptions } from '../../src/sandbox/gateway/faults/faultPlan.ts';
import { KEY, type Reply, sandboxClient } from './sandboxSupport.ts';

type Client = Awaited<ReturnType<typeof sandboxClient>>;

const asking = (fault: string, more: Record<string, string> = {}) => ({
  'X-Keap-API-Key': KEY,
  'x-sandbox-fault': fault,
  ...more,
});

/** A sandbox whose pauses take no time and are written down; it ends with the test. */
async function impatient(t: TestContext, faults?: FaultOptions) {
  const pauses: number[] = [];
  const client = await sandboxClient({
    ...(faults ? { faults } : {}),
    delay: async (milliseconds) => void pauses.push(milliseconds),
  });
  t.after(client.close);
  return { ...client, pauses };
}

/** Where in the JSON a fault has its code. */
const CODES: Readonly<Record<string, string>> = {
  '401': 'keymanagement.service.invalid_access_token',
  '401-expired': 'keymanagement.service.access_token_expired',
  '401-not-approved': 'keymanagement.service.access_token_not_approved',
  '401-client': 'keymanagement.service.invalid_client-client_id_not_approved',
  '429-older': 'policies.ratelimit.QuotaViolation',
  '429-spike': 'policies.ratelimit.SpikeArrestViolation',
  '502': 'messaging.adaptors.http.flow.UnexpectedEOFAtTarget',
  '503': 'messaging.adaptors.http.flow.ServiceUnavailable',
  '504': 'messaging.adaptors.http.flow.GatewayTimeout',
};

/** Faults that are answers of Keap's own, in the shape of the version. */
const APPLICATION = ['403', '409', '500', '501'];

/** Faults that are pages and texts. */
const TEXTS: Readonly<Record<string, string>> = {
  '500-html': 'text/html',
  '502-html': 'text/html',
  '503-html': 'text/html',
  '504-html': 'text/html',
  '503-text': 'text/plain',
};

/** Faults with tests of their own below. */
const OWN_TESTS = [
  '429',
  'not-json',
  'html-as-json',
  'json-as-html',
  'stale-token',
  'shift',
  'timeout',
  'reset',
  'reset-midway',
  'truncate',
  'endless',
  'slow:MS',
  'trickle:MS',
];

describe('The sandbox fails on demand', () => {
  let client: Client;
  let send: Client['send'];
  before(async () => {
    client = await sandboxClient();
    send = client.send;
  });
  after(() => client.close());

  const withFault = (fault: string, path = '/v2/contacts?page_size=3') => send('GET', path, undefined, asking(fault));

  it('in every way that these tests know', () => {
    const tested = [...Object.keys(CODES), ...APPLICATION, ...Object.keys(TEXTS), ...OWN_TESTS];
    assert.deepEqual(tested.toSorted(), FAULT_NAMES.toSorted());
  });

  it('with faults of the gateway', async () => {
    for (const [name, code] of Object.entries(CODES)) {
      const reply = await withFault(name);
      assert.equal(reply.status, Number(name.slice(0, 3)), name);
      assert.equal(reply.at('fault', 'detail', 'errorcode'), code);
      assert.equal(typeof reply.at('fault', 'faultstring'), 'string');
      const tenant = reply.status === 401 ? '' : 'sandbox.infusionsoft.com';
      assert.equal(reply.headers.get('x-keap-tenant-id'), tenant, `${name} has the headers of its like`);
    }
    assert.equal((await withFault('504')).at('fault', 'faultstring'), 'Gateway Timeout');
  });

  it('with errors of Keap, in the shape of the version', async () => {
    for (const name of APPLICATION) {
      const v2 = await withFault(name);
      assert.deepEqual([v2.status, v2.at('code')], [Number(name), Number(name)]);
      assert.deepEqual(v2.at('details'), [{ domain: 'contact', resource: 'GET /rest/v2/contacts' }]);
      const v1 = await withFault(name, '/v1/contacts');
      assert.deepEqual([v1.status, Object.keys(Object(v1.json))], [Number(name), ['message']]);
    }
  });

  it('with pages and texts instead of JSON', async () => {
    for (const [name, type] of Object.entries(TEXTS)) {
      const reply = await withFault(name);
      assert.equal(reply.status, Number(name.slice(0, 3)), name);
      assert.equal(reply.headers.get('content-type')?.split(';')[0], type);
      assert.equal(reply.text.startsWith('<html>'), type === 'text/html');
    }
  });

  it('with a 429 out of turn', async () => {
    const reply = await withFault('429');
    assert.deepEqual([reply.status, reply.at('code')], [429, '429']);
    assert.equal(reply.headers.get('x-keap-product-quota-used'), '0');
  });

  it('with content of another kind than it says', async () => {
    const brokenOff = await withFault('not-json');
    assert.equal(brokenOff.headers.get('content-type'), 'application/json');
    assert.throws(() => JSON.parse(brokenOff.text));
    const page = await withFault('html-as-json');
    assert.equal(page.headers.get('content-type'), 'application/json');
    assert.match(page.text, /^<html>/);
    const hidden = await withFault('json-as-html');
    assert.equal(hidden.headers.get('content-type'), 'text/html;charset=UTF-8');
    assert.equal(JSON.parse(hidden.text).contacts.length, 3);
  });

  it('by refusing tokens as stale, but only where there is one', async () => {
    const first = await withFault('stale-token');
    assert.equal(first.status, 200);
    const next = `/v2/contacts?page_size=3&page_token=${first.at('next_page_token')}`;
    const stale = await withFault('stale-token', next);
    assert.deepEqual([stale.status, stale.at('message')], [400, 'page_token is invalid']);
    assert.equal((await send('GET', next)).status, 200);
  });

  it('by shifting the data between two pages', async () => {
    const ids = (reply: Reply) => reply.list('contacts').map(({ id }) => id);
    const page = (offset: number) => `/v1/contacts?order=id&limit=3&offset=${offset}`;
    const whole = ids(await send('GET', '/v1/contacts?order=id&limit=7'));
    assert.deepEqual(ids(await withFault('shift', page(0))), whole.slice(1, 4));
    assert.deepEqual(
      ids(await withFault('shift', page(3))),
      whole.slice(5, 7).concat(ids(await send('GET', page(5)))[0]),
    );
    const before = ids(await send('GET', page(0)));
    await withFault('shift', `/v1/contacts/${before[1]}`);
    assert.deepEqual(ids(await send('GET', page(0))), before, 'only pages shift');
  });

  it('by breaking the connection', async () => {
    await assert.rejects(withFault('reset'), { name: 'TypeError' });
    const headers = asking('timeout');
    await assert.rejects(
      fetch(`${client.sandbox.origin}/crm/rest/v2/contacts`, { headers, signal: AbortSignal.timeout(50) }),
      { name: 'TimeoutError' },
    );
    for (const name of ['truncate', 'reset-midway']) {
      const answer = await fetch(`${client.sandbox.origin}/crm/rest/v2/contacts?page_size=1`, {
        headers: asking(name),
      });
      assert.equal(answer.status, 200, name);
      await assert.rejects(answer.text(), { name: 'TypeError' });
    }
  });

  it('by never coming to an end, until the client hangs up', async () => {
    const answer = await fetch(`${client.sandbox.origin}/crm/rest/v2/contacts?page_size=1`, {
      headers: asking('endless'),
    });
    assert.equal(answer.headers.get('content-length'), null);
    let text = '';
    for await (const chunk of answer.body ?? []) {
      text += Buffer.from(chunk).toString();
      if (text.length > 1_000_000) break;
    }
    assert.equal(JSON.parse(text).contacts.length, 1, 'the answer comes first, then blanks');
    assert.equal((await send('GET', '/v2/tags')).status, 200);
  });

  it('and says which faults and headers it knows', async () => {
    const reply = await withFault('earthquake');
    assert.equal(reply.status, 400);
    for (const name of [...FAULT_NAMES, 'none']) assert.ok(reply.text.includes(name), name);
    for (const fault of ['slow', 'slow:', 'slow:-1', 'slow:soon', 'slow:600001', '503,earthquake', '']) {
      assert.equal((await withFault(fault)).status, 400, fault);
    }
    const key = { 'X-Keap-API-Key': KEY };
    for (const [headers, said] of [
      [
        { ...key, 'x-sandbox-latency': 'long' },
        /^x-sandbox-latency takes milliseconds from 0 to 600000, not "long"\.$/,
      ],
      [{ ...key, 'x-sandbox-fualt': '503' }, /^x-sandbox-fualt is no header of the sandbox; it knows x-sandbox-fault/],
    ] as const) {
      const wrong = await send('GET', '/v2/tags', undefined, headers);
      assert.equal(wrong.status, 400);
      assert.match(wrong.text, said);
    }
    assert.equal(
      (await send('GET', '/v2/tags', undefined, { 'x-sandbox-fault': '503' })).status,
      401,
      'the key is first',
    );
  });
});

describe('The sandbox is late on demand', () => {
  it('by some milliseconds, and up to some more', async (t) => {
    const { send, pauses } = await impatient(t);
    const late = (more: Record<string, string>) =>
      send('GET', '/v2/tags/1', undefined, { 'X-Keap-API-Key': KEY, ...more });
    assert.equal((await late({ 'x-sandbox-latency': '200' })).status, 200);
    assert.deepEqual(pauses, [200]);
    for (let turn = 0; turn < 5; turn++) await late({ 'x-sandbox-latency': '200', 'x-sandbox-jitter': '50' });
    const jittered = pauses.slice(1);
    assert.ok(jittered.every((pause) => pause >= 200 && pause < 250));
    assert.equal(new Set(jittered).size, 5);
  });

  it('and fails with it', async (t) => {
    const { send, pauses } = await impatient(t);
    const reply = await send('GET', '/v2/tags/1', undefined, asking('504,slow:30', { 'x-sandbox-latency': '200' }));
    assert.equal(reply.status, 504);
    assert.deepEqual(pauses, [230]);
  });

  it('after the work is done: whoever gives up has changed the account nevertheless', async (t) => {
    const { promise: asked, resolve: waiting } = Promise.withResolvers<void>();
    const client = await sandboxClient({
      delay: (_, signal) =>
        new Promise((_resolve, reject) => {
          waiting();
          signal.addEventListener('abort', () => reject(signal.reason));
        }),
    });
    t.after(client.close);
    const impatience = new AbortController();
    const given = fetch(`${client.sandbox.origin}/crm/rest/v2/tags`, {
      method: 'POST',
      headers: { ...asking('slow:5000'), 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Made in spite of it' }),
      signal: impatience.signal,
    });
    await asked;
    impatience.abort();
    await assert.rejects(given, { name: 'AbortError' });
    const found = await client.send('GET', `/v2/tags?filter=${encodeURIComponent('name==Made in spite of it')}`);
    assert.equal(found.list('tags').length, 1);
  });

  it('piece by piece, with a pause before each', async (t) => {
    const { send, pauses } = await impatient(t);
    const whole = await send('GET', '/v2/contacts?page_size=5');
    const trickled = await send('GET', '/v2/contacts?page_size=5', undefined, asking('trickle:75'));
    assert.equal(trickled.text, whole.text);
    assert.equal(pauses.length, 16);
    assert.ok(pauses.every((pause) => pause === 75));
  });
});

describe('The sandbox fails by option', () => {
  const statuses = async (client: Client, size: number, headers?: Record<string, string>): Promise<number[]> => {
    const found: number[] = [];
    for (let turn = 0; turn < size; turn++) {
      found.push((await client.send('GET', '/v2/tags/1', undefined, headers)).status);
    }
    return found;
  };

  it('at every request, unless the request asks for something else', async (t) => {
    const client = await impatient(t, { faults: ['503'], latency: 20 });
    assert.deepEqual(await statuses(client, 3), [503, 503, 503]);
    assert.deepEqual(client.pauses, [20, 20, 20]);
    assert.deepEqual(await statuses(client, 1, asking('none', { 'x-sandbox-latency': '0' })), [200]);
    assert.deepEqual(await statuses(client, 1, asking('504')), [504]);
    assert.deepEqual(client.pauses, [20, 20, 20, 20]);
  });

  it('at a share of the requests, and the same ones again after a reset', async (t) => {
    const client = await impatient(t, { faults: ['503'], rate: 0.3, seed: 7 });
    const first = await statuses(client, 25);
    assert.deepEqual([...new Set(first)].toSorted(), [200, 503]);
    await client.sendTo('POST', '/sandbox/reset');
    assert.deepEqual(await statuses(client, 25), first);
  });

  it('but never where the sandbox itself is asked', async (t) => {
    const client = await impatient(t, { faults: ['500-html'], latency: 20 });
    assert.equal((await client.sendTo('GET', '/sandbox')).status, 200);
    assert.equal((await client.sendTo('GET', '/')).status, 200);
    assert.deepEqual(client.pauses, []);
  });

  it('and does not start with a fault nobody knows', async () => {
    await assert.rejects(sandboxClient({ faults: { faults: ['earthquake'] } }), /"earthquake" names no fault/);
  });
});
