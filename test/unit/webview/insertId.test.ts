import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTree } from '../../../src/keap/request/body/jsonTree.ts';
import { pathAt } from '../../../src/webview/builder/body/insertId.ts';

/** The path at the bar in a text. */
function at(text: string): string {
  const position = text.indexOf('|');
  const tree = readTree(text.replace('|', ''));
  assert.ok('root' in tree);
  return pathAt(tree.root, position).join('/');
}

test('a position is in the innermost value it touches, or in the name of one', () => {
  assert.equal(at('{"owner_id": "|"}'), 'owner_id');
  assert.equal(at('{"owner_id": 12|}'), 'owner_id');
  assert.equal(at('{"own|er_id": 12}'), 'owner_id');
  assert.equal(at('{"a": {"b": [1, {"c_id": |null}]}, "d": 2}'), 'a/b/1/c_id');
  assert.equal(at('{"tag_ids": [|]}'), 'tag_ids');
  assert.equal(at('{"tag_ids": [1, 2|]}'), 'tag_ids/1');
  assert.equal(at('{"a": 1,| "b": 2}'), '');
  assert.equal(at('|[]'), '');
});
