/**
 * npm run -s bench:sandbox [-- --requests N] [--json]: how fast the sandbox starts at several sizes, how many requests
 * a second it answers, and whether its memory grows. The sandbox runs in a process of its own and is asked over HTTP,
 * as others would. Exits 1 where memory grows or a large account starts slower than a small one: both are ratios
 * within this run.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Pool } from 'undici';
import { type ProcessGroup, startGroup } from '../vscode/processes.ts';

const { values } = parseArgs({ options: { requests: { type: 'string' }, json: { type: 'boolean' } } });
const REQUESTS = Number(values.requests ?? 100_000);
const CONNECTIONS = 16;
const SLICES = 10;
/** The second slice is warm; from there on memory must stay. */
const GROWTH_ALLOWED = 1.25;
const MAIN = join(import.meta.dirname, '../../src/sandbox/main.ts');

interface Started {
  readonly group: ProcessGroup;
  readonly origin: string;
  readonly key: string;
  readonly startMs: number;
}

async function start(contacts: number): Promise<Started> {
  const begun = performance.now();
  const group = startGroup(process.execPath, [MAIN, '--port', '0', '--limits', 'off', '--contacts', String(contacts)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const chunk of group.child.stdout ?? []) {
    said += chunk;
    const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
    const key = /KeapAK-\w+/.exec(said)?.[0];
    if (origin && key) return { group, origin, key, startMs: performance.now() - begun };
  }
  throw new Error(`The sandbox did not start: ${said}`);
}

/** Resident memory of a process in bytes; undefined where the system does not tell. */
function memoryOf({ child }: ProcessGroup): number | undefined {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}

type Ask = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown) => Promise<unknown>;

/** What an integration does in a day, in turns; whatever it makes it also removes. */
const WORK: readonly ((ask: Ask, turn: number) => Promise<unknown>)[] = [
  (ask, turn) => ask('GET', `/v2/contacts/${1 + (turn % 2000)}?fields=custom_fields,email_addresses`),
  (ask, turn) => ask('GET', `/v1/contacts?limit=20&offset=${turn % 2000}`),
  (ask) => ask('GET', '/v2/contacts?page_size=50&filter=given_name%3D%3DMa*'),
  (ask) => ask('GET', '/v2/contacts?page_size=20&order_by=email%20desc'),
  (ask, turn) => ask('PATCH', `/v2/contacts/${1 + (turn % 2000)}`, { job_title: `Job ${turn % 7}` }),
  async (ask, turn) => {
    const email_addresses = [{ email: `load${turn}@example.com`, field: 'EMAIL1' }];
    const made = (await ask('POST', '/v2/contacts', { email_addresses })) as { id: string };
    await ask('POST', '/v2/tags/1/contacts:applyTags', { contact_ids: [made.id] });
    await ask('DELETE', `/v2/contacts/${made.id}`);
  },
  (ask, turn) => ask('GET', `/v2/orders/${1 + (turn % 1000)}`),
  (ask) => ask('GET', '/v2/tags/2/contacts?page_size=20'),
];

async function load({ origin, key }: Started, requests: number, from: number): Promise<number> {
  const pool = new Pool(origin, { connections: CONNECTIONS });
  let sent = 0;
  const ask: Ask = async (method, path, body) => {
    sent++;
    const reply = await pool.request({
      method,
      path: `/crm/rest${path}`,
      headers: { 'x-keap-api-key': key, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await reply.body.text();
    if (reply.statusCode >= 300) throw new Error(`${method} ${path}: ${reply.statusCode} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  let turn = from;
  const worker = async (): Promise<void> => {
    while (sent < requests) {
      const mine = turn++;
      await WORK[mine % WORK.length]?.(ask, mine);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  await pool.close();
  return sent;
}

const starts: Record<number, number> = {};
for (const contacts of [10, 10_000, 100_000]) {
  const times: number[] = [];
  for (let turn = 0; turn < 3; turn++) {
    const started = await start(contacts);
    times.push(started.startMs);
    await started.group.stop();
  }
  starts[contacts] = Math.round(Math.min(...times));
}

const sandbox = await start(2_500);
const slices: { perSecond: number; megabytes: number | undefined }[] = [];
let done = 0;
for (let slice = 0; slice < SLICES; slice++) {
  const begun = performance.now();
  const sent = await load(sandbox, REQUESTS / SLICES, done);
  done += sent;
  const bytes = memoryOf(sandbox.group);
  slices.push({
    perSecond: Math.round(sent / ((performance.now() - begun) / 1000)),
    megabytes: bytes === undefined ? undefined : Math.round(bytes / 1024 / 1024),
  });
}
await sandbox.group.stop();

const warm = slices[1]?.megabytes;
const last = slices.at(-1)?.megabytes;
const growth = warm !== undefined && last !== undefined ? last / warm : undefined;
const startRatio = (starts[100_000] ?? 0) / (starts[10] ?? 1);
const figures = { startMs: starts, requests: done, slices, growth: growth && Math.round(growth * 100) / 100 };
if (values.json) console.log(JSON.stringify(figures));
else {
  for (const [contacts, ms] of Object.entries(starts)) console.log(`start with ${contacts} contacts: ${ms} ms`);
  for (const { perSecond, megabytes } of slices) {
    console.log(`${perSecond} requests a second${megabytes === undefined ? '' : `, ${megabytes} MB`}`);
  }
  console.log(`${done} requests; memory at the end is ${figures.growth ?? 'unknown'} times that of the warm start`);
}
if (growth !== undefined && growth > GROWTH_ALLOWED) fail(`Memory grew ${figures.growth} times.`);
if (startRatio > 1.5) fail(`100,000 contacts start ${startRatio.toFixed(1)} times as slowly as 10.`);

function fail(why: string): void {
  console.error(why);
  process.exitCode = 1;
}
