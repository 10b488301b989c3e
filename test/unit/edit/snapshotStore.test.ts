import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { Snapshot } from '../../../src/keap/edit/snapshot.ts';
import { SnapshotStore } from '../../../src/keap/edit/snapshotStore.ts';

const folders: string[] = [];
after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

const DAY_MS = 86_400_000;

async function aStore(over: { days?: number; count?: number; bytes?: number } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'snapshots-'));
  folders.push(folder);
  const time = { now: Date.UTC(2026, 10, 25), days: over.days ?? 7 };
  const make = () =>
    new SnapshotStore(
      join(folder, 'snapshots'),
      () => time.days,
      () => time.now++,
      { count: over.count ?? 500, bytes: over.bytes ?? 2 ** 20 },
    );
  return { folder: join(folder, 'snapshots'), time, make, store: make() };
}

function ofContact(id: string, over: Partial<Snapshot> = {}): Omit<Snapshot, 'id' | 'at'> {
  const operation = { key: 'v2:updateContact', title: 'Update contact' };
  return { connectionId: 'mine', operation, shape: '/contacts/{}', ids: [id], text: `{"id":"${id}"}`, ...over };
}

const idsOf = (snapshots: readonly Snapshot[]) => snapshots.map(({ ids }) => ids.join());

describe('Snapshots', () => {
  it('are files of the user alone, which another window finds, newest first', async () => {
    const { folder, make, store } = await aStore();
    await store.add(ofContact('1'), true);
    const second = await store.add(ofContact('2'), true);
    assert.deepEqual(idsOf(await make().list()), ['2', '1']);
    assert.deepEqual((await make().list())[0], second);
    const [name = ''] = await readdir(join(folder, 'mine'));
    assert.equal((await stat(join(folder, 'mine', name))).mode & 0o777, 0o600);
    assert.equal((await stat(join(folder, 'mine'))).mode & 0o777, 0o700);
  });

  it('stay in memory where they are not to be on disk, hold a key, or no day is given', async () => {
    const { folder, time, make, store } = await aStore();
    await store.add(ofContact('1'), false);
    await store.add(ofContact('2', { text: `{"note":"${'KeapAK-'}${'a1'.repeat(25)}"}` }), true);
    time.days = 0;
    await store.add(ofContact('3'), true);
    assert.deepEqual(idsOf(await store.list()), ['3', '2', '1']);
    assert.deepEqual(await make().list(), []);
    await assert.rejects(readdir(folder));
  });

  it('go with their days, their number and their bytes, oldest first', async () => {
    const { time, store } = await aStore({ count: 3, bytes: 40 });
    for (const id of ['1', '2', '3', '4']) await store.add(ofContact(id), true);
    assert.deepEqual(idsOf(await store.list()), ['4', '3', '2']);
    await store.add(ofContact('5', { text: `{"id":"5","x":"${'x'.repeat(9)}"}` }), true);
    assert.deepEqual(idsOf(await store.list()), ['5', '4']);
    time.now += 7 * DAY_MS + 10;
    assert.deepEqual(await store.list(), []);
  });

  it('go with their connection, one by one, and all at once', async () => {
    const { folder, store } = await aStore();
    await store.add(ofContact('1'), true);
    await store.add(ofContact('2', { connectionId: 'other/../x' }), true);
    const third = await store.add(ofContact('3', { connectionId: 'other/../x' }), false);
    await store.forget('mine');
    assert.deepEqual(idsOf(await store.list()), ['3', '2']);
    assert.deepEqual(await readdir(folder), ['other%2F..%2Fx']);
    await store.drop(third);
    assert.deepEqual(idsOf(await store.list()), ['2']);
    await store.clear();
    assert.deepEqual(await store.list(), []);
  });

  it('are found by the exchange they were taken before', async () => {
    const { store } = await aStore();
    const taken = await store.add(ofContact('1'), true);
    await store.add(ofContact('2'), true);
    store.taken(taken, 'exchange');
    assert.deepEqual(await store.ofExchange('exchange'), taken);
    assert.equal(await store.ofExchange('another'), undefined);
  });

  it('are passed over where a file is damaged', async () => {
    const { folder, make, store } = await aStore();
    await store.add(ofContact('1'), true);
    await writeFile(join(folder, 'mine', `${Date.UTC(2026, 10, 25)}-3-abc.json`), '{"id":');
    assert.deepEqual(idsOf(await make().list()), ['1']);
  });
});
