import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { emptyDraft } from '../../../src/keap/request/draft.ts';
import { DraftFiles } from '../../../src/vscode/builder/draftFiles.ts';

const makeFolder = () => join(mkdtempSync(join(tmpdir(), 'keap-drafts-')), 'drafts');
const draft = { ...emptyDraft('v2:updateContact'), parameters: { 'path:contact_id': 'é/\\"' }, body: '{ broken' };

test('a draft comes back as typed, broken or not, with its age', async () => {
  const files = new DraftFiles(makeFolder());
  await files.save(draft.operationKey, { draft, at: 7 });
  assert.deepEqual(await files.load(draft.operationKey), { draft, at: 7 });
  assert.equal(await files.load('v2:other'), undefined);
});

test('the last of many changes is the one that stays, and nothing else lies about', async () => {
  const folder = makeFolder();
  const files = new DraftFiles(folder);
  await Promise.all(Array.from({ length: 50 }, (_, at) => files.save(draft.operationKey, { draft, at })));
  assert.equal((await files.load(draft.operationKey))?.at, 49);
  assert.equal(readdirSync(folder).length, 1);
});

test('a closed builder leaves no file', async () => {
  const folder = makeFolder();
  const files = new DraftFiles(folder);
  void files.save(draft.operationKey, { draft, at: 1 });
  await files.forget(draft.operationKey);
  assert.deepEqual(readdirSync(folder), []);
});

test('a key typed by mistake never reaches the disk', async () => {
  const folder = makeFolder();
  const files = new DraftFiles(folder);
  const key = `KeapAK-${'c3'.repeat(25)}`;
  await files.save(draft.operationKey, { draft: { ...draft, body: `{"note":"${key}"}` }, at: 1 });
  const [file = ''] = readdirSync(folder);
  assert.ok(!readFileSync(join(folder, file), 'utf8').includes(key));
});

test('a damaged file or an unwritable folder is no obstacle', async () => {
  const folder = makeFolder();
  const files = new DraftFiles(folder);
  await files.save(draft.operationKey, { draft, at: 1 });
  const [file = ''] = readdirSync(folder);
  writeFileSync(join(folder, file), '{"draft":');
  assert.equal(await files.load(draft.operationKey), undefined);
  await new DraftFiles(join(folder, file, 'below-a-file')).save(draft.operationKey, { draft, at: 1 });
});
