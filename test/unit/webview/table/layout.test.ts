import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { TableColumn, TableLayout } from '../../../../src/protocol/table.ts';
import {
  isShown,
  orderedColumns,
  withMoved,
  withNudged,
  withShown,
  withWidth,
} from '../../../../src/webview/table/layout.ts';

const UNTOUCHED: TableLayout = { order: [], hidden: [], shownEmpty: [], widths: {} };
const columns = (ids: string, empty = ''): TableColumn[] =>
  [...ids].map((id) => ({ id, title: id, filled: !empty.includes(id) }));
const order = (all: readonly TableColumn[], layout: TableLayout) =>
  orderedColumns(all, layout)
    .map(({ id }) => id)
    .join('');

test('columns that nobody moved stay behind the one they follow', () => {
  const all = columns('abcdef');
  assert.equal(order(all, UNTOUCHED), 'abcdef');
  assert.equal(order(all, { ...UNTOUCHED, order: ['d', 'a', 'gone'] }), 'defabc');
  assert.equal(order(columns('xab'), { ...UNTOUCHED, order: ['b', 'a'] }), 'xba');
});

test('whatever was chosen, every column is there once', () => {
  const id = fc.constantFrom(...'abcdefgh');
  fc.assert(
    fc.property(fc.uniqueArray(id), fc.uniqueArray(id), (known, wanted) => {
      const all = columns(known.join(''));
      assert.deepEqual([...order(all, { ...UNTOUCHED, order: wanted })].sort(), [...known].sort());
    }),
  );
});

test('a column goes before another, to the end, or one place further among those shown', () => {
  const all = columns('abcde', 'b');
  assert.equal(order(all, withMoved(UNTOUCHED, all, 'd', 'a')), 'dabce');
  assert.equal(order(all, withMoved(UNTOUCHED, all, 'a', undefined)), 'bcdea');
  assert.equal(order(all, withMoved(UNTOUCHED, all, 'a', 'a')), 'abcde');
  assert.equal(order(all, withNudged(UNTOUCHED, all, 'c', -1)), 'cabde', 'b is empty and out of sight');
  assert.equal(order(all, withNudged(UNTOUCHED, all, 'c', 1)), 'abdce');
  assert.equal(order(all, withNudged(UNTOUCHED, all, 'e', 1)), 'abcde');
});

test('empty columns show only when ticked, and once filled like any other', () => {
  const all = columns('ab', 'b');
  const [, empty] = all;
  assert.ok(empty);
  assert.equal(isShown(empty, UNTOUCHED), false);
  const ticked = withShown(UNTOUCHED, [empty], true);
  assert.equal(isShown(empty, ticked), true);
  const unticked = withShown(ticked, [empty], false);
  assert.equal(isShown(empty, unticked), false);
  assert.equal(isShown({ ...empty, filled: true }, unticked), true);
  const hidden = withShown(UNTOUCHED, columns('a'), false);
  assert.deepEqual(
    all.map((column) => isShown(column, hidden)),
    [false, false],
  );
});

test('a width stays within what can be used', () => {
  assert.deepEqual(withWidth(UNTOUCHED, 'a', 3).widths, { a: 48 });
  assert.deepEqual(withWidth(UNTOUCHED, 'a', 99_999).widths, { a: 1200 });
});
