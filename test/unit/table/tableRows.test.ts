import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { type ExportWish, exportText } from '../../../src/keap/table/exportRows.ts';
import { scanLists } from '../../../src/keap/table/listScan.ts';
import { bodyOf } from '../../../src/keap/table/tableBody.ts';
import { TableRows } from '../../../src/keap/table/tableRows.ts';
import { TableView } from '../../../src/keap/table/tableView.ts';
import { NO_FILTER } from '../../../src/keap/table/tableWish.ts';

const { signal } = new AbortController();

async function rowsOf(text: string): Promise<TableRows> {
  const body = bodyOf(Buffer.from(text));
  const [index] = await scanLists(body.chunks(), signal);
  assert.ok(index);
  return new TableRows(body, index);
}

async function exported(rows: TableRows, wish: Partial<ExportWish>): Promise<string> {
  const csv = { separator: ',', guard: true, mark: false };
  const numbers = Array.from({ length: rows.count }, (_, number) => number);
  const whole = { format: 'csv' as const, columns: undefined, numbers, csv, ...wish };
  let text = '';
  for await (const piece of exportText(rows, whole, signal, () => undefined)) text += piece;
  return text;
}

const readCsv = (text: string) => parse(text, { bom: true, record_delimiter: '\r\n' }) as string[][];
const columns = ['id', 'name', 'note'].map((id) => ({ id, title: id }));

test('rows are read in any order, one by one or in runs', async () => {
  const records = Array.from({ length: 5000 }, (_, id) => ({ id, note: 'Łódź '.repeat(id % 50) }));
  const rows = await rowsOf(JSON.stringify({ records }));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: 4999 })), async (numbers) => {
      const read: unknown[] = [];
      for await (const { number, text } of rows.read(numbers)) read.push([number, JSON.parse(text)]);
      assert.deepEqual(
        read,
        numbers.map((number) => [number, records[number]]),
      );
    }),
    { numRuns: 30 },
  );
});

test('sorted by value with empty ones last, either way, and filtered', async () => {
  const rows = await rowsOf('[{"n":10},{"n":null},{"n":9007199254740993},{"n":9007199254740992},{"n":2},{}]');
  const view = new TableView(rows);
  const numbers = async (descending: boolean, text = '') => {
    const filter = { ...NO_FILTER, text };
    return [...(await view.numbers({ sort: { column: 'n', descending }, filter }, signal))];
  };
  assert.deepEqual(await numbers(false), [4, 0, 3, 2, 1, 5]);
  assert.deepEqual(await numbers(true), [2, 3, 0, 4, 1, 5]);
  assert.deepEqual(await numbers(true, '2'), [2, 3, 4], 'both at once');
  assert.deepEqual(await numbers(false, '2'), [4, 3, 2]);
  assert.deepEqual([...(await view.numbers({ filter: NO_FILTER }, signal))], [0, 1, 2, 3, 4, 5]);
});

test('sorting and filtering many rows let others have their turn, and end when they are no longer wanted', async () => {
  const records = Array.from({ length: 20_000 }, (_, id) => ({ id, name: `Name ${(id * 7919) % 20_000}` }));
  const rows = await rowsOf(JSON.stringify(records));
  const view = new TableView(rows);
  let turns = 0;
  let isOver = false;
  const turn = () => {
    turns++;
    if (!isOver) setImmediate(turn);
  };
  turn();
  const wish = { sort: { column: 'name', descending: true }, filter: { ...NO_FILTER, text: '1' } };
  const shares: number[] = [];
  const numbers = await view.numbers(wish, signal, (share) => shares.push(share));
  isOver = true;
  assert.equal(numbers.length, records.filter((record) => JSON.stringify(Object.values(record)).includes('1')).length);
  assert.equal(records[numbers[0] ?? 0]?.name, 'Name 19999');
  assert.deepEqual(
    shares,
    shares.toSorted((a, b) => a - b),
  );
  assert.ok(turns > 10, `Others had ${turns} turns.`);
  const controller = new AbortController();
  const ended = new TableView(rows).numbers(wish, controller.signal);
  controller.abort();
  await assert.rejects(ended, { name: 'AbortError' });
});

test('CSV is what was seen, guarded, with every digit', async () => {
  const rows = await rowsOf(
    '[{"id":12345678901234567890,"name":"=1+1","note":"a,\\"b\\"\\nc"},{"name":"Łódź","id":-5}]',
  );
  const text = await exported(rows, { columns, csv: { separator: ',', guard: true, mark: true } });
  assert.equal(text, '\ufeffid,name,note\r\n12345678901234567890,\'=1+1,"a,""b""\nc"\r\n-5,Łódź,\r\n');
  assert.deepEqual(readCsv(text)[1], ['12345678901234567890', "'=1+1", 'a,"b"\nc']);
});

test('JSON and NDJSON of everything are the records as they came but for the space between', async () => {
  const text = '{"items": [ {"a": 1.0, "s":"\\u00e9"} ,\n 12345678901234567890, [ ] ]}';
  const rows = await rowsOf(text);
  assert.equal(await exported(rows, { format: 'ndjson' }), '{"a":1.0,"s":"\\u00e9"}\n12345678901234567890\n[]\n');
  assert.equal(await exported(rows, { format: 'json' }), '[\n{"a":1.0,"s":"\\u00e9"},\n12345678901234567890,\n[]\n]\n');
  assert.equal(await exported(rows, { format: 'json', numbers: [] }), '[]\n');
});

test('JSON of chosen columns has their values by name, in the order of the rows', async () => {
  const rows = await rowsOf('[{"id":1.50,"name":"\\u0041"},{"id":2,"other":{"x":[1,{"y":2}]}}]');
  const chosen = [...columns, { id: 'other.x', title: 'Other' }];
  assert.equal(
    await exported(rows, { format: 'ndjson', columns: chosen, numbers: [1, 0] }),
    '{"id":2,"Other":[1,{"y":2}]}\n{"id":1.50,"name":"\\u0041"}\n',
  );
});

test('a record too large to be taken apart, and one that is no JSON, are rows all the same', async () => {
  const rows = await rowsOf(`[{"id":1,"note":"${'x'.repeat(2 ** 21)}"},{"id" 2},{"id":3}]`);
  const text = await exported(rows, {
    columns: [
      { id: 'id', title: 'id' },
      { id: 'value', title: 'value' },
    ],
  });
  const [, first, second, third] = readCsv(text);
  assert.match(first?.[1] ?? '', /too large/);
  assert.match(second?.[1] ?? '', /no JSON/);
  assert.deepEqual(third, ['3', '']);
  assert.equal((await rows.text(0)).length, 2 ** 21 + 18);
});
