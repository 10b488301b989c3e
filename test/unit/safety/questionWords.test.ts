import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Connection } from '../../../src/keap/connection.ts';
import { emptyDraft } from '../../../src/keap/request/draft.ts';
import { questionWords } from '../../../src/keap/safety/questionWords.ts';
import { questionOf, type SafetySettings } from '../../../src/keap/safety/safety.ts';
import { operation } from '../catalog/realCatalog.ts';

const ACME: Connection = {
  id: 'c',
  name: 'Acme',
  kind: 'personalAccessToken',
  origin: 'https://api.infusionsoft.com',
  app: 'ab103',
  account: 'ada@example.com',
  production: true,
  readOnly: true,
};

function words(over: { connection?: Partial<Connection>; target?: string; typed?: boolean } = {}) {
  const connection = { ...ACME, ...over.connection };
  const settings: SafetySettings = { ask: ['deletes'], typed: over.typed ? ['deletes'] : [] };
  const target = over.target ?? '/crm/rest/v2/contacts/12';
  const key = 'v2:deleteContact';
  const question = questionOf(operation(key), emptyDraft(key), target, connection, settings);
  assert.ok(question);
  return questionWords(question);
}

describe('The words of a question', () => {
  it('name operation, connection, account, records, request and what comes of it', () => {
    assert.deepEqual(words({ typed: true }), {
      title: 'Delete contact on Acme',
      facts: [
        'Connection: Acme, Personal Access Token, production',
        'Account: ab103, ada@example.com',
        'Records: 1 contact',
        'Request: DELETE /crm/rest/v2/contacts/12',
      ],
      line: '1 contact of ab103, ada@example.com (production). DELETE /crm/rest/v2/contacts/12',
      warnings: [],
      instead: undefined,
      consequence: 'This deletes or removes records; it may not be possible to undo.',
      verb: 'Delete',
      word: 'ab103',
    });
  });

  it('say what is warned of, how to undo it, and what to do instead', () => {
    const draft = emptyDraft('v2:updateContact');
    const findings = { warnings: ['A [b](command:c) would vanish.'], instead: { label: 'Keep them', draft } };
    const known = { findings, undoing: 'Put it back.' };
    const question = questionOf(operation(draft.operationKey), draft, '/x', ACME, { ask: [], typed: [] }, known);
    assert.ok(question);
    const { warnings, instead, verb, consequence } = questionWords(question);
    assert.deepEqual(warnings, ['A [b] (command:c) would vanish.']);
    assert.deepEqual([instead, verb], ['Keep them', 'Send']);
    assert.equal(consequence, 'This changes records in the account. Put it back.');
  });

  it('say what kind of account it is, by words', () => {
    assert.match(words({ connection: { production: false } }).facts[0] ?? '', /, test account$/);
    const sandbox = words({ connection: { kind: 'sandbox', name: 'Sandbox', production: false } });
    assert.equal(sandbox.facts[0], 'Connection: Sandbox, made-up account');
    assert.equal(sandbox.word, undefined);
  });

  it('show what a path says, but no other path, direction or link than there is', () => {
    const request = (value: string) => words({ target: `/v2/contacts/${encodeURIComponent(value)}` }).facts.at(-1);
    assert.equal(request('Łódź'), 'Request: DELETE /v2/contacts/Łódź');
    assert.equal(request('1/../2?a=b#c'), 'Request: DELETE /v2/contacts/1%2F..%2F2%3Fa%3Db%23c');
    assert.equal(request('a\u202eb\u0000c'), 'Request: DELETE /v2/contacts/a⟨U+202E⟩b⟨U+0000⟩c');
    assert.equal(request('[x](command:y)'), 'Request: DELETE /v2/contacts/[x] (command:y)');
    assert.match(request('x'.repeat(5000)) ?? '', /^.{150,200}…$/);
    assert.equal(words({ target: '/v2/contacts/%ff' }).facts.at(-1), 'Request: DELETE /v2/contacts/%ff');
  });

  it('show account data as it is and no further', () => {
    const hostile = words({ connection: { account: 'a\n\nRecords: 0\u2066 [ok](command:x) $(check)' } });
    assert.equal(hostile.facts[1], 'Account: ab103, a⟨U+000A⟩⟨U+000A⟩Records: 0⟨U+2066⟩ [ok] (command:x) $ (check)');
  });
});
