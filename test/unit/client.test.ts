import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { CatalogFiles } from '../../src/keap/catalogFiles.ts';
import { KeapClient, type SendOptions } from '../../src/keap/client.ts';
import type { Connection } from '../../src/keap/connection.ts';
import { bodyText } from '../../src/keap/http/httpResponse.ts';
import { isSendError, type SendErrorCode } from '../../src/keap/http/sendError.ts';
import type { Transport, TransportRequest } from '../../src/keap/http/transport.ts';
import { UndiciTransport } from '../../src/keap/http/undiciTransport.ts';
import { emptyDraft, type RequestDraft } from '../../src/keap/request/draft.ts';
import type { Guard } from '../../src/keap/safety/safety.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';

const dataFolder = join(import.meta.dirname, '../../src/keap/catalog/data');
const files = new CatalogFiles(dataFolder);

/** Requests under way; no time goes by until they are answered. */
let underWay = 0;

/** One time for client and sandbox: it moves only when the client waits. */
const clock = {
  time: Date.parse('2026-11-02T12:00:00Z'),
  now: () => clock.time,
  steady: () => clock.time,
  delay: async (ms: number, signal: AbortSignal) => {
    signal.throwIfAborted();
    do await setImmediate();
    while (underWay > 0);
    clock.time += ms;
  },
  until: (steady: number, signal: AbortSignal) => clock.delay(Math.max(0, steady - clock.time), signal),
};

let sandbox: Sandbox;
let transport: UndiciTransport;
before(async () => {
  sandbox = await startSandbox({ dataFolder, clock: clock.now });
  transport = new UndiciTransport();
});
after(async () => {
  await transport.close();
  await sandbox.close();
});

/** A transport that remembers what was sent. */
function recording(inner: Transport, sent: TransportRequest[]): Transport {
  return {
    send: async (request, options) => {
      sent.push(request);
      underWay++;
      return inner.send(request, options).finally(() => underWay--);
    },
    close: () => inner.close(),
  };
}

function makeClient(over: { key?: string; sent?: TransportRequest[] } = {}): KeapClient {
  return new KeapClient({
    transport: recording(transport, over.sent ?? []),
    credential: async () => ('key' in over ? over.key : sandbox.key),
    readFile: async () => new Uint8Array(),
    guard,
    clock,
  });
}

const options = (over: Partial<SendOptions> = {}): SendOptions => ({
  signal: new AbortController().signal,
  timeoutMs: 10_000,
  maxBytes: 2 ** 24,
  ...over,
});

async function send(client: KeapClient, draft: RequestDraft, connection: Connection, over: Partial<SendOptions> = {}) {
  const found = await files.operation(draft.operationKey);
  assert.ok(found);
  return client.send(found.operation, found.catalog.schemas, draft, connection, options(over));
}

const guard: Guard = { access: () => 'full', settings: () => ({ ask: [], typed: [] }), approve: async () => true };
const plain = { production: false, readOnly: false } as const;

const local = (): Connection => ({ ...plain, id: 'sandbox', name: 'Sandbox', kind: 'sandbox', origin: sandbox.origin });

async function failsWith(code: SendErrorCode, promise: Promise<unknown>): Promise<void> {
  await assert.rejects(promise, (error) => isSendError(error) && error.code === code);
}

test('a draft becomes an exchange that holds no credential', async () => {
  const draft = { ...emptyDraft('v2:listContacts'), parameters: { 'query:page_size': '2' } };
  const exchange = await send(makeClient(), draft, local());
  assert.equal(exchange.response.status, 200);
  const body: unknown = JSON.parse(await bodyText(exchange.response));
  assert.equal((body as { contacts: unknown[] }).contacts.length, 2);
  assert.ok(!JSON.stringify({ ...exchange, response: undefined }).includes(sandbox.key));
});

test('an answer of any status is an exchange', async () => {
  const draft = { ...emptyDraft('v2:getContact'), parameters: { 'path:contact_id': '999999' } };
  const client = makeClient({ key: `KeapAK-${'0'.repeat(50)}x!` });
  assert.equal((await send(client, draft, local())).response.status, 401);
});

test('150 calls at once are let through without one refusal, as fast as the limits allow', async () => {
  const from = clock.time + 61_000;
  clock.time = from;
  const client = makeClient();
  const draft = { ...emptyDraft('v2:getUserInfo') };
  const waits = new Set<string>();
  const statuses = await Promise.all(
    Array.from({ length: 150 }, async () => {
      const exchange = await send(client, draft, local(), {
        onProgress: (_phase, _ms, window) => void waits.add(window ?? ''),
      });
      return exchange.response.status;
    }),
  );
  assert.deepEqual(new Set(statuses), new Set([200]));
  assert.deepEqual([...waits].sort(), ['', 'minute', 'second']);
  const seconds = (clock.time - from) / 1000;
  assert.ok(seconds >= 60 && seconds <= 80, `${seconds} s for 150 calls at 120 a minute`);
});

test('nothing is sent without a key, to a foreign server, or of a draft that cannot be built', async () => {
  const sent: TransportRequest[] = [];
  const draft = emptyDraft('v2:listContacts');
  await failsWith(
    'noCredential',
    send(
      new KeapClient({
        transport: recording(transport, sent),
        credential: async () => undefined,
        readFile: async () => new Uint8Array(),
        guard,
        clock,
      }),
      draft,
      local(),
    ),
  );
  const client = makeClient({ sent });
  const kinds = ['personalAccessToken', 'serviceAccountKey'] as const;
  for (const kind of kinds) {
    for (const origin of [
      'http://api.infusionsoft.com',
      'https://api.infusionsoft.com.evil.example',
      'https://api.infusionsoft.com:444',
      'https://user@api.infusionsoft.com',
      'https://api.keap.com/',
      'https://API.keap.com',
      sandbox.origin,
    ]) {
      await failsWith('refusedOrigin', send(client, draft, { ...plain, id: 'x', name: 'X', kind, origin }));
    }
  }
  for (const origin of [
    'https://api.keap.com',
    'http://localhost:80',
    'http://127.0.0.1:1@evil.example',
    'http://127.0.0.1',
  ]) {
    await failsWith('refusedOrigin', send(client, draft, { ...local(), origin }));
  }
  await failsWith('invalid', send(client, emptyDraft('v2:getContact'), local()));
  assert.deepEqual(sent, []);
});

test('cancelling before the request goes out sends nothing', async () => {
  const sent: TransportRequest[] = [];
  await failsWith(
    'cancelled',
    send(makeClient({ sent }), emptyDraft('v2:listContacts'), local(), { signal: AbortSignal.abort() }),
  );
  assert.deepEqual(sent, []);
});

test('the key goes into its header and nowhere else', async () => {
  // The limits of the tests before are over.
  clock.time += 61_000;
  const sent: TransportRequest[] = [];
  await send(makeClient({ sent }), { ...emptyDraft('v2:createTag'), body: '{"name":"From a test"}' }, local());
  const [request] = sent;
  assert.equal(sent.length, 1);
  assert.equal(request?.headers['X-Keap-API-Key'], sandbox.key);
  const { 'X-Keap-API-Key': _key, ...others } = request?.headers ?? {};
  assert.ok(
    !JSON.stringify([request?.origin, request?.target, others, Buffer.from(request?.body ?? []).toString()]).includes(
      sandbox.key,
    ),
  );
});
