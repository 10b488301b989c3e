import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { tableReaders } from '../../../../src/webview/table/readers.ts';

const { results, events } = tableReaders;

test('whatever a page is sent, it understands it or leaves it', () => {
  const anything = fc.oneof(
    fc.anything(),
    fc.record(
      {
        state: fc.constantFrom('list', 'none', 'other'),
        columns: fc.anything(),
        layout: fc.anything(),
        rows: fc.anything(),
      },
      { requiredKeys: [] },
    ),
  );
  fc.assert(
    fc.property(anything, (value) => {
      for (const read of [...Object.values(results), ...Object.values(events)]) read(value);
    }),
    { numRuns: 500 },
  );
});

test('rows arrive with a cell for each column, null where there is none', () => {
  const row = {
    number: 3,
    cells: [{ kind: 'number', text: '12345678901234567890' }, null, { kind: 'odd', text: 'x' }],
  };
  assert.deepEqual(results.rows({ rows: [row] }), {
    rows: [{ number: 3, cells: [{ kind: 'number', text: '12345678901234567890' }, null, null] }],
  });
  assert.equal(results.rows({}), undefined);
});

test('a list without a part of it is not understood', () => {
  const layout = { order: [], hidden: [], shownEmpty: [], widths: {} };
  const columns = {
    columns: [{ id: 'id', title: 'id', filled: true }],
    complete: true,
    more: false,
    canNameFields: false,
  };
  const shown = { version: 1, count: 1, wish: { filter: { text: '', conditions: [] } } };
  const list = { state: 'list', exchange: 'one', title: 'List', count: 1, cut: false, columns, layout, shown };
  assert.deepEqual(results.ready(list), list);
  for (const part of ['exchange', 'count', 'columns', 'layout', 'shown']) {
    assert.equal(results.ready({ ...list, [part]: undefined }), undefined, part);
  }
});
