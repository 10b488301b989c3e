import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Effect } from '../../../src/keap/catalog/operation.ts';
import { KeapClient } from '../../../src/keap/client.ts';
import type { Access, Connection } from '../../../src/keap/connection.ts';
import { isSendError, type SendErrorCode } from '../../../src/keap/http/sendError.ts';
import type { TransportRequest } from '../../../src/keap/http/transport.ts';
import { emptyDraft, type RequestDraft } from '../../../src/keap/request/draft.ts';
import { recordCount, recordWords } from '../../../src/keap/safety/recordCount.ts';
import { type Question, questionOf, type SafetySettings } from '../../../src/keap/safety/safety.ts';
import { catalogs, operation, operations } from '../catalog/realCatalog.ts';

const REAL: Connection = {
  id: 'c',
  name: 'Acme',
  kind: 'personalAccessToken',
  origin: 'https://api.infusionsoft.com',
  app: 'ab103',
  production: true,
  readOnly: true,
};

/** A client whose transport only takes note. */
function noting(over: { access?: () => Access; settings?: SafetySettings; approve?: boolean } = {}) {
  const sent: TransportRequest[] = [];
  const asked: Question[] = [];
  const client = new KeapClient({
    transport: {
      send: async (request) => {
        sent.push(request);
        return {
          status: 200,
          statusText: '',
          headers: [],
          body: new Uint8Array(),
          timing: { queuedMs: 0, firstByteMs: 0, totalMs: 0 },
        };
      },
      close: async () => undefined,
    },
    credential: async () => 'a key',
    readFile: async () => new Uint8Array(),
    guard: {
      access: over.access ?? (() => 'full'),
      settings: () => over.settings ?? { ask: [], typed: [] },
      approve: async (question) => {
        asked.push(question);
        return over.approve ?? true;
      },
    },
    // Every wait is over at once: a day of limits must not stop 680 requests.
    clock: {
      now: () => time,
      steady: () => (time += 3_600_000),
      delay: async () => undefined,
      until: async () => undefined,
    },
  });
  return { client, sent, asked };
}

let time = 0;

/** A draft with something in everything that is required. */
function filled(key: string): RequestDraft {
  const found = operation(key);
  const parameters = found.parameters
    .filter(({ required, name }) => required || found.call?.forms[0]?.includes(name))
    .map(({ in: place, name, schema, argument }) => {
      const types = argument?.types ?? [];
      const one = types.includes('boolean') ? 'true' : types[0] === 'dateTime.iso8601' ? '2026-01-31' : '1';
      const value = String(schema.enum?.[0] ?? schema.items?.enum?.[0] ?? one);
      return [`${place}:${name}`, schema.type === 'array' ? [value] : value];
    });
  const file = { uri: 'file:///x', name: 'x', size: 0 };
  return {
    ...emptyDraft(key),
    parameters: Object.fromEntries(parameters),
    body: found.requestBody ? '{}' : '',
    files: { file },
  };
}

async function outcome(work: Promise<unknown>): Promise<SendErrorCode | 'sent'> {
  try {
    await work;
    return 'sent';
  } catch (error) {
    if (isSendError(error)) return error.code;
    throw error;
  }
}

const options = { signal: new AbortController().signal, timeoutMs: 1000, maxBytes: 1000 };

describe('The client itself', () => {
  it('sends of all 680 operations only those that read, while a connection is read-only', async () => {
    const { client, sent } = noting({ access: () => 'readOnly' });
    const all = [...operations, ...catalogs.xmlrpc.operations];
    assert.equal(all.length, 680);
    for (const { key, version, effect } of all) {
      const ended = await outcome(client.send(operation(key), catalogs[version].schemas, filled(key), REAL, options));
      assert.equal(ended, effect === 'reads' ? 'sent' : 'readOnly', key);
    }
    assert.equal(sent.length, all.filter(({ effect }) => effect === 'reads').length);
  });

  it('sends nothing from a folder without trust, and nothing with a Legacy Key', async () => {
    const { client, sent } = noting({ access: () => 'none' });
    const send = (connection: Connection) =>
      outcome(
        client.send(operation('v2:listContacts'), catalogs.v2.schemas, filled('v2:listContacts'), connection, options),
      );
    assert.equal(await send(REAL), 'untrusted');
    assert.equal(await send({ ...REAL, kind: 'legacyKey' }), 'wrongCredential');
    const userinfo = { method: 'GET', target: '/crm/rest/v2/oauth/connect/userinfo', headers: {} } as const;
    assert.equal(await outcome(client.check('a key', REAL, userinfo, options)), 'untrusted');
    assert.deepEqual(sent, []);
  });

  it('sends nothing that a person declined, and asks once for what they approved', async () => {
    const settings: SafetySettings = { ask: ['deletes'], typed: ['sends mail'] };
    for (const approve of [true, false]) {
      const { client, sent, asked } = noting({ settings, approve });
      for (const key of ['v2:deleteContact', 'v2:sendEmail', 'v2:listContacts', 'v2:createTag']) {
        const ended = await outcome(client.send(operation(key), catalogs.v2.schemas, filled(key), REAL, options));
        const isAsked = ['v2:deleteContact', 'v2:sendEmail'].includes(key);
        assert.equal(ended, approve || !isAsked ? 'sent' : 'declined', key);
      }
      assert.deepEqual(
        asked.map((question) => [question.operation.key, question.word]),
        [
          ['v2:deleteContact', undefined],
          ['v2:sendEmail', 'ab103'],
        ],
      );
      assert.equal(sent.length, approve ? 4 : 2);
    }
  });

  it('does not send what was locked while it was asked about', async () => {
    let access: Access = 'full';
    const { client, sent } = noting({ access: () => access, settings: { ask: ['deletes'], typed: [] } });
    const asking = client.send(
      operation('v2:deleteContact'),
      catalogs.v2.schemas,
      filled('v2:deleteContact'),
      REAL,
      options,
    );
    access = 'readOnly';
    assert.equal(await outcome(asking), 'readOnly');
    assert.deepEqual(sent, []);
  });
});

describe('A question', () => {
  const ask = (draft: RequestDraft, connection: Connection, typed: readonly Effect[] = ['deletes']) =>
    questionOf(operation(draft.operationKey), draft, '/x', connection, { ask: [], typed });

  it('wants the app’s name typed, the connection’s where the app is not known, and nothing on the sandbox', () => {
    assert.equal(ask(filled('v2:deleteContact'), REAL)?.word, 'ab103');
    const { app: _app, ...unknown } = REAL;
    assert.equal(ask(filled('v2:deleteContact'), unknown)?.word, 'Acme');
    assert.equal(ask(filled('v2:deleteContact'), { ...REAL, kind: 'sandbox' })?.word, undefined);
    assert.equal(ask(filled('v2:listContacts'), REAL), undefined);
  });

  it('is asked for a warning alone, and not for advice without one', () => {
    const draft = filled('v2:updateContact');
    const found = (warnings: readonly string[]) =>
      questionOf(
        operation(draft.operationKey),
        draft,
        '/x',
        REAL,
        { ask: [], typed: [] },
        {
          ...{ undoing: 'Put it back.', findings: { warnings, instead: undefined } },
        },
      );
    assert.equal(found([]), undefined);
    assert.deepEqual(found(['Mind.'])?.warnings, ['Mind.']);
    assert.equal(found(['Mind.'])?.word, undefined);
  });

  it('comes before the look at the record, and once more for what was found', async () => {
    const order: string[] = [];
    const looking = (warnings: readonly string[]) => ({
      look: async () => {
        order.push('look');
        return { warnings, instead: undefined };
      },
    });
    const { client, sent, asked } = noting({ settings: { ask: ['deletes'], typed: ['deletes'] } });
    const { operation: remove, draft } = {
      operation: operation('v2:deleteContact'),
      draft: filled('v2:deleteContact'),
    };
    const go = (warnings: readonly string[]) =>
      client.send(remove, catalogs.v2.schemas, draft, REAL, {
        ...{ signal: new AbortController().signal, timeoutMs: 1, maxBytes: 1, before: looking(warnings) },
        onProgress: (phase) => order.push(phase),
      });
    await go([]);
    assert.deepEqual(order, ['asking', 'look', 'sending']);
    await go(['It could not be read.']);
    assert.deepEqual(order.slice(3), ['asking', 'look', 'asking', 'sending']);
    assert.deepEqual(
      asked.map(({ word, warnings }) => [word, warnings.length]),
      [
        ['ab103', 0],
        ['ab103', 0],
        [undefined, 1],
      ],
    );
    assert.equal(sent.length, 2);
    const declining = noting({ settings: { ask: ['deletes'], typed: [] }, approve: false });
    const options = { signal: new AbortController().signal, timeoutMs: 1, maxBytes: 1, before: looking([]) };
    await assert.rejects(declining.client.send(remove, catalogs.v2.schemas, draft, REAL, options));
    assert.equal(order.filter((each) => each === 'look').length, 2, 'Nothing is read for what was declined.');
  });

  it('says how many records it is about, where the request tells', () => {
    const count = (key: string, over: Partial<RequestDraft> = {}) =>
      recordWords(recordCount(operation(key), { ...emptyDraft(key), ...over }));
    assert.equal(count('v2:deleteContact'), '1 contact');
    assert.equal(count('v2:deleteCompany'), '1 company');
    assert.equal(count('v2:removeTags', { body: '{"contact_ids":["1","2","3"]}' }), '3 contacts');
    assert.equal(count('v2:removeTags', { body: '{"contact_ids":[]}' }), '0 contacts');
    assert.equal(count('v2:sendEmail', { body: '{"contacts":["1","2"],"subject":"Hi"}' }), '2 contacts');
    assert.equal(count('v1:removeTagsFromContactUsingDELETE', { parameters: { 'query:ids': '4,5' } }), '2 records');
    assert.equal(count('v1:addContactsToCampaignSequenceUsingPOST', { body: '{"ids":[1,2,3,4]}' }), '4 records');
    assert.equal(count('v2:createTag', { body: '{"name":"x"}' }), '1 record');
    assert.equal(count('v2:deleteContact', { body: 'not json' }), '1 contact');
    assert.equal(count('v2:deleteAutomation'), 'an unknown number of records');
    const called = (name: string, parameters: RequestDraft['parameters']) => count(`xmlrpc:${name}`, { parameters });
    assert.equal(called('InvoiceService.addManualPayment', { 'argument:invoiceId': '7' }), '1 invoice');
    assert.equal(called('APIEmailService.sendEmail', { 'argument:contactList': ['1', '2', '3'] }), '3 contacts');
    assert.equal(called('APIEmailService.sendEmail', { 'argument:contactList': '[1, 2]' }), '2 contacts');
    assert.equal(called('ContactService.merge', { 'argument:contactId': '1' }), '1 contact');
    assert.equal(called('ContactService.add', {}), '1 record');
    assert.equal(called('DataService.delete', {}), 'an unknown number of records');
    const addresses = '{"email_addresses":[{"field":"EMAIL1","email":"a@example.com"}]}';
    assert.equal(count('v2:createContact', { body: addresses }), '1 record');
    assert.equal(count('v2:updateContact', { body: addresses }), '1 contact');
    assert.equal(recordWords({ count: 2_500, thing: 'email address' }), '2,500 email addresses');
  });
});

describe('A call that writes to a table', () => {
  const DEFAULTS: SafetySettings = {
    ask: ['deletes', 'sends mail', 'moves money', 'starts automation', 'changes schema'],
    typed: ['deletes', 'sends mail', 'moves money'],
  };
  const call = (key: string, table: string): RequestDraft => ({
    ...emptyDraft(key),
    parameters: { 'argument:table': table, 'argument:Id': '3', 'argument:values': '{"BillingAmt":999}' },
  });
  const asked = (draft: RequestDraft) =>
    questionOf(operation(draft.operationKey), draft, '/crm/xmlrpc/v1', REAL, DEFAULTS);

  it('asks as what it does to that table', async () => {
    const question = asked(call('xmlrpc:DataService.update', 'RecurringOrder'));
    assert.deepEqual([question?.operation.effect, question?.word], ['moves money', 'ab103']);
    assert.match(question?.consequence ?? '', /charge, bill/);
    const added = asked(call('xmlrpc:DataService.add', 'Job'));
    assert.deepEqual([added?.word, added?.records], ['ab103', { count: 1, thing: 'record' }]);
    const schema = asked(call('xmlrpc:DataService.update', 'DataFormField'));
    assert.deepEqual([schema?.operation.effect, schema?.word], ['changes schema', undefined]);
    assert.equal(asked(call('xmlrpc:DataService.update', 'Contact')), undefined);
  });

  it('does not go out unasked by the client either', async () => {
    const { client, sent, asked: questions } = noting({ settings: DEFAULTS, approve: false });
    const draft = call('xmlrpc:DataService.update', 'RecurringOrder');
    const sending = client.send(operation(draft.operationKey), catalogs.xmlrpc.schemas, draft, REAL, {
      ...{ signal: new AbortController().signal, timeoutMs: 1_000, maxBytes: 1_000 },
    });
    await assert.rejects(sending, (error) => isSendError(error) && error.code === 'declined');
    assert.deepEqual([sent.length, questions.length], [0, 1]);
  });
});
