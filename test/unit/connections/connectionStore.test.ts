import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { SANDBOX } from '../../../src/keap/connection.ts';
import { window } from './fakeVscode.ts';
import { ConnectionStore, Machine } from './loadConnectionStore.ts';

const KEY = `KeapAK-${'a1'.repeat(25)}`;
const OTHER_KEY = `KeapAK-${'b2'.repeat(25)}`;
const MINE = {
  name: 'Mine',
  kind: 'personalAccessToken',
  origin: 'https://api.infusionsoft.com',
  production: true,
  readOnly: true,
} as const;

const names = (store: InstanceType<typeof ConnectionStore>) => store.all.map(({ name }) => name);

async function opened(machine: Machine, workspace?: Map<string, unknown>) {
  const store = new ConnectionStore(machine.window(workspace));
  await store.ready;
  return store;
}

test('a connection is added with its key apart, is active, and shows its key as Keap does', async () => {
  const machine = new Machine();
  const store = await opened(machine);
  assert.equal(store.active, SANDBOX);
  const added = await store.add(MINE, KEY);
  assert.equal(store.active.id, added.id);
  assert.equal(added.maskedKey, '*****1a1a1');
  assert.equal(await store.credential(added), KEY);
  assert.ok(!JSON.stringify(store.all).includes(KEY));
  assert.ok(!(machine.secrets.get('keap.connections') ?? '').includes(KEY));
  assert.deepEqual([...machine.globalState.values()], []);
});

test('removing leaves nothing: no secret, no entry, no time of use, no choice, no default', async () => {
  const machine = new Machine();
  const workspace = new Map<string, unknown>();
  const store = await opened(machine, workspace);
  const kept = await store.add({ ...MINE, name: 'Kept' }, OTHER_KEY);
  const { id } = await store.add(MINE, KEY);
  await store.makeDefault(id);
  await store.used(id, 1);
  await store.used(kept.id, 2);
  const everything = () => JSON.stringify([[...machine.secrets], [...machine.globalState], [...workspace]]);
  assert.ok(everything().includes(id) && everything().includes(KEY));
  const told: string[] = [];
  store.onDidLoseActive(({ name }) => told.push(name));
  await store.remove(id);
  assert.ok(!everything().includes(id), everything());
  assert.ok(!everything().includes(KEY));
  assert.deepEqual(names(store), ['Sandbox', 'Kept']);
  assert.equal(store.active, SANDBOX);
  assert.equal(store.lastUsed(kept.id), 2);
  assert.deepEqual(told, [], 'Who removes it knows.');
  await store.used(id, 5);
  assert.ok(!everything().includes(id), 'A late answer brings nothing back.');
});

test('windows hear of what another one adds, renames and removes', async () => {
  const machine = new Machine();
  const [one, two] = [await opened(machine), await opened(machine)];
  const { id } = await one.add(MINE, KEY);
  await turn();
  assert.deepEqual(names(two), ['Sandbox', 'Mine']);
  assert.equal(two.active, SANDBOX, 'Each workspace chooses for itself.');
  await two.change(id, { name: 'Ours' });
  await turn();
  assert.deepEqual(names(one), ['Sandbox', 'Ours']);
  await two.remove(id);
  await turn();
  assert.deepEqual(names(one), ['Sandbox']);
});

test('a connection removed elsewhere gives way to the default, and that is told once', async () => {
  const machine = new Machine();
  const [one, two] = [await opened(machine), await opened(machine)];
  const fallback = await one.add({ ...MINE, name: 'Fallback' }, OTHER_KEY);
  const { id } = await one.add(MINE, KEY);
  const told: string[] = [];
  one.onDidLoseActive(({ name }) => told.push(`${name}, now ${one.active.name}`));
  await one.makeDefault(fallback.id);
  await turn();
  await two.remove(id);
  await turn();
  await turn();
  assert.deepEqual(told, ['Mine, now Fallback']);
});

test('where windows do not tell each other, one looks when it is returned to', async () => {
  const machine = new Machine();
  machine.tells = false;
  const [one, two] = [await opened(machine), await opened(machine)];
  await one.add(MINE, KEY);
  assert.deepEqual(names(two), ['Sandbox']);
  window.focus();
  await turn();
  assert.deepEqual(names(two), ['Sandbox', 'Mine']);
});

test('two windows, and one window at once, lose none of their changes', async () => {
  const machine = new Machine();
  machine.tells = false;
  const [one, two] = [await opened(machine), await opened(machine)];
  await one.add({ ...MINE, name: 'A' }, KEY);
  await Promise.all(['B', 'C', 'D'].map((name) => two.add({ ...MINE, name }, OTHER_KEY)));
  assert.deepEqual(names(two), ['Sandbox', 'A', 'B', 'C', 'D']);
});

test('another key brings its own account; one for a connection that is gone is not kept', async () => {
  const machine = new Machine();
  const store = await opened(machine);
  const { id } = await store.add({ ...MINE, app: 'ab103', account: 'ada@example.com' }, KEY);
  assert.equal(await store.replaceKey(id, OTHER_KEY, { app: 'cd204' }), true);
  const replaced = store.get(id);
  assert.equal(replaced?.maskedKey, '*****2b2b2');
  assert.equal(replaced?.app, 'cd204');
  assert.equal(replaced?.account, undefined);
  assert.equal(machine.secrets.get(`keap.connection.${id}`), OTHER_KEY);
  await store.remove(id);
  assert.equal(await store.replaceKey(id, KEY, {}), false);
  assert.deepEqual([...machine.secrets.keys()], ['keap.connections']);
});

test('a locked keychain changes nothing and forgets nothing', async () => {
  const machine = new Machine();
  const workspace = new Map<string, unknown>();
  const first = await opened(machine, workspace);
  const { id } = await first.add(MINE, KEY);
  await first.used(id, 7);
  machine.locked = true;
  const second = await opened(machine, workspace);
  assert.deepEqual(names(second), ['Sandbox']);
  await assert.rejects(second.add({ ...MINE, name: 'New' }, OTHER_KEY));
  machine.locked = false;
  window.focus();
  await turn();
  assert.equal(second.active.id, id);
  assert.equal(second.lastUsed(id), 7);
  await second.change(id, { name: 'Later' });
  assert.deepEqual(names(second), ['Sandbox', 'Later']);
});

test('stored connections of foreign servers are none', async () => {
  const machine = new Machine();
  const foreign = [
    { ...MINE, id: 'x', origin: 'https://api.infusionsoft.com.evil.example' },
    { ...MINE, id: 'y', origin: 'https://ab103.infusionsoft.com' },
    { ...MINE, id: 'z', kind: 'legacyKey', origin: 'https://ab103.infusionsoft.com.evil.example' },
  ];
  machine.secrets.set('keap.connections', JSON.stringify({ version: 1, connections: [...foreign, 7, null] }));
  assert.deepEqual(names(await opened(machine)), ['Sandbox']);
});
