import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type JsonNode, nodeAt, readTree } from '../../../../src/keap/request/body/jsonTree.ts';

/** The value of a node, by its own places. */
function plainValue(text: string, node: JsonNode): unknown {
  if (node.kind === 'object') {
    // As JSON.parse: a member named __proto__ is one like others.
    const value: Record<string, unknown> = {};
    for (const { name, value: member } of node.members) {
      Object.defineProperty(value, name, {
        value: plainValue(text, member),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
    return value;
  }
  if (node.kind === 'array') return node.items.map((item) => plainValue(text, item));
  return JSON.parse(text.slice(node.start, node.end)) as unknown;
}

function root(text: string): JsonNode {
  const tree = readTree(text);
  return 'root' in tree ? tree.root : assert.fail('not JSON');
}

describe('The tree of a JSON text', () => {
  it('holds what the text holds, whatever its layout', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, 3, '\t', '\r\n '), (value, indent) => {
        const text = ` ${JSON.stringify(value, undefined, indent)}\n`;
        const tree = root(text);
        assert.deepEqual(plainValue(text, tree), JSON.parse(text));
        assert.equal(text.slice(tree.start, tree.end), text.trim());
      }),
    );
  });

  it('finds values by their path, of one name the last', () => {
    const text = '{"a": [1, {"b\\"": "x"}], "a": [2, {"b\\"": "y\\\\"}]}';
    const found = nodeAt(root(text), ['a', 1, 'b"']);
    assert.equal(found && text.slice(found.start, found.end), '"y\\\\"');
    assert.equal(nodeAt(root(text), ['a', 2]), undefined);
    assert.equal(nodeAt(root(text), ['a', 'length']), undefined);
    assert.equal(nodeAt(root(text), ['a', 0, 'b']), undefined);
  });

  it('says what is not JSON, and gives up where there is too much', () => {
    for (const text of ['', '{', '{"a": 1,}', "{'a': 1}", 'nothing', '[1] 2', '\u00a01']) {
      assert.ok('error' in readTree(text), text);
    }
    assert.ok('tooMany' in readTree('[1, 2, 3]', 3));
    assert.ok('root' in readTree('[1, 2, 3]', 4));
  });

  it('takes the deepest and the longest texts', () => {
    const depth = 10_000;
    for (const text of [
      '['.repeat(depth) + ']'.repeat(depth),
      `${'{"a":['.repeat(depth)}1${']}'.repeat(depth)}`,
      JSON.stringify('\\"'.repeat(500_000)),
      JSON.stringify(Array.from({ length: 100_000 }, (_, index) => ({ id: String(index) }))),
    ]) {
      assert.equal(root(text).end, text.length);
    }
  });
});
