import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAnswer, shownBytes, textOf } from '../../../src/keap/answers/answer.ts';
import { describeHead } from '../../../src/keap/http/describeHead.ts';
import { exchangeOf, responseOf } from './samples.ts';

const natureOf = async (...given: Parameters<typeof responseOf>) => (await readAnswer(responseOf(...given))).nature;
const shown = async (...given: Parameters<typeof responseOf>) =>
  Buffer.from(await shownBytes(responseOf(...given))).toString();

test('an answer is what it holds, not what it calls itself', async () => {
  assert.equal((await natureOf('')).kind, 'empty');
  assert.equal((await natureOf('{"a":1}')).kind, 'json');
  assert.equal((await natureOf('{"a":1}', { 'content-type': 'text/plain' })).kind, 'json');
  assert.deepEqual(await natureOf('oops', { 'content-type': 'text/plain' }), { kind: 'text', extension: 'txt' });
  assert.deepEqual(await natureOf('<h1>x</h1>', { 'content-type': 'text/html; charset=utf-8' }), {
    kind: 'text',
    extension: 'html',
  });
  const picture = Uint8Array.of(1, 0, 2);
  assert.deepEqual(await natureOf(picture, { 'content-type': 'image/png' }), { kind: 'binary', extension: 'png' });
  assert.equal((await natureOf(Uint8Array.of(0xff, 0xfe, 0x80))).kind, 'binary');
});

test('JSON that is cut off is shown as it came, and said to be so', async () => {
  assert.deepEqual(await natureOf('{"a": [1, 2'), { kind: 'text', extension: 'txt', flaw: 'broken' });
  assert.equal(await shown('{"a": [1, 2'), '{"a": [1, 2');
  assert.equal((await natureOf(' [1, 2', { 'content-type': 'text/plain' })).flaw, 'broken');
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  assert.equal((await natureOf(deep)).flaw, 'tooDeep');
  assert.equal(await shown(deep), deep);
});

test('text is shown in UTF-8, whatever charset it came in', async () => {
  const latin = { 'content-type': 'application/json; charset=iso-8859-1' };
  assert.equal(await shown(Uint8Array.of(0x22, 0xe9, 0x22), latin), '"é"');
  assert.equal(await shown(Uint8Array.of(0xe9, 0x21), { 'content-type': 'text/html; charset=latin1' }), 'é!');
  assert.equal(await shown('\ufeff{"a":1}'), '{\n  "a": 1\n}');
  assert.equal(await shown('\ufeffa', { 'content-type': 'text/plain' }), 'a');
});

test('the text of a document is had as a string, but for what is no text', async () => {
  assert.equal(await textOf(exchangeOf('a', responseOf('[1]'))), '[\n  1\n]');
  assert.equal(await textOf(exchangeOf('a', responseOf('plain', { 'content-type': 'text/plain' }))), 'plain');
  assert.equal(await textOf(exchangeOf('a', responseOf(Uint8Array.of(0, 1)))), undefined);
});

test('the head of an exchange tells everything but body and key', () => {
  const response = responseOf('{"a":1}', {});
  const headers = [['set-cookie', 'a'] as const, ['set-cookie', 'b'] as const];
  assert.deepEqual(JSON.parse(describeHead(exchangeOf('x', { ...response, headers }))), {
    response: { status: 200, statusText: 'OK', bytes: 7, headers: { 'set-cookie': 'a, b' } },
    timing: {
      ...{ sentAt: '1970-01-01T00:00:00.000Z', queuedMs: 1, connectMs: 1 },
      ...{ firstByteMs: 2, downloadMs: 3, totalMs: 5 },
    },
    request: {
      operation: 'v2:getThing',
      connection: 'Acme',
      method: 'GET',
      url: 'https://api.infusionsoft.com/crm/rest/v2/things?q=1',
      headers: { accept: 'application/json' },
    },
  });
});
