import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { HistoryEntry } from '../../../src/keap/history/historyEntry.ts';
import { Journal } from '../../../src/keap/history/journal.ts';
import { entry, NOON, newFolder } from './samples.ts';

function openJournal(path: string, { maxEntries = 100, maxBytes = 2 ** 20 } = {}) {
  const errors: unknown[] = [];
  const bounds = { maxEntries, maxBytes };
  return { journal: new Journal({ path, bounds: () => bounds, onUnshared: (error) => errors.push(error) }), errors };
}

const pathIn = (t: TestContext) => join(newFolder(t), 'history', 'journal.jsonl');
const ids = ({ entries }: { readonly entries: readonly HistoryEntry[] }) => entries.map(({ id }) => id);

test('what one window writes another reads, newest first, and again after all have closed', async (t) => {
  const path = pathIn(t);
  const [one, two] = [openJournal(path).journal, openJournal(path).journal];
  assert.equal(two.look(), false);
  await one.add(entry('a', { at: NOON + 1 }));
  await one.add(entry('b', { at: NOON + 3, outcome: { error: 'timeout' }, source: 'picker' }));
  assert.equal(two.look(), true);
  assert.equal(two.look(), false);
  await two.add(entry('c', { at: NOON + 2 }));
  one.look();
  assert.deepEqual(ids(one), ['b', 'c', 'a']);
  const later = openJournal(path).journal;
  later.look();
  assert.deepEqual(later.entries, two.entries);
  assert.deepEqual(later.entries[0], entry('b', { at: NOON + 3, outcome: { error: 'timeout' }, source: 'picker' }));
  assert.equal(statSync(path).mode & 0o077, 0);
});

test('entries are removed one by one and all at once, for every window', async (t) => {
  const path = pathIn(t);
  const [one, two] = [openJournal(path).journal, openJournal(path).journal];
  for (const id of ['a', 'b', 'c']) await one.add(entry(id));
  two.look();
  await two.remove(['b']);
  one.look();
  assert.deepEqual(ids(one), ['c', 'a']);
  await one.clear();
  two.look();
  assert.deepEqual([ids(one), ids(two)], [[], []]);
  // A file that is as long again as the one that was cleared must not be taken for it.
  for (const id of ['d', 'e', 'f', 'g']) await one.add(entry(id));
  two.look();
  assert.deepEqual(ids(two).sort(), ['d', 'e', 'f', 'g']);
});

test('the file keeps within its count and its bytes, and keeps the newest', async (t) => {
  const path = pathIn(t);
  const { journal } = openJournal(path, { maxEntries: 20 });
  journal.look();
  for (let at = 0; at < 100; at++) await journal.add(entry(`e${at}`, { at: NOON + at }));
  assert.equal(journal.entries.length, 20);
  assert.deepEqual(ids(journal).slice(0, 2), ['e99', 'e98']);
  const lines = readFileSync(path, 'utf8').trim().split('\n').length - 1;
  assert.ok(lines <= 26, `${lines} lines`);

  const small = openJournal(pathIn(t), { maxBytes: 4_000 }).journal;
  small.look();
  for (let at = 0; at < 100; at++) await small.add(entry(`e${at}`, { at: NOON + at }));
  assert.equal(ids(small)[0], 'e99');
  assert.ok(small.entries.length > 5 && small.entries.length < 40, `${small.entries.length} entries`);
});

test('two processes that write at once and tidy lose and spoil nothing', async (t) => {
  const path = pathIn(t);
  const run = (name: string) =>
    new Promise((resolve) => {
      const script = join(import.meta.dirname, 'journalProcess.ts');
      spawn(process.execPath, [script, path, name, '150', '200'], { stdio: 'inherit' }).once('close', resolve);
    });
  assert.deepEqual(await Promise.all([run('one'), run('two')]), [0, 0]);
  const { journal, errors } = openJournal(path, { maxEntries: 200 });
  journal.look();
  const expected = Array.from({ length: 100 }, (_, at) => [`one-${149 - at}`, `two-${149 - at}`]).flat();
  assert.deepEqual(ids(journal).sort(), expected.sort());
  assert.deepEqual(errors, []);
});

test('damaged lines are passed over, and gone once the file is written anew', async (t) => {
  const path = pathIn(t);
  const { journal } = openJournal(path, { maxEntries: 4 });
  journal.look();
  await journal.add(entry('a'));
  const bad = [
    '{"id":"x"}',
    'no json',
    '[]',
    '{"id":"../../x","at":1,"key":"k","title":"t","path":"/","method":"GET","connection":"c","ms":1,"status":200,"bytes":1}',
    '{"id":"half',
  ];
  appendFileSync(path, bad.join('\n'));
  await journal.add(entry('b'));
  assert.deepEqual(ids(journal), ['b', 'a']);
  const lines = readFileSync(path, 'utf8').trim().split('\n').slice(1);
  assert.deepEqual(
    lines.map((line) => JSON.parse(line).id),
    ['a', 'b'],
  );
});

test('a file that is no journal at all is no obstacle', async (t) => {
  for (const content of ['', 'x', '\0'.repeat(500), 'some words\n'.repeat(20)]) {
    const path = join(newFolder(t), 'journal.jsonl');
    writeFileSync(path, content);
    const { journal, errors } = openJournal(path);
    journal.look();
    await journal.add(entry('a'));
    await journal.add(entry('b'));
    const later = openJournal(path).journal;
    later.look();
    assert.deepEqual([ids(later), errors], [['b', 'a'], []]);
  }
});

test('where nothing can be written the history is in memory, which is told once', async (t) => {
  const path = join(newFolder(t), 'journal.jsonl');
  // A folder in the file's place refuses even a superuser.
  mkdirSync(path);
  const { journal, errors } = openJournal(path);
  await journal.add(entry('a'));
  await journal.add(entry('b', { at: NOON + 1 }));
  await journal.remove(['a']);
  assert.deepEqual(ids(journal), ['b']);
  assert.equal(errors.length, 1);
});
