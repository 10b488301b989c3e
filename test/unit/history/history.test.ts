import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { History, type HistorySettings } from '../../../src/keap/history/history.ts';
import { outcomeKind, outcomeWords } from '../../../src/keap/history/historyWords.ts';
import { maskKnownKey } from '../../../src/keap/safety/knownKey.ts';
import { answered, NOON, newFolder, PERSON, SETTINGS, unanswered } from './samples.ts';

const DAY_MS = 86_400_000;
/** A Legacy Key that the machine knows. */
const KEY = '0f9e8d7c6b5a49382716051423324156';

/** Windows of one machine, with a clock and settings of the test's. */
function machine(t: TestContext, settings: Partial<HistorySettings> = {}) {
  const folder = newFolder(t);
  const notes: string[] = [];
  const state = { now: NOON, settings: { ...SETTINGS, ...settings }, folder, notes };
  const open = (sessionPid = process.ppid) =>
    new History({
      folder,
      settings: () => state.settings,
      now: () => state.now,
      mask: async (text) => maskKnownKey(text, KEY),
      note: (words) => notes.push(words),
      sessionPid,
    });
  return { ...state, state, open };
}

function filesIn(folder: string): readonly { readonly path: string; readonly text: string }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name))
    .map((path) => ({ path, text: readFileSync(path, 'latin1') }));
}

test('by default nothing that came back is on disk, and what was typed only as a draft of the session', async (t) => {
  const { folder, open } = machine(t);
  const window = open();
  const entry = await window.record(answered('a'));
  assert.equal((await window.kept(entry))?.exchange?.response.body.toString(), `{"email":"${PERSON}"}`);
  const holding = filesIn(folder).filter(({ text }) => text.includes(PERSON));
  assert.equal(holding.length, 1);
  assert.match(holding[0]?.path ?? '', /[\\/]drafts[\\/]/);
  const journal = filesIn(folder).find(({ path }) => path.endsWith('journal.jsonl'))?.text ?? '';
  assert.match(journal, /"path":"\/crm\/rest\/v2\/contacts".*"connection":"c-1","name":"Mine".*"status":200/);
  assert.ok(!/filter|example/.test(journal));
  for (const { path } of filesIn(folder)) assert.equal(statSync(path).mode & 0o077, 0, path);
});

test('after a reload the list and the drafts are there, the answers are not', async (t) => {
  const { open } = machine(t);
  const sent = answered('a');
  await open().record(sent);
  const window = open();
  await window.tidy();
  assert.equal(window.look(), true);
  const [entry] = window.entries;
  assert.ok(entry);
  assert.deepEqual(
    [entry.operation.title, entry.ms, entry.outcome],
    ['List contacts', 143, { status: 200, bytes: 27 }],
  );
  assert.deepEqual(await window.kept(entry), { draft: sent.draft });
  assert.deepEqual(await window.draftOf(entry), sent.draft);
});

test('drafts of a VS Code that ended are gone, of one that runs they stay', async (t) => {
  const { folder, open } = machine(t);
  const ended = spawnSync(process.execPath, ['-e', '']).pid;
  await open(ended).record(answered('a'));
  await open().record(answered('b'));
  const window = open();
  await window.tidy();
  window.look();
  assert.deepEqual(window.entries.map(({ id }) => id).sort(), ['a', 'b']);
  assert.deepEqual(
    readdirSync(join(folder, 'drafts')).map((name) => Number(name.split('@')[0])),
    [process.ppid],
  );
});

test('for days, answers are kept byte for byte, until the days are over', async (t) => {
  const { folder, state, open } = machine(t, { keepBodies: { days: 7 } });
  const sent = answered('a', '{"n":12345678901234567890,"ä":"\\u0141"}');
  const entry = await open().record(sent);
  const window = open();
  assert.deepEqual(await window.kept(entry), { draft: sent.draft, exchange: { ...sent.result } });
  assert.deepEqual(await window.draftOf(entry), sent.draft);
  for (const { path } of filesIn(folder)) assert.equal(statSync(path).mode & 0o077, 0, path);
  state.now = NOON + 7 * DAY_MS;
  await window.tidy();
  assert.ok(await window.kept(entry));
  state.now += 1_000;
  await window.tidy();
  assert.equal(await window.kept(entry), undefined);
});

test('shorter settings remove what longer ones kept', async (t) => {
  const { folder, state, open } = machine(t, { keepBodies: { days: 7 } });
  const window = open();
  const entry = await window.record(answered('a'));
  state.settings = { ...state.settings, keepBodies: 'never' };
  await window.tidy();
  assert.deepEqual(
    filesIn(folder).filter(({ text }) => text.includes(PERSON)),
    [],
  );
  assert.equal(await window.kept(entry), undefined);
  const next = await window.record(answered('b'));
  assert.equal(await window.kept(next), undefined);
  assert.equal(window.entries.length, 2);
});

test('answers on disk keep within their bytes, the newest first', async (t) => {
  const { folder, open } = machine(t, { keepBodies: { days: 7 }, maxBytes: 10_000 });
  const window = open();
  for (let at = 0; at < 30; at++) await window.record(answered(`a${at}`, 'x'.repeat(2_000), NOON + at * 1_000));
  await window.tidy();
  const kept = readdirSync(join(folder, 'kept')).map((name) => name.split('@')[0]);
  assert.ok(kept.length > 0 && kept.length < 5, `${kept.length} files`);
  assert.ok(kept.includes('a29') && !kept.includes('a0'));
});

test('what was sent in vain is in the list, with what was asked', async (t) => {
  const { open } = machine(t);
  const window = open();
  const late = await window.record(unanswered('timeout', NOON));
  const stopped = await window.record(unanswered('cancelled', NOON + 1));
  assert.deepEqual(window.entries, [stopped, late]);
  assert.deepEqual([late.outcome, stopped.outcome], [{ error: 'timeout' }, { error: 'cancelled' }]);
  assert.deepEqual(await window.kept(late), { draft: unanswered('timeout').draft });
});

test('a key is in no file, wherever it was typed or came from', async (t) => {
  const key = `${['Keap', 'AK'].join('')}-${'0123456789'.repeat(5)}`;
  for (const keepBodies of ['session', { days: 7 }] as const) {
    const { folder, open } = machine(t, { keepBodies });
    const sent = answered('a', `{"echo":"${key}"}`);
    const { result } = sent;
    const window = open();
    await window.record({
      ...sent,
      connection: { ...sent.connection, name: key },
      draft: { ...sent.draft, parameters: { 'query:filter': key }, body: `{"a":"${key}"}` },
      result: {
        ...result,
        request: { ...result.request, target: `/x?filter=${key}`, body: { mediaType: 'application/json', text: key } },
        response: { ...result.response, headers: [['x-echo', key]] },
      },
    });
    const files = filesIn(folder);
    assert.ok(files.some(({ text }) => text.includes('KeapAK-*****')));
    for (const { path, text } of files) assert.ok(!text.includes('01234567890'), path);
  }
});

test('a removed entry, connection or everything takes along what was kept of it, in other windows too', async (t) => {
  const { folder, open } = machine(t, { keepBodies: { days: 7 } });
  const [window, other] = [open(), open()];
  const gone = await window.record(answered('a'));
  const left = await window.record(answered('b'));
  const theirs = await other.record(answered('c'));
  await window.remove([gone]);
  assert.equal(await window.kept(gone), undefined);
  assert.ok(await window.kept(left));
  await window.forgetConnection('c-1');
  assert.equal(await window.kept(left), undefined);
  window.look();
  assert.equal(window.entries.length, 2, 'the entries stay');
  await window.clear();
  other.look();
  assert.deepEqual([window.entries, other.entries, await other.kept(theirs)], [[], [], undefined]);
  assert.deepEqual(
    filesIn(folder).filter(({ text }) => text.includes(PERSON)),
    [],
  );
});

test('a window that sends on forgets what another cleared meanwhile', async (t) => {
  const { open } = machine(t);
  const [window, other] = [open(), open()];
  other.look();
  const theirs = await other.record(answered('a'));
  await window.clear();
  await other.record(answered('b'));
  assert.equal(other.keptNow(theirs), undefined);
  assert.deepEqual(
    other.entries.map(({ id }) => id),
    ['b'],
  );
});

test('half a kept answer is none', async (t) => {
  const { folder, open } = machine(t, { keepBodies: { days: 7 } });
  const entry = await open().record(answered('a'));
  const [path = ''] = readdirSync(join(folder, 'kept')).map((name) => join(folder, 'kept', name));
  const whole = readFileSync(path);
  for (const length of [0, 10, whole.length - 1]) {
    writeFileSync(path, whole.subarray(0, length));
    assert.equal(await open().kept(entry), undefined);
  }
});

test('a folder that cannot be written is told once, and all is kept in memory', async (t) => {
  const { folder, notes, open } = machine(t);
  rmSync(folder, { recursive: true });
  // A file in the folder's place refuses even a superuser.
  writeFileSync(folder, '');
  const window = open();
  await window.tidy();
  const entry = await window.record(answered('a'));
  await window.record(answered('b'));
  assert.equal(window.entries.length, 2);
  assert.ok((await window.kept(entry))?.exchange);
  assert.deepEqual(notes, ['The history is kept by this window alone: its folder cannot be written.']);
});

test('memory keeps within its bytes', async (t) => {
  const { open } = machine(t, { maxBytes: 10_000 });
  const window = open();
  const first = await window.record(answered('a', 'x'.repeat(4_000)));
  await window.record(answered('b', 'x'.repeat(4_000)));
  const last = await window.record(answered('c', 'x'.repeat(4_000)));
  assert.equal(window.keptNow(first), undefined);
  assert.ok(window.keptNow(last));
  assert.deepEqual(await window.kept(first), { draft: answered('a').draft }, 'what was typed is on disk');
});

test('a page instead of an answer is no success, in the list and after a reload', async (t) => {
  const { open } = machine(t, { keepBodies: { days: 1 } });
  const sent = answered('a', '<html>Scheduled brownout</html>');
  const response = { ...sent.result.response, unread: 'The answer is HTML.' };
  await open().record({ ...sent, result: { ...sent.result, response } });
  const window = open();
  window.look();
  const [entry] = window.entries;
  assert.ok(entry);
  assert.deepEqual(entry.outcome, { status: 200, bytes: 31, unread: true });
  assert.deepEqual([outcomeKind(entry.outcome), outcomeWords(entry.outcome)], ['failed', '200, no XML-RPC']);
  assert.equal((await window.kept(entry))?.exchange?.response.unread, 'The answer is HTML.');
});

test('a key that the machine knows is on no disk, wherever it was typed and whoever said it back', async (t) => {
  const { folder, open } = machine(t, { keepBodies: { days: 1 } });
  const sent = answered('a', `{"Website":"${KEY.toUpperCase()}"}`);
  const draft = { ...sent.draft, body: `{"website":"https://x/${encodeURIComponent(`?key=${KEY}`)}"}` };
  const request = { ...sent.result.request, target: `/crm?x=${KEY}` };
  const window = open();
  const entry = await window.record({ ...sent, draft, result: { ...sent.result, request } });
  await open().record(unanswered('timeout'));
  for (const { text, path } of filesIn(folder)) assert.ok(!text.toLowerCase().includes(KEY), path);
  assert.equal((await window.draftOf(entry))?.body, draft.body);
  const kept = await open().kept(entry);
  assert.equal(kept?.exchange?.response.body.toString(), '{"Website":"*****"}');
  assert.match(kept.draft.body, /key%3D\*{5}"/);
});

test('passwords and card numbers of a request, and a key that Keap answers with, are on no disk', async (t) => {
  const { folder, open } = machine(t, { keepBodies: { days: 1 } });
  const key = 'xmlrpc:DataService.getTemporaryKey';
  const sent = answered('a', '"tempKey77"');
  const secrets = ['hash77', '4111111111111111', '739', 'tempKey77'];
  const [hash, card, code] = secrets;
  const draft = {
    operationKey: key,
    parameters: { 'argument:passwordHash': String(hash), 'argument:values': `{"CardNumber":"${card}","CVV2":${code}}` },
    body: `{"verification_code":"${code}"}`,
    files: {},
  };
  const text = `<param><value>${hash}</value></param><member><name>CardNumber</name><value><string>${card}</string></value></member>`;
  const request = { ...sent.result.request, body: { mediaType: 'text/xml', text } };
  const operation = { ...sent.operation, key };
  const window = open();
  const entry = await window.record({ ...sent, operation, draft, result: { ...sent.result, operation, request } });
  for (const { text: written, path } of filesIn(folder)) {
    for (const secret of secrets) assert.ok(!written.includes(secret), `${secret} in ${path}`);
  }
  assert.equal((await window.kept(entry))?.exchange?.response.body.toString(), '"tempKey77"');
  assert.equal((await open().kept(entry))?.exchange?.response.body.toString(), '"*****"');
});
