import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyAdvice, keyProblem, otherKind, trimKey } from '../../../src/vscode/connections/typedKey.ts';

const KEY = `KeapAK-${'a1'.repeat(25)}`;
const LEGACY = '0123456789abcdef'.repeat(2);

test('a pasted key is freed of spaces, quotes, Bearer and its header', () => {
  const pasted = [
    `  ${KEY}\t\n`,
    `"${KEY}",`,
    `'${KEY}';`,
    `“${KEY}”`,
    `Bearer ${KEY}`,
    `bearer  ${KEY}`,
    `X-Keap-API-Key: ${KEY}`,
    `"X-Keap-API-Key": "${KEY}"`,
    `-H 'X-Keap-API-Key: ${KEY}'`,
    `--header "Authorization: Bearer ${KEY}"`,
    `Authorization=Bearer ${KEY}`,
    `KEAP_API_KEY=${KEY}`,
  ];
  for (const text of pasted) assert.equal(trimKey(text), KEY, text);
  assert.equal(trimKey('bearer'), 'bearer');
  assert.equal(trimKey(' " '), '');
});

test('only what cannot be sent is refused', () => {
  assert.match(keyProblem('') ?? '', /Paste the key/);
  assert.match(keyProblem('clé') ?? '', /accents or invisible/);
  assert.match(keyProblem(`${KEY}\u200b`) ?? '', /invisible/);
  for (const text of [KEY, LEGACY, 'anything', 'two words']) assert.equal(keyProblem(text), undefined);
});

test('an unusual shape is advised about', () => {
  assert.equal(keyAdvice(KEY, 'personalAccessToken'), undefined);
  assert.equal(keyAdvice(KEY, 'serviceAccountKey'), undefined);
  assert.equal(keyAdvice(LEGACY, 'legacyKey'), undefined);
  assert.match(keyAdvice(KEY.slice(0, -1), 'personalAccessToken') ?? '', /57 characters so far; this one has 56/);
  assert.match(keyAdvice('abc', 'serviceAccountKey') ?? '', /start with KeapAK-/);
  assert.match(keyAdvice('two words', 'serviceAccountKey') ?? '', /no spaces/);
  assert.match(keyAdvice(LEGACY, 'personalAccessToken') ?? '', /Legacy Key/);
  assert.match(keyAdvice(KEY, 'legacyKey') ?? '', /Personal Access Token/);
  assert.match(keyAdvice('abc', 'legacyKey') ?? '', /32 digits/);
});

test('a key of another kind is known by its shape', () => {
  assert.equal(otherKind(LEGACY, 'personalAccessToken'), 'legacyKey');
  assert.equal(otherKind(LEGACY.toUpperCase(), 'serviceAccountKey'), 'legacyKey');
  assert.equal(otherKind(KEY, 'legacyKey'), 'personalAccessToken');
  assert.equal(otherKind(KEY, 'serviceAccountKey'), undefined);
  assert.equal(otherKind('abc', 'legacyKey'), undefined);
});
