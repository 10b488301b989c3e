import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Memento } from 'vscode';
import { RecentExpressions } from '../../../src/vscode/find/recentExpressions.ts';

function memento(stored?: unknown): Memento & { stored: unknown } {
  return {
    stored,
    keys: () => [],
    get() {
      return this.stored as never;
    },
    async update(_key: string, value: unknown) {
      this.stored = JSON.parse(JSON.stringify(value));
    },
  };
}

test('the expressions of each operation come back, latest first, ten at most', async () => {
  const state = memento();
  const recent = new RecentExpressions(state);
  for (let each = 1; each <= 12; each++) await recent.used('v2:listContacts', `contacts[${each}]`);
  await recent.used('v2:listContacts', 'contacts[5]');
  await recent.used('v2:listTags', 'tags');
  const again = new RecentExpressions(state);
  assert.equal(again.of('v2:listContacts')[0], 'contacts[5]');
  assert.equal(again.of('v2:listContacts').length, 10);
  assert.deepEqual(again.of('v2:listTags'), ['tags']);
});

test('of many operations those used last are remembered', async () => {
  const recent = new RecentExpressions(memento());
  for (let each = 0; each < 51; each++) await recent.used(`v2:${each}`, 'id');
  await recent.used('v2:1', 'name');
  await recent.used('v2:new', 'id');
  assert.deepEqual(recent.of('v2:0'), []);
  assert.deepEqual(recent.of('v2:1'), ['name', 'id']);
  assert.deepEqual(recent.of('v2:2'), []);
});

test('a key, what is very long and what someone else stored are not remembered', async () => {
  const recent = new RecentExpressions(memento({ version: 1, recent: { a: 'no list', b: [1, 'id'] } }));
  assert.deepEqual(recent.of('a'), []);
  assert.deepEqual(recent.of('b'), ['id']);
  await recent.used('a', `contacts[?key == 'KeapAK-${'0123456789abcdef'.repeat(3)}00']`);
  await recent.used('a', 'x'.repeat(501));
  assert.deepEqual(recent.of('a'), []);
  assert.deepEqual(new RecentExpressions(memento({ version: 2, recent: { a: ['id'] } })).of('a'), []);
});
