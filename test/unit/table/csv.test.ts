import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { clipboardText, csvLine, guarded } from '../../../src/keap/table/csv.ts';

const separator = fc.constantFrom(',', ';', '\t');
const field = fc.oneof(
  fc.string(),
  fc
    .array(fc.constantFrom('"', ',', ';', '\t', '\r', '\n', ' ', '=', '-', 'a', '1', 'é'), { maxLength: 8 })
    .map((all) => all.join('')),
);

test('what is read back is what was written', () => {
  fc.assert(
    fc.property(fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1 }), separator, (rows, by) => {
      const text = rows.map((row) => csvLine(row, { separator: by, guard: false })).join('');
      assert.deepEqual(parse(text, { delimiter: by, record_delimiter: '\r\n', relax_column_count: true }), rows);
    }),
  );
});

test('no spreadsheet takes a text for a formula, and a number stays one', () => {
  for (const text of [
    '=1+1',
    '+1 555 0100',
    '-1+1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '=cmd|’/C calc’!A0',
    '＝1',
    '-',
  ]) {
    assert.equal(guarded(text), `'${text}`);
  }
  for (const text of ['-1', '+15550100', '-1.5', '-1e5', '1+1', 'a=b', '', "'=1"]) assert.equal(guarded(text), text);
  fc.assert(
    fc.property(field, (text) => {
      assert.match(guarded(text), /^(?:[^=+\-@\t\r\n＝＋－＠]|[+-]?[\d.,]+(?:[eE][+-]?\d+)?$|$)/);
    }),
  );
  assert.equal(csvLine(['=A1,"x"'], { separator: ',', guard: true }), '"\'=A1,""x"""\r\n');
  assert.equal(csvLine(['=A1'], { separator: ',', guard: false }), '=A1\r\n');
});

test('cells for the clipboard have tabs between and a line for each row, one alone is its text', () => {
  assert.equal(clipboardText([['a\t"b"\n']]), 'a\t"b"\n');
  assert.equal(
    clipboardText([
      ['a\tb', 'c'],
      ['x "y"', ''],
    ]),
    '"a\tb"\tc\n"x ""y"""\t',
  );
});
