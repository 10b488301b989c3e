import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, describe, it } from 'node:test';
import { KeapClient, type SendOptions } from '../../src/keap/client.ts';
import type { Connection } from '../../src/keap/connection.ts';
import { describeHead } from '../../src/keap/http/describeHead.ts';
import { faultOf } from '../../src/keap/http/fault.ts';
import { bodyText } from '../../src/keap/http/httpResponse.ts';
import { DEFAULT_NETWORK } from '../../src/keap/http/proxy.ts';
import { isSendError } from '../../src/keap/http/sendError.ts';
import { UndiciTransport } from '../../src/keap/http/undiciTransport.ts';
import { emptyDraft, type RequestDraft } from '../../src/keap/request/draft.ts';
import { readCall } from '../../src/keap/xmlrpc/readXmlRpc.ts';
import { textValue } from '../../src/keap/xmlrpc/value.ts';
import { writeFault, writeResponse } from '../../src/keap/xmlrpc/writeXmlRpc.ts';
import { checkKey } from '../../src/vscode/connections/keyCheck.ts';
import { type Keap, startKeap } from '../e2e/keap.ts';
import { KEAP_APP } from '../internet/keapFront.ts';
import { catalogs, operation } from '../unit/catalog/realCatalog.ts';

const KEY = randomBytes(16).toString('hex');
const HOST = `${KEAP_APP}.infusionsoft.com`;
const OLD: Connection = {
  id: 'old',
  name: 'Old',
  kind: 'legacyKey',
  origin: `https://${HOST}`,
  app: KEAP_APP,
  production: false,
  readOnly: false,
};
const LOAD: RequestDraft = {
  ...emptyDraft('xmlrpc:ContactService.load'),
  parameters: { 'argument:contactId': '1', 'argument:selectedFields': ['Id', 'FirstName'] },
};
const options: SendOptions = { signal: AbortSignal.timeout(60_000), timeoutMs: 10_000, maxBytes: 1e6 };

describe('A Legacy Key, over TLS to the server of its app', () => {
  const ends: (() => unknown)[] = [];
  let keap: Keap;
  let client: KeapClient;
  let key = KEY;
  before(async () => {
    keap = await startKeap({ after: (end) => ends.push(end as () => unknown) });
    const { env, front } = keap;
    const transport = new UndiciTransport({
      settings: () => DEFAULT_NETWORK,
      environment: () => env,
      certificates: () => [readFileSync(front.caFile, 'utf8')],
    });
    client = new KeapClient({
      transport,
      credential: async () => key,
      readFile: async () => assert.fail('No file is sent.'),
      guard: { access: () => 'full', settings: () => ({ ask: [], typed: [] }), approve: async () => true },
    });
  });
  afterEach(() => {
    key = KEY;
    keap.front.setRule();
  });
  after(async () => {
    await client.close();
    for (const end of ends) await end();
  });

  const send = (draft: RequestDraft) => {
    const { version } = operation(draft.operationKey);
    return client.send(operation(draft.operationKey), catalogs[version].schemas, draft, OLD, options);
  };
  const refused = async (draft: RequestDraft, code: string, message: RegExp): Promise<void> => {
    const before = keap.front.requests.length;
    await assert.rejects(send(draft), (error) => {
      assert.ok(isSendError(error));
      assert.equal(error.code, code);
      assert.match(error.message, message);
      assert.ok(!error.message.includes(KEY));
      return true;
    });
    assert.equal(keap.front.requests.length, before, 'Nothing went out.');
  };

  it('goes as first argument and in nothing that is kept', async () => {
    const exchange = await send(LOAD);
    assert.equal(exchange.response.status, 200);
    assert.match(await bodyText(exchange.response), /^\{"Id":1,"FirstName":".+"\}$/);
    const sent = keap.front.requests.at(-1);
    assert.deepEqual([sent?.host, sent?.method, sent?.path], [HOST, 'POST', '/api/xmlrpc']);
    assert.equal(sent?.headers['x-keap-api-key'], undefined);
    assert.equal(sent?.headers.authorization, undefined);
    const { method, args } = readCall(sent?.body ?? '');
    assert.equal(method, 'ContactService.load');
    assert.deepEqual(args[0], textValue(KEY));
    assert.equal(args.length, 3);
    assert.ok(!JSON.stringify(exchange).includes(KEY));
    assert.match(describeHead(exchange), /"url": "https:\/\/ab103\.infusionsoft\.com\/api\/xmlrpc"/);
  });

  it('has limits of its own: two calls a second for a minute, and no day', async () => {
    const { windows } = await client.limitState(OLD);
    assert.deepEqual(
      windows.map(({ name, limit }) => [name, limit]),
      [
        ['second', 5],
        ['minute', 120],
        ['day', 172_800],
      ],
    );
  });

  it('that is wrong is a fault', async () => {
    key = '0'.repeat(32);
    assert.deepEqual(faultOf((await send(LOAD)).response), { code: 2, message: '[InvalidKey]Invalid Key' });
  });

  it('calls no REST, and not the one method that takes no key', async () => {
    await refused(
      emptyDraft('v2:listContacts'),
      'wrongCredential',
      /only XML-RPC takes, so List contacts was not sent; switch/,
    );
    await refused(
      emptyDraft('xmlrpc:DataService.getUserInfo'),
      'wrongCredential',
      /takes no key as its first argument/,
    );
  });

  it('is not sent as a value', async () => {
    const values = { 'argument:module': 'Contact', 'argument:setting': `x${KEY.toUpperCase()}` };
    const draft = { ...emptyDraft('xmlrpc:DataService.getAppSetting'), parameters: values };
    await refused(draft, 'invalid', /A value of the request is the key of Old/);
  });

  it('that a server says back is masked, whatever it is written as', async () => {
    const entities = [...KEY].map((char) => `&#${char.charCodeAt(0)};`).join('');
    const bodies: readonly (readonly [status: number, mediaType: string, body: string])[] = [
      [200, 'text/xml', writeResponse(textValue(`You sent ${KEY}`))],
      [200, 'text/xml', writeResponse(textValue('x')).replace('>x<', `>${entities}<`)],
      [200, 'text/xml', writeResponse({ type: 'base64', text: Buffer.from(`you sent ${KEY}!`).toString('base64') })],
      [200, 'text/xml', writeFault({ code: 3, message: `[UnexpectedError]${KEY}` })],
      [200, 'text/xml', `<methodResponse>${KEY}`],
      [503, 'text/html', `<p>${KEY.toUpperCase()}</p>`],
      [401, 'application/json', JSON.stringify({ fault: { faultstring: `No ${KEY}` } })],
    ];
    for (const [status, mediaType, body] of bodies) {
      const headers = { 'content-type': mediaType, 'x-echo': `key=${KEY}`, 'set-cookie': KEY };
      keap.front.setRule(() => ({ kind: 'answer', status, headers, body }));
      const exchange = await send(LOAD);
      assert.equal(exchange.response.status, status);
      const text = `${JSON.stringify(exchange)} ${await bodyText(exchange.response)} ${describeHead(exchange)}`;
      for (const form of [KEY, KEY.toUpperCase(), entities]) assert.ok(!text.includes(form), body);
      const decoded = Buffer.from(/"\$base64":"(.*?)"/.exec(text)?.[1] ?? '', 'base64').toString();
      assert.ok(!decoded.includes(KEY));
      assert.match(text, /\*{3}|Kioq/);
    }
  });

  it('follows no redirect', async () => {
    keap.front.setRule(() => ({
      kind: 'answer',
      status: 302,
      headers: { location: `https://evil.example/${KEY}` },
    }));
    const { response } = await send(LOAD);
    assert.equal(response.status, 302);
    assert.deepEqual(keap.refusedHosts, []);
  });

  it('is checked by one call that changes nothing', async () => {
    const check = (typed: string) =>
      checkKey((...asked) => client.check(asked[0], asked[1], asked[2], options), typed, OLD, options.signal);
    assert.deepEqual(await check(KEY), { works: true, reached: { app: KEAP_APP } });
    const wrong = await check('0'.repeat(32));
    assert.ok(!wrong.works);
    assert.equal(wrong.blame, 'key');
    assert.match(wrong.message, /^ab103 does not accept this key/);
  });
});
