import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FieldFacts } from '../../../src/keap/account/recordFetch.ts';
import { toldOperation } from '../../../src/keap/answers/toldOperation.ts';
import { AnswerReferences } from '../../../src/keap/meaning/answerReferences.ts';
import { dateWords } from '../../../src/keap/meaning/dateWords.ts';
import { placeAt } from '../../../src/keap/meaning/placeAt.ts';
import type { KnownRecord } from '../../../src/keap/meaning/pointedAt.ts';
import { answerList, answerSchema } from '../../../src/keap/meaning/schemaAt.ts';
import { valueMeaning } from '../../../src/keap/meaning/valueMeaning.ts';
import { emptyDraft } from '../../../src/keap/request/draft.ts';
import { buildRequest } from '../../../src/keap/request/httpRequest.ts';
import { catalogs, operation } from '../catalog/realCatalog.ts';
import { walked } from './answers.ts';

const nothing: KnownRecord = () => undefined;
const here = { timeZone: 'America/New_York', now: Date.parse('2026-11-30T10:00:00Z') };

/** A method as the request of some arguments means it, found in that request alone. */
function told(method: string, inputs: Readonly<Record<string, string | readonly string[]>>) {
  const { xmlrpc } = catalogs;
  const draft = { ...emptyDraft(`xmlrpc:${method}`), parameters: inputs };
  const request = buildRequest(operation(`xmlrpc:${method}`), xmlrpc.schemas, draft);
  return toldOperation(operation(`xmlrpc:${method}`), xmlrpc, request);
}

function referencesOf(found: ReturnType<typeof told>) {
  const { version, method, path, effect, responses, table } = found;
  const schema = answerSchema(found, catalogs.xmlrpc, 200);
  const asked = { version, method, path, inPath: {}, effect, responses, ...(table ? { table } : {}) };
  return {
    schema,
    references: new AnswerReferences(asked, { schema, schemas: {} }),
    list: answerList(found, schema, {}),
  };
}

/** What is said of the value at the `|` of a page of contacts. */
async function said(marked: string, fieldNamed: KnownRecord = nothing): Promise<string[]> {
  const { schema, references, list } = referencesOf(
    told('DataService.query', { 'argument:table': 'Contact', 'argument:selectedFields': ['Id'] }),
  );
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const place = await placeAt(walked(text), offset, list, new AbortController().signal);
  assert.ok(place);
  const record: unknown = JSON.parse(text.slice(place.record.start, place.record.end));
  const sources = {
    references,
    schema,
    schemas: {},
    askable: undefined,
    known: nothing,
    fieldNamed,
    here,
    linked: false,
  };
  return valueMeaning(text.slice(place.value.start, place.value.end), place, record, offset, sources).map((line) =>
    line
      .map((part) =>
        typeof part === 'string' ? part : 'press' in part ? `[${part.press}]` : 'code' in part ? part.code : part.text,
      )
      .join(''),
  );
}

test('an answer knows its table by the call that was sent, whatever was typed', () => {
  assert.equal(told('DataService.query', { 'argument:table': 'Lead' }).table?.name, 'Lead');
  assert.equal(told('ContactService.load', { 'argument:id': '1' }).table?.name, 'Contact');
  assert.equal(told('DataService.query', { 'argument:table': 'Nothing' }).table, undefined);
  const query = operation('xmlrpc:DataService.query');
  for (const body of [undefined, { mediaType: 'text/xml', text: '<broken' }]) {
    assert.equal(toldOperation(query, catalogs.xmlrpc, body ? { body } : {}), query);
  }
});

test('a field says its table, its type and what it is the id of', async () => {
  assert.deepEqual(await said('[{"OwnerID": |2}]'), [
    '[0].OwnerID',
    'Field of Contact: whole number · id of User.',
    'User 2: its name is not loaded. [Open user 2 (one call)]',
  ]);
  assert.deepEqual(await said('[{"Id": |7}]'), [
    '[0].Id',
    'Field of Contact: whole number · read only.',
    'Contact 7: its name is not loaded. [Open contact 7 (one call)]',
  ]);
});

test('a moment is read as it is written, and its zone is not guessed', async () => {
  const words = 'Monday 9 February 2026, 07:49:01, without a time zone: the moment is not certain';
  assert.equal(dateWords('20260209T07:49:01', here)?.words, words);
  assert.deepEqual((await said('[{"DateCreated": {"$dateTime": "2026|0209T07:49:01"}}]')).slice(1), [
    'Field of Contact: date and time · read only.',
    words,
  ]);
  assert.deepEqual(await said('[{"DateCreated": |{"$dateTime": "20260209T07:49:01"}}]'), [
    '[0].DateCreated',
    'Field of Contact: date and time · read only.',
    words,
  ]);
  assert.equal(dateWords('20260230T07:49:01', here), undefined);
});

test('a custom field is called as the account calls it, or can be loaded', async () => {
  const field: FieldFacts = { name: 'ShoeSize', type: 'WHOLE_NUMBER', options: [] };
  const known: KnownRecord = (kind, name) =>
    kind === 'customField:contacts' && name === 'ShoeSize'
      ? { id: '4', label: 'Shoe size', detail: '', field }
      : undefined;
  assert.deepEqual((await said('[{"_ShoeSize": |44}]', known)).slice(1), ['Custom field Shoe size, whole number.']);
  assert.match((await said('[{"_ShoeSize": |44}]')).at(1) ?? '', /its label is not loaded\. \[Load/);
});

test('ids of rows are links, and the id of a new row is one', () => {
  const added = referencesOf(
    told('DataService.add', { 'argument:table': 'Contact', 'argument:values': '{"FirstName":"A"}' }),
  );
  assert.deepEqual(added.references.of([], '812', 0), [{ kind: 'contact', id: '812', start: 0, end: 3 }]);
  const counted = referencesOf(told('DataService.count', { 'argument:table': 'Contact' }));
  assert.deepEqual(counted.references.of([], '812', 0), []);
  const { references } = referencesOf(told('DataService.query', { 'argument:table': 'Contact' }));
  assert.deepEqual(
    references.of([0, 'Groups'], '"3,14"', 10).map(({ kind, id, start }) => [kind, id, start]),
    [
      ['tag', '3', 11],
      ['tag', '14', 13],
    ],
  );
});
