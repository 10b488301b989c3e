import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { SendError } from '../../src/keap/http/sendError.ts';
import type { Transport } from '../../src/keap/http/transport.ts';
import { UndiciTransport } from '../../src/keap/http/undiciTransport.ts';
import { KEY_PLAN } from '../../src/keap/limits/plan.ts';
import { emptyDraft } from '../../src/keap/request/draft.ts';
import { RowWork } from '../../src/keap/runs/rowWork.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { useFolders } from '../unit/runs/runSupport.ts';
import { runUntilKilled } from './killedRun.ts';
import { newRowsRun, peopleFile, QuickClock, results, runsOn, settle, UNLIMITED_SANDBOX } from './runSupport.ts';
import { dataFolder, sandboxClient } from './sandboxSupport.ts';

const newFolder = useFolders();

/** How often the contacts of `peopleFile` are in the account, by their number. */
async function timesMade(send: Awaited<ReturnType<typeof sandboxClient>>['send']): Promise<Map<number, number>> {
  const times = new Map<number, number>();
  let token = '';
  do {
    const page = await send('GET', `/v2/contacts?filter=family_name%3D%3DRun&page_size=1000&page_token=${token}`);
    for (const { given_name: name } of page.list('contacts')) {
      const number = Number(String(name).replace('Given', ''));
      times.set(number, (times.get(number) ?? 0) + 1);
    }
    token = String(page.at('next_page_token') ?? '');
  } while (token !== '');
  return times;
}

test('a run whose process is killed again and again sends each row once', async () => {
  const rows = 240;
  const { sandbox, send, close } = await sandboxClient({ ...UNLIMITED_SANDBOX, account: { contacts: 1 } });
  try {
    const folder = newFolder();
    const runs = runsOn({ folder, origin: sandbox.origin, key: sandbox.key });
    const operation = 'v2:createContact';
    const id = await newRowsRun(runs, operation, peopleFile(folder, rows), emptyDraft(operation));
    const killed = { folder, id, origin: sandbox.origin, key: sandbox.key, operation };
    for (const answers of [1, 60, 90]) assert.equal(await runUntilKilled(killed, answers), false);
    assert.equal((await runs.store.summary(id))?.standing.reason, 'closed');
    assert.equal(await runUntilKilled(killed, Number.POSITIVE_INFINITY), true);
    const made = await timesMade(send);
    const told = await results(runs, id);
    assert.equal(told.length, rows);
    for (const [row, , result] of told) {
      const times = made.get(Number(row)) ?? 0;
      if (result === 'done') assert.equal(times, 1, `row ${row}`);
      else assert.ok(result === 'unknown' && times <= 1, `row ${row} is ${result} and there ${times} times`);
    }
    const summary = await runs.store.summary(id);
    assert.equal(summary?.standing.state, 'finished');
    const { done = 0, unknown = 0 } = summary?.counts ?? {};
    assert.equal(done + unknown, rows);
    assert.ok(unknown <= 3 * 17, `${unknown} unknown`);
    const settled = await settle(runs, id, operation);
    assert.deepEqual([settled.calls, settled.counts.unknown], [unknown, 0]);
    for (const [row, , result] of await results(runs, id)) {
      assert.equal(result, made.has(Number(row)) ? 'done' : 'failed', `row ${row}`);
    }
    await runs.client.close();
  } finally {
    await close();
  }
});

test('2,500 contacts are paged at 95 % of what the limits permit, or more', async (t) => {
  const clock = new QuickClock();
  const sandbox = await startSandbox({ dataFolder, clock: clock.now, account: { contacts: 2_500 } });
  try {
    const arrivals: number[] = [];
    const transport = clock.holding(new UndiciTransport(), () => arrivals.push(clock.time));
    const { origin, key } = sandbox;
    const runs = runsOn({ folder: newFolder(), origin, key, clock, plan: KEY_PLAN, transport });
    const { operation } = runs.known('v2:listContacts');
    const draft = { ...emptyDraft(operation.key), parameters: { 'query:page_size': '10' } };
    const { id } = await runs.store.newPages({ operation, connection: runs.connection, draft });
    const opened = await runs.open(id, operation.key);
    await opened.run.start();
    assert.equal(opened.run.standing.state, 'finished');
    const records = readFileSync(join(runs.store.folderOf(id).records), 'utf8')
      .trimEnd()
      .split('\n');
    const ids = new Set(records.map((record) => (JSON.parse(record) as { id: string }).id));
    assert.deepEqual([records.length, ids.size], [2_500, 2_500]);
    // Whole minutes pass between the first call and those of the third minute: 120 calls each.
    const ms = (arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0);
    const least = Math.floor((arrivals.length - 1) / KEY_PLAN.limits.minute) * 60_000;
    t.diagnostic(`${arrivals.length} calls in ${ms} ms, ${least} at the least`);
    assert.ok(least / ms >= 0.95, `${((least / ms) * 100).toFixed(1)} %`);
    await runs.client.close();
  } finally {
    await sandbox.close();
  }
});

test('a run waits out the end of the day’s calls and goes on where it was', async () => {
  const clock = new QuickClock();
  const limits = { allowance: { second: 100, minute: 1_000, day: 40 } };
  const sandbox = await startSandbox({ dataFolder, clock: clock.now, limits, account: { contacts: 1 } });
  try {
    const transport = clock.holding(new UndiciTransport());
    const folder = newFolder();
    const { origin, key } = sandbox;
    const plan = { ...KEY_PLAN, limits: { second: 100, minute: 1_000, day: 40 } };
    const runs = runsOn({ folder, origin, key, clock, plan, transport });
    const operation = 'v2:createContact';
    const id = await newRowsRun(runs, operation, peopleFile(folder, 100), emptyDraft(operation));
    const { run } = await runs.open(id, operation);
    const waits = new Set<number>();
    run.onDidChange(() => {
      const { waiting } = run.progress;
      if (waiting?.window === 'day') waits.add(waiting.until);
    });
    await run.start();
    assert.equal(run.standing.state, 'finished');
    assert.equal(new Date(clock.time).toISOString().slice(0, 10), '2026-11-04');
    assert.deepEqual(
      [...waits].map((at) => new Date(at).toISOString().slice(0, 13)),
      ['2026-11-03T00', '2026-11-04T00'],
    );
    const told = await results(runs, id);
    assert.deepEqual(new Set(told.map(([, , result]) => result)), new Set(['done']));
    await runs.client.close();
  } finally {
    await sandbox.close();
  }
});

test('rows whose answers are lost are unknown, and reading settles which tags are on their contacts', async () => {
  const { sandbox, send, close } = await sandboxClient({ ...UNLIMITED_SANDBOX, account: { contacts: 20 } });
  try {
    const tag = String((await send('POST', '/v2/tags', { name: 'From a run' })).at('id'));
    const { origin, key } = sandbox;
    const folder = newFolder();
    const runs = runsOn({ folder, origin, key, transport: losing(new UndiciTransport()) });
    const contacts = Array.from({ length: 18 }, (_, at) => at + 1);
    const path = join(folder, 'contacts.csv');
    writeFileSync(path, `Contact ID\r\n${contacts.join('\r\n')}\r\n`);
    const name = 'v2:applyTags';
    const draft = { ...emptyDraft(name), parameters: { 'path:tag_id': tag } };
    const id = await newRowsRun(runs, name, path, draft);
    const { run, work } = await runs.open(id, name);
    assert.ok(work instanceof RowWork);
    await run.start();
    assert.deepEqual([run.standing.state, work.counts.done, work.counts.unknown], ['finished', 6, 12]);
    const { calls, counts } = await settle(runs, id, name);
    assert.deepEqual([calls, counts.done, counts.failed, counts.unknown], [12, 12, 6, 0]);
    const wearing = async () => (await send('GET', `/v2/tags/${tag}/contacts?page_size=1000`)).list('contacts');
    assert.equal((await wearing()).length, 12);
    for (const [row = '', , result] of await results(runs, id)) {
      const isOn = (await wearing()).some((contact) => contact['id'] === row);
      assert.equal(result, isOn ? 'done' : 'failed', row);
    }
    await runs.client.close();
  } finally {
    await close();
  }
});

/** A network that loses the answer to every second of three changes, and the third change itself. */
function losing(inner: Transport): Transport {
  let changes = 0;
  return {
    send: async (request, options) => {
      const turn = request.method === 'GET' ? 0 : changes++ % 3;
      if (turn === 2) throw new SendError('timeout', 'Keap did not answer in time.');
      const response = await inner.send(request, options);
      if (turn === 1) throw new SendError('dropped', 'The connection broke.');
      return response;
    },
    close: () => inner.close(),
  };
}
