import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { withTableFields } from '../../../src/keap/account/customTableFields.ts';
import { referenceOf } from '../../../src/keap/account/references.ts';
import type { Operation } from '../../../src/keap/catalog/operation.ts';
import { type Inputs, onTable } from '../../../src/keap/catalog/xmlrpc/onTable.ts';
import type { XmlRpcTable } from '../../../src/keap/catalog/xmlrpc/xmlRpcMethod.ts';
import { CatalogFiles } from '../../../src/keap/catalogFiles.ts';
import { emptyDraft } from '../../../src/keap/request/draft.ts';
import { fieldWords, tableSentence } from '../../../src/keap/request/table/fieldWords.ts';
import { validateDraft } from '../../../src/keap/request/validation.ts';

const files = new CatalogFiles('src/keap/catalog/data');
let tables: readonly XmlRpcTable[];
const operations = new Map<string, Operation>();
before(async () => {
  tables = (await files.xmlRpc()).tables;
  for (const each of (await files.version('xmlrpc')).operations) operations.set(each.operationId, each);
});

function told(method: string, inputs: Inputs): Operation {
  return onTable(operations.get(method) ?? assert.fail(method), tables, inputs);
}

/** What is told of a draft, without what is only not filled in. */
function problems(method: string, inputs: Inputs): readonly string[] {
  const operation = told(method, inputs);
  const found = validateDraft(operation, {}, { ...emptyDraft(operation.key), parameters: { ...inputs } });
  return found.flatMap(({ message, blocking }) =>
    /is required|is empty/.test(message) ? [] : [`${blocking} ${message}`],
  );
}

test('a method that is told of its table knows the fields: those it may use, and what it answers with', () => {
  const inputs = { 'argument:table': 'Contact' };
  const query = told('DataService.query', inputs);
  assert.equal(query.table?.name, 'Contact');
  const answer = query.responses['200']?.schema;
  assert.equal(answer?.type, 'array');
  assert.deepEqual(answer?.items?.properties?.['OwnerID'], { type: 'integer', format: 'int32' });
  assert.ok(answer?.items?.properties?.['Birthday']?.properties?.['$dateTime']);
  const schemaOf = (method: string, name: string) =>
    told(method, inputs).parameters.find((each) => each.name === name)?.schema.properties ?? {};
  assert.ok('FirstName' in schemaOf('DataService.add', 'values'));
  assert.ok(!('DateCreated' in schemaOf('DataService.add', 'values')));
  assert.ok('DateCreated' in schemaOf('DataService.query', 'queryData'));
  // Added once, never changed: CreditCard.CardNumber; changed, too: BillName.
  const card = { 'argument:table': 'CreditCard' };
  const names = (method: string) =>
    Object.keys(told(method, card).parameters.find(({ name }) => name === 'values')?.schema.properties ?? {});
  assert.ok(names('DataService.add').includes('CardNumber') && !names('DataService.update').includes('CardNumber'));
  assert.equal(told('ContactService.load', {}).table?.name, 'Contact');
  // Nothing is told of what nobody knows.
  for (const inputs of [{}, { 'argument:table': 'Nothing' }]) {
    assert.equal(told('DataService.query', inputs), operations.get('DataService.query'));
  }
  assert.equal(told('InvoiceService.hello', inputs), operations.get('InvoiceService.hello'));
});

test('names of tables and fields are advice, with what was probably meant', () => {
  assert.deepEqual(problems('DataService.query', { 'argument:table': 'Contcat' }), [
    'false Contcat is no table of Keap’s that is known.',
  ]);
  assert.deepEqual(problems('DataService.query', { 'argument:table': 'contact' }), [
    'false contact is no table of Keap’s that is known; did you mean Contact.',
  ]);
  assert.deepEqual(
    problems('DataService.query', {
      'argument:table': 'Contact',
      'argument:queryData': '{"FistName": "Ad%", "_Own": 1, "LastUpdated": "~>~ 2026-01-01", "Id": [1]}',
      'argument:selectedFields': ['Id', 'Emial'],
      'argument:orderBy': 'Frist',
    }),
    [
      'false Contact has no field FistName that is known; did you mean FirstName.',
      'false Contact has no field Emial that is known.',
      'false Contact has no field Frist that is known.',
    ],
  );
  assert.deepEqual(
    problems('DataService.add', {
      'argument:table': 'Contact',
      'argument:values':
        '{"DateCreated": {"$dateTime": "20260101T00:00:00"}, "Birthday": "1985-03-15", "OwnerID": "x"}',
    }),
    [
      'false DateCreated of Contact cannot be set in a new row: Keap refuses it.',
      'false Birthday takes a date and time, such as 2026-01-31T09:00:00; in JSON that is {"$dateTime": "20260131T09:00:00"}.',
      'false OwnerID must be a whole number, not text.',
    ],
  );
  assert.deepEqual(problems('DataService.query', { 'argument:table': 'Contact', 'argument:queryData': '[' }).length, 1);
});

test('no conditions are an empty struct, not a missing argument', () => {
  const operation = told('DataService.count', { 'argument:table': 'Contact' });
  const draft = { ...emptyDraft(operation.key), parameters: { 'argument:table': 'Contact' } };
  assert.deepEqual(validateDraft(operation, {}, draft), []);
});

test('custom fields of the account are fields of its table', () => {
  const custom = [{ label: 'Shoe size', name: 'ShoeSize', type: 'WHOLE_NUMBER', options: [] }];
  const table = tables.find(({ name }) => name === 'Contact') ?? assert.fail();
  const own = onTable(operations.get('DataService.add') ?? assert.fail(), [withTableFields(table, custom)], {
    'argument:table': 'Contact',
  });
  const schema = own.parameters.find(({ name }) => name === 'values')?.schema;
  assert.deepEqual(schema?.properties?.['_ShoeSize'], { type: 'integer', format: 'int32' });
  assert.equal(fieldWords(own.table?.fields.at(-1) ?? assert.fail()), 'Shoe size · whole number');
});

test('arguments, rows and answers refer to what REST reads by the same id', () => {
  const at = (method: string, inputs: Inputs, where: 'argument' | 'answer', ...path: (string | number)[]) => {
    const found = referenceOf(told(method, inputs), { in: where, path });
    return found && `${found.kind} ${found.holds}`;
  };
  const contact = { 'argument:table': 'Contact' };
  assert.equal(at('ContactService.addToGroup', {}, 'argument', 'contactId'), 'contact one');
  assert.equal(at('ContactService.addToGroup', {}, 'argument', 'groupId'), 'tag one');
  assert.equal(at('APIEmailService.sendEmail', {}, 'argument', 'contactList'), 'contact list');
  assert.equal(at('InvoiceService.addPaymentPlan', {}, 'argument', 'merchantAccountId'), 'merchantAccount one');
  // The follow-up sequences of old are none of REST's campaigns.
  assert.equal(at('ContactService.addToCampaign', {}, 'argument', 'campaignId'), undefined);
  assert.equal(at('DataService.load', contact, 'argument', 'recordId'), 'contact one');
  assert.equal(at('DataService.load', {}, 'argument', 'recordId'), undefined);
  assert.equal(at('DataService.update', { 'argument:table': 'Job' }, 'argument', 'Id'), 'order one');
  const byOwner = { ...contact, 'argument:fieldName': 'OwnerID' };
  assert.equal(at('DataService.findByField', byOwner, 'argument', 'fieldValue'), 'user one');
  assert.equal(at('DataService.findByField', contact, 'argument', 'fieldValue'), undefined);
  assert.equal(at('DataService.add', contact, 'argument', 'values', 'CompanyID'), 'company one');
  assert.equal(at('DataService.add', contact, 'argument', 'values', 'FirstName'), undefined);
  assert.equal(at('DataService.query', contact, 'answer', 3, 'Id'), 'contact one');
  assert.equal(at('DataService.query', contact, 'answer', 3, 'LastUpdatedBy'), 'user one');
  assert.equal(at('DataService.query', contact, 'answer', 3, 'Groups'), 'tag joined');
  assert.equal(at('DataService.query', {}, 'answer', 3, 'Id'), undefined);
  assert.equal(at('DataService.add', contact, 'answer'), 'contact one');
  assert.equal(at('DataService.count', contact, 'answer'), undefined);
  assert.equal(at('DataService.delete', contact, 'answer'), undefined);
});

test('what may be done with a table and a field is said in words', () => {
  const table = (wanted: string) => tables.find(({ name }) => name === wanted) ?? assert.fail();
  assert.match(
    tableSentence(table('Contact')),
    /^Its rows can be read, edited, added and deleted; 80 fields can be read\.$/,
  );
  assert.match(tableSentence(table('Invoice')), /^Its rows can be read; \d+ fields can be read\.$/);
  assert.match(tableSentence(table('LinkedContactType')), /^What may be done to its rows is not known; 3 fields/);
  const field = (name: string) => table('Contact').fields.find((each) => each.name === name) ?? assert.fail();
  assert.equal(fieldWords(field('LastUpdatedBy')), 'whole number · id of User · read only');
});
