/** Answers of many megabytes: what is asked before they open, what is saved of them, and what they leave behind. */
import { deepEqual, equal, ok } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type TestContext, test } from 'node:test';
import { type Builder, builder, openBuilder } from '../builder.ts';
import { eventually } from '../eventually.ts';
import { useVsCode } from '../fixture.ts';
import { addConnection, startKeap } from '../keap.ts';

const vscode = useVsCode();
const MEGABYTE = 1_000_000;
const PATIENCE = 120_000;

/** A list of so many bytes and a little more, piece by piece. */
function* listOf(bytes: number): Generator<string> {
  yield '{"contacts":[{"id":"0"}';
  for (let size = 0, id = 1; size < bytes; ) {
    let piece = '';
    for (; piece.length < 65_536; id++) piece += `,{"id":"${id}","given_name":"Ada","notes":"${'x'.repeat(200)}"}`;
    size += piece.length;
    yield piece;
  }
  yield '],"next_page_token":""}';
}

function hashOf(pieces: Iterable<string>): string {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}

async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

const answering =
  (bytes: number): RequestListener =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    pipeline(Readable.from(listOf(bytes)), response).catch(() => undefined);
  };

/** The process id of the extension host of a server; undefined where the system does not tell. */
function hostOf(serverDataDir: string): number | undefined {
  const read = (pid: string, file: string) => {
    try {
      return readFileSync(`/proc/${pid}/${file}`, 'utf8');
    } catch {
      return '';
    }
  };
  const pids = existsSync('/proc') ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
  const found = pids.find(
    (pid) => read(pid, 'cmdline').includes('--type=extensionHost') && read(pid, 'environ').includes(serverDataDir),
  );
  return found === undefined ? undefined : Number(found);
}

/** Watches the size of a process. */
function watchSize(pid: number | undefined): () => { readonly growth: number } {
  const size = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
  const before = pid === undefined ? 0 : size();
  let peak = before;
  const timer = setInterval(() => {
    if (pid !== undefined) peak = Math.max(peak, size());
  }, 20);
  return () => {
    clearInterval(timer);
    return { growth: peak - before };
  };
}

test('large answers', async (t: TestContext) => {
  const keap = await startKeap(t);
  const { workbench, server, workspace } = await vscode.open(t, {
    env: keap.env,
    viewport: { width: 1500, height: 900 },
    settings: { 'files.simpleDialog.enable': true },
    timeout: PATIENCE,
  });
  const { editors, messages, quickInput } = workbench;
  await workbench.activity('Keap').waitFor();
  await addConnection(workbench, { key: keap.key, name: 'Mine' });
  const answers = join(server.userDir, 'globalStorage/keap-api-explorer.keap-api-explorer/answers');
  /** Files of bodies and of texts laid out. */
  const bodies = () =>
    existsSync(answers)
      ? readdirSync(answers, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(body|text)$/.test(name))
      : [];
  const none = () =>
    eventually(
      async () => bodies(),
      (names) => names.length === 0,
      PATIENCE,
    );
  const list = async (): Promise<Builder> => {
    await editors.switchTo(/^List contacts$/);
    return builder(workbench, 'List contacts');
  };
  const save = async (name: string): Promise<string> => {
    await messages.pressInNotification('List contacts answered', 'Save as…');
    await quickInput.opened();
    await eventually(
      () => quickInput.value(),
      (value) => value.endsWith('List contacts 200.json'),
    );
    await quickInput.input.fill(join(workspace, name));
    await quickInput.accept();
    const path = join(workspace, name);
    await eventually(
      async () => existsSync(path),
      (isThere) => isThere,
      PATIENCE,
    );
    return path;
  };
  await openBuilder(workbench, 'GET /v2/contacts', 'List contacts');

  await t.test('one of three megabytes opens at once, and its file goes with its tab and the history', async () => {
    keap.answerWith(answering(3 * MEGABYTE));
    const sending = await list();
    await sending.send('200 OK');
    await sending.openResponse('List contacts 200.json');
    await editors.showing('"contacts": [');
    equal(bodies().length, 1);
    await editors
      .tab('List contacts 200.json')
      .getByRole('button', { name: /^Close/ })
      .click();
    equal(bodies().length, 1, 'The history keeps it.');
    await workbench.runCommand('Keap: Clear history');
    await messages.dialog();
    await messages.pressInDialog('Clear history');
    await none();
  });

  await t.test('above ten megabytes someone is asked, and opens it as it came', async () => {
    keap.answerWith(answering(12 * MEGABYTE));
    await (await list()).send(/200 OK · .+ · 12\.\d MB/);
    const said = await messages.notified('List contacts answered');
    ok(said.includes('200 OK with 12.'), said);
    equal((await editors.tabs()).length, 1, 'Nothing opened by itself.');
    await messages.pressInNotification('List contacts answered', 'Open unformatted');
    await editors.opened('List contacts 200 unformatted.json');
    await editors.showing('{"contacts":[{"id":"0"}');
    await editors
      .tab('unformatted')
      .getByRole('button', { name: /^Close/ })
      .click();
  });

  await t.test('or laid out', async () => {
    await (await list()).send(/200 OK · .+ · 12\.\d MB/);
    await messages.notified('List contacts answered');
    await messages.pressInNotification('List contacts answered', 'Open');
    await editors.opened('List contacts 200.json');
    await editors.showing('"contacts": [');
    await editors
      .tab('List contacts 200.json')
      .getByRole('button', { name: /^Close/ })
      .click();
  });

  await t.test('what VS Code opens no more is saved, byte for byte', async () => {
    keap.answerWith(answering(60 * MEGABYTE));
    await (await list()).send(/200 OK · .+ · 60\.\d MB/);
    const said = await messages.notified('List contacts answered');
    ok(said.includes('VS Code opens no document of this size.'), said);
    equal(await hashOfFile(await save('sixty.json')), hashOf(listOf(60 * MEGABYTE)));
  });

  await t.test('two hundred megabytes are taken and saved without room for them in memory', async (step) => {
    const size = watchSize(hostOf(server.serverDataDir));
    keap.answerWith(answering(200 * MEGABYTE));
    await (await list()).send(/200 OK · .+ · 200\.\d MB/);
    await messages.notified('List contacts answered');
    const path = await save('two hundred.json');
    const { growth } = size();
    step.diagnostic(`the extension host grew by ${Math.round(growth / MEGABYTE)} MB`);
    ok(growth < 64 * MEGABYTE, `${growth} bytes`);
    equal(await hashOfFile(path), hashOf(listOf(200 * MEGABYTE)));
    await workbench.runCommand('Keap: Clear history');
    await messages.dialog();
    await messages.pressInDialog('Clear history');
    await none();
  });

  await t.test('one that breaks off, is cancelled or is too large leaves nothing behind', async () => {
    keap.answerWith(answering(5 * MEGABYTE));
    keap.front.setRule(() => ({ kind: 'cut', bytes: 4 * MEGABYTE }));
    // Reading is tried again, twice.
    await (await list()).send(/broke before the answer was whole/);
    await none();
    keap.front.setRule();
    keap.answerWith(answering(300 * MEGABYTE));
    await (await list()).send('The answer is larger than 256 MB');
    await none();
    deepEqual(bodies(), []);
  });
});
