import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { SANDBOX } from '../../../src/keap/connection.ts';
import { emptyDraft } from '../../../src/keap/request/draft.ts';
import { DraftFiles } from '../../../src/vscode/builder/draftFiles.ts';
import { LegacyKeys } from '../../../src/vscode/connections/legacyKeys.ts';

const NO_KEYS = { mask: async (text: string) => text };
const makeFolder = () => join(mkdtempSync(join(tmpdir(), 'keap-drafts-')), 'drafts');
const draft = { ...emptyDraft('v2:updateContact'), parameters: { 'path:contact_id': 'é/\\"' }, body: '{ broken' };

test('a draft comes back as typed, broken or not, with its age', async () => {
  const files = new DraftFiles(makeFolder(), NO_KEYS);
  await files.save(draft.operationKey, { draft, at: 7 });
  assert.deepEqual(await files.load(draft.operationKey), { draft, at: 7 });
  assert.equal(await files.load('v2:other'), undefined);
});

test('the last of many changes is the one that stays, and nothing else lies about', async () => {
  const folder = makeFolder();
  const files = new DraftFiles(folder, NO_KEYS);
  await Promise.all(Array.from({ length: 50 }, (_, at) => files.save(draft.operationKey, { draft, at })));
  assert.equal((await files.load(draft.operationKey))?.at, 49);
  assert.equal(readdirSync(folder).length, 1);
});

test('a closed builder leaves no file', async () => {
  const folder = makeFolder();
  const files = new DraftFiles(folder, NO_KEYS);
  void files.save(draft.operationKey, { draft, at: 1 });
  await files.forget(draft.operationKey);
  assert.deepEqual(readdirSync(folder), []);
});

test('a key typed by mistake never reaches the disk', async () => {
  const folder = makeFolder();
  const files = new DraftFiles(folder, NO_KEYS);
  const key = `KeapAK-${'c3'.repeat(25)}`;
  await files.save(draft.operationKey, { draft: { ...draft, body: `{"note":"${key}"}` }, at: 1 });
  const [file = ''] = readdirSync(folder);
  assert.ok(!readFileSync(join(folder, file), 'utf8').includes(key));
});

test('passwords and card numbers never reach the disk', async () => {
  const folder = makeFolder();
  const files = new DraftFiles(folder, NO_KEYS);
  const parameters = { 'argument:passwordHash': 'hash77', 'argument:card': '{"CardNumber": "4111"}' };
  await files.save(draft.operationKey, { draft: { ...draft, parameters, body: '{"verification_code": 739}' }, at: 1 });
  const [file = ''] = readdirSync(folder);
  assert.doesNotMatch(readFileSync(join(folder, file), 'utf8'), /hash77|4111|739/);
});

test('a damaged file or an unwritable folder is no obstacle', async () => {
  const folder = makeFolder();
  const files = new DraftFiles(folder, NO_KEYS);
  await files.save(draft.operationKey, { draft, at: 1 });
  const [file = ''] = readdirSync(folder);
  writeFileSync(join(folder, file), '{"draft":');
  assert.equal(await files.load(draft.operationKey), undefined);
  await new DraftFiles(join(folder, file, 'below-a-file'), NO_KEYS).save(draft.operationKey, { draft, at: 1 });
});

test('a Legacy Key of this machine does not either, wherever it was typed', async () => {
  const folder = makeFolder();
  const key = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
  const legacy = { ...SANDBOX, kind: 'legacyKey' } as const;
  const files = new DraftFiles(folder, new LegacyKeys({ all: [SANDBOX, legacy], credential: async () => key }));
  const typed = {
    ...draft,
    parameters: { 'argument:setting': `my ${key.toUpperCase()}` },
    body: encodeURIComponent(key),
  };
  await files.save(draft.operationKey, { draft: typed, at: 1 });
  const kept = await files.load(draft.operationKey);
  assert.deepEqual(kept?.draft.parameters, { 'argument:setting': 'my *****' });
  assert.equal(kept?.draft.body, '*****');
});
