import assert from 'node:assert/strict';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { SendError } from '../../../src/keap/http/sendError.ts';
import { emptyDraft } from '../../../src/keap/request/draft.ts';
import { resultLines } from '../../../src/keap/runs/results.ts';
import { RowFileError } from '../../../src/keap/runs/rows/rowFileError.ts';
import { accountOfRun, isSameAccount, parsePlan } from '../../../src/keap/runs/runPlan.ts';
import { RunStore } from '../../../src/keap/runs/runStore.ts';
import { maskKnownKey } from '../../../src/keap/safety/knownKey.ts';
import {
  ALWAYS,
  CONNECTION,
  known,
  rowsOf,
  rowsRun,
  type Server,
  sending,
  useFolders,
  WaitedClock,
} from './runSupport.ts';

const newFolder = useFolders();
const CREATE = 'v2:createContact';

const answers: Server = (_draft, _options, call) => {
  if (call === 2) return { status: 400, json: { message: 'Email "x" is, well, invalid' } };
  if (call === 3) throw new SendError('timeout', 'Keap did not answer in time.');
  return { status: 201, json: { id: `10${call}` } };
};

async function made(rows: unknown[][], folder = newFolder()) {
  const { send } = sending(CREATE, answers);
  const source = rowsOf(['First Name', 'Shoe size'], rows);
  return rowsRun({ folder, key: CREATE, draft: emptyDraft(CREATE), source }, send);
}

test('the result says of each row what became of it, with the columns of the file', async () => {
  const { run, store, plan } = await made([
    ['Ann', '=1+1'],
    ['Bob', 43],
    ['Cleo', null],
    ['Dan', ['a', 'b']],
  ]);
  await run.start({ rows: 3 });
  const lines = [];
  for await (const line of resultLines({ plan, folder: store.folderOf(plan.id) }, { separator: ',', guard: true }))
    lines.push(line);
  const time = '2026-11-02T12:00:00.000Z';
  assert.equal(lines[0], 'row,line,result,status,id,message,time,First Name,Shoe size\r\n');
  assert.equal(lines[1], `1,2,done,201,101,,${time},Ann,'=1+1\r\n`);
  assert.match(lines[2] ?? '', /^2,3,failed,400,,".*Email ""x"" is, well, invalid.*",.*,Bob,43\r\n$/);
  assert.equal(lines[3], `3,4,unknown,,,Keap did not answer in time.,${time},Cleo,\r\n`);
  assert.equal(lines[4], '4,5,not sent yet,,,,,Dan,"a, b"\r\n');
});

test('a row that is to be sent again has no outcome until it was', async () => {
  const { run, store, plan } = await made([['Ann'], ['Bob']]);
  await run.start();
  await run.again('failed');
  const lines = [];
  for await (const line of resultLines({ plan, folder: store.folderOf(plan.id) }, { separator: ',', guard: true }))
    lines.push(line);
  assert.equal(lines[2], '2,3,not sent yet,,,,,Bob\r\n');
});

test('runs are listed with what their journals say, newest first, and removed with all their files', async () => {
  const folder = newFolder();
  const first = await made([['Ann']], folder);
  await first.run.start();
  const clock = new WaitedClock();
  clock.time += 1_000;
  const store = new RunStore(folder, clock, async (text) => text);
  const { operation } = known('v2:listContacts');
  await store.newPages({ operation, connection: CONNECTION, draft: emptyDraft(operation.key) });
  const listed = await store.list();
  assert.deepEqual(
    listed.map(({ plan, standing, counts, isRunning }) => [plan.kind, standing.state, counts.done, isRunning]),
    [
      ['pages', 'ready', 0, false],
      ['rows', 'finished', 1, false],
    ],
  );
  assert.equal(await store.remove(first.plan.id), true);
  assert.equal((await store.list()).length, 1);
  assert.equal(existsSync(store.folderOf(first.plan.id).path), false);
  assert.equal(await store.summary(first.plan.id), undefined);
});

test('a folder that is no run, or one of another version, is none', async () => {
  const folder = newFolder();
  const { plan, store } = await made([['Ann']], folder);
  mkdirSync(join(folder, 'half'));
  mkdirSync(join(folder, 'odd'));
  writeFileSync(join(folder, 'odd', 'run.json'), '{"version":1,"id":"odd"}');
  const path = store.folderOf(plan.id).plan;
  const text = readFileSync(path, 'utf8');
  assert.equal((await store.list()).length, 1);
  writeFileSync(path, text.replace('"version": 1', '"version": 2'));
  assert.deepEqual(await store.list(), []);
  const parsed: unknown = JSON.parse(text);
  assert.deepEqual(parsePlan(parsed), plan);
});

test('rows that are wrong leave no run behind, and a run no file that others may read', async () => {
  const folder = newFolder();
  const source = {
    ...rowsOf(['First Name'], []),
    rows: async function* () {
      yield { line: 2, cells: ['Ann'] };
      throw new RowFileError('cells', 'Line 3 is wrong.');
    },
  };
  const { operation } = known(CREATE);
  const store = new RunStore(folder, new WaitedClock(), async (text) => text);
  const draft = emptyDraft(CREATE);
  const given = { operation, connection: CONNECTION, draft, source, mapping: [], doubtful: 'send' } as const;
  await assert.rejects(store.newRows(given, ALWAYS), RowFileError);
  assert.deepEqual(readdirSync(folder), []);
  const { run, plan, store: other } = await made([['Ann']], folder);
  await run.start();
  const own = other.folderOf(plan.id).path;
  if (process.platform === 'win32') return;
  assert.equal(statSync(own).mode & 0o077, 0);
  for (const name of readdirSync(own)) assert.equal(statSync(join(own, name)).mode & 0o077, 0, name);
});

test('an id cannot lead out of the folder', () => {
  const store = new RunStore('/runs', new WaitedClock(), async (text) => text);
  assert.equal(store.folderOf('../../etc').path, join('/runs', '______etc'));
});

test('a key in a draft is masked in the files of its run: of Keap’s shape, or one that the machine knows', async () => {
  const keys = [`KeapAK-${'a'.repeat(50)}`, '0f1e2d3c4b5a69788796a5b4c3d2e1f0'];
  const mask = async (text: string) => maskKnownKey(text, keys[1] ?? '');
  const store = new RunStore(newFolder(), new WaitedClock(), mask);
  const { operation } = known('v2:listContacts');
  for (const key of keys) {
    const draft = { ...emptyDraft(operation.key), parameters: { 'query:filter': key } };
    const { id } = await store.newPages({ operation, connection: CONNECTION, draft });
    const plan = readFileSync(store.folderOf(id).plan, 'utf8');
    assert.ok(!plan.includes(key) && plan.includes('*****'));
  }
});

test('a run goes on with the account it was made for, by whatever name', () => {
  const account = accountOfRun(CONNECTION);
  assert.ok(isSameAccount(account, { ...CONNECTION, name: 'Renamed' }));
  assert.ok(!isSameAccount(account, { ...CONNECTION, app: 'xy999' }));
  assert.ok(!isSameAccount(account, { ...CONNECTION, id: 'c2' }));
  const sandbox = { ...CONNECTION, id: 'sandbox', kind: 'sandbox', origin: 'http://127.0.0.1:1' } as const;
  assert.ok(isSameAccount(accountOfRun(sandbox), { ...sandbox, origin: 'http://127.0.0.1:2' }));
});

test('the copy of the rows is what is sent, whatever becomes of the file', async () => {
  const { run, store, plan } = await made([['Ann'], ['Bob']]);
  writeFileSync(store.folderOf(plan.id).rows, '');
  await run.start();
  assert.deepEqual([run.standing.state, run.standing.reason], ['suspended', 'disk']);
  appendFileSync(store.folderOf(plan.id).rows, '[2,"Ann",""]\n[3,"Bob",""]\n');
  await run.start();
  assert.equal(run.standing.state, 'finished');
});
