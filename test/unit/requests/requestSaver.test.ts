import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import { SANDBOX } from '../../../src/keap/connection.ts';
import { emptyDraft, type RequestDraft } from '../../../src/keap/request/draft.ts';
import { catalogs, operation } from '../catalog/realCatalog.ts';
import { drafted } from '../httpFile/fileSupport.ts';
import { fake } from './fakeVscode.ts';
import { disk, RequestSaver, SavedLinks, SavedRequests } from './loadRequests.ts';

const CREATE = operation('v2:createTag');
const draft: RequestDraft = { ...emptyDraft(CREATE.key), body: '{"name": "VIP"}' };

const LEGACY_KEY = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';

/** A builder that shows a request saved as *VIPs*. */
async function linked(t: TestContext) {
  const place = disk(t);
  const saved = new SavedRequests(place.own);
  t.after(() => saved.dispose());
  const links = new SavedLinks();
  const legacy = { ...SANDBOX, kind: 'legacyKey' };
  const connections = { active: SANDBOX, all: [SANDBOX, legacy], credential: async () => LEGACY_KEY };
  const saver = new RequestSaver(saved, links, connections as never);
  const [work] = saved.places;
  assert.ok(work);
  const file = await saved.save(work.root, 'VIPs', () => '### VIPs\nGET https://api.keap.com/crm/rest/v2/tags\n');
  links.set(CREATE.key, { ...file, draft, more: false });
  const composed = (changed: Partial<RequestDraft>) => ({
    operation: CREATE,
    schemas: catalogs.v2.schemas,
    draft: { ...draft, ...changed },
  });
  return { ...place, saver, links, composed, path: file.uri.fsPath, read: () => readFileSync(file.uri.fsPath, 'utf8') };
}

test('a builder of a saved request saves to it, for Keap’s own server, and marks what is not saved', async (t) => {
  const { saver, links, composed, read } = await linked(t);
  const changed = composed({ body: '{"name": "New"}' });
  assert.equal(links.titleOf(CREATE, draft), 'VIPs');
  assert.equal(links.titleOf(CREATE, changed.draft), 'VIPs ●');
  assert.equal(await saver.save(changed), 'VIPs');
  assert.equal(links.titleOf(CREATE, changed.draft), 'VIPs');
  assert.match(read(), /^### VIPs\n[\s\S]*\nPOST https:\/\/api\.infusionsoft\.com\/crm\/rest\/v2\/tags\n/);
  assert.deepEqual(drafted(read()).draft, changed.draft);
  assert.equal(await saver.save(composed({ body: '{"name": "Newer"}' })), 'VIPs');
  assert.match(read(), /Newer/);
});

test('what was changed in the file meanwhile is overwritten only by whoever says so', async (t) => {
  const { saver, composed, read, path } = await linked(t);
  writeFileSync(path, 'by hand');
  assert.equal(await saver.save(composed({})), undefined);
  assert.equal(read(), 'by hand');
  assert.deepEqual(fake.messages, [
    [
      'VIPs was changed in its file meanwhile, so it was not overwritten.',
      'Save as another',
      'Show the file',
      'Replace it',
    ],
  ]);
  fake.answers = ['Replace it'];
  assert.equal(await saver.save(composed({})), 'VIPs');
  assert.deepEqual(drafted(read()).draft, draft);
});

test('a file that says more than a builder can is overwritten only by whoever says so', async (t) => {
  const { saver, links, composed, read, path } = await linked(t);
  const uri = links.of(CREATE.key)?.uri;
  assert.ok(uri);
  await saver.save(composed({}));
  const file = { name: 'VIPs', uri, text: read() };
  assert.equal(saver.wrote(composed({}), file), true);
  assert.equal(saver.wrote(composed({}), { ...file, text: read().replaceAll('\n', '\r\n') }), true);
  assert.equal(saver.wrote(composed({}), { ...file, text: read().replace('infusionsoft', 'keap') }), true);
  // For REST Client someone takes away a mark, as the file says; that stays when it is written anew.
  const on = read().replace('# @KEAP', '@KEAP');
  assert.equal(saver.wrote(composed({}), { ...file, text: on }), true);
  writeFileSync(path, on);
  links.set(CREATE.key, { ...file, text: on, draft, more: false });
  await saver.save(composed({ body: '{"name": "On"}' }));
  assert.match(read(), /^@KEAP_API_KEY = \{\{\$processEnv KEAP_API_KEY\}\}$/m);
  assert.match(read(), /"On"/);
  const text = `# mine\n${read()}`;
  assert.equal(saver.wrote(composed({}), { ...file, text }), false);
  writeFileSync(path, text);
  links.set(CREATE.key, { ...file, text, draft, more: true });
  assert.equal(await saver.save(composed({ body: '{"name": "New"}' })), undefined);
  assert.equal(read(), text);
  assert.equal(fake.messages[0]?.[0], 'The file of VIPs says more than a builder can keep.');
});

test('a body that a file could not give back is refused, and the file stays', async (t) => {
  const { saver, composed, read } = await linked(t);
  const before = read();
  await assert.rejects(saver.save(composed({ body: '{"name":\n### x\n"VIP"}' })), /its body is no JSON/);
  assert.equal(read(), before);
  // Half-typed JSON that can stand in a file is kept as it is.
  assert.equal(await saver.save(composed({ body: '{"name": ' })), 'VIPs');
  assert.equal(drafted(read()).draft.body, '{"name":');
});

test('a key typed into the request does not get into the file', async (t) => {
  const { saver, composed, read } = await linked(t);
  const key = `KeapAK-${'a7'.repeat(25)}`;
  assert.equal(await saver.save(composed({ body: JSON.stringify({ name: key }) })), 'VIPs');
  assert.ok(!read().includes('a7a7a7'));
});

test('a builder whose file was deleted shows a request of its own again', async (t) => {
  const { links, path } = await linked(t);
  rmSync(path);
  const link = links.of(CREATE.key);
  assert.ok(link);
  links.moved(link.uri, undefined);
  assert.equal(links.titleOf(CREATE, draft), CREATE.title);
});

test('a request with a Legacy Key of this machine is not saved, and the file stays', async (t) => {
  const { saver, composed, read } = await linked(t);
  const before = read();
  await assert.rejects(saver.save(composed({ body: `{"name": "${LEGACY_KEY}"}` })), /a Legacy Key stands in it/);
  assert.equal(read(), before);
});
