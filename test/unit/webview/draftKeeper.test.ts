import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { emptyDraft } from '../../../src/keap/request/draft.ts';
import type { DatedDraft } from '../../../src/protocol/builder.ts';
import { DraftKeeper, type SavedState } from '../../../src/webview/builder/draftKeeper.ts';

function setup(context: TestContext) {
  context.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1000 });
  const saved: SavedState[] = [];
  const edits: DatedDraft[] = [];
  const keeper = new DraftKeeper(
    { draft: emptyDraft('v2:listContacts'), at: 0 },
    {
      save: (state) => saved.push(state),
      edit: (edited) => {
        edits.push(edited);
        return Promise.resolve();
      },
    },
  );
  return { keeper, saved, edits, tick: (ms: number) => context.mock.timers.tick(ms) };
}

describe('The draft while it is typed', () => {
  it('is remembered at once and told to the host a moment later, once', (context) => {
    const { keeper, saved, edits, tick } = setup(context);
    keeper.setParameter('query:filter', 'e');
    keeper.setParameter('query:filter', 'em');
    assert.deepEqual(saved.at(-1), { draft: keeper.draft, at: 1000 });
    assert.equal(edits.length, 0);
    tick(150);
    assert.deepEqual(
      edits.map(({ draft, at }) => [draft.parameters, at]),
      [[{ 'query:filter': 'em' }, 1000]],
    );
  });

  it('is remembered without what may be a Legacy Key, as older than what the host is told whole', (context) => {
    const { keeper, saved, edits, tick } = setup(context);
    const digits = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
    keeper.setParameter('argument:passwordHash', digits);
    tick(150);
    assert.deepEqual(saved.at(-1)?.draft.parameters, { 'argument:passwordHash': '*****' });
    assert.deepEqual(edits.at(-1)?.draft.parameters, { 'argument:passwordHash': digits });
    assert.ok((saved.at(-1)?.at ?? 0) < (edits.at(-1)?.at ?? 0));
  });

  it('has no entry for a field that was cleared', (context) => {
    const { keeper } = setup(context);
    keeper.setParameter('query:filter', 'x');
    keeper.setParameter('query:fields', ['id', '']);
    keeper.setParameter('query:filter', '');
    assert.deepEqual(keeper.draft.parameters, { 'query:fields': ['id', ''] });
    keeper.setParameter('query:fields', ['', '']);
    assert.deepEqual(keeper.draft.parameters, {});
  });

  it('takes a body from its document and still tells what else was typed', (context) => {
    const { keeper, saved, edits, tick } = setup(context);
    keeper.setParameter('query:filter', 'e');
    keeper.takeBody({ body: '{"a"', at: 2000 });
    assert.deepEqual(saved.at(-1), { draft: keeper.draft, at: 2000 });
    tick(150);
    assert.equal(edits.length, 1);
    assert.deepEqual([edits[0]?.draft.body, edits[0]?.draft.parameters], ['{"a"', { 'query:filter': 'e' }]);
    keeper.takeBody({ body: '{}', at: 3000 });
    tick(150);
    assert.equal(edits.length, 1, 'The host knows.');
  });

  it('adds and removes files', (context) => {
    const { keeper } = setup(context);
    const file = { uri: 'file:///a.pdf', name: 'a.pdf', size: 3 };
    keeper.setFile('file', file);
    assert.deepEqual(keeper.draft.files, { file });
    keeper.setFile('file', undefined);
    assert.deepEqual(keeper.draft.files, {});
  });

  it('is told when flushed, and only if the host lacks something', (context) => {
    const { keeper, edits, tick } = setup(context);
    keeper.flush();
    assert.equal(edits.length, 0);
    keeper.setBody('{}');
    keeper.flush();
    keeper.flush();
    tick(1000);
    assert.equal(edits.length, 1);
  });

  it('is written down without a key that was typed into it by mistake', (context) => {
    const { keeper, saved, edits } = setup(context);
    const key = `KeapAK-${'b2'.repeat(25)}`;
    keeper.setParameter('query:filter', `email==${key}`);
    keeper.flush();
    assert.ok(!JSON.stringify(saved).includes(key));
    assert.equal(edits.at(-1)?.draft.parameters['query:filter'], `email==${key}`, 'what was typed stays typed');
  });

  it('gives way to a draft of the host', (context) => {
    const { keeper, saved, edits, tick } = setup(context);
    keeper.setBody('{}');
    const other = { ...emptyDraft('v2:listContacts'), body: '[]' };
    keeper.replace({ draft: other, at: 5 });
    tick(1000);
    assert.equal(keeper.draft, other);
    assert.equal(edits.length, 0);
    assert.deepEqual(saved.at(-1), { draft: other, at: 5 });
  });

  it('is remembered without passwords and card numbers, as older than what the host has whole', (context) => {
    const { keeper, saved, edits } = setup(context);
    keeper.setParameter('argument:passwordHash', 'not hexadecimal');
    keeper.setParameter('argument:values', '{"CardNumber": "4111 1111", "CVV2":123,"City":"Berlin"}');
    keeper.setBody('{"card_number":"4111\\"1","password":"","name":"password"}');
    keeper.flush();
    assert.deepEqual(saved.at(-1)?.draft.parameters, {
      'argument:passwordHash': '*****',
      'argument:values': '{"CardNumber": "*****", "CVV2":"*****","City":"Berlin"}',
    });
    assert.equal(saved.at(-1)?.draft.body, '{"card_number":"*****","password":"","name":"password"}');
    assert.deepEqual(edits.at(-1)?.draft, keeper.draft);
    assert.ok((saved.at(-1)?.at ?? 0) < (edits.at(-1)?.at ?? 0));
  });

  it('with a file in an argument is not copied on each key pressed elsewhere', (context) => {
    const { keeper, saved, edits, tick } = setup(context);
    keeper.setParameter('argument:base64EncodedData', 'QUJD'.repeat(50_000));
    keeper.setParameter('argument:fileName', 'a');
    keeper.setParameter('argument:fileName', 'ab');
    keeper.takeBody({ body: '', at: 2000 });
    tick(600);
    assert.equal(saved.length + edits.length, 0);
    tick(100);
    assert.deepEqual([saved.length, edits.length], [1, 1]);
    assert.deepEqual(saved.at(-1)?.draft.parameters, keeper.draft.parameters);
    keeper.setParameter('argument:base64EncodedData', '');
    assert.deepEqual(saved.at(-1)?.draft.parameters, { 'argument:fileName': 'ab' });
  });

  it('with ten megabytes of body is not copied on each key', (context) => {
    const { keeper, saved, edits, tick } = setup(context);
    const body = 'x'.repeat(10_000_000);
    keeper.setBody(body);
    keeper.setBody(`${body}y`);
    tick(600);
    assert.equal(saved.length + edits.length, 0);
    tick(100);
    assert.equal(saved.length, 1);
    assert.equal(edits.length, 1);
  });
});
