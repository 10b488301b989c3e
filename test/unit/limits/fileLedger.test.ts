import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { SYSTEM_CLOCK } from '../../../src/keap/limits/clock.ts';
import { FileLock } from '../../../src/keap/limits/fileLock.ts';
import { isAlive, LedgerFolder, OWNER } from '../../../src/keap/limits/ledgerFolder.ts';
import { Limiter } from '../../../src/keap/limits/limiter.ts';
import type { KeyRecord } from '../../../src/keap/limits/record.ts';
import { ANSWERED, densest, FAST_PLAN } from './fakes.ts';

const root = mkdtempSync(join(tmpdir(), 'keap-ledgers-'));
after(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;
const newFolder = () => join(root, String(folders++));

const KEY = 'KeapAK-not-a-real-key';
const clock = SYSTEM_CLOCK;
const options = { signal: new AbortController().signal, timeoutMs: 60_000 };

function ledgersIn(folder: string, onUnshared?: (error: unknown) => void) {
  return new LedgerFolder({ folder, clock, plan: FAST_PLAN, ...(onUnshared ? { onUnshared } : {}) });
}

function limiterIn(folder: string): Limiter {
  return new Limiter({ ledger: ledgersIn(folder).ledgerOf(KEY), clock, plan: FAST_PLAN });
}

interface Started {
  readonly child: ChildProcess;
  readonly lines: string[];
  readonly ended: Promise<unknown>;
}

function start(...args: readonly string[]): Started {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'ledgerProcess.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => lines.push(...text.trim().split('\n')));
  return { child, lines, ended: new Promise((resolve) => child.once('close', resolve)) };
}

async function until(met: () => boolean): Promise<void> {
  while (!met()) await new Promise((resolve) => setTimeout(resolve, 5));
}

test('several processes on one key never let more arrive than a window holds, though some are killed', async () => {
  const folder = newFolder();
  const killed = [start(folder, KEY, '200', '30'), start(folder, KEY, '200', '30')];
  const workers = [start(folder, KEY, '15', '30'), start(folder, KEY, '15', '30')];
  await until(() => killed.every(({ lines }) => lines.length > 5));
  for (const { child } of killed) child.kill('SIGKILL');
  await Promise.all([...workers, ...killed].map(({ ended }) => ended));
  for (const { lines } of workers) assert.equal(lines.length, 15, 'the others finish');
  const arrivals = [...workers, ...killed].flatMap(({ lines }) => lines).map(Number);
  assert.ok(densest(arrivals, 100) <= 5, `${densest(arrivals, 100)} in a second`);
  assert.ok(densest(arrivals, 1_000) <= 20, `${densest(arrivals, 1_000)} in a minute`);
});

test('the permits of a killed process are neither lost nor kept for ever', async () => {
  const folder = newFolder();
  const holder = start(folder, KEY, '0', '0', 'stay');
  await until(() => holder.lines.filter((line) => line === 'open').length === 5);
  const limiter = limiterIn(folder);
  assert.equal((await limiter.state('x')).windows[0]?.usedHere, 5);
  holder.child.kill('SIGKILL');
  await holder.ended;
  await limiter.run(
    async () => undefined,
    () => ANSWERED,
    options,
  );
  const { windows } = await limiter.state('x');
  assert.equal(windows[2]?.usedHere, 6, 'what it sent counts for the day');
});

test('counts outlive the process, and no file holds or is named by a key', async () => {
  const folder = newFolder();
  await start(folder, KEY, '3', '0').ended;
  assert.equal((await limiterIn(folder).state('x')).windows[2]?.usedHere, 3);
  const names = readdirSync(folder).sort();
  assert.equal(names.length, 2);
  assert.match(names[0] ?? '', /^[0-9a-f]{32}\.ledger$/);
  assert.equal(names[1], 'salt');
  for (const name of names) {
    const path = join(folder, name);
    assert.ok(!readFileSync(path, 'latin1').includes('KeapAK'));
    if (process.platform !== 'win32') assert.equal(statSync(path).mode & 0o077, 0, `${name} is for its user alone`);
  }
  await start(newFolder(), KEY, '1', '0').ended;
  const others = readdirSync(join(root, String(folders - 1))).filter((name) => name.endsWith('.ledger'));
  assert.notDeepEqual(others, [names[0]], 'another salt, another name');
});

test('a damaged ledger is replaced as if the windows had just been used, and a torn one is not believed', async () => {
  const folder = newFolder();
  await start(folder, KEY, '2', '0').ended;
  const path = join(folder, readdirSync(folder).find((name) => name.endsWith('.ledger')) ?? '');
  const whole = readFileSync(path, 'latin1');
  for (const damage of ['', 'nonsense', whole.slice(0, 200), whole.replace('"exact":', '"exact":1'), '\0\0\0']) {
    writeFileSync(path, damage, 'latin1');
    const limiter = limiterIn(folder);
    const { windows } = await limiter.state('x');
    assert.equal(windows[1]?.usedHere, 20, damage.slice(0, 20));
  }
  const before = clock.steady();
  await limiterIn(folder).run(
    async () => undefined,
    () => ANSWERED,
    options,
  );
  assert.ok(clock.steady() - before > 900, 'the minute is waited for');
  assert.match(readFileSync(path, 'utf8'), /^keap-ledger-2 /);
});

test('what a longer record left behind is passed over', async () => {
  const folder = newFolder();
  await start(folder, KEY, '1', '0').ended;
  const path = join(folder, readdirSync(folder).find((name) => name.endsWith('.ledger')) ?? '');
  appendFileSync(path, 'left of a longer one');
  const limiter = limiterIn(folder);
  assert.equal((await limiter.state('x')).windows[2]?.usedHere, 1);
  await limiter.run(
    async () => undefined,
    () => ANSWERED,
    options,
  );
  assert.equal((await limiter.state('x')).windows[2]?.usedHere, 2);
});

test('the lock of a process that died is taken over at once, another’s after a while', async () => {
  const folder = newFolder();
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'lock');
  const dead = start(folder, KEY, '0', '0');
  await dead.ended;
  const lock = new FileLock({ path, owner: OWNER, isAlive, steady: clock.steady, staleMs: 300 });
  const timed = async (text: string): Promise<number> => {
    writeFileSync(path, text);
    const from = clock.steady();
    await lock.hold(() => undefined);
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith('lock')),
      [],
    );
    return clock.steady() - from;
  };
  assert.ok((await timed(`${dead.child.pid} abc 0 ${OWNER.host}`)) < 250, 'of a process that is gone');
  assert.ok((await timed(`${OWNER.pid} earlier 0 ${OWNER.host}`)) < 250, 'of one that had the same number');
  assert.ok((await timed(`${process.ppid} abc 0 ${OWNER.host}`)) >= 300, 'of a process that lives');
  assert.ok((await timed('')) >= 300, 'of nobody: killed before it could say who it was');
});

test('whoever was stopped while it held the lock does not write over what others did meanwhile', async () => {
  const folder = newFolder();
  const ledger = ledgersIn(folder).ledgerOf(KEY);
  await ledger.change((record) => {
    record.bursts = true;
    return { changed: true, value: undefined };
  });
  const lockPath = join(folder, `${readdirSync(folder).find((name) => name.endsWith('.ledger'))}.lock`);
  let steady = 0;
  const lock = new FileLock({ path: lockPath, owner: OWNER, isAlive, steady: () => steady });
  await lock.hold((stillHeld) => {
    assert.ok(stillHeld());
    steady += 60_000;
    writeFileSync(lockPath, 'another’s');
    assert.ok(!stillHeld());
  });
  assert.equal(readFileSync(lockPath, 'utf8'), 'another’s', 'nor does it take the lock from them');
});

test('where files cannot be written limits are kept in memory, which is told once', async () => {
  const occupied = newFolder();
  writeFileSync(occupied, 'a file where the folder should be');
  const told: unknown[] = [];
  const ledgers = ledgersIn(occupied, (error) => told.push(error));
  const count = async (key: string): Promise<number> => {
    const limiter = new Limiter({ ledger: ledgers.ledgerOf(key), clock, plan: FAST_PLAN });
    await limiter.run(
      async () => undefined,
      () => ANSWERED,
      options,
    );
    return (await limiter.state('x')).windows[2]?.usedHere ?? 0;
  };
  assert.deepEqual([await count(KEY), await count(KEY), await count('another')], [1, 2, 1]);
  assert.equal(told.length, 1);
});

test('a folder that goes away while in use is told once, and limits are kept from where they were', async () => {
  const folder = newFolder();
  const told: unknown[] = [];
  const limiter = new Limiter({
    ledger: ledgersIn(folder, (error) => told.push(error)).ledgerOf(KEY),
    clock,
    plan: FAST_PLAN,
  });
  await limiter.run(
    async () => undefined,
    () => ANSWERED,
    options,
  );
  rmSync(folder, { recursive: true });
  await limiter.run(
    async () => undefined,
    () => ANSWERED,
    options,
  );
  assert.equal((await limiter.state('x')).windows[2]?.usedHere, 2);
  assert.equal(told.length, 1);
});

test('a ledger that was removed begins anew for everyone', async () => {
  const folder = newFolder();
  const one = ledgersIn(folder).ledgerOf(KEY);
  const two = ledgersIn(folder).ledgerOf(KEY);
  const use = (record: KeyRecord) => {
    record.refusals = { at: 1, count: (record.refusals?.count ?? 0) + 1 };
    return { changed: true, value: record.refusals.count };
  };
  assert.deepEqual([await one.change(use), await two.change(use)], [1, 2]);
  for (const name of readdirSync(folder)) if (name.endsWith('.ledger')) rmSync(join(folder, name));
  assert.deepEqual([await one.change(use), await two.change(use), await one.change(use)], [1, 2, 3]);
});
