import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Sent } from '../../../src/keap/history/historyEntry.ts';
import { EventEmitter } from './historyVscode.ts';
import { HistoryStore, type Options } from './loadHistoryStore.ts';
import { answered, newFolder, unanswered } from './samples.ts';

/** A window on a folder that it may share, with connections that can go. */
function openWindow(t: TestContext, folder: string) {
  const sent = new EventEmitter<Sent>();
  const changed = new EventEmitter<void>();
  const connections = {
    all: [{ id: 'c-1' }, { id: 'c-2' }],
    get: (id: string) => connections.all.find((each) => each.id === id),
    onDidChange: changed.event,
  };
  const errors: string[] = [];
  const log = { note: (words: string) => errors.push(words), error: (words: string) => errors.push(words) };
  const legacyKeys = { mask: async (text: string) => text };
  const sender = { onDidSend: sent.event };
  const store = new HistoryStore({ folder, sender, connections, legacyKeys, log } as unknown as Options);
  t.after(() => store.dispose());
  const told = async (work: () => void) => {
    const next = new Promise<void>((resolve) => {
      const listening = store.onDidChange(() => {
        listening.dispose();
        resolve();
      });
    });
    work();
    await next;
  };
  const remove = (id: string) => {
    connections.all = connections.all.filter((each) => each.id !== id);
    changed.fire();
  };
  return { store, errors, told, remove, send: (what: Sent) => told(() => sent.fire(what)) };
}

test('what a window sends it lists, and so does another, which hears of it', async (t) => {
  const folder = newFolder(t);
  const [one, two] = [openWindow(t, folder), openWindow(t, folder)];
  assert.deepEqual([one.store.latest(), two.store.latest()], [[], []]);
  await one.send(answered('a'));
  await one.send(unanswered('timeout', answered('a').sentAt + 1));
  while (two.store.entries.length < 2) await two.told(() => undefined);
  assert.deepEqual(two.store.entries, one.store.entries);
  assert.deepEqual(
    one.store.entries.map(({ outcome }) => outcome),
    [{ error: 'timeout' }, { status: 200, bytes: 27 }],
  );
  assert.deepEqual([one.errors, two.errors], [[], []]);
});

test('a connection that is removed takes along what was sent to it, and no other does', async (t) => {
  const { store, send, remove } = openWindow(t, newFolder(t));
  await send(answered('a'));
  const [entry] = store.latest();
  assert.ok(entry);
  remove('c-2');
  assert.ok((await store.kept(entry))?.exchange);
  remove('c-1');
  while (await store.draftOf(entry)) await new Promise(setImmediate);
  assert.equal(await store.kept(entry), undefined);
  assert.equal(store.latest().length, 1);
});
