import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type * as vscode from 'vscode';
import { fake } from './fakeVscode.ts';
import { catalog, disk, FileRequests, NamedAnswers, SavedRequests, SavedView } from './loadRequests.ts';

const GET = 'GET https://api.infusionsoft.com/crm/rest/v2/tags\n';

function store(t: TestContext, files: Readonly<Record<string, string>> = {}) {
  const place = disk(t, files);
  const saved = new SavedRequests(place.own);
  t.after(() => saved.dispose());
  const [work, own] = saved.places;
  assert.ok(work && own);
  return { ...place, saved, work: work.root, ownRoot: own.root };
}

const text = (name: string) => `### ${name}\n${GET}`;
const read = (uri: vscode.Uri) => readFileSync(uri.fsPath, 'utf8');

test('requests are saved in the folder of the workspace or in one’s own, and a taken name gets a number', async (t) => {
  const { saved, work, ownRoot, root } = store(t);
  assert.equal(work.fsPath, join(root, 'work/keap-requests'));
  const first = await saved.save(work, 'VIPs', text);
  const second = await saved.save(work, 'vips', text);
  assert.equal(first.name, 'VIPs');
  assert.equal(second.name, 'vips 2');
  assert.equal(read(second.uri), text('vips 2'));
  await saved.save(ownRoot, 'Mine', text);
  assert.deepEqual(
    (await saved.entries(work)).map(({ name }) => name),
    ['VIPs', 'vips 2'],
  );
  assert.ok(existsSync(join(root, 'own/Mine.http')));
});

test('the folder is the setting’s, but for one outside the workspace', (t) => {
  const { saved, root } = store(t);
  fake.requestsFolder = 'api/keap';
  assert.equal(saved.places[0]?.root.fsPath, join(root, 'work/api/keap'));
  for (const folder of ['../elsewhere', '/etc', '']) {
    fake.requestsFolder = folder;
    assert.deepEqual(
      saved.places.map(({ kind }) => kind),
      ['own'],
      folder,
    );
  }
});

test('a file that was changed meanwhile, on disk or in the editor, is not overwritten', async (t) => {
  const { saved, work } = store(t);
  const { uri, text: before } = await saved.save(work, 'VIPs', text);
  assert.deepEqual(await saved.overwrite(uri, before, text('b')), { outcome: 'written' });
  assert.equal(read(uri), text('b'));
  assert.deepEqual(await saved.overwrite(uri, before, text('c')), { outcome: 'changed' });
  assert.equal(read(uri), text('b'));
  writeFileSync(uri.fsPath, text('b').replaceAll('\n', '\r\n'));
  fake.documents = [{ uri: uri as never, isDirty: true, isUntitled: false, getText: () => '' }];
  assert.deepEqual(await saved.overwrite(uri, text('b'), text('c')), { outcome: 'changed' });
  fake.documents = [];
  assert.deepEqual(await saved.overwrite(uri, text('b'), text('c')), { outcome: 'written' });
  const gone = await saved.remove({ kind: 'file', name: 'VIPs', uri });
  assert.deepEqual(await saved.overwrite(uri, text('c'), text('d')), { outcome: 'gone' });
  assert.equal(await gone(), true);
  assert.equal(read(uri), text('c'));
});

test('renaming takes the title along where it is the name, and takes no other’s name', async (t) => {
  const { saved, work } = store(t);
  const { uri } = await saved.save(work, 'VIPs', text);
  await saved.save(work, 'Other', text);
  const entry = { kind: 'file', name: 'VIPs', uri } as const;
  assert.equal(await saved.isTaken(entry, 'OTHER'), true);
  assert.equal(await saved.isTaken(entry, 'vips'), false);
  const to = await saved.rename(entry, 'People');
  assert.ok(to);
  assert.equal(read(to), text('People'));
  assert.ok(!existsSync(uri.fsPath));
  assert.equal(await saved.rename({ kind: 'file', name: 'People', uri: to }, 'Other'), undefined);
  assert.equal(read(to), text('People'));
});

test('a request is duplicated, moved, and deleted and brought back unless its name is taken', async (t) => {
  const { saved, work, root } = store(t);
  const { uri } = await saved.save(work, 'VIPs', text);
  const entry = { kind: 'file', name: 'VIPs', uri } as const;
  const copy = await saved.duplicate(entry);
  assert.ok(copy);
  assert.equal(read(copy), text('VIPs 2'));
  const folder = await saved.makeFolder(work, 'Sales');
  assert.equal((await saved.makeFolder(work, 'sales')).path, join(root, 'work/keap-requests/sales 2'));
  const moved = await saved.moveInto(entry, folder);
  assert.equal(moved?.path, join(root, 'work/keap-requests/Sales/VIPs.http'));
  const again = await saved.save(work, 'VIPs', text);
  const undo = await saved.remove({ ...entry, uri: again.uri });
  await saved.save(work, 'VIPs', () => 'another');
  assert.equal(await undo(), false);
  assert.equal(read(again.uri), 'another');
  const numbered = await saved.moveInto({ ...entry, uri: again.uri }, folder);
  assert.equal(numbered?.path, join(root, 'work/keap-requests/Sales/VIPs 2.http'));
  assert.equal(await saved.count(work), 3);
});

test('a folder is not moved into itself', async (t) => {
  const { saved, work } = store(t);
  const uri = await saved.makeFolder(work, 'A');
  const inner = await saved.makeFolder(uri, 'B');
  const entry = { kind: 'folder', name: 'A', uri } as const;
  assert.equal(await saved.moveInto(entry, inner), uri);
  assert.ok(existsSync(inner.fsPath));
});

test('the view shows folders, requests with their operation, and files of several', async (t) => {
  const { saved, work } = store(t, {
    'work/keap-requests/Sales/a.http': text('a'),
    'work/keap-requests/b 10.http': text('b'),
    'work/keap-requests/b 9.rest': `${text('one')}\n### two\nGET https://example.com/x\n`,
    'work/keap-requests/empty.http': '',
    'work/keap-requests/notes.md': '# no',
  });
  mkdirSync(join(work.fsPath, '.git'));
  const view = new SavedView(saved, new FileRequests(catalog, new NamedAnswers(), saved.places[1]?.root as vscode.Uri));
  t.after(() => view.dispose());
  const nodes = await view.allNodes();
  assert.deepEqual(
    nodes.map((node) => {
      const { label, description, contextValue } = view.getTreeItem(node);
      return [label, description, contextValue];
    }),
    [
      ['work', 'workspace', 'place workspace'],
      ['Sales', undefined, 'folder'],
      ['a', 'List tags', 'request known'],
      ['b 9', '2 requests', 'file'],
      ['one', 'List tags', 'part known'],
      ['two', 'not Keap', 'part unknown'],
      ['b 10', 'List tags', 'request known'],
      ['empty', 'no request', 'file'],
    ],
  );
  assert.equal(view.ownNode(nodes[2]), nodes[2]);
  assert.equal(view.ownNode({ ...nodes[2] }), undefined);
});

test('links lead nowhere: not round in circles, not out of the workspace, and a broken one hides no other', async (t) => {
  const { saved, work, root } = store(t);
  await saved.save(work, 'VIPs', text);
  symlinkSync(join(root, 'nowhere'), join(work.fsPath, 'broken.http'));
  symlinkSync(work.fsPath, join(work.fsPath, 'round'));
  assert.deepEqual(
    (await saved.entries(work)).map(({ name }) => name),
    ['broken', 'VIPs'],
  );
  assert.equal(await saved.count(work), 2);
  mkdirSync(join(root, 'outside'));
  symlinkSync(join(root, 'outside'), join(root, 'work/elsewhere'));
  fake.requestsFolder = 'elsewhere';
  const folder = saved.places[0]?.root as vscode.Uri;
  await assert.rejects(saved.save(folder, 'VIPs', text), /is a link out of the workspace/);
  assert.ok(!existsSync(join(root, 'outside/VIPs.http')));
});

test('a place that cannot be written to is told in a sentence', async (t) => {
  const { saved, root } = store(t, { 'work/taken': 'a file' });
  fake.requestsFolder = 'taken';
  const folder = saved.places[0]?.root as vscode.Uri;
  await assert.rejects(saved.save(folder, 'VIPs', text), /^SendError: The folder could not be made \(EEXIST\): look/);
  assert.equal(readFileSync(join(root, 'work/taken'), 'utf8'), 'a file');
});
