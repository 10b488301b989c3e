import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatJson } from '../../../src/keap/request/formatJson.ts';

test('lays out as JSON.stringify does', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom(undefined, 1, '\t'), (json, indent) => {
      const value: unknown = JSON.parse(json);
      assert.equal(formatJson(JSON.stringify(value, undefined, indent)), JSON.stringify(value, undefined, 2));
    }),
  );
});

test('keeps every digit and every escape', () => {
  const text = '{"id":12345678901234567890,"n":1.0,"e":1E+2,"s":"\\u00e9\\/\\"","dup":1,"dup":2}';
  const formatted = formatJson(text) ?? '';
  assert.equal(formatted.replaceAll(/\n\s*/g, '').replaceAll('": ', '":'), text);
});

test('empty lists and objects stay on their line', () => {
  assert.equal(formatJson('{ "a" : [ ] , "b":{ } }'), '{\n  "a": [],\n  "b": {}\n}');
});

test('what is not JSON is left to others', () => {
  for (const text of ['', '{', '{"a":1}}', '<html>', '{"a":01}']) assert.equal(formatJson(text), undefined);
});
