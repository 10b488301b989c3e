import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holdsKnownKey, maskKnownKey } from '../../../src/keap/safety/knownKey.ts';

const KEY = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
const each = (spell: (char: string, code: string) => string) =>
  [...KEY].map((char) => spell(char, char.charCodeAt(0).toString(16))).join('');

test('a key that is known is masked however it is written', () => {
  const spellings = [
    KEY,
    KEY.toUpperCase(),
    each((_, code) => `%${code}`),
    each((_, code) => `%25${code.toUpperCase()}`),
    each((_, code) => `\\u00${code}`),
    each((_, code) => `\\\\x${code}`),
    each((_, code) => `&#x${code};`),
    each((char) => `&#${char.charCodeAt(0)};`),
    each((char, code) => (/[0-4]/.test(char) ? `&#x${code};` : char)),
  ];
  for (const text of spellings) {
    assert.equal(maskKnownKey(`<string>${text}</string>`, KEY), '<string>*****</string>', text);
    assert.ok(holdsKnownKey(`x${text}x`, KEY));
  }
  assert.equal(maskKnownKey(`${KEY} and ${KEY}`, KEY), '***** and *****');
});

test('in Base64 it is masked at every offset, and what is around it is still read', () => {
  for (const before of ['', 'a', 'ab', 'abc', 'key = ']) {
    const encoded = Buffer.from(`${before}${KEY} behind`).toString('base64');
    const decoded = Buffer.from(maskKnownKey(encoded, KEY), 'base64').toString('latin1');
    assert.ok(decoded.startsWith(before) && decoded.endsWith(' behind'), decoded);
    assert.ok(decoded.replaceAll(/[^0-9a-f]/g, '').length < 16, decoded);
  }
});

test('other keys and ordinary texts stay as they are', () => {
  for (const text of [KEY.slice(1), `${KEY.slice(0, 31)}1`, 'plain', '&#x41;', '%30%66', '']) {
    assert.equal(maskKnownKey(text, KEY), text);
    assert.ok(!holdsKnownKey(text, KEY));
  }
});

test('a key of odd characters is found as it is, and an empty one nowhere', () => {
  assert.equal(maskKnownKey('a (x.y)+$ b', '(x.y)+$'), 'a ***** b');
  assert.equal(maskKnownKey('a', ''), 'a');
});
