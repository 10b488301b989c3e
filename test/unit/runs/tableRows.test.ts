import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyDraft, type RequestDraft } from '../../../src/keap/request/draft.ts';
import { validateDraft } from '../../../src/keap/request/validation.ts';
import { dryRun } from '../../../src/keap/runs/rows/dryRun.ts';
import { parseColumnMapping, targetWords } from '../../../src/keap/runs/rows/mapping.ts';
import { RowDrafts } from '../../../src/keap/runs/rows/rowDrafts.ts';
import { RowSetup } from '../../../src/keap/runs/rows/rowSetup.ts';
import { catalogs, operation } from '../catalog/realCatalog.ts';
import { ALWAYS, rowsOf } from './runSupport.ts';

const ADD = 'xmlrpc:DataService.add';
const CONTACT = { 'argument:table': 'Contact' };

function setup(key: string, parameters: RequestDraft['parameters'], columns: readonly string[]): RowSetup {
  const made = new RowSetup(operation(key), catalogs.xmlrpc, { ...emptyDraft(key), parameters });
  made.takeColumns(columns);
  return made;
}

function draftsOf({ operation: told, schemas, draft, mapping }: RowSetup, columns: readonly string[]): RowDrafts {
  return new RowDrafts({ operation: told, schemas, draft, mapping, columns });
}

test('the fields of a row are places for columns, found by their names', () => {
  const columns = ['First Name', 'E-Mail', 'Birthday', 'OwnerID', '_ShoeSize', 'Comment'];
  const made = setup(ADD, CONTACT, columns);
  assert.deepEqual(
    made.mapping.map(({ column, target }) => [column, targetWords(target)]),
    [
      ['First Name', 'values.FirstName'],
      ['Birthday', 'values.Birthday'],
      ['OwnerID', 'values.OwnerID'],
      ['_ShoeSize', 'values._ShoeSize'],
      ['E-Mail', 'values.Email'],
    ].toSorted((a, b) => columns.indexOf(a[0] ?? '') - columns.indexOf(b[0] ?? '')),
  );
  const words = made.targets.map((each) => each.words);
  assert.ok(words.includes('table') && !words.includes('values') && !words.includes('values.DateCreated'));
});

test('cells become what their fields hold, beside what all rows have in common', () => {
  const columns = ['FirstName', 'Birthday', 'OwnerID', 'Email', '_ShoeSize'];
  const made = setup(ADD, { ...CONTACT, 'argument:values': '{"ContactType": "Lead", "City": "Bonn"}' }, columns);
  const row = draftsOf(made, columns).draftOf(['Ann', '1985-03-15', '7', '', '44']);
  assert.deepEqual(row.parameters, {
    'argument:table': 'Contact',
    'argument:values': JSON.stringify({
      ...{ ContactType: 'Lead', City: 'Bonn', FirstName: 'Ann' },
      ...{ Birthday: { $dateTime: '19850315T00:00:00' }, OwnerID: 7, _ShoeSize: '44' },
    }),
  });
  // What is no date stays the text it is, and the check tells of it.
  const odd = draftsOf(made, columns).draftOf(['', 'soon', 'me', '', '']);
  assert.deepEqual(
    validateDraft(made.operation, {}, odd).map(({ message }) => message),
    [
      'Birthday takes a date and time, such as 2026-01-31T09:00:00; in JSON that is {"$dateTime": "20260131T09:00:00"}.',
      'OwnerID must be a whole number, not text.',
    ],
  );
});

test('arguments are places by their names, and a value for all rows goes into the struct', () => {
  const columns = ['Contact Id', 'Tag'];
  const made = setup('xmlrpc:ContactService.addToGroup', {}, columns);
  assert.ok(made.fill('groupId', { by: 'column', column: 'Tag', empty: 'leaveOut' }));
  assert.deepEqual(draftsOf(made, columns).draftOf(['12', '3']).parameters, {
    'argument:contactId': '12',
    'argument:groupId': '3',
  });
  const add = setup(ADD, CONTACT, []);
  assert.ok(add.fill('values.OwnerID', { by: 'value', text: '7' }));
  assert.equal(add.draft.parameters['argument:values'], '{\n  "OwnerID": 7\n}');
  const owner = add.targets.find(({ words }) => words === 'values.OwnerID') ?? assert.fail();
  assert.deepEqual(add.fillingOf(owner), { by: 'value', text: '7' });
});

test('another table has other places', () => {
  const made = setup(ADD, {}, []);
  // Without a table the struct is one place.
  assert.deepEqual(
    made.targets.map(({ words }) => words),
    ['table', 'values'],
  );
  assert.ok(made.fill('table', { by: 'value', text: 'ContactGroup' }));
  assert.deepEqual(
    made.targets.map(({ words }) => words),
    ['table', 'values.GroupName', 'values.GroupCategoryId', 'values.GroupDescription'],
  );
});

test('calls with other arguments are other requests, though all have one address', async () => {
  const columns = ['FirstName'];
  const { operation: told, schemas, draft, mapping } = setup(ADD, CONTACT, columns);
  const source = rowsOf(columns, [['Ann'], ['Bea'], ['Ann'], ['']]);
  const found = await dryRun({ operation: told, schemas, draft, mapping, source, signal: ALWAYS });
  assert.deepEqual([found.rows, found.ready, found.repeated], [4, 4, 1]);
});

test('a struct that is no JSON is told of before anything is put into it', () => {
  const made = setup(ADD, { ...CONTACT, 'argument:values': '{"City"' }, ['FirstName']);
  assert.throws(() => draftsOf(made, ['FirstName']), SyntaxError);
  assert.equal(made.fill('values.City', { by: 'value', text: 'Bonn' }), false);
});

test('a mapping into an argument comes back from storage, and nothing else does', () => {
  const mapping = {
    ...{ column: 'A', empty: 'leaveOut' },
    target: { in: 'argument', id: 'argument:values', path: ['FirstName'] },
  };
  assert.deepEqual(parseColumnMapping(JSON.parse(JSON.stringify(mapping))), mapping);
  assert.equal(parseColumnMapping({ ...mapping, target: { in: 'argument', path: ['FirstName'] } }), undefined);
});
