import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { Worker } from 'node:worker_threads';
import { startSandbox } from '../../src/sandbox/server.ts';
import { dataFolder, KEY } from './sandboxSupport.ts';

const source = join(import.meta.dirname, '../../src/sandbox');

function run(...given: string[]): { child: ChildProcess; output: () => string } {
  const child = spawn(process.execPath, [join(source, 'main.ts'), ...given], { stdio: 'pipe' });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
  return { child, output: () => output };
}

/** A sandbox that has said where it listens. */
async function listening(...given: string[]): Promise<{ child: ChildProcess; origin: string; output: string }> {
  const { child, output } = run('--port', '0', ...given);
  while (!output().includes('curl')) await once(child.stdout as NodeJS.EventEmitter, 'data');
  return { child, origin: /http:\/\/127\.0\.0\.1:\d+/.exec(output())?.[0] ?? '', output: output() };
}

async function ended(...given: string[]): Promise<{ code: number; output: string }> {
  const { child, output } = run(...given);
  const [code] = await once(child, 'close');
  return { code, output: output().trim() };
}

describe('The sandbox on its own', () => {
  it('prints where it listens and how to ask, and ends on SIGTERM', async () => {
    const { child, origin, output } = await listening('--limits', 'off');
    assert.match(output, /, without limits\n/);
    const key = /KeapAK-\w+/.exec(output)?.[0] ?? '';
    const answer = await fetch(`${origin}/crm/rest/v2/contacts?page_size=2`, { headers: { 'X-Keap-API-Key': key } });
    assert.equal(answer.status, 200);
    child.kill('SIGTERM');
    assert.deepEqual(await once(child, 'close'), [0, null]);
  });

  it('takes its flags', async (t) => {
    const { child, origin } = await listening('--contacts', '10', '--per-minute', '1', '--fault', 'json-as-html');
    t.after(() => child.kill('SIGKILL'));
    const ask = () => fetch(`${origin}/crm/rest/v1/contacts`, { headers: { 'X-Keap-API-Key': KEY } });
    const answer = await ask();
    assert.match(answer.headers.get('content-type') ?? '', /^text\/html/);
    assert.equal(JSON.parse(await answer.text()).count, 10);
    assert.equal((await ask()).status, 429);
  });

  it('ends at once on SIGINT and SIGTERM, whatever is under way', async () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      const { child, origin } = await listening();
      const faults = ['endless', 'slow:600000', 'trickle:600000', 'timeout'];
      const underWay = faults.map(async (fault) => {
        const headers = { 'X-Keap-API-Key': KEY, 'x-sandbox-fault': fault };
        await (await fetch(`${origin}/crm/rest/v2/contacts?page_size=1`, { headers })).text();
      });
      const ends = Promise.allSettled(underWay);
      // Answered after the four have come in.
      await fetch(`${origin}/sandbox`, { headers: { 'X-Keap-API-Key': KEY } });
      child.kill(signal);
      assert.deepEqual(await once(child, 'close'), [0, null]);
      for (const { status } of await ends) assert.equal(status, 'rejected');
    }
  });

  it('helps', async () => {
    const { code, output } = await ended('--help');
    assert.equal(code, 0);
    assert.match(output, /--port N/);
  });

  it('says in a sentence what is wrong', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as AddressInfo;
    const taken = await ended('--port', String(port));
    blocker.close();
    assert.deepEqual(
      [taken.code, taken.output],
      [1, `Port ${port} is in use; choose another with --port, or 0 for any free one.`],
    );
    for (const [given, said] of [
      [['--port', 'many'], /^--port takes a whole number from 0 to 65535, not "many"\.$/],
      [['--limits', 'some'], /^--limits takes on, off or today, not "some"\.$/],
      [['--shoes'], /--shoes.*Try --help\.$/],
    ] as const) {
      const { code, output } = await ended(...given);
      assert.equal(code, 1);
      assert.match(output, said);
    }
  });
});

/** A worker that ends with its test, also where that fails: nothing else would let the file end. */
function started(t: TestContext, options: Readonly<Record<string, unknown>>): Worker {
  const worker = new Worker(join(source, 'worker.ts'), options);
  t.after(() => worker.terminate());
  return worker;
}

describe('The sandbox in a worker', () => {
  it('begins anew on request', async (t) => {
    const worker = started(t, { workerData: { dataFolder, limits: false } });
    const [message] = await once(worker, 'message');
    const tag = `${message.origin}/crm/rest/v2/tags/1`;
    const headers = { 'X-Keap-API-Key': message.key };
    assert.equal((await fetch(tag, { method: 'DELETE', headers })).status, 204);
    assert.equal((await fetch(tag, { headers })).status, 404);
    worker.postMessage('reset');
    // The worker takes its messages in turn, and a request may overtake one.
    while ((await fetch(tag, { headers })).status !== 200);
    worker.postMessage('stop');
    assert.deepEqual(await once(worker, 'exit'), [0]);
  });

  it('posts its address and ends on request', async (t) => {
    const worker = started(t, { workerData: { dataFolder, limits: false } });
    const [message] = await once(worker, 'message');
    const answer = await fetch(`${message.origin}/crm/rest/v1/users`, { headers: { 'X-Keap-API-Key': message.key } });
    assert.equal(answer.status, 200);
    worker.postMessage('stop');
    assert.deepEqual(await once(worker, 'exit'), [0]);
  });

  it('takes options as plain data', async (t) => {
    const workerData = { dataFolder, account: { contacts: 7 }, limits: { allowance: { minute: 1 } } };
    const worker = started(t, { workerData });
    const [message] = await once(worker, 'message');
    const ask = () => fetch(`${message.origin}/crm/rest/v1/contacts`, { headers: { 'X-Keap-API-Key': KEY } });
    assert.equal(Object(await (await ask()).json()).count, 7);
    assert.equal((await ask()).status, 429);
    worker.postMessage('stop');
    assert.deepEqual(await once(worker, 'exit'), [0]);
  });

  it('posts which option cannot be', async (t) => {
    const worker = started(t, { workerData: { dataFolder, account: { contacts: -1 } } });
    // It may end with its message, and both are told in one go then.
    const ended = once(worker, 'exit');
    const [message] = await once(worker, 'message');
    assert.equal(message.error, 'account.contacts takes a whole number from 0 to 100000, not "-1".');
    assert.deepEqual(await ended, [0]);
  });

  it('posts what went wrong', async (t) => {
    const worker = started(t, { workerData: { dataFolder: '/nowhere' } });
    // It may end with its message, and both are told in one go then.
    const ended = once(worker, 'exit');
    const [message] = await once(worker, 'message');
    assert.match(message.error, /ENOENT/);
    assert.deepEqual(await ended, [0]);
  });
});

describe('A started sandbox', () => {
  it('closes at once, with connections open', async () => {
    const sandbox = await startSandbox({ dataFolder });
    await (await fetch(`${sandbox.origin}/crm/rest/v2/tags`, { headers: { 'X-Keap-API-Key': KEY } })).text();
    await sandbox.close();
    await assert.rejects(fetch(sandbox.origin));
  });
});
