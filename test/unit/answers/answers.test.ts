import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { textOf } from '../../../src/keap/answers/answer.ts';
import { Answers } from '../../../src/keap/answers/answers.ts';
import { type Body, piecesOf, startOf, wholeBody } from '../../../src/keap/http/body.ts';
import { emptyDraft } from '../../../src/keap/request/draft.ts';
import { exchangeOf, responseOf } from './samples.ts';

const HEADERS = [['content-type', 'application/json']] as const;
const draft = emptyDraft('v2:getThing');

function makeAnswers(t: TestContext, kept: ReadonlySet<string> = new Set()) {
  const folder = mkdtempSync(join(tmpdir(), 'keap-answers-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const answers = new Answers({ folder, isKeptElsewhere: (id) => kept.has(id), mask: async (text) => text });
  return {
    answers,
    folder,
    files: () =>
      readdirSync(folder)
        .map((name) => name.replace(/^.*\./, ''))
        .sort(),
  };
}

/** A body as it arrives from a network: in pieces of all sizes. */
async function arrive(answers: Answers, whole: Buffer, cutOffAt?: number): Promise<Body> {
  const sink = answers.sinkFor({ status: 200, headers: HEADERS });
  for (let at = 0, size = 1; at < whole.length; at += size, size = (size * 7 + 13) % 70_000) {
    if (cutOffAt !== undefined && at > cutOffAt) {
      await sink.drop();
      return new Uint8Array();
    }
    await sink.take(whole.subarray(at, at + size));
  }
  return sink.end();
}

function listOf(count: number): Buffer {
  const contacts = Array.from({ length: count }, (_, id) => ({ id: `${id}`, notes: `Łódź ${'x'.repeat(80)}` }));
  return Buffer.from(JSON.stringify({ contacts, next_page_token: 'more' }));
}

/** Until what nobody waits for is done. */
async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; !holds() && turn < 5000; turn++) await new Promise(setImmediate);
  assert.ok(holds());
}

test('a small body stays in memory and is laid out by its last byte', async (t) => {
  const { answers, files } = makeAnswers(t);
  const body = await arrive(answers, listOf(20));
  assert.ok(body instanceof Uint8Array);
  const exchange = exchangeOf('a', { ...responseOf(body) });
  answers.note(exchange, draft);
  const answer = await answers.keep(exchange);
  assert.deepEqual(answer.nature.outline?.list, { name: 'contacts', items: 20 });
  assert.equal(answer.draft, draft);
  const once = Buffer.from(await answers.shown(answer)).toString();
  assert.equal(once, JSON.stringify(JSON.parse(listOf(20).toString()), undefined, 2));
  assert.equal(Buffer.from(await answers.shown(answer)).toString(), once, 'and laid out anew when asked again');
  assert.deepEqual(files(), []);
});

test('a large body lies in a file that only its user can read, and goes with its document', async (t) => {
  const { answers, folder, files } = makeAnswers(t);
  const whole = listOf(120_000);
  const body = await arrive(answers, whole);
  assert.ok(!(body instanceof Uint8Array));
  assert.equal(body.byteLength, whole.length);
  assert.deepEqual(files(), ['body', 'text']);
  assert.equal(statSync(body.path).mode & 0o777, 0o600);
  assert.ok(Buffer.from(startOf(body)).equals(whole.subarray(0, 65_536)));
  assert.ok(whole.equals(await wholeBody(body)));
  let read = 0;
  for await (const piece of piecesOf(body)) read += piece.length;
  assert.equal(read, whole.length);
  const exchange = exchangeOf('a', responseOf(body));
  answers.note(exchange, draft);
  answers.sweep();
  await until(() => files().length === 0);
  assert.equal(readdirSync(folder).length, 0);
});

test('what is laid out of a large body is handed out once; the document has the same text later', async (t) => {
  const { answers, files } = makeAnswers(t);
  const body = await arrive(answers, listOf(120_000));
  const exchange = exchangeOf('a', responseOf(body));
  const answer = await answers.keep(exchange);
  const shown = await answers.shown(answer);
  assert.equal(answers.sizeOf(answer), body.byteLength);
  assert.deepEqual(files(), ['body']);
  assert.equal(Buffer.from(shown).toString(), await textOf(exchange));
});

test('a body that breaks off or is not wanted leaves nothing behind', async (t) => {
  const { answers, files } = makeAnswers(t);
  await arrive(answers, listOf(120_000), 9_000_000);
  assert.deepEqual(files(), []);
});

test('a key that a server says back is in no file, not even where pieces cut it', async (t) => {
  const { answers } = makeAnswers(t);
  const key = `KeapAK-${'d4'.repeat(25)}`;
  const text = JSON.stringify(Array.from({ length: 40_000 }, (_, index) => `${index} ${key}`));
  const body = await arrive(answers, Buffer.from(text));
  assert.ok(!(body instanceof Uint8Array));
  const written = readFileSync(body.path, 'utf8');
  assert.ok(!written.includes('d4d4'));
  assert.equal(JSON.parse(written).length, 40_000);
});

test('documents come back after a reload, from what was written of them, until they are closed', async (t) => {
  const { answers, folder, files } = makeAnswers(t);
  const large = exchangeOf('large', responseOf(await arrive(answers, listOf(30_000))));
  const small = exchangeOf('small', responseOf('{"id": 12345678901234567890}'));
  answers.note(large, draft);
  for (const exchange of [large, small]) await answers.save(exchange.id, await answers.keep(exchange));
  const after = new Answers({ folder, isKeptElsewhere: () => false, mask: async (text) => text });
  const again = await after.restore('large');
  assert.ok(again);
  assert.deepEqual({ ...again.exchange, response: undefined }, { ...large, response: undefined });
  assert.deepEqual(again.draft, draft);
  assert.equal(await textOf(again.exchange), await textOf(large));
  const other = await after.restore('small');
  assert.equal(other?.draft, undefined, 'What was asked is not made up.');
  assert.equal(Buffer.from(await after.shown(other as never)).toString(), '{\n  "id": 12345678901234567890\n}');
  assert.equal(await after.restore('another'), undefined);
  for (const id of ['large', 'small']) after.forget(id, id);
  await until(() => files().length === 0);
  assert.equal(await after.restore('small'), undefined);
});

test('bodies of processes that ended go, but for those of documents to come', async (t) => {
  const { answers, folder, files } = makeAnswers(t);
  const open = exchangeOf('open', responseOf(await arrive(answers, listOf(30_000))));
  await answers.save('open', await answers.keep(open));
  await arrive(answers, listOf(30_000));
  await answers.tidy();
  assert.deepEqual(files(), ['answer', 'body', 'body'], 'This process is there.');
  // No process has a number of that size.
  const gone = `${2 ** 30}`;
  for (const name of readdirSync(folder))
    renameSync(join(folder, name), join(folder, name.replace(`${process.pid}-`, `${gone}-`)));
  const file = join(folder, 'open.answer');
  writeFileSync(file, readFileSync(file, 'utf8').replace(`${process.pid}-`, `${gone}-`));
  await answers.tidy();
  assert.deepEqual(files(), ['answer', 'body']);
});

test('what the history keeps for longer comes back in its document, too', async (t) => {
  const { folder } = makeAnswers(t);
  const recall = async (id: string) => (id === 'a' ? { exchange: exchangeOf('a'), draft } : undefined);
  const answers = new Answers({ folder, isKeptElsewhere: () => false, mask: async (text) => text, recall });
  assert.equal((await answers.restore('a'))?.draft, draft);
  assert.equal(await answers.restore('b'), undefined);
});

test('what the history keeps stays when its document is closed', async (t) => {
  const kept = new Set(['a']);
  const { answers, files } = makeAnswers(t, kept);
  const exchange = exchangeOf('a', responseOf(await arrive(answers, listOf(30_000))));
  answers.note(exchange, draft);
  const answer = await answers.keep(exchange);
  await answers.shown(answer);
  answers.forget('a', 'a');
  assert.equal(answers.get('a'), undefined);
  assert.deepEqual(files(), ['body']);
  kept.clear();
  answers.sweep();
  await until(() => files().length === 0);
});

test('the oldest answers make room; the latest always stays', async (t) => {
  const { answers } = makeAnswers(t);
  for (let id = 0; id < 60; id++) await answers.keep(exchangeOf(String(id)));
  assert.equal(answers.get('9'), undefined);
  assert.equal(answers.get('10')?.kind, 'json');
});
