import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HttpResponse } from '../../../src/keap/http/httpResponse.ts';
import { answerWords, errorWords, loggable, requestWords } from '../../../src/keap/safety/logWords.ts';

const request = { method: 'GET' as const, connection: 'Mine' };
const one = '/crm/rest/v2/contacts/{contact_id}';

function response(headers: readonly (readonly [string, string])[]): HttpResponse {
  const timing = { queuedMs: 12, firstByteMs: 30, totalMs: 43.4 };
  return { status: 200, statusText: 'OK', headers, body: new Uint8Array(7), timing };
}

test('ids of the path are kept, and no value of anything else', () => {
  const lines: Readonly<Record<string, string>> = {
    '/crm/rest/v2/contacts/7': 'GET /crm/rest/v2/contacts/7 on Mine',
    '/crm/rest/v2/contacts/ada%40example.com': 'GET /crm/rest/v2/contacts/{contact_id} on Mine',
    '/crm/rest/v2/contacts/Ada': 'GET /crm/rest/v2/contacts/{contact_id} on Mine',
    '/crm/rest/v2/contacts/7?filter=email%3D%3Dada%40example.com&page_size=1':
      'GET /crm/rest/v2/contacts/7?filter=*&page_size=* on Mine',
    '/elsewhere/Ada': 'GET /crm/rest/v2/contacts/{contact_id} on Mine',
  };
  for (const [target, expected] of Object.entries(lines)) {
    assert.equal(requestWords({ ...request, template: one, target }), expected);
  }
  assert.equal(requestWords({ ...request, template: one }), 'GET /crm/rest/v2/contacts/{contact_id} on Mine');
});

test('an answer is told by status, times, size and what is left of the limits', () => {
  const left = [
    ['x-keap-product-throttle-available', '239'],
    ['x-keap-product-quota-available', '29999'],
  ] as const;
  assert.equal(
    answerWords(response(left)),
    '200, 43 ms after 12 ms of waiting, 7 bytes, left 239 of the minute and 29999 of the day',
  );
  const blank = response([['x-keap-product-quota-available', '']]);
  assert.equal(answerWords(blank), '200, 43 ms after 12 ms of waiting, 7 bytes');
});

test('keys, addresses and what draws lines of its own are masked', () => {
  const key = `KeapAK-${'f6'.repeat(25)}`;
  assert.equal(loggable(`on ada@example.com with ${key}`), 'on *@* with KeapAK-*****');
  assert.equal(loggable('a\u202eb\rc'), 'a⟨U+202E⟩b⟨U+000D⟩c');
  assert.ok(loggable('x'.repeat(1e7)).length <= 2_000);
});

test('an error is told without what it quotes and without anyone’s folders', () => {
  let error: unknown;
  try {
    JSON.parse('{"given_name": Ada Lovelace}');
  } catch (thrown) {
    error = thrown;
  }
  const words = errorWords(error);
  assert.match(words, /^SyntaxError: /);
  assert.doesNotMatch(words, /Ada|Lovelace|\/work|\/home|file:/);
  assert.match(words, /at .*logWords\.test\.ts:\d+/);
  const missing = Object.assign(new Error("ENOENT: no such file, open '/home/ada/keys'"), { code: 'ENOENT' });
  missing.stack = `Error: x\n    at run (/home/ada/.vscode/extensions/keap/dist/extension.cjs:1:2)`;
  assert.equal(errorWords(missing), 'Error ENOENT: ENOENT: no such file, open …\n    at run (extension.cjs:1:2)');
});
