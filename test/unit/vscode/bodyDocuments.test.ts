import assert from 'node:assert/strict';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { beforeEach, mock, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { CatalogFiles } from '../../../src/keap/catalogFiles.ts';
import { makeKey } from '../../e2e/leaks.ts';

const fake = pathToFileURL(join(import.meta.dirname, 'bodyVscode.ts')).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vscode' ? { url: fake, shortCircuit: true } : next(specifier, context),
});
const vscode = (await import(fake)) as typeof import('./bodyVscode.ts');
const { BodyDocuments } = await import('../../../src/vscode/bodies/bodyDocuments.ts');

const KEY = 'v2:createContact';
const typed: string[] = [];
let closed = 0;
const drafts = {
  loadBody: async (key: string) => (key === KEY ? (typed.at(-1) ?? '{}') : undefined),
  typeBody: (_key: string, body: string) => {
    if (body !== typed.at(-1)) typed.push(body);
  },
  bodyClosed: () => closed++,
};
const bodies = new BodyDocuments({ onDidChange: () => ({ dispose() {} }) } as unknown as CatalogFiles, () => drafts);
type Uri = Parameters<typeof bodies.stat>[0];
const uri = vscode.document.uri as unknown as Uri;
const files: unknown[] = [];
bodies.onDidChangeFile((events) => files.push(...events));
const settled = () => new Promise((resolve) => setImmediate(resolve));

beforeEach(async () => {
  await settled();
  vscode.document.isDirty = false;
  vscode.document.text = '{}';
  for (const list of [typed, files, vscode.commands.ran]) list.length = 0;
});

test('the draft has the first key typed into a clean document, and it is saved without anybody’s formatter', async () => {
  vscode.type('{"');
  assert.deepEqual(typed, ['{"']);
  await settled();
  assert.deepEqual(vscode.commands.ran, ['workbench.action.files.saveWithoutFormatting']);
  assert.equal(vscode.document.isDirty, false);
});

test('a change of a document that is said to be dirty by no event of its own is taken late', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  vscode.readAgain('{"late": true}');
  vscode.document.isDirty = true;
  assert.deepEqual(typed, []);
  mock.timers.tick(1000);
  mock.timers.reset();
  assert.deepEqual(typed, ['{"late": true}']);
});

test('a change made while a save ended is taken and saved, though VS Code calls the document clean for good', async () => {
  bodies.writeFile(uri, Buffer.from('{given}'));
  mock.timers.enable({ apis: ['setTimeout'] });
  vscode.readAgain('{"given_name": ""}');
  mock.timers.tick(1000);
  mock.timers.reset();
  assert.equal(typed.at(-1), '{"given_name": ""}');
  await settled();
  assert.deepEqual(vscode.commands.ran, ['workbench.action.files.saveWithoutFormatting']);
});

test('what was read again is not saved', async () => {
  bodies.writeFile(uri, Buffer.from('{"a": 1}'));
  mock.timers.enable({ apis: ['setTimeout'] });
  vscode.readAgain('{"a": 1}');
  mock.timers.tick(1000);
  mock.timers.reset();
  await settled();
  assert.deepEqual([typed, vscode.commands.ran], [['{"a": 1}'], []]);
});

test('what a document says that nobody told of is known when it is asked for', () => {
  assert.equal(bodies.untaken(KEY, '{}'), undefined);
  vscode.readAgain('{"late":\r\n true}');
  assert.equal(bodies.untaken(KEY, '{}'), '{"late":\n true}');
  vscode.document.isClosed = true;
  assert.equal(bodies.untaken(KEY, '{}'), undefined);
  vscode.document.isClosed = false;
});

test('a body from the builder that the document does not show yet is the newer one', () => {
  bodies.changed(KEY, '{"new": 1}');
  assert.equal(bodies.untaken(KEY, '{"new": 1}'), undefined);
  vscode.readAgain('{"new": 1}');
  assert.equal(bodies.untaken(KEY, '{"new": 1}'), undefined);
  vscode.readAgain('{"newer": 2}');
  assert.equal(bodies.untaken(KEY, '{"new": 1}'), '{"newer": 2}');
  bodies.changed(KEY, '{"new": 3}');
  vscode.type('{"typed": 4}');
  assert.equal(typed.at(-1), '{"typed": 4}');
  assert.equal(bodies.untaken(KEY, '{"new": 3}'), '{"typed": 4}', 'What was typed ends the wait.');
});

test('undoing to what was saved counts, reading the file again does not', () => {
  vscode.type('{"a": 1}');
  vscode.document.isDirty = false;
  vscode.type('{}', 1);
  assert.deepEqual(typed, ['{"a": 1}', '{}']);
  vscode.readAgain('{"old": true}');
  assert.deepEqual(typed, ['{"a": 1}', '{}']);
});

test('a body changed in the builder is a changed file, or an edit where someone is typing', async () => {
  const before = await bodies.stat(uri);
  bodies.changed(KEY, '{"b": 2}');
  assert.equal(files.length, 1);
  assert.ok((await bodies.stat(uri)).mtime > before.mtime);
  bodies.changed(KEY, '{}');
  assert.equal(files.length, 1, 'The document has it.');
  vscode.document.isDirty = true;
  bodies.changed(KEY, '{"c": 3}');
  assert.equal(vscode.document.text, '{"c": 3}');
  assert.equal(files.length, 1);
});

test('typing is no change of the file, so that saving finds nobody else’s', async () => {
  const { mtime } = await bodies.stat(uri);
  vscode.type('{"d": 4}');
  bodies.writeFile(uri, Buffer.from('{"d": 4}'));
  const after = await bodies.stat(uri);
  assert.deepEqual([after.mtime, after.size], [mtime, 8]);
  assert.equal(Buffer.from(await bodies.readFile(uri)).toString(), '{"d": 4}');
});

test('lines end in the draft as in its text area', () => {
  vscode.type('{\r\n}');
  assert.deepEqual(typed, ['{\n}']);
});

test('a key is marked until it is gone', () => {
  vscode.type(JSON.stringify({ given_name: makeKey() }));
  assert.match(vscode.marks.join(), /^This looks like a Keap key, and the body is not sent with it/);
  vscode.type('{}');
  assert.deepEqual(vscode.marks, []);
});

test('what is no body is not there, and a closed document is told of', async () => {
  await assert.rejects(bodies.readFile({ ...uri, path: '/v2/getContact/x.json' } as Uri));
  assert.equal(bodies.columnOf(KEY), 2);
  vscode.close();
  assert.equal(closed, 1);
});
