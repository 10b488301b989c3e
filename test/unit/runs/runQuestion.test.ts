import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KeapClient } from '../../../src/keap/client.ts';
import type { Access, Connection } from '../../../src/keap/connection.ts';
import { isSendError } from '../../../src/keap/http/sendError.ts';
import { emptyDraft, type RequestDraft } from '../../../src/keap/request/draft.ts';
import { requestTarget } from '../../../src/keap/request/httpRequest.ts';
import type { ColumnMapping } from '../../../src/keap/runs/rows/mapping.ts';
import { proposeMapping } from '../../../src/keap/runs/rows/proposeMapping.ts';
import { runQuestion } from '../../../src/keap/runs/runQuestion.ts';
import { Agreements } from '../../../src/keap/safety/agreements.ts';
import { questionWords } from '../../../src/keap/safety/questionWords.ts';
import { type Question, questionOf } from '../../../src/keap/safety/safety.ts';
import { ALWAYS, CONNECTION, exchangeOf, known } from './runSupport.ts';

function asked(key: string, draft: RequestDraft, columns: string[], connection: Connection = CONNECTION) {
  const { operation, schemas } = known(key);
  const first = { line: 2, draft, target: requestTarget(operation, schemas, draft) };
  const mapping = proposeMapping(columns, operation, schemas);
  const settings = { ask: [], typed: [] };
  return runQuestion({ operation, schemas, connection, settings, first, requests: 5_000, source: 'old.csv', mapping });
}

const deletion = { ...emptyDraft('v2:deleteContact'), parameters: { 'path:contact_id': '17' } };

test('a run that deletes names account, effect and count, and is begun by typing', () => {
  const question = asked('v2:deleteContact', deletion, ['id']);
  assert.ok(question);
  const words = questionWords(question);
  assert.equal(words.word, 'ab103');
  assert.deepEqual(words.facts, [
    'Connection: Acme, Personal Access Token, production',
    'Account: ab103',
    'Records: 5,000 contacts',
    'Requests: 5,000 from old.csv',
    'The first: DELETE /crm/rest/v2/contacts/17',
  ]);
  assert.match(words.line, /5,000 from old\.csv; the first: DELETE/);
});

test('a run that makes records asks, too, whatever the settings say; one that reads does not', () => {
  const question = asked('v2:createContact', { ...emptyDraft('v2:createContact'), body: '{}' }, ['First Name']);
  assert.deepEqual([question?.word, question?.records?.count], [undefined, 5_000]);
  assert.equal(asked('v2:getContact', deletion, ['id']), undefined);
  const sandbox: Connection = { ...CONNECTION, kind: 'sandbox', origin: 'http://127.0.0.1:1' };
  assert.equal(asked('v2:deleteContact', deletion, ['id'], sandbox)?.word, undefined);
});

test('what a list replaces as a whole is told', () => {
  const draft = { ...emptyDraft('v2:updateContact'), parameters: { 'path:contact_id': '17' } };
  const warned = asked('v2:updateContact', draft, ['id', 'Email'])?.warnings ?? [];
  assert.match(warned[0] ?? '', /email_addresses as a whole/);
  assert.deepEqual(asked('v2:updateContact', draft, ['id', 'First Name'])?.warnings, []);
});

function clientOf(answers: boolean, access: () => Access = () => 'full') {
  const questions: Question[] = [];
  let sent = 0;
  const client = new KeapClient({
    transport: {
      send: async () => {
        sent++;
        return exchangeOf('v2:deleteContact', deletion, { status: 204 }).response;
      },
      close: async () => undefined,
    },
    credential: async () => 'key',
    readFile: async () => new Uint8Array(),
    guard: {
      access,
      settings: () => ({ ask: ['deletes', 'creates'], typed: [] }),
      approve: async (question) => {
        questions.push(question);
        return answers;
      },
    },
  });
  return { client, questions, sent: () => sent };
}

const LIMITS = { signal: ALWAYS, timeoutMs: 1_000, maxBytes: 1_000 };

test('a run is agreed to once, and each of its requests then goes out unasked', async () => {
  const { client, questions, sent } = clientOf(true);
  const question = asked('v2:deleteContact', deletion, ['id']);
  assert.ok(question);
  const agreement = await client.agree(question, ALWAYS);
  assert.ok(agreement);
  const { operation, schemas } = known('v2:deleteContact');
  for (let row = 0; row < 3; row++)
    await client.send(operation, schemas, deletion, CONNECTION, { ...LIMITS, agreement });
  assert.deepEqual([questions.length, sent()], [1, 3]);
  // Not for another operation, another account, another window, nor one that somebody made up.
  const create = known('v2:createContact');
  const made = { ...emptyDraft('v2:createContact'), body: '{}' };
  await client.send(create.operation, create.schemas, made, CONNECTION, { ...LIMITS, agreement });
  await client.send(operation, schemas, deletion, { ...CONNECTION, app: 'other' }, { ...LIMITS, agreement });
  await client.send(operation, schemas, deletion, CONNECTION, { ...LIMITS, agreement: { ...agreement } });
  assert.equal(questions.length, 4);
  const other = clientOf(true);
  await other.client.send(operation, schemas, deletion, CONNECTION, { ...LIMITS, agreement });
  assert.equal(other.questions.length, 1);
  // What is found out about a single request nobody has agreed to.
  const before = { look: async () => ({ warnings: ['Something would vanish.'], instead: undefined }) };
  await client.send(operation, schemas, deletion, CONNECTION, { ...LIMITS, agreement, before });
  assert.deepEqual(questions.at(-1)?.warnings, ['Something would vanish.']);
});

test('no agreement without a yes, nor on a connection that only reads', async () => {
  const question = asked('v2:deleteContact', deletion, ['id']);
  assert.ok(question);
  assert.equal(await clientOf(false).client.agree(question, ALWAYS), undefined);
  const locked = clientOf(true, () => 'readOnly');
  const isReadOnly = (error: unknown) => isSendError(error) && error.code === 'readOnly';
  await assert.rejects(locked.client.agree(question, ALWAYS), isReadOnly);
  assert.equal(locked.questions.length, 0);
});

test('a connection that is locked while a run goes on sends nothing more', async () => {
  let access: Access = 'full';
  const { client, sent } = clientOf(true, () => access);
  const question = asked('v2:deleteContact', deletion, ['id']);
  assert.ok(question);
  const agreement = await client.agree(question, ALWAYS);
  access = 'readOnly';
  const { operation, schemas } = known('v2:deleteContact');
  const isReadOnly = (error: unknown) => isSendError(error) && error.code === 'readOnly';
  await assert.rejects(client.send(operation, schemas, deletion, CONNECTION, { ...LIMITS, agreement }), isReadOnly);
  assert.equal(sent(), 0);
});

test('a run on a table asks as its table wants, and as the gravest where each row names its own', async () => {
  const key = 'xmlrpc:DataService.add';
  const { operation, schemas } = known(key);
  const add = (table: string): RequestDraft => ({
    ...emptyDraft(key),
    parameters: { 'argument:table': table, 'argument:values': '{}' },
  });
  const ask = (table: string, mapping: readonly ColumnMapping[] = []) =>
    runQuestion({
      ...{ operation, schemas, connection: CONNECTION, settings: { ask: [], typed: [] }, mapping },
      ...{ first: { line: 2, draft: add(table), target: '/crm/xmlrpc/v1' }, requests: 7, source: 'old.csv' },
    });
  assert.equal(ask('Contact')?.word, undefined);
  assert.equal(ask('Job')?.word, 'ab103');
  assert.equal(questionWords(ask('Job') ?? assert.fail()).facts.at(-1), 'The first: DataService.add on Job');
  const column: ColumnMapping = {
    ...{ column: 'Table', empty: 'leaveOut' },
    target: { in: 'parameter', id: 'argument:table' },
  };
  const mapped = ask('Contact', [column]) ?? assert.fail();
  assert.equal(mapped.word, 'ab103');
  // What was agreed to for contacts is not good for orders; for rows of any table it is good for all of them.
  const agreements = new Agreements();
  const settings = { ask: ['moves money', 'creates'] as const, typed: [] };
  const row = (table: string) =>
    questionOf(operation, add(table), '/crm/xmlrpc/v1', CONNECTION, settings) ?? assert.fail();
  const [one, any] = [ask('Contact') ?? assert.fail(), mapped].map((question) => agreements.give(question));
  const covered = [one, any].map((agreement) =>
    ['Contact', 'Job'].map((table) => agreements.cover(row(table), agreement)),
  );
  assert.deepEqual(covered, [
    [true, false],
    [true, true],
  ]);
});
