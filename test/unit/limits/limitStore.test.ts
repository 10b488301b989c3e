import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { SYSTEM_CLOCK } from '../../../src/keap/limits/clock.ts';
import { LedgerFolder } from '../../../src/keap/limits/ledgerFolder.ts';
import type { LimitState } from '../../../src/keap/limits/limitState.ts';
import { KEY_PLAN } from '../../../src/keap/limits/plan.ts';
import { dayOf } from '../../../src/keap/limits/record.ts';
import { window } from '../connections/fakeVscode.ts';
import { ConnectionStore, Machine } from '../connections/loadConnectionStore.ts';

const { LimitStore } = await import('../../../src/vscode/limits/limitStore.ts');

const MINE = { name: 'Mine', kind: 'personalAccessToken', origin: 'https://api.keap.com' } as const;
const START = Date.UTC(2026, 10, 25, 12);

describe('The store of limits', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout', 'Date'], now: START }));
  afterEach(() => {
    mock.timers.reset();
    window.state.focused = true;
  });

  /** Lets time pass in small steps, with all that follows from it. */
  async function pass(ms: number): Promise<void> {
    for (let gone = 0; gone < ms; gone += 50) {
      mock.timers.tick(50);
      await new Promise(setImmediate);
    }
  }

  async function setup(ledgerFolder = join(tmpdir(), 'keap-there-is-none')) {
    const connections = new ConnectionStore(new Machine().window());
    await connections.ready;
    const asked: string[] = [];
    let tell: (id: string) => void = () => assert.fail('Nobody listens.');
    let held: LimitState['held'];
    const client = {
      limitState: async ({ id }: { readonly id: string }): Promise<LimitState> => {
        asked.push(id);
        return { connectionId: id, windows: [], tenant: [], waiting: 0, held, mode: 'windows' };
      },
      onDidChangeLimits: (listener: (id: string) => void) => {
        tell = listener;
        return () => undefined;
      },
    };
    const store = new LimitStore(connections, ledgerFolder);
    let changes = 0;
    store.onDidChange(() => changes++);
    const hold = (ms: number) => {
      held = { until: Date.now() + ms, window: undefined };
    };
    return { connections, store, client, asked, tell: (id: string) => tell(id), changes: () => changes, hold };
  }

  it('tells what a key’s ledger remembers before there is a client', async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'keap-limits-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const key = 'x'.repeat(30);
    const { connections, store, client, asked } = await setup(folder);
    await pass(600);
    assert.deepEqual(
      store.state?.windows.map(({ usedHere }) => usedHere),
      [0, 0, 0],
      'the sandbox, which nothing was sent to',
    );
    const ledger = new LedgerFolder({ folder, clock: SYSTEM_CLOCK, plan: KEY_PLAN }).ledgerOf(key);
    await ledger.change((record) => {
      dayOf(record, Date.now()).used = 7;
      record.othersToday = { day: Math.floor(Date.now() / 86_400_000), count: 5 };
      return { changed: true, value: undefined };
    });
    const { id } = await connections.add({ ...MINE, production: false, readOnly: false }, key);
    await pass(600);
    assert.equal(store.state?.connectionId, id);
    const day = store.state?.windows.find(({ name }) => name === 'day');
    assert.deepEqual([day?.usedHere, day?.usedInAll], [7, 12]);
    store.follow(client);
    await pass(600);
    assert.equal(asked.at(-1), id, 'the client knows better once there is one');
    store.dispose();
  });

  it('does not look by the clock where nothing can have been sent', async () => {
    const { store, changes } = await setup();
    store.watchClosely(true);
    await pass(1_000);
    const before = changes();
    await pass(60_000);
    assert.equal(changes(), before);
    store.dispose();
  });

  it('tells at most twice a second, whatever happens, and the last of it', async () => {
    const { store, client, asked, tell, changes } = await setup();
    window.state.focused = false;
    assert.equal(store.follow(client), client);
    for (let call = 0; call < 40; call++) {
      tell('sandbox');
      await pass(50);
    }
    assert.ok(changes() >= 4 && changes() <= 5, String(changes()));
    await pass(500);
    const after = asked.length;
    await pass(60_000);
    assert.equal(asked.length, after);
    assert.equal(store.state?.connectionId, 'sandbox');
    store.dispose();
  });

  it('looks by the clock only while the window has the focus, and closely for who reads closely', async () => {
    const { store, client, asked } = await setup();
    store.follow(client);
    await pass(10_100);
    assert.equal(asked.length, 3);
    store.watchClosely(true);
    await pass(5_000);
    assert.ok(asked.length >= 7 && asked.length <= 9, String(asked.length));
    window.state.focused = false;
    await pass(2_000);
    const asleep = asked.length;
    await pass(60_000);
    assert.equal(asked.length, asleep);
    store.dispose();
  });

  it('sees the end of a hold, focus or not', async () => {
    const { store, client, asked, hold } = await setup();
    window.state.focused = false;
    hold(3_000);
    store.follow(client);
    await pass(1_000);
    assert.equal(asked.length, 1);
    await pass(3_000);
    assert.equal(asked.length, 2);
    store.dispose();
  });

  it('forgets the limits of a connection that is not the active one, and looks at those of the new one', async () => {
    const { connections, store, client, asked } = await setup();
    store.follow(client);
    await pass(100);
    const { id } = await connections.add({ ...MINE, production: false, readOnly: false }, 'x'.repeat(30));
    const shown = () => store.state?.connectionId;
    assert.equal(shown(), undefined);
    await pass(600);
    assert.equal(shown(), id);
    assert.equal(asked.at(-1), id);
    store.dispose();
  });

  it('does not wait the longer when the clock is set back', async () => {
    const { store, client, asked, tell } = await setup();
    window.state.focused = false;
    store.follow(client);
    await pass(100);
    mock.timers.setTime(START - 3_600_000);
    tell('sandbox');
    await pass(600);
    assert.equal(asked.length, 2);
    store.dispose();
  });

  it('hears of what other windows write', async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'keap-limits-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const { store, client, asked } = await setup(folder);
    window.state.focused = false;
    store.follow(client);
    await pass(1_000);
    assert.equal(asked.length, 1);
    writeFileSync(join(folder, 'some.ledger'), 'something');
    // The file system tells in its own time, which is not ours to mock.
    const patience = performance.now() + 10_000;
    while (asked.length === 1 && performance.now() < patience) await pass(50);
    assert.equal(asked.length, 2);
    store.dispose();
  });
});
