import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { MemorySink, wholeBody } from '../../../src/keap/http/body.ts';
import { emptyDraft } from '../../../src/keap/request/draft.ts';
import { recordsAnswer } from '../../../src/keap/runs/recordsAnswer.ts';
import type { PageDone } from '../../../src/keap/runs/runJournal.ts';
import { accountOfRun, type PagesPlan } from '../../../src/keap/runs/runPlan.ts';
import { ALWAYS, CONNECTION, known, useFolders } from './runSupport.ts';

const newFolder = useFolders();

async function answer(key: string, lines: readonly string[], known_: number) {
  const path = join(newFolder(), 'records.ndjson');
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
  const { operation, schemas } = known(key);
  const account = accountOfRun(CONNECTION);
  const plan: PagesPlan = { kind: 'pages', id: 'p', createdAt: 1_000, operation, account, draft: emptyDraft(key) };
  const bytes = lines.slice(0, known_).reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
  const page: PageDone = {
    ...{ page: 2, records: known_, bytes, next: undefined, count: undefined, duplicates: 0, gaps: 0, at: 5_000 },
  };
  const records = { plan, operation, schemas, connection: CONNECTION, path, page };
  const exchange = await recordsAnswer(records, () => new MemorySink(), ALWAYS);
  return { exchange, text: Buffer.from(await wholeBody(exchange.response.body)).toString() };
}

test('the records of a run are one answer in the shape of a page, with their digits as they came', async () => {
  const { exchange, text } = await answer('v2:listContacts', ['{"id":"1","n":10.10}', '{"id":"2"}'], 2);
  assert.equal(text, '{"contacts":[\n{"id":"1","n":10.10},\n{"id":"2"}\n]}\n');
  const { response, operation } = exchange;
  assert.deepEqual([response.status, response.statusText, response.timing.totalMs], [200, 'OK, 2 pages', 4_000]);
  assert.equal(operation.title, 'List contacts, all pages');
});

test('what the journal does not know is none of it', async () => {
  const { text } = await answer('v2:listContacts', ['{"id":"1"}', '{"id":"2"}'], 1);
  assert.deepEqual(JSON.parse(text), { contacts: [{ id: '1' }] });
});

test('a long list goes on piece by piece and stays one text', async () => {
  const lines = Array.from({ length: 5_000 }, (_, at) => JSON.stringify({ id: String(at), text: 'é'.repeat(20) }));
  const { text } = await answer('v1:listContactsUsingGET', lines, lines.length);
  assert.equal((JSON.parse(text) as { contacts: unknown[] }).contacts.length, 5_000);
});
