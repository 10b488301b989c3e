import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HistoryEntry } from '../../../src/keap/history/historyEntry.ts';
import { window } from './historyVscode.ts';
import { type HistoryStore, pickEntry } from './loadHistoryStore.ts';
import { answered, entry, NOON } from './samples.ts';

const ENTRIES = [entry('a'), entry('b', { at: NOON - 86_400_000 })];

/** Opens a list of entries of which this window sent the first, and an earlier one the second. */
function openList() {
  const { draft } = answered('a');
  const late = Promise.withResolvers<void>();
  const store = {
    keptNow: ({ id }: HistoryEntry) => (id === 'a' ? { draft } : undefined),
    draftOf: async () => {
      await late.promise;
      return { ...draft, parameters: { 'query:filter': 'family_name==Byron' } };
    },
  } as unknown as InstanceType<typeof HistoryStore>;
  const again = { iconPath: undefined, tooltip: 'Send again' } as never;
  const chosen = pickEntry({ title: 'Search', entries: ENTRIES, none: 'None.', buttons: [again] }, store);
  const { pick } = window;
  const rows = () => pick.items.filter(({ kind }) => kind === undefined);
  const details = () => rows().map(({ detail }) => detail);
  return { pick, rows, details, chosen, again, read: late.resolve };
}

test('entries stand under their days and are found by values, also by those that are read late', async () => {
  const { pick, details, chosen, read } = openList();
  assert.equal(pick.items.filter(({ kind }) => kind !== undefined).length, 2, 'two days');
  assert.deepEqual(details(), ['GET /v2/contacts filter=email==ada@example.com', 'GET /v2/contacts']);
  pick.type('byron');
  assert.deepEqual(details(), []);
  read();
  while (pick.busy) await new Promise(setImmediate);
  assert.deepEqual(details(), ['GET /v2/contacts filter=family_name==Byron']);
  pick.selectedItems = pick.items.slice(-1);
  pick.accepted.fire();
  assert.deepEqual(await chosen, { entry: ENTRIES[1] });
});

test('rows that are replaced while someone presses Enter choose nothing, and the list stays', async () => {
  const { pick, rows, chosen } = openList();
  pick.accepted.fire();
  pick.activeItems = rows().slice(0, 1);
  pick.accepted.fire();
  assert.deepEqual(await chosen, { entry: ENTRIES[0] });
});

test('requests that are read late leave Enter a row to choose', async () => {
  const { pick, rows, read } = openList();
  read();
  while (pick.busy) await new Promise(setImmediate);
  assert.deepEqual(pick.activeItems, rows().slice(0, 1));
  const later = openList();
  later.pick.activeItems = later.rows().slice(1);
  later.read();
  while (later.pick.busy) await new Promise(setImmediate);
  assert.deepEqual(later.pick.activeItems, later.rows().slice(1));
});

test('a button says which it was, and leaving chooses nothing', async () => {
  const { pick, rows, chosen, again } = openList();
  const [item] = rows();
  assert.ok(item);
  pick.pressed.fire({ button: again, item });
  assert.deepEqual(await chosen, { entry: ENTRIES[0], button: again });
  const left = openList();
  left.pick.hide();
  assert.equal(await left.chosen, undefined);
});

test('a key that is pasted into the search is taken out of it', () => {
  const { pick } = openList();
  pick.type(`tag ${['Keap', 'AK'].join('')}-${'0123456789'.repeat(5)}`);
  assert.equal(pick.value.trim(), 'tag');
});

test('an empty history is told', async () => {
  const none = { title: 'Search', entries: [], none: 'The history is empty.' };
  assert.equal(await pickEntry(none, {} as InstanceType<typeof HistoryStore>), undefined);
  assert.deepEqual(window.told, ['The history is empty.']);
});
