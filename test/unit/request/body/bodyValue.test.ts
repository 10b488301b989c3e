import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { jsonOf, openJsonOf, openKindOf, shownText } from '../../../../src/keap/request/body/bodyValue.ts';
import { readTree } from '../../../../src/keap/request/body/jsonTree.ts';

function shown(text: string): string {
  const tree = readTree(text);
  return 'root' in tree ? shownText(text, tree.root) : assert.fail('not JSON');
}

it('a number is written as it was typed, with every digit', () => {
  const number = { kind: 'number' } as const;
  for (const typed of ['0', '-12', '12345678901234567890', '1.50', '1e3']) assert.equal(jsonOf(typed, number), typed);
  for (const typed of ['', '01', '1.', '+1', '0x1', 'NaN', '1 2']) {
    assert.equal(jsonOf(typed, number), JSON.stringify(typed), typed);
  }
});

it('a choice is written as the value it stands for', () => {
  const choice = { kind: 'choice', options: ['A', 2, true, null] } as const;
  assert.equal(jsonOf('A', choice), '"A"');
  assert.equal(jsonOf('2', choice), '2');
  assert.equal(jsonOf('true', choice), 'true');
  assert.equal(jsonOf('null', choice), 'null');
  assert.equal(jsonOf('B', choice), '"B"');
});

it('whatever was typed is shown again', () => {
  const shapes = [
    { kind: 'text' },
    { kind: 'number' },
    { kind: 'date' },
    { kind: 'choice', options: ['a', 1, false] },
  ] as const;
  fc.assert(
    fc.property(fc.string(), fc.constantFrom(...shapes), (typed, shape) => {
      const written = jsonOf(typed, shape);
      assert.equal(shown(written), shape.kind === 'number' && !written.startsWith('"') ? typed.trim() : typed);
    }),
  );
  fc.assert(
    fc.property(fc.string(), fc.constantFrom('text', 'number', 'yesNo', 'json'), (typed, kind) => {
      const written = openJsonOf(typed, kind);
      assert.ok('root' in readTree(written));
      if (kind === 'text') assert.equal(shown(written), typed);
    }),
  );
});

it('an open place tells what stands in it', () => {
  const kinds = ['"a"', '1', 'false', 'null', '[1]', '{}'].map((text) => {
    const tree = readTree(text);
    return 'root' in tree ? openKindOf(tree.root) : undefined;
  });
  assert.deepEqual(kinds, ['text', 'number', 'yesNo', 'json', 'json', 'json']);
  assert.equal(openKindOf(undefined), 'text');
  assert.equal(openJsonOf('[1, 2]', 'json'), '[1, 2]');
  assert.equal(openJsonOf('[1,', 'json'), '"[1,"');
  assert.equal(openJsonOf('true', 'yesNo'), 'true');
  assert.equal(openJsonOf('yes', 'yesNo'), '"yes"');
});
