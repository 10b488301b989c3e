/** The host's side of tables, as far as it needs no VS Code. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type * as vscode from 'vscode';
import type { Exchange } from '../../../src/keap/exchange.ts';
import { tableOf } from '../../../src/keap/table/tableSource.ts';
import { NO_FILTER } from '../../../src/keap/table/tableWish.ts';
import { MOST_COPIED, ShownTable, titledColumns } from '../../../src/vscode/table/shownTable.ts';
import { parseLayout, TableLayouts } from '../../../src/vscode/table/tableLayouts.ts';
import { catalogs, operation } from '../catalog/realCatalog.ts';

const STAND_IN = 'data:text/javascript,export const Uri={},workspace={}';
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vscode' ? { url: STAND_IN, shortCircuit: true } : next(specifier, context),
});
const { streamToFile } = await import('../../../src/vscode/streamToFile.ts');

const { signal } = new AbortController();
const folder = mkdtempSync(join(tmpdir(), 'keap-table-'));
after(() => rmSync(folder, { recursive: true }));

function exchangeOf(body: Uint8Array | string, contentType = 'application/json'): Exchange {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  return {
    id: 'one',
    operation: operation('v2:listContacts'),
    response: { headers: [['content-type', contentType]], body: bytes },
  } as unknown as Exchange;
}

async function shown(body: string): Promise<ShownTable> {
  const known = { operation: operation('v2:listContacts'), schemas: catalogs.v2.schemas };
  const source = await tableOf(exchangeOf(body), known, signal);
  assert.ok(source);
  await source.collect(signal);
  return new ShownTable(source);
}

test('the body in a file is read place by place, as one in memory', async () => {
  const text = JSON.stringify({ contacts: Array.from({ length: 500 }, (_, id) => ({ id, note: 'Łódź'.repeat(id) })) });
  const path = join(folder, 'body');
  writeFileSync(path, text);
  const exchange = exchangeOf('');
  const body = { byteLength: Buffer.byteLength(text), start: new Uint8Array(), path };
  const stored = { ...exchange, response: { ...exchange.response, body } };
  const source = await tableOf(stored, undefined, signal);
  assert.ok(source);
  const read: string[] = [];
  for await (const { text: record } of source.rows.read([499, 3, 4, 0])) read.push(record);
  const notes = read.map((record) => (JSON.parse(record) as { note: string }).note.length / 4);
  assert.deepEqual(notes, [499, 3, 4, 0]);
});

test('an answer in another charset is read all the same', async () => {
  const latin = Buffer.from('{"contacts":[{"id":"1","given_name":"Zürich"}]}', 'latin1');
  const source = await tableOf(exchangeOf(latin, 'application/json; charset=iso-8859-1'), undefined, signal);
  assert.ok(source);
  assert.equal((JSON.parse(await source.rows.text(0)) as { given_name: string }).given_name, 'Zürich');
});

test('an answer without a list has no table', async () => {
  for (const body of ['', '{"id":1}', '<p>[1]</p>']) {
    assert.equal(await tableOf(exchangeOf(body), undefined, signal), undefined);
  }
});

test('rows of an earlier view are none, long texts are cut for the page and copied whole', async () => {
  const note = 'x'.repeat(5000);
  const table = await shown(`{"contacts":[{"id":"2","note":"${note}"},{"id":"1","tag_ids":null}]}`);
  const wish = { version: 1, from: 0, count: 50, columns: ['id', 'note', 'tag_ids'] };
  const before = (await table.rows(wish)).rows;
  assert.deepEqual(before[1], { number: 1, cells: [{ kind: 'text', text: '1' }, null, { kind: 'null', text: '' }] });
  assert.equal(before[0]?.cells[1]?.text, `${'x'.repeat(399)}…`);
  const copied = await table.copied({ version: 1, from: 0, to: 1, columns: ['note', 'id'] });
  assert.equal(copied, `${note}\t2\n\t1`);
  const sorted = { sort: { column: 'id', descending: false }, filter: NO_FILTER };
  const { version, count } = await table.show(sorted, signal, () => undefined);
  assert.deepEqual({ version, count }, { version: 2, count: 2 });
  assert.deepEqual((await table.rows(wish)).rows, []);
  assert.deepEqual(
    (await table.rows({ ...wish, version })).rows.map(({ number }) => number),
    [1, 0],
  );
  assert.equal(await table.copied({ version, from: 0, to: MOST_COPIED, columns: ['id'] }), undefined);
});

test('custom fields have the names of the account, and no two columns are called alike', () => {
  const columns = [
    { id: 'id', filled: 1 },
    { id: 'custom_fields[1]', customField: '1', filled: 1 },
    { id: 'custom_fields[2]', customField: '2', filled: 0 },
    { id: 'custom_fields[3]', customField: '3', filled: 1 },
    { id: 'custom_fields[4]', customField: '4', filled: 1 },
  ];
  const names: Record<string, string> = { 1: 'Budget', 2: 'Budget', 3: 'id' };
  assert.deepEqual(
    titledColumns(columns, (id) => names[id]).map(({ title }) => title),
    ['id', 'Budget (custom_fields[1])', 'Budget (custom_fields[2])', 'id (custom_fields[3])', 'Custom field 4'],
  );
});

test('layouts are remembered by operation, the latest hundred, and what is damaged is not', async () => {
  const stored = new Map<string, unknown>();
  const state = {
    get: (key: string) => stored.get(key),
    update: async (key: string, value: unknown) => void stored.set(key, JSON.parse(JSON.stringify(value))),
  } as unknown as vscode.Memento;
  const layouts = new TableLayouts(state);
  const layout = { order: ['b', 'a'], hidden: ['c'], shownEmpty: [], widths: { a: 120 } };
  await layouts.keep('v2:listContacts', layout);
  for (let at = 0; at < 99; at++) await layouts.keep(`v2:other${at}`, layout);
  assert.deepEqual(new TableLayouts(state).of('v2:listContacts'), layout);
  await layouts.keep('v2:oneMore', layout);
  assert.deepEqual(layouts.of('v2:listContacts').order, [], 'The oldest made room.');
  stored.set('keap.tables', { version: 1, layouts: { 'v2:listContacts': { order: 7 } } });
  assert.deepEqual(layouts.of('v2:listContacts').order, []);
  assert.equal(parseLayout({ ...layout, widths: { a: 1e9, b: 'wide' } })?.widths['a'], 2000);
});

test('a file is there when it is whole, and what was there before until then', async () => {
  const path = join(folder, 'export.csv');
  const target = { scheme: 'file', fsPath: path } as vscode.Uri;
  writeFileSync(path, 'before');
  async function* pieces(end?: () => void): AsyncGenerator<string> {
    for (let at = 0; at < 100; at++) yield 'x'.repeat(10_000);
    end?.();
    yield 'the end';
  }
  const failing = pieces(() => {
    throw new Error('The disk is full.');
  });
  await assert.rejects(streamToFile(target, failing, folder, signal), /disk is full/);
  assert.equal(readFileSync(path, 'utf8'), 'before');
  const cancelled = new AbortController();
  await assert.rejects(
    streamToFile(
      target,
      pieces(() => cancelled.abort()),
      folder,
      cancelled.signal,
    ),
    { name: 'AbortError' },
  );
  assert.equal(readFileSync(path, 'utf8'), 'before');
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.endsWith('.part')),
    [],
  );
  await streamToFile(target, pieces(), folder, signal);
  assert.equal(readFileSync(path, 'utf8').length, 1_000_007);
});
