/**
 * npm run -s bench:runs [-- --quick]: runs of many requests, in figures. Pages and rows beside what the limits permit;
 * 5,000 rows whose process is killed 20 times; memory and time of 100,000 rows, of 100,000 records, and of reading a file
 * of 200 MB.
 */
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Transport } from '../../src/keap/http/transport.ts';
import { UndiciTransport } from '../../src/keap/http/undiciTransport.ts';
import { type LimitClock, SYSTEM_CLOCK } from '../../src/keap/limits/clock.ts';
import { KEY_PLAN } from '../../src/keap/limits/plan.ts';
import { emptyDraft } from '../../src/keap/request/draft.ts';
import { resultLines } from '../../src/keap/runs/results.ts';
import { dryRun } from '../../src/keap/runs/rows/dryRun.ts';
import { openRows } from '../../src/keap/runs/rows/openRows.ts';
import { proposeMapping } from '../../src/keap/runs/rows/proposeMapping.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { runUntilKilled } from '../contract/killedRun.ts';
import { newRowsRun, peopleFile, runsOn, settle, UNLIMITED_SANDBOX } from '../contract/runSupport.ts';
import { dataFolder, sandboxClient } from '../contract/sandboxSupport.ts';
import { ALWAYS } from '../unit/runs/runSupport.ts';

const quick = process.argv.includes('--quick');
const root = mkdtempSync(join(tmpdir(), 'keap-bench-runs-'));
const CREATE = 'v2:createContact';
const MB = 2 ** 20;

try {
  await atLimits(quick ? 200 : 500);
  await killed(quick ? 500 : 5_000, quick ? 5 : 20);
  await manyRows(quick ? 10_000 : 100_000);
  await manyRecords(quick ? 10_000 : 100_000);
  await largeFile(quick ? 20 : 200);
} finally {
  rmSync(root, { recursive: true, force: true });
}

/** The system's clock, so many times as fast. */
function scaledClock(times: number): LimitClock {
  const { delay, until, now, steady } = SYSTEM_CLOCK;
  const [begun, begunSteady] = [now(), steady()];
  return {
    now: () => begun + (steady() - begunSteady) * times,
    steady: () => steady() * times,
    delay: (ms, signal) => delay(ms / times, signal),
    until: (at, signal) => until(at / times, signal),
  };
}

/** Pages and rows beside what the limits of a key permit, on a clock five times as fast that client and sandbox share. */
async function atLimits(calls: number): Promise<void> {
  const clock = scaledClock(5);
  for (const kind of ['pages', 'rows'] as const) {
    const sandbox = await startSandbox({ dataFolder, clock: clock.now, account: { contacts: calls * 5 } });
    const folder = mkdtempSync(join(root, 'limits-'));
    const arrivals: number[] = [];
    const real = new UndiciTransport();
    const transport: Transport = {
      send: (request, options) => {
        arrivals.push(clock.steady());
        return real.send(request, options);
      },
      close: () => real.close(),
    };
    const runs = runsOn({ folder, origin: sandbox.origin, key: sandbox.key, clock, plan: KEY_PLAN, transport });
    const name = kind === 'pages' ? 'v2:listContacts' : CREATE;
    const draft = { ...emptyDraft(name), parameters: kind === 'pages' ? { 'query:page_size': '5' } : {} };
    const { operation } = runs.known(name);
    const id =
      kind === 'pages'
        ? (await runs.store.newPages({ operation, connection: runs.connection, draft })).id
        : await newRowsRun(runs, name, peopleFile(folder, calls), draft);
    const { run } = await runs.open(id, name);
    await run.start();
    const ms = (arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0);
    const { limits, periods } = KEY_PLAN;
    // No window of a minute holds more, and the last one fills as fast as its seconds let it.
    const whole = Math.floor((arrivals.length - 1) / limits.minute);
    const rest = (arrivals.length - 1) % limits.minute;
    const least = whole * periods.minute + Math.floor(rest / limits.second) * periods.second;
    const seconds = (ms / 1_000).toFixed(1);
    console.log(
      `${kind}: ${arrivals.length} calls in ${seconds} s of the limits’ time, ${((least / ms) * 100).toFixed(1)} % of what is permitted; ${run.standing.state}`,
    );
    await runs.client.close();
    await sandbox.close();
  }
}

/** Rows at the server, and what the run says of them, after its process was killed again and again. */
async function killed(rows: number, times: number): Promise<void> {
  const { sandbox, send, close } = await sandboxClient({ ...UNLIMITED_SANDBOX, account: { contacts: 1 } });
  const folder = mkdtempSync(join(root, 'killed-'));
  const runs = runsOn({ folder, origin: sandbox.origin, key: sandbox.key });
  const id = await newRowsRun(runs, CREATE, peopleFile(folder, rows), emptyDraft(CREATE));
  const run = { folder, id, origin: sandbox.origin, key: sandbox.key, operation: CREATE };
  const started = performance.now();
  let kills = 0;
  while (kills < times) {
    if (await runUntilKilled(run, 1 + Math.floor(Math.random() * ((2 * rows) / (times + 4))))) break;
    kills++;
  }
  await runUntilKilled(run, Number.POSITIVE_INFINITY);
  const ms = performance.now() - started;
  const made = new Map<string, number>();
  for (let token = '', page = 0; page === 0 || token !== ''; page++) {
    const answer = await send('GET', `/v2/contacts?filter=family_name%3D%3DRun&page_size=1000&page_token=${token}`);
    for (const { given_name: name } of answer.list('contacts'))
      made.set(String(name), (made.get(String(name)) ?? 0) + 1);
    token = String(answer.at('next_page_token') ?? '');
  }
  const summary = await runs.store.summary(id);
  if (summary?.plan.kind !== 'rows') throw new Error('The run is gone.');
  const plan = summary.plan;
  const compare = async () => {
    let [wrong, unknown] = [0, 0];
    for await (const line of resultLines({ ...summary, plan }, { separator: '\t', guard: false })) {
      const [row, , result] = line.split('\t');
      if (row === 'row') continue;
      const there = made.get(`Given${row}`) ?? 0;
      if (result === 'unknown') unknown++;
      const agrees = result === 'done' ? there === 1 : result === 'failed' ? there === 0 : result === 'unknown';
      if (!agrees || there > 1) wrong++;
    }
    return { wrong, unknown };
  };
  const before = await compare();
  const { calls } = await settle(runs, id, CREATE);
  const after = await compare();
  console.log(
    `${rows} rows, killed ${kills} times: ${summary.standing.state} in ${(ms / 1000).toFixed(1)} s; ${before.wrong} rows where run and server disagree, ${before.unknown} unknown; settled by ${calls} calls: ${after.wrong} disagree, ${after.unknown} unknown`,
  );
  await runs.client.close();
  await close();
}

/** A transport that answers at once. */
function answering(answer: (target: string) => unknown): Transport {
  const headers = [['content-type', 'application/json']] as const;
  return {
    send: async ({ target }) => {
      const body = Buffer.from(JSON.stringify(answer(target)));
      const timing = { queuedMs: 0, firstByteMs: 0, totalMs: 0 };
      return { status: 200, statusText: 'OK', headers, body, timing };
    },
    close: async () => undefined,
  };
}

async function manyRows(rows: number): Promise<void> {
  const folder = mkdtempSync(join(root, 'rows-'));
  let made = 0;
  const transport = answering(() => ({ id: String(++made) }));
  const runs = runsOn({ folder, origin: 'http://127.0.0.1:1', key: 'k', transport });
  const id = await newRowsRun(runs, CREATE, peopleFile(folder, rows), emptyDraft(CREATE));
  const { run } = await runs.open(id, CREATE);
  const memory = watchMemory(() => made / rows);
  const started = performance.now();
  await run.start();
  const ms = performance.now() - started;
  const { journal } = runs.store.folderOf(id);
  console.log(
    `${rows} rows: ${(rows / (ms / 1000)).toFixed(0)} a second, journal ${size(journal)}; heap after collection ${memory.words()}`,
  );
  await runs.client.close();
}

async function manyRecords(records: number): Promise<void> {
  const folder = mkdtempSync(join(root, 'records-'));
  const page = 1_000;
  let sent = 0;
  const filling = 'x'.repeat(900);
  const transport = answering((target) => {
    const from = Number(/page_token=(\d+)/.exec(target)?.[1] ?? 0);
    sent = from + page;
    const contacts = Array.from({ length: page }, (_, at) => ({ id: String(from + at + 1), notes: filling }));
    return { contacts, next_page_token: sent >= records ? '' : String(sent) };
  });
  const runs = runsOn({ folder, origin: 'http://127.0.0.1:1', key: 'k', transport });
  const { operation } = runs.known('v2:listContacts');
  const draft = emptyDraft(operation.key);
  const { id } = await runs.store.newPages({ operation, connection: runs.connection, draft });
  const { run } = await runs.open(id, operation.key);
  const memory = watchMemory(() => sent / records);
  const started = performance.now();
  await run.start();
  const ms = performance.now() - started;
  const path = runs.store.folderOf(id).records;
  console.log(
    `${records} records: ${(ms / 1000).toFixed(1)} s, ${size(path)}; heap after collection ${memory.words()}`,
  );
  await runs.client.close();
}

async function largeFile(megabytes: number): Promise<void> {
  const path = join(root, 'large.csv');
  const file = createWriteStream(path);
  file.write('First name,Last name,Email,Note\r\n');
  let rows = 0;
  for (let bytes = 0; bytes < megabytes * MB; rows++) {
    const line = `Given${rows},"Run, of many",run${rows}@example.com,"${'a note '.repeat(120)}"\r\n`;
    bytes += line.length;
    if (!file.write(line)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
  const { operation, schemas } = runsOn({ folder: root, origin: 'http://127.0.0.1:1', key: 'k' }).known(CREATE);
  let longest = 0;
  let last = performance.now();
  const pulse = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - 5);
    last = now;
  }, 5);
  let done = 0;
  // Collecting garbage is the bench's own doing.
  const memory = watchMemory(
    () => done / (megabytes * MB),
    () => {
      last = performance.now();
    },
  );
  const started = performance.now();
  const source = await openRows({ path, name: 'large.csv' }, ALWAYS);
  const mapping = proposeMapping(source.columns, operation, schemas);
  const found = await dryRun({
    ...{ operation, schemas, draft: emptyDraft(CREATE), source, mapping, signal: ALWAYS },
    onProgress: (_rows, bytes) => {
      done = bytes;
    },
  });
  const ms = performance.now() - started;
  clearInterval(pulse);
  console.log(
    `${megabytes} MB of CSV, dry run of ${found.rows} rows: ${(ms / 1000).toFixed(1)} s, longest block ${longest.toFixed(0)} ms; heap after collection ${memory.words()}`,
  );
}

/** Takes the heap at each fifth of the work, after collecting what is garbage. */
function watchMemory(done: () => number, onCollected: () => void = () => undefined): { readonly words: () => string } {
  const collect = (globalThis as { gc?: () => void }).gc;
  const seen: string[] = [];
  const look = () => {
    if (done() * 5 < seen.length) return;
    collect?.();
    onCollected();
    seen.push((process.memoryUsage().heapUsed / MB).toFixed(0));
  };
  look();
  const timer = setInterval(look, 50);
  return {
    words: () => {
      clearInterval(timer);
      collect?.();
      return `${[...seen, (process.memoryUsage().heapUsed / MB).toFixed(0)].join(', ')} MB`;
    },
  };
}

function size(path: string): string {
  return `${(statSync(path).size / MB).toFixed(1)} MB`;
}
