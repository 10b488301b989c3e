import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withKey } from '../../../src/keap/xmlrpc/keyArgument.ts';
import { readCall } from '../../../src/keap/xmlrpc/readXmlRpc.ts';
import { intValue, textValue, type XmlRpcValue } from '../../../src/keap/xmlrpc/value.ts';
import { writeCall } from '../../../src/keap/xmlrpc/writeXmlRpc.ts';

const KEY = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
const call = (...args: XmlRpcValue[]) => writeCall({ method: 'ContactService.load', args });

test('the key takes the place that is kept for it, and all else stays', () => {
  const rest = [
    intValue(7),
    textValue('here & <there>\r'),
    { type: 'double', text: '1.50' },
    { type: 'base64', text: 'SGVsbG8=' },
    textValue('here'),
  ] as const;
  const sent = readCall(withKey(call(textValue('here'), ...rest), 'here', KEY));
  assert.deepEqual(sent, { method: 'ContactService.load', args: [textValue(KEY), ...rest] });
});

test('a key of odd characters is text and nothing else', () => {
  const odd = '</string><string>a&amp;b$1';
  assert.deepEqual(readCall(withKey(call(textValue('here')), 'here', odd)).args, [textValue(odd)]);
});

test('no other argument gives way to a key', () => {
  for (const args of [[], [intValue(1)], [textValue('another')], [textValue('another'), textValue('here')]]) {
    assert.throws(() => withKey(call(...args), 'here', KEY), /ContactService\.load takes no key as its first argument/);
  }
});
