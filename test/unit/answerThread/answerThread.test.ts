import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { type AnswerSource, AnswerThread } from '../../../src/keap/answerThread/answerThread.ts';
import { FindError } from '../../../src/keap/find/findError.ts';

const file = join(import.meta.dirname, '../../../src/keap/answerThread/worker.ts');
const thread = new AnswerThread({ file });
after(() => thread.dispose());

/** Bodies come in pieces, which may end within a character. */
function source(id: string, body: string | Uint8Array, charset = 'utf-8'): AnswerSource {
  const bytes = Buffer.from(body);
  return {
    id,
    charset,
    bytes: bytes.byteLength,
    async *chunks() {
      for (let at = 0; at < bytes.byteLength; at += 5) yield bytes.subarray(at, at + 5);
    },
  };
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();
const find = async (answer: AnswerSource, expression: string, signal?: AbortSignal) =>
  text((await thread.run({ kind: 'find', source: answer.id, expression }, [answer], signal)).json);
const refused = (message: RegExp) => (error: unknown) => error instanceof FindError && message.test(error.message);

test('an answer in pieces is found in, with its digits and letters', async () => {
  const answer = source('one', '{"name":"Łódź","id":12345678901234567890}');
  assert.equal(await find(answer, '[name, id]'), '[\n  "Łódź",\n  12345678901234567890\n]');
  const latin = source('latin', Buffer.from('{"name":"Z\u00fcrich"}', 'latin1'), 'iso-8859-1');
  assert.equal(await find(latin, 'name'), '"Zürich"');
});

test('a look tells what is found, what could come next, or what is wrong', async () => {
  const answer = source('two', '{"contacts":[{"id":1},{"id":2}]}');
  const look = (expression: string) => thread.run({ kind: 'look', source: answer.id, expression }, [answer]);
  const found = await look('contacts[*].id');
  assert.ok('summary' in found);
  assert.deepEqual(found.summary, { kind: 'array', count: 2, first: ['1', '2'] });
  const wrong = await look('contacts[?id == 1]');
  assert.ok('problem' in wrong);
  assert.equal(wrong.problem.at, 16);
  assert.equal((await look('con')).completions[0]?.expression, 'contacts');
});

test('two answers compare, also where one is no JSON', async () => {
  const [one, other] = [source('three', '{"b":1,"a":2}'), source('four', '<h1>no</h1>')];
  const options = { hidden: [], hideIds: false, sortLists: false, across: false };
  const compare = (left: AnswerSource, right: AnswerSource) =>
    thread.run({ kind: 'compare', left: left.id, right: right.id, options }, [left, right]);
  assert.equal(text((await compare(one, one)).left), '{\n  "a": 2,\n  "b": 1\n}');
  const mixed = await compare(one, other);
  assert.equal(text(mixed.right), '<h1>no</h1>');
  await assert.rejects(find(other, '$'), refused(/not JSON/));
});

test('work without an end is given up, and the next is done', async () => {
  const hasty = new AnswerThread({ file, patienceMs: 2_000 });
  const answer = source('five', JSON.stringify({ text: `${'a'.repeat(40)}b`, id: 1 }));
  const endless = { kind: 'find', source: answer.id, expression: "$[?search(@, '^(a+)+$')]" } as const;
  await assert.rejects(hasty.run(endless, [answer]), refused(/takes too long/));
  const { json } = await hasty.run({ kind: 'find', source: answer.id, expression: 'id' }, [answer]);
  assert.equal(text(json), '1');
  hasty.dispose();
});

test('work that nobody waits for any more is given up', async () => {
  const answer = source('six', JSON.stringify({ text: `${'a'.repeat(40)}b` }));
  const controller = new AbortController();
  const endless = find(answer, "$[?search(@, '^(a+)+$')]", controller.signal);
  const ended = assert.rejects(endless, { name: 'AbortError' });
  controller.abort();
  await ended;
});

test('what is too large is refused before it is read', async () => {
  const answer = { ...source('seven', ''), bytes: 65 * 2 ** 20 };
  await assert.rejects(find(answer, '$'), refused(/has 65 MB\. Up to 64 MB/));
});

test('a nesting that no parser takes is text', async () => {
  await assert.rejects(find(source('eight', '['.repeat(100_000)), '$'), refused(/not JSON/));
});
