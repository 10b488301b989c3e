import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainResponse, readRefusal, retryAfterMs } from '../../../src/keap/http/explain.ts';
import type { HttpResponse } from '../../../src/keap/http/httpResponse.ts';

function response(status: number, body: string | Uint8Array, headers: Record<string, string> = {}): HttpResponse {
  return {
    status,
    statusText: '',
    headers: Object.entries({ 'content-type': 'application/json', ...headers }),
    body: typeof body === 'string' ? Buffer.from(body) : body,
    timing: { queuedMs: 0, firstByteMs: 0, totalMs: 0 },
  };
}

test('every shape of refusal is read', () => {
  const cases: [string, { words: string; code?: string }][] = [
    [
      '{"fault":{"faultstring":"Invalid Access Token","detail":{"errorcode":"keymanagement.service.invalid_access_token"}}}',
      { words: 'Invalid Access Token', code: 'keymanagement.service.invalid_access_token' },
    ],
    [
      '{"code":400,"message":"contact_id is invalid","status":"Bad Request","details":[]}',
      { words: 'contact_id is invalid', code: '400' },
    ],
    [
      '{"code":"429","message":"Quota Exceeded","status":"Request Throttled","details":null}',
      { words: 'Quota Exceeded', code: '429' },
    ],
    ['{"message":"Region is invalid"}', { words: 'Region is invalid' }],
    [
      '{"error":"invalid_grant","error_description":"Invalid refresh token"}',
      { words: 'Invalid refresh token', code: 'invalid_grant' },
    ],
    ['<h1>Developer Inactive</h1>', { words: 'Developer Inactive' }],
    ['<html><style>p{}</style><script>alert(1)</script><p>Bad\n gateway</p></html>', { words: 'Bad gateway' }],
    ['', { words: '' }],
    ['[1]', { words: '' }],
  ];
  for (const [body, expected] of cases) assert.deepEqual(readRefusal(response(400, body)), expected);
});

test('each refusal is one readable paragraph with a next step; a success needs none', () => {
  assert.equal(explainResponse(response(204, '')), undefined);
  const expired =
    '{"fault":{"faultstring":"Access Token expired","detail":{"errorcode":"keymanagement.service.access_token_expired"}}}';
  assert.match(
    explainResponse(response(401, expired)) ?? '',
    /^The key has expired\. Replace it \(Keap: Replace key\)\. Keap says: Access Token expired\.$/,
  );
  assert.match(
    explainResponse(response(404, '{"message":"No such contact"}')) ?? '',
    /check the ids.*No such contact\./,
  );
  assert.match(explainResponse(response(429, '{}', { 'retry-after': '3' })) ?? '', /not carried out.*in 3 s/);
  assert.match(explainResponse(response(500, '<h1>Oops</h1>')) ?? '', /not known.*Oops/);
  assert.match(explainResponse(response(302, '')) ?? '', /redirect.*not followed/);
  assert.match(explainResponse(response(418, '')) ?? '', /refused/);
  assert.match(explainResponse(response(599, '')) ?? '', /could not carry out/);
});

test('Retry-After is seconds or a date', () => {
  assert.equal(retryAfterMs(response(429, '', { 'retry-after': '2' })), 2000);
  const now = Date.parse('2026-01-01T00:00:00Z');
  assert.equal(retryAfterMs(response(429, '', { 'retry-after': 'Thu, 01 Jan 2026 00:00:05 GMT' }), now), 5000);
  assert.equal(retryAfterMs(response(429, '', { 'retry-after': 'soon' })), undefined);
  assert.equal(retryAfterMs(response(429, '')), undefined);
});

test('a key that a server says back is masked', () => {
  const key = `KeapAK-${'d4'.repeat(25)}`;
  const { words } = readRefusal(response(400, JSON.stringify({ message: `Bad key ${key}` })));
  assert.equal(words, 'Bad key KeapAK-*****');
});
