import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ColumnCollector, MOST_COLUMNS } from '../../../src/keap/table/columns.ts';
import { listOf } from '../../../src/keap/table/listOf.ts';
import { cellsOf, cellText } from '../../../src/keap/table/recordCells.ts';
import { catalogs, operation, operations } from '../catalog/realCatalog.ts';

function collector(key: string): ColumnCollector {
  const found = operation(key);
  const { schemas } = catalogs[found.version];
  return new ColumnCollector(listOf(found, schemas)?.items, schemas);
}

function add(columns: ColumnCollector, record: unknown): boolean {
  return columns.add(cellsOf(JSON.stringify(record)) ?? new Map());
}

test('id and names stand first, then what the schema names in its order, then what else was met', () => {
  const columns = collector('v2:listContacts');
  add(columns, {
    surprise: 1,
    tag_ids: ['1'],
    email_addresses: [{ field: 'EMAIL2', email: 'b' }],
    family_name: 'L',
    id: '1',
    custom_fields: [{ id: '9', content: 'x' }],
  });
  add(columns, { email_addresses: [{ email_opt_status: 's', email: 'a', field: 'EMAIL1' }], given_name: 'A' });
  const filled = columns.columns.filter(({ filled }) => filled > 0).map(({ id }) => id);
  assert.deepEqual(filled.slice(0, 3), ['id', 'given_name', 'family_name']);
  assert.equal(filled.at(-1), 'surprise');
  const emails = filled.filter((id) => id.startsWith('email'));
  assert.deepEqual(emails, [
    'email_addresses[EMAIL2].email',
    'email_addresses[EMAIL1].email',
    'email_addresses[EMAIL1].email_opt_status',
  ]);
  const at = filled.indexOf(emails[0] ?? '');
  assert.deepEqual(filled.slice(at, at + 3), emails, 'entries of a list stand together');
  assert.equal(columns.columns.find(({ id }) => id === 'custom_fields[9]')?.customField, '9');
});

test('a column that is empty everywhere is known as such, unless its parts are columns', () => {
  const columns = new ColumnCollector(undefined, {});
  assert.equal(add(columns, { id: 1, gone: null, list: [], place: null }), true);
  assert.equal(add(columns, { id: 2, gone: '', list: [{ field: 'A', n: 1 }], place: { city: 'x' } }), true);
  assert.equal(add(columns, { id: 3 }), false, 'nothing new');
  assert.deepEqual(
    columns.columns.map(({ id, filled }) => [id, filled]),
    [
      ['id', 3],
      ['gone', 0],
      ['list[A].n', 1],
      ['place.city', 1],
    ],
  );
});

test('an answer may name columns without end', () => {
  const columns = new ColumnCollector(undefined, {});
  add(columns, Object.fromEntries(Array.from({ length: MOST_COLUMNS + 5 }, (_, at) => [`p${at}`, at])));
  assert.equal(columns.columns.length, MOST_COLUMNS);
  assert.equal(columns.hasMore, true);
});

test('the list of an operation is known by its schema', () => {
  const paths = (version: 'v1' | 'v2') =>
    operations
      .filter((each) => each.version === version && each.method === 'GET')
      .flatMap((each) => listOf(each, catalogs[version].schemas)?.path.join('.') ?? []);
  assert.ok(paths('v2').length > 70, String(paths('v2').length));
  assert.ok(paths('v1').length > 30, String(paths('v1').length));
  const of = (key: string) => listOf(operation(key), catalogs[operation(key).version].schemas)?.path;
  assert.deepEqual(of('v2:listContacts'), ['contacts']);
  assert.equal(of('v2:getContact'), undefined);
});

test('rows of XML-RPC have their moments in one column, and custom fields by name', () => {
  const columns = new ColumnCollector(undefined, {});
  add(columns, { City: 'Bonn', Id: 1, DateCreated: { $dateTime: '20260209T07:49:01' }, _ShoeSize: 44, LastName: 'L' });
  assert.deepEqual(
    columns.columns.map(({ id, customField }) => [id, customField]),
    [
      ['Id', undefined],
      ['LastName', undefined],
      ['City', undefined],
      ['DateCreated', undefined],
      ['_ShoeSize', '_ShoeSize'],
    ],
  );
  assert.equal(cellText(cellsOf('{"D":{"$dateTime":"20260209T07:49:01"}}')?.get('D')), '20260209T07:49:01');
});
