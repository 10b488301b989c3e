import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { CatalogFiles } from '../../src/keap/catalogFiles.ts';
import { KeapClient, type SendOptions } from '../../src/keap/client.ts';
import type { Access, Connection } from '../../src/keap/connection.ts';
import type { HttpResponse } from '../../src/keap/http/httpResponse.ts';
import { isSendError, SendError } from '../../src/keap/http/sendError.ts';
import { emptyDraft, type RequestDraft } from '../../src/keap/request/draft.ts';
import { FakeClock } from './limits/fakes.ts';

const files = new CatalogFiles(join(import.meta.dirname, '../../src/keap/catalog/data'));
// The clock of these tests stands still for those who wait for it, not for files that are read.
await Promise.all([files.version('v2'), files.version('xmlrpc')]);
const READS = emptyDraft('v2:listContacts');
const WRITES = { ...emptyDraft('v2:createTag'), body: '{"name":"Once"}' };
const SPIKE = {
  fault: { faultstring: 'Spike arrest violation', detail: { errorcode: 'policies.ratelimit.SpikeArrestViolation' } },
};

type Step = HttpResponse | SendError;

function answer(status: number, headers: Readonly<Record<string, string>> = {}, body: unknown = {}): HttpResponse {
  const timing = { queuedMs: 0, firstByteMs: 0, totalMs: 0 };
  return { status, statusText: '', headers: Object.entries(headers), body: Buffer.from(JSON.stringify(body)), timing };
}

const DROPPED = new SendError('dropped', 'The connection broke.');

/** A client whose server does as told, a step for each request, and then answers 200. */
function scripted(...steps: Step[]) {
  const clock = new FakeClock();
  const notes: string[] = [];
  const told: string[] = [];
  const sent: { method: string; at: number }[] = [];
  const changes: string[] = [];
  let access: Access = 'full';
  const client = new KeapClient({
    transport: {
      send: async ({ method }) => {
        sent.push({ method, at: clock.steady() });
        const step = steps.shift() ?? answer(200);
        if (step instanceof SendError) throw step;
        return step;
      },
      close: async () => undefined,
    },
    credential: async () => 'a key',
    readFile: async () => new Uint8Array(),
    guard: { access: () => access, settings: () => ({ ask: [], typed: [] }), approve: async () => true },
    clock,
    random: () => 0.5,
    note: (words) => notes.push(words),
  });
  client.onDidChangeLimits((id) => changes.push(id));
  const send = async (draft: RequestDraft, over: Partial<SendOptions> = {}) => {
    const found = await files.operation(draft.operationKey);
    assert.ok(found);
    const options: SendOptions = {
      signal: new AbortController().signal,
      timeoutMs: 1_000,
      maxBytes: 1_000,
      onProgress: (phase, ms, window) => told.push([phase, Math.round(ms), window].join(' ').trim()),
      ...over,
    };
    return client.send(found.operation, found.catalog.schemas, draft, CONNECTION, options);
  };
  const lock = () => {
    access = 'readOnly';
  };
  return { client, clock, send, sent, notes, told, changes, lock };
}

const CONNECTION: Connection = {
  id: 'mine',
  name: 'Mine',
  kind: 'personalAccessToken',
  origin: 'https://api.infusionsoft.com',
  production: false,
  readOnly: false,
};

test('a call that was refused was not carried out, so it goes again after the time Keap names, whatever it does', async () => {
  const { client, clock, send, sent, notes, told, changes } = scripted(answer(429, { 'retry-after': '7' }, SPIKE));
  const from = clock.steady();
  const sending = send(WRITES, { onProgress: (phase, ms, window) => told.push(`${phase} ${ms} ${window}`) });
  const held = (async () => {
    while (!told.some((line) => line.startsWith('held'))) await new Promise(setImmediate);
    return client.limitState(CONNECTION);
  })();
  const state = await held;
  assert.deepEqual(state.held, { until: clock.now() + 7_000, window: 'second' });
  assert.equal(state.mode, 'paced');
  const exchange = await clock.run(sending);
  assert.equal(exchange.response.status, 200);
  assert.deepEqual(
    sent.map(({ at }) => at - from),
    [0, 7_000],
  );
  assert.ok(told.includes('held 7000 second'), told.join());
  assert.match(notes.join(), /^POST on Mine goes again: Keap took too many calls/);
  assert.ok(changes.length > 0 && changes.every((id) => id === 'mine'));
});

test('refused again and again, the refusal is the answer', async () => {
  const { clock, send, sent } = scripted(...Array.from({ length: 20 }, () => answer(429)));
  const { response } = await clock.run(send(WRITES));
  assert.equal(response.status, 429);
  assert.equal(sent.length, 6);
});

test('nobody waits for hours: a long hold is told and not waited for', async () => {
  const { clock, send, sent } = scripted(answer(429, { 'retry-after': '7200' }));
  assert.equal((await clock.run(send(WRITES))).response.status, 429);
  assert.equal(sent.length, 1);
});

test('what only reads goes again after a gateway’s failure or a broken connection, three times in all, with pauses', async () => {
  for (const step of [answer(502), answer(503), answer(504), DROPPED]) {
    const { clock, send, sent } = scripted(step, step);
    assert.equal((await clock.run(send(READS))).response.status, 200);
    const [first = 0, second = 0, third = 0] = sent.map(({ at }) => at);
    assert.equal(second - first, 500);
    assert.equal(third - second, 1_000);
  }
  const { clock, send, sent } = scripted(answer(503), answer(503), answer(503));
  assert.equal((await clock.run(send(READS))).response.status, 503);
  assert.equal(sent.length, 3);
  const broken = scripted(DROPPED, DROPPED, DROPPED);
  await assert.rejects(broken.clock.run(broken.send(READS)), (error) => isSendError(error) && error.code === 'dropped');
});

test('nothing that writes is ever repeated but after a 429', async () => {
  for (const step of [answer(500), answer(502), answer(503), answer(504), answer(409)]) {
    const { clock, send, sent } = scripted(step);
    assert.equal((await clock.run(send(WRITES))).response.status, step.status);
    assert.equal(sent.length, 1);
  }
  const codes = ['dropped', 'timeout', 'unreachable', 'tooLarge'] as const;
  for (const code of codes) {
    const { clock, send, sent } = scripted(new SendError(code, 'Gone.'));
    await assert.rejects(clock.run(send(WRITES)), (error) => isSendError(error) && error.code === code);
    assert.equal(sent.length, 1);
  }
});

test('calls of XML-RPC are all POSTs: those that read go again, those that write do not', async () => {
  const call = (name: string, parameters: RequestDraft['parameters']) => ({ ...emptyDraft(name), parameters });
  const reading = call('xmlrpc:InvoiceService.calculateAmountOwed', { 'argument:invoiceId': '1' });
  const writing = call('xmlrpc:ContactService.addToGroup', { 'argument:contactId': '1', 'argument:groupId': '2' });
  const signingIn = call('xmlrpc:DataService.authenticateUser', {
    'argument:username': 'a',
    'argument:passwordHash': 'b',
  });
  for (const [draft, times] of [
    [reading, 2],
    [writing, 1],
    // A server may count wrong passwords, and lock the user out.
    [signingIn, 1],
  ] as const) {
    const { clock, send, sent } = scripted(answer(503));
    await clock.run(send(draft));
    assert.equal(sent.length, times, draft.operationKey);
  }
});

test('a connection locked while its request waits to go again sends nothing more', async () => {
  const { clock, send, sent, lock, told } = scripted(answer(429, { 'retry-after': '5' }));
  const sending = send(WRITES);
  while (!told.some((line) => line.startsWith('held'))) await new Promise(setImmediate);
  lock();
  await assert.rejects(clock.run(sending), (error) => isSendError(error) && error.code === 'readOnly');
  assert.equal(sent.length, 1);
});

test('a pause before going again can be cancelled', async () => {
  const controller = new AbortController();
  const { send, sent, told } = scripted(answer(503));
  const sending = send(READS, { signal: controller.signal });
  while (!told.some((line) => line.startsWith('waiting'))) await new Promise(setImmediate);
  controller.abort();
  await assert.rejects(sending, (error) => isSendError(error) && error.code === 'cancelled');
  assert.equal(sent.length, 1);
});

test('a day that Keap says is used up holds the key until 00:00 UTC', async () => {
  const used = { 'x-keap-product-quota-limit': '30000', 'x-keap-product-quota-available': '0' };
  const { client, clock, send, sent } = scripted(answer(429, used));
  await assert.rejects(clock.run(send(READS)), (error) => isSendError(error) && error.code === 'dailyLimit');
  const { held, windows } = await client.limitState(CONNECTION);
  assert.equal(held?.window, 'day');
  assert.equal(new Date(held?.until ?? 0).toISOString().slice(0, 16), '2026-03-02T00:00');
  const day = windows.find(({ name }) => name === 'day');
  assert.deepEqual([day?.limit, day?.usedInAll, day?.source], [30_000, 30_000, 'announced']);
  assert.equal((await clock.run(send(READS, { atDailyLimit: 'wait' }))).response.status, 200);
  assert.equal(sent.length, 2);
});
