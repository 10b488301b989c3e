import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { printExact } from '../../../src/keap/exactJson.ts';
import { copiedRows, copyRows } from '../../../src/keap/runs/rows/copiedRows.ts';
import { openRows, type RowFile } from '../../../src/keap/runs/rows/openRows.ts';
import { RowFileError } from '../../../src/keap/runs/rows/rowFileError.ts';
import { csvLine } from '../../../src/keap/table/csv.ts';
import { ALWAYS, useFolders } from './runSupport.ts';

const newFolder = useFolders();

function file(name: string, content: string | Buffer, over: Partial<RowFile> = {}): RowFile {
  const path = join(newFolder(), name);
  writeFileSync(path, content);
  return { path, name, ...over };
}

async function read(given: RowFile) {
  const opened = await openRows(given, ALWAYS);
  const rows = [];
  for await (const row of opened.rows()) rows.push(row);
  return { ...opened, rows, cells: rows.map(({ cells }) => cells) };
}

/** The sentence with which a file is refused. */
async function refusal(given: RowFile, code: RowFileError['code']): Promise<string> {
  try {
    await read(given);
  } catch (error) {
    assert.ok(error instanceof RowFileError, String(error));
    assert.equal(error.code, code, error.message);
    assert.match(error.message, new RegExp(given.name.replace('.', '\\.')));
    return error.message;
  }
  assert.fail(`${given.name} was taken, and is ${code}.`);
}

test('CSV with a mark, any end of line, any separator, quotes and cells of several lines', async () => {
  for (const end of ['\r\n', '\n', '\r']) {
    for (const separator of [',', ';', '\t']) {
      const line = (...cells: string[]) => cells.join(separator) + end;
      const text =
        line('id', 'name', 'note') + line('1', `"Ann, ""A""; \tB"`, '"two\r\nlines"') + end + line('2', '', ' x ');
      const found = await read(file('a.csv', `\ufeff${text}`));
      assert.deepEqual([found.format, found.separator, found.columns], ['csv', separator, ['id', 'name', 'note']]);
      assert.deepEqual(found.cells, [
        ['1', 'Ann, "A"; \tB', 'two\r\nlines'],
        ['2', '', ' x '],
      ]);
    }
  }
});

test('lines are numbered as editors number them', async () => {
  const found = await read(file('a.csv', 'a,b\n1,"x\ny"\n\n2,z\n'));
  assert.deepEqual(
    found.rows.map(({ line }) => line),
    [3, 5],
  );
});

test('separators that a spreadsheet leaves behind are no columns and no rows', async () => {
  const found = await read(file('a.csv', 'a,b,,\n1,2,,\n,,,\n'));
  assert.deepEqual([found.columns, found.cells], [['a', 'b'], [['1', '2']]]);
});

test('encodings are told from the file, and Windows-1252 by whoever knows', async () => {
  const text = 'name\nZoë €\n';
  const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
  for (const [content, encoding] of [
    [Buffer.from(text), 'utf-8'],
    [utf16, 'utf-16le'],
    [utf16.subarray(2), 'utf-16le'],
    [Buffer.from(utf16).swap16(), 'utf-16be'],
  ] as const) {
    const found = await read(file('a.csv', content));
    assert.deepEqual([found.encoding, found.cells], [encoding, [['Zoë €']]]);
  }
  const windows = Buffer.from([...Buffer.from('name\nok\nZo'), 0xeb, 0x20, 0x80, 0x0a]);
  assert.match(await refusal(file('a.csv', windows), 'encoding'), /line 3.*Windows-1252/);
  assert.deepEqual((await read(file('a.csv', windows, { encoding: 'windows-1252' }))).cells, [['ok'], ['Zoë €']]);
});

test('a wrong byte far into a file is found at its line, also where characters are split between pieces', async () => {
  const line = `${'é'.repeat(99)}\n`;
  const good = Buffer.from(`name\n${line.repeat(5_000)}`);
  assert.equal((await read(file('a.csv', good))).rows.length, 5_000);
  const bad = Buffer.concat([good, Buffer.from([0x41, 0xff, 0x0a])]);
  assert.match(await refusal(file('a.csv', bad), 'encoding'), /line 5002/);
});

test('what is wrong with a file is said in a sentence', async () => {
  const cases: [string, string | Buffer, RowFileError['code'], RegExp][] = [
    ['a.csv', '', 'format', /empty/],
    ['a.csv', '\ufeff \r\n', 'format', /empty/],
    ['a.csv', 'a,b\n1,2\n3\n', 'cells', /Line 3 .* 1 cells .* 2 columns/],
    ['a.csv', 'a,b\n1,2,3\n', 'cells', /Line 2 .* 3 cells/],
    ['a.csv', 'a,,c\n1,2,3\n', 'header', /Column 2 .* no name/],
    ['a.csv', 'a,b,a\n1,2,3\n', 'header', /Two columns .* a;/],
    ['a.csv', '17,ann@example.com\n18,bob@example.com\n', 'header', /seems to be data/],
    ['a.csv', 'a,b\n1,"2\n3,4\n', 'format', /never closed/],
    ['a.csv', 'a,b\n1,"2"x\n', 'format', /doubled|missing/],
    ['a.csv', 'a,b\n1,x"y"\n', 'format', /middle of a cell/],
    ['a.csv', `a,b\n1,"${'x'.repeat(3_000_000)}\n`, 'format', /never closed/],
    ['a.xlsx', Buffer.from([0x50, 0x4b, 0x03, 0x04, 1, 2]), 'format', /workbook.*CSV UTF-8/],
    ['a.csv', Buffer.from([0x61, 0, 0, 0, 0x62, 0, 1, 2]), 'format', /no text/],
    ['a.json', '{"a":\n1}', 'format', /no list/],
    ['a.json', '[{"id":1},{"id":2', 'format', /ends in the middle/],
    ['a.json', '[{"id":1},{"id":}]', 'format', /item 2/],
    ['a.json', '[1,2]', 'format', /no records/],
    ['a.ndjson', '{"id":1}\n{"id":\n', 'format', /line 2/],
    ['a.json', Buffer.concat([Buffer.from('[{"a":"'), Buffer.from([0xff]), Buffer.from('"}]')]), 'encoding', /UTF-8/],
  ];
  for (const [name, content, code, words] of cases) assert.match(await refusal(file(name, content), code), words);
  assert.match(await refusal({ path: '/nowhere/a.csv', name: 'a.csv' }, 'unreadable'), /ENOENT/);
});

test('records of NDJSON and JSON are rows, their values by path, their digits kept', async () => {
  const ann =
    '{"id":12345678901234567890,"n":1.10,"company":{"id":7},"tag_ids":[1,2],"email_addresses":[{"email":"a@b.c"}]}';
  const columns = ['id', 'n', 'company.id', 'tag_ids', 'email_addresses[0].email'];
  const texts: [string, string, string][] = [
    ['a.ndjson', 'ndjson', `${ann}\n\n{"id":2}`],
    ['a.jsonl', 'ndjson', `${ann}\r\n{"id":2}\r\n`],
    ['a.json', 'ndjson', `${ann}\n{"id":2}\n`],
    ['a.json', 'json', `[${ann},\n{"id":2}]`],
    ['a.json', 'json', `{"contacts":[${ann},{"id":2}],"next_page_token":"x"}`],
    ['a.json', 'json', `{\n  "count": 2, "contacts": [\n${ann},{"id":2}]\n}`],
  ];
  for (const [name, format, text] of texts) {
    const found = await read(file(name, text));
    assert.deepEqual([found.format, found.columns], [format, columns], text);
    assert.equal(printExact(found.cells[0]).replaceAll(/\s/g, ''), '[12345678901234567890,1.10,7,[1,2],"a@b.c"]');
    assert.deepEqual(found.cells[1], [2, undefined, undefined, undefined, undefined]);
  }
});

test('whatever cells hold, CSV gives them back, and so does the copy of a run', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\t', '\n', '\r\n', ' ', 'é', '😀', "'", '\\') });
  // A row without anything in it is none, and the first cell of a file must not look like a mark.
  const row = fc.tuple(fc.constantFrom('1', 'x'), cell, cell).map((cells) => cells as string[]);
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 20 }),
      fc.constantFrom(',', ';', '\t'),
      async (rows, separator) => {
        const text = [['id', 'b', 'c'], ...rows].map((cells) => csvLine(cells, { separator, guard: false })).join('');
        const given = file('a.csv', text, { separator });
        const opened = await openRows(given, ALWAYS);
        const copy = join(newFolder(), 'rows.ndjson');
        assert.equal(await copyRows(opened, copy, ALWAYS), rows.length);
        const copied = [];
        for await (const each of copiedRows(copy)) copied.push(each.cells);
        assert.deepEqual(copied, rows);
        assert.deepEqual((await read(given)).cells, rows);
      },
    ),
    { numRuns: 60 },
  );
});
