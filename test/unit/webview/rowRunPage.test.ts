import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SANDBOX } from '../../../src/keap/connection.ts';
import type { RowRunCalls, RowRunEvents, RowRunModel } from '../../../src/protocol/rowRun.ts';
import { rowRunReaders } from '../../../src/webview/rowRun/readers.ts';
import { RowRunSession } from '../../../src/webview/rowRun/session.ts';
import { linesWords } from '../../../src/webview/rowRun/words.ts';
import { Rpc } from '../../../src/webview/rpc.ts';

const MODEL: RowRunModel = {
  ...{
    title: 'Create tag',
    method: 'POST',
    path: '/crm/rest/v2/tags',
    effect: 'creates',
    consequence: '',
    trouble: '',
  },
  now: { connection: SANDBOX, access: 'full' },
  source: { name: 'tags.csv', facts: 'CSV', columns: ['name'], trouble: '', readAs: '' },
  places: [
    {
      ...{ words: 'name', within: 'body', type: 'string', choices: [], required: true },
      filling: { by: 'column', column: 'name', empty: 'leaveOut' },
    },
  ],
  previews: [{ line: 2, target: '/crm/rest/v2/tags', body: '{}', problems: [] }],
  check: { state: 'none' },
  ...{ firstRows: 5, run: null, kept: { operationKey: 'v2:createTag' } },
};

function page() {
  const posted: { id: number; method: string; argument: unknown }[] = [];
  let hear: (message: unknown) => void = () => undefined;
  const kept: unknown[] = [];
  const rpc = new Rpc<RowRunCalls, RowRunEvents>(
    {
      post: (message) => void posted.push(message as (typeof posted)[number]),
      listen: (listener) => {
        hear = listener;
      },
    },
    rowRunReaders,
  );
  const session = new RowRunSession({ rpc, save: (state) => void kept.push(state), changed: () => undefined });
  return { session, posted, kept, hear: (message: unknown) => hear(message) };
}

test('a page shows the model it is told, and has VS Code keep what belongs to it', async () => {
  const { session, posted, kept, hear } = page();
  const started = session.start();
  hear({ kind: 'answer', id: posted[0]?.id, ok: true, result: MODEL });
  await started;
  assert.equal(session.model?.title, 'Create tag');
  hear({ kind: 'event', name: 'model', data: { ...MODEL, title: 'Create company' } });
  assert.equal(session.model?.title, 'Create company');
  assert.deepEqual(kept, [MODEL.kept, MODEL.kept]);
});

test('a model that is not whole is not taken', () => {
  const { readModel } = { readModel: rowRunReaders.events.model };
  assert.ok(readModel(MODEL));
  const done = { state: 'done', rows: 1, ready: 1, doubtful: 0, blocked: 0, repeated: 0, problems: [{ words: 'x' }] };
  for (const part of [
    { places: [{ words: 'name' }] },
    { previews: 'none' },
    { check: done },
    { run: {} },
    { now: {} },
    { firstRows: '5' },
    { source: { name: 'x' } },
  ]) {
    assert.equal(readModel({ ...MODEL, ...part }), undefined, JSON.stringify(part));
  }
});

test('a call that fails is told in the page until one succeeds', async () => {
  const { session, posted, hear } = page();
  const failing = session.ask('check', null);
  hear({ kind: 'answer', id: posted.at(-1)?.id, ok: false, error: 'It failed.' });
  await failing;
  assert.equal(session.trouble, 'It failed.');
  const good = session.ask('check', null);
  hear({ kind: 'answer', id: posted.at(-1)?.id, ok: true, result: null });
  await good;
  assert.equal(session.trouble, '');
});

test('the first lines are named, and how many more there are', () => {
  assert.equal(linesWords([2, 3], 2), '2, 3');
  assert.equal(linesWords([2, 3, 7], 1_300), '2, 3, 7 and 1,297 more');
});
