import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { TableRow } from '../../../../src/protocol/table.ts';
import {
  canvasHeight,
  columnsInSight,
  type Geometry,
  rowsInSight,
  scrolledRows,
  scrollToRow,
  topOf,
} from '../../../../src/webview/table/geometry.ts';
import { actionOf } from '../../../../src/webview/table/gridKeys.ts';
import { RowCache } from '../../../../src/webview/table/rowCache.ts';
import { type Bounds, chosen, fitted, moved, START } from '../../../../src/webview/table/selection.ts';
import { visibleText } from '../../../../src/webview/table/visibleText.ts';

const geometry = (rowCount: number): Geometry => ({ rowHeight: 24, rowCount, height: 600, edges: [0, 100, 150, 400] });

test('every row can be brought into sight, also of a table taller than a browser allows', () => {
  const sample = fc.tuple(fc.integer({ min: 1, max: 5_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }));
  fc.assert(
    fc.property(sample, ([rowCount, share]) => {
      const table = geometry(rowCount);
      const row = Math.floor(share * (rowCount - 1));
      const top = topOf(table, scrollToRow(table, 0, row));
      assert.ok(top <= Math.max(0, canvasHeight(table) - table.height) + 1e-6, 'The page can be scrolled so far.');
      const { first, end } = rowsInSight(table, top);
      assert.ok(first <= row && row < end, `${row} is not in ${first} to ${end}`);
      assert.ok(Math.abs(scrolledRows(table, top) - scrollToRow(table, 0, row)) < 1);
    }),
  );
  assert.ok(canvasHeight(geometry(5_000_000)) < 33_000_000);
});

test('columns in sight are those between the edges', () => {
  const table = geometry(1);
  assert.deepEqual(columnsInSight(table, 0, 100), { first: 0, end: 1 });
  assert.deepEqual(columnsInSight(table, 99, 101), { first: 0, end: 2 });
  assert.deepEqual(columnsInSight(table, 120, 1000), { first: 1, end: 3 });
  assert.deepEqual(columnsInSight({ edges: [0] }, 0, 100), { first: 0, end: 0 });
});

const bounds: Bounds = { rows: 50, columns: 4, page: 10 };

test('keys move within the table, headings included, and with Shift choose cells', () => {
  const down = moved(START, 'down', bounds, false);
  assert.deepEqual(down.focus, { row: 1, column: 0 });
  const up = moved(START, 'up', bounds, false);
  assert.deepEqual(up.focus, { row: -1, column: 0 }, 'the headings');
  assert.equal(chosen(up), undefined);
  const more = moved(moved(down, 'right', bounds, true), 'pageDown', bounds, true);
  assert.deepEqual(chosen(more), { top: 1, bottom: 11, left: 0, right: 1 });
  assert.deepEqual(chosen(moved(down, 'pageUp', bounds, true)), { top: 0, bottom: 1, left: 0, right: 0 });
  assert.deepEqual(moved(down, 'tableEnd', bounds, false).focus, { row: 49, column: 3 });
  assert.deepEqual(moved(up, 'pageDown', bounds, false).focus, { row: 10, column: 0 });
  assert.deepEqual(fitted(more, { ...bounds, rows: 5 }).focus, { row: 4, column: 1 });
});

test('an empty table has a place for the focus, too', () => {
  const empty = { rows: 0, columns: 0, page: 1 };
  assert.deepEqual(moved(START, 'down', empty, false).focus, { row: -1, column: 0 });
});

test('keys that are none of the table’s are left alone', () => {
  const key = (name: string, with_: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) =>
    actionOf({ key: name, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...with_ });
  assert.deepEqual(key('c', { metaKey: true }), { kind: 'copy' });
  assert.deepEqual(key('Home', { ctrlKey: true, shiftKey: true }), { kind: 'move', move: 'tableStart', extend: true });
  assert.deepEqual(key('ArrowLeft', { altKey: true }), { kind: 'moveColumn', by: -1 });
  for (const other of [
    key('c'),
    key('Tab'),
    key('p', { ctrlKey: true }),
    key('c', { ctrlKey: true, shiftKey: true }),
  ]) {
    assert.equal(other, undefined);
  }
});

function cacheOf(total: number): { cache: RowCache; asked: number[]; answer(): Promise<void>; came: number[] } {
  const asked: number[] = [];
  const came: number[] = [];
  const waiting: (() => void)[] = [];
  const cache = new RowCache({
    fetch: (from, count) =>
      new Promise((resolve) => {
        asked.push(from);
        const rows = Array.from(
          { length: Math.min(count, total - from) },
          (_, at): TableRow => ({ number: from + at, cells: [] }),
        );
        waiting.push(() => resolve(rows));
      }),
    arrived: (from) => came.push(from),
  });
  cache.reset(40);
  const answer = async () => {
    waiting.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { cache, asked, came, answer };
}

test('rows in sight are asked for first, those around them next, two blocks at a time', async () => {
  const { cache, asked, came, answer } = cacheOf(10_000);
  cache.want(0, 30, 10_000);
  cache.want(5000, 5060, 10_000);
  assert.deepEqual(asked, [0, 50], 'What was asked for is not asked for again.');
  await answer();
  assert.deepEqual(asked, [0, 50, 5000], 'What was scrolled past is not asked for.');
  await answer();
  assert.deepEqual(came, [0, 50]);
  for (let at = 0; at < 6; at++) await answer();
  assert.deepEqual(asked, [0, 50, 5000, 5050, 5100, 4950]);
  assert.equal(cache.row(5059)?.number, 5059);
  assert.equal(cache.row(7000), undefined);
});

test('rows of before are for nobody once others are shown', async () => {
  const { cache, came, answer } = cacheOf(100);
  cache.want(0, 10, 100);
  cache.reset(40);
  await answer();
  assert.deepEqual(came, []);
  assert.equal(cache.row(0), undefined);
});

test('what cannot be seen of a text is made visible', () => {
  assert.equal(visibleText('a\tb\r\nc\u0000\u007f\u202egnp'), 'a⇥b␍↵c␀␡⟨U+202E⟩gnp');
  assert.equal(visibleText('👩‍💻 Łódź שלום'), '👩‍💻 Łódź שלום');
});
