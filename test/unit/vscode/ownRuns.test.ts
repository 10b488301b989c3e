import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OwnRuns } from '../../../src/vscode/runs/ownRuns.ts';
import { hasOwnRuns } from '../../../src/vscode/runs/ownRunsKey.ts';

function memento(stored?: unknown) {
  const values = new Map<string, unknown>(stored === undefined ? [] : [['keap.runs', stored]]);
  return {
    get: <T>(key: string): T | undefined => values.get(key) as T | undefined,
    update: async (key: string, value: unknown) =>
      void (value === undefined ? values.delete(key) : values.set(key, value)),
  };
}

test('a window notes the runs that go on in it, until they end', async () => {
  const state = memento();
  const own = new OwnRuns(state as never);
  await own.add('a');
  await own.add('b');
  await own.add('a');
  assert.deepEqual(own.ids, ['b', 'a']);
  assert.ok(hasOwnRuns(state as never));
  await own.drop(['a', 'c']);
  assert.deepEqual(own.ids, ['b']);
  await own.drop(['b']);
  assert.deepEqual([own.ids, hasOwnRuns(state as never)], [[], false]);
});

test('what another version noted, or nobody, is no run', () => {
  for (const stored of [{ version: 2, ids: ['a'] }, { version: 1, ids: [1] }, 'a', undefined]) {
    assert.deepEqual(new OwnRuns(memento(stored) as never).ids, []);
  }
});
