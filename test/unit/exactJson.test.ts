import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseExact, printExact } from '../../src/keap/exactJson.ts';

const digits = fc.stringMatching(/^-?(0|[1-9]\d{0,24})(\.\d{1,24})?([eE][-+]?\d{1,3})?$/);

test('every number comes back with the digits it came with, wherever it stands', () => {
  const places = ['?', '[?]', '[1,?]', '[?,1]', '{"a":?}', '{"a":?,"b":0}', '[ ? ]', '{"a":\n?\n}'];
  fc.assert(
    fc.property(digits, fc.constantFrom(...places), (number, place) => {
      const text = place.replace('?', number);
      assert.equal(JSON.stringify(parseExact(text)), text.replaceAll(/\s/g, ''));
    }),
    { numRuns: 2000 },
  );
});

test('numbers in strings are text', () => {
  assert.equal(printExact(parseExact('{"a":"1.50, 1e2 and -0"}')), '{\n  "a": "1.50, 1e2 and -0"\n}');
});
