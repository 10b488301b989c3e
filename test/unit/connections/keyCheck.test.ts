import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Connection } from '../../../src/keap/connection.ts';
import type { HttpResponse } from '../../../src/keap/http/httpResponse.ts';
import { SendError } from '../../../src/keap/http/sendError.ts';
import { KEY_PLACE } from '../../../src/keap/request/call/methodCall.ts';
import type { HttpRequest } from '../../../src/keap/request/httpRequest.ts';
import { readCall } from '../../../src/keap/xmlrpc/readXmlRpc.ts';
import { writeFault, writeResponse } from '../../../src/keap/xmlrpc/writeXmlRpc.ts';
import { checkKey } from '../../../src/vscode/connections/keyCheck.ts';

const KEY = `KeapAK-${'a1'.repeat(25)}`;
const CONNECTION: Connection = {
  id: 'check',
  name: 'new',
  kind: 'personalAccessToken',
  origin: 'https://api.keap.com',
  production: true,
  readOnly: true,
};

const answer = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): HttpResponse =>
  ({
    status,
    statusText: '',
    headers: Object.entries(headers),
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    timing: { queuedMs: 0, firstByteMs: 0, totalMs: 0 },
  }) as unknown as HttpResponse;

const check = (outcome: HttpResponse | Error) =>
  checkKey(
    async (key, connection, { method, target, body }) => {
      const userinfo = ['GET', '/crm/rest/v2/oauth/connect/userinfo', undefined];
      assert.deepEqual([key, connection, method, target, body], [KEY, CONNECTION, ...userinfo]);
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
    KEY,
    CONNECTION,
    new AbortController().signal,
  );

test('an answer names app and account; the header knows best', async () => {
  const info = { email: 'ada@example.com', tenant_id: 'cd204.infusionsoft.com' };
  assert.deepEqual(await check(answer(200, info, { 'x-keap-tenant-id': 'ab103' })), {
    works: true,
    reached: { app: 'ab103', account: 'ada@example.com' },
  });
  assert.deepEqual(await check(answer(200, info)), {
    works: true,
    reached: { app: 'cd204', account: 'ada@example.com' },
  });
});

test('an odd answer names nothing rather than something wrong', async () => {
  for (const body of ['', 'null', '[]', '{"email": 7, "tenant_id": {}}', '<html>', { tenant_id: '../x y' }]) {
    assert.deepEqual(await check(answer(200, body)), { works: true, reached: {} });
  }
  const long = await check(answer(200, { email: 'x'.repeat(5000) }));
  assert.equal(long.works && long.reached.account?.length, 254);
});

test('it is said what failed: the key, Keap or the way', async () => {
  const cases: readonly (readonly [HttpResponse | Error, string, RegExp])[] = [
    [answer(401, {}), 'key', /Keap does not accept this key \(401\).*minutes to spread/],
    [answer(403, {}), 'key', /\(403\)/],
    [answer(500, '<html>'), 'keap', /could not check the key just now \(500\), which says nothing about the key/],
    [answer(503, {}), 'keap', /\(503\)/],
    [answer(429, {}, { 'retry-after': '3' }), 'keap', /too many calls.*Try again in 3 s/],
    [answer(302, '', { location: 'https://example.com' }), 'keap', /redirect, which is not followed/],
    [new SendError('unreachable', 'api.keap.com could not be reached.'), 'way', /api\.keap\.com could not be reached/],
    [new SendError('proxy', 'The proxy x could not be reached.'), 'way', /The proxy x/],
    [new TypeError('boom'), 'way', /^Something unexpected went wrong; the log says what\.$/],
  ];
  for (const [outcome, blame, message] of cases) {
    const checked = await check(outcome);
    assert.ok(!checked.works);
    assert.equal(checked.blame, blame);
    assert.match(checked.message, message);
    assert.ok(!checked.message.includes(KEY));
  }
});

const LEGACY: Connection = { ...CONNECTION, kind: 'legacyKey', origin: 'https://ab103.infusionsoft.com' };
const xml = (text: string) => answer(200, text, { 'content-type': 'text/xml' });
const fault = (code: number, message: string) => xml(writeFault({ code, message }));

test('a Legacy Key is checked by a call that reads and holds no key yet; the app is the one it went to', async () => {
  let asked: HttpRequest | undefined;
  const checked = await checkKey(
    async (_key, _connection, request) => {
      asked = request;
      return xml(writeResponse({ type: 'string', text: 'Lead,Customer' }));
    },
    '0123456789abcdef'.repeat(2),
    LEGACY,
    new AbortController().signal,
  );
  assert.deepEqual(checked, { works: true, reached: { app: 'ab103' } });
  assert.ok(asked?.body && 'text' in asked.body);
  const { method, args } = readCall(asked.body.text);
  assert.equal(method, 'DataService.getAppSetting');
  assert.deepEqual(args[0], { type: 'string', text: KEY_PLACE });
});

test('of a Legacy Key it is said what failed, too', async () => {
  const cases: readonly (readonly [HttpResponse, string, RegExp])[] = [
    [fault(2, '[InvalidKey]Invalid Key'), 'key', /^ab103 does not accept this key \(\[InvalidKey\], code 2\)/],
    [fault(14, '[NoAccess]No'), 'key', /lets it read nothing\. Keap says: \[NoAccess\]No \(code 14\)\.$/],
    [fault(4, '[DatabaseError]x'), 'keap', /could not check the key just now/],
    [xml('<methodResponse>'), 'keap', /did not answer as XML-RPC does.*whether ab103 is the app’s name/],
    [answer(200, '<html>Sign in</html>', { 'content-type': 'text/html' }), 'keap', /did not answer as XML-RPC does/],
    [answer(404, ''), 'keap', /^ab103\.infusionsoft\.com has no XML-RPC \(404\)/],
    [answer(401, {}), 'key', /\(401\)/],
    [answer(302, '', { location: 'https://signin.infusionsoft.com' }), 'keap', /redirect, which is not followed/],
    [answer(503, {}), 'keap', /\(503\), which says nothing about the key/],
  ];
  for (const [outcome, blame, message] of cases) {
    const checked = await checkKey(async () => outcome, 'x', LEGACY, new AbortController().signal);
    assert.ok(!checked.works);
    assert.equal(checked.blame, blame);
    assert.match(checked.message, message);
  }
});
