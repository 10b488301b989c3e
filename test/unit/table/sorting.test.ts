import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cannotPass, isFiltering, rowTest } from '../../../src/keap/table/conditions.ts';
import { mergeSort } from '../../../src/keap/table/mergeSort.ts';
import { compareNumbers, KindFinder, momentOf } from '../../../src/keap/table/sortKeys.ts';
import { recordCells, textsOf } from '../../../src/keap/table/tableRows.ts';
import type { Condition, RowFilter } from '../../../src/keap/table/tableWish.ts';

test('numbers compare by value, beyond what a double can hold', () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.bigInt(), (a, b) => {
      assert.equal(Math.sign(compareNumbers(String(a), String(b))), a < b ? -1 : a > b ? 1 : 0);
    }),
  );
  const ordered = [
    '-1e400',
    '-9007199254740993',
    '-9007199254740992',
    '-0.10',
    '0',
    '1e-400',
    '0.1',
    '0.10000000000000000001',
    '10',
    '1e400',
    '1e401',
  ];
  for (const [at, text] of ordered.entries()) {
    for (const [other, otherText] of ordered.entries()) {
      assert.equal(Math.sign(compareNumbers(text, otherText)), Math.sign(at - other), `${text} and ${otherText}`);
    }
  }
  assert.equal(compareNumbers('1.10', '1.1'), 0);
  assert.equal(compareNumbers('1E2', '100'), 0);
  assert.equal(compareNumbers('-0', '0'), 0);
});

test('dates compare by the moment they name, those without an offset in UTC', () => {
  assert.equal(momentOf('2026-03-29T01:30:00+01:00'), Date.UTC(2026, 2, 29, 0, 30));
  assert.equal(momentOf('2026-03-29T01:30:00.000+0000'), Date.UTC(2026, 2, 29, 1, 30));
  assert.equal(momentOf('2026-10-25 02:30:00'), Date.UTC(2026, 9, 25, 2, 30));
  assert.equal(momentOf('2026-10-25'), Date.UTC(2026, 9, 25));
  for (const text of ['2026', '12', '2026-13-01', 'soon', '2026-10-25T']) assert.equal(momentOf(text), undefined, text);
});

test('a column is of numbers or dates only where all its values are', () => {
  const kind = (...texts: string[]) => {
    const finder = new KindFinder();
    for (const text of texts) finder.add(text);
    return finder.kind;
  };
  assert.equal(kind('1', '', '12345678901234567890'), 'number');
  assert.equal(kind('2026-01-01', '2026-01-01T00:00:00Z'), 'date');
  assert.equal(kind('1', 'x'), 'text');
  assert.equal(kind('1', '2026-01-01'), 'text');
});

test('a long sort is a stable sort', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 300 }), async (keys) => {
      const compare = (a: number, b: number) => (keys[a] ?? 0) - (keys[b] ?? 0);
      const numbers = Uint32Array.from(keys.keys());
      assert.deepEqual([...(await mergeSort(numbers, compare))], [...keys.keys()].sort(compare));
      assert.deepEqual([...numbers], [...keys.keys()], 'What came in stays as it is.');
    }),
  );
});

function passes(cells: Record<string, string>, filter: Partial<RowFilter>): boolean {
  return rowTest({ text: '', conditions: [], ...filter })(new Map(Object.entries(cells)));
}

test('a row passes by a text anywhere in it and by every condition', () => {
  const row = { id: '9007199254740993', name: 'Ada Łódź', at: '2026-03-29T01:30:00Z', amount: '10.0' };
  const condition = (column: string, operator: Condition['operator'], value = '') =>
    passes(row, { conditions: [{ column, operator, value }] });
  assert.equal(passes(row, { text: ' łÓDŹ ' }), true);
  assert.equal(passes(row, { text: 'lovelace' }), false);
  assert.equal(condition('name', 'contains', 'ADA'), true);
  assert.equal(condition('name', 'lacks', 'ADA'), false);
  assert.equal(condition('id', 'is', '9007199254740992'), false, 'not a digit is lost');
  assert.equal(condition('id', 'above', '9007199254740992'), true);
  assert.equal(condition('amount', 'is', '10'), true);
  assert.equal(condition('amount', 'below', '9'), false);
  assert.equal(condition('amount', 'isNot', '9'), true);
  assert.equal(condition('at', 'above', '2026-03-29'), true);
  assert.equal(condition('at', 'below', '2026-03-29T02:30:00+01:00'), false);
  assert.equal(condition('gone', 'empty'), true);
  assert.equal(condition('gone', 'filled'), false);
  assert.equal(condition('gone', 'below', '5'), false, 'nothing is neither above nor below');
  assert.equal(condition('name', 'contains', ' '), true, 'a value that is yet to be typed asks for nothing');
});

test('a record that is passed over without taking it apart would not pass', () => {
  const word = fc.string({ minLength: 1, maxLength: 3, unit: fc.constantFrom(...'aAbB1.@ ') });
  const value = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'abAB1.@ "\\ł') }),
    fc.nat(),
    fc.array(word),
    fc.array(fc.record({ a: word })),
    fc.constant(null),
  );
  let passedOver = 0;
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('x', 'y', 'z'), value), word, (record, text) => {
      const raw = JSON.stringify(record);
      const filter = { text, conditions: [] };
      if (!cannotPass(filter)(raw)) return;
      passedOver++;
      assert.equal(rowTest(filter)(textsOf(recordCells(raw))), false, `${text} in ${raw}`);
    }),
    { numRuns: 1000 },
  );
  assert.ok(passedOver > 100, String(passedOver));
});

test('what asks for nothing is no filter', () => {
  assert.equal(isFiltering({ text: ' ', conditions: [{ column: 'a', operator: 'is', value: '' }] }), false);
  assert.equal(isFiltering({ text: '', conditions: [{ column: 'a', operator: 'empty', value: '' }] }), true);
});
