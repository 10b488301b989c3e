/** The room of saved requests in plain Node, over a folder of real files. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import type * as vscode from 'vscode';
import { CatalogFiles } from '../../../src/keap/catalogFiles.ts';
import { fake, Uri } from './fakeVscode.ts';

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vscode'
      ? { url: new URL('./fakeVscode.ts', import.meta.url).href, shortCircuit: true }
      : next(specifier, context),
});

const room = '../../../src/vscode/requests';
export const { SavedRequests } = (await import(
  `${room}/savedRequests.ts`
)) as typeof import('../../../src/vscode/requests/savedRequests.ts');
export const { SavedView } = (await import(
  `${room}/savedView.ts`
)) as typeof import('../../../src/vscode/requests/savedView.ts');
export const { SavedLinks } = (await import(
  `${room}/savedLinks.ts`
)) as typeof import('../../../src/vscode/requests/savedLinks.ts');
export const { FileRequests } = (await import(
  `${room}/fileRequests.ts`
)) as typeof import('../../../src/vscode/requests/fileRequests.ts');
export const { FileSender } = (await import(
  `${room}/fileSender.ts`
)) as typeof import('../../../src/vscode/requests/fileSender.ts');
export const { NamedAnswers } = (await import(
  `${room}/namedAnswers.ts`
)) as typeof import('../../../src/vscode/requests/namedAnswers.ts');
export const { RequestLenses, VARIABLE_COMPLETIONS } = (await import(
  `${room}/requestLenses.ts`
)) as typeof import('../../../src/vscode/requests/requestLenses.ts');
export const { RequestSaver } = (await import(
  `${room}/requestSaver.ts`
)) as typeof import('../../../src/vscode/requests/requestSaver.ts');
export const { savedCommands } = (await import(
  `${room}/savedCommands.ts`
)) as typeof import('../../../src/vscode/requests/savedCommands.ts');

export const catalog = new CatalogFiles(join(import.meta.dirname, '../../../src/keap/catalog/data'));

/** A place of real files: a workspace and the user's own folder, both gone when the test ends. */
export function disk(t: TestContext, files: Readonly<Record<string, string>> = {}) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'keap-saved-')));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries({ 'work/.keep': '', 'own/.keep': '', ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const uri = (path: string) => Uri.file(join(root, path)) as unknown as vscode.Uri;
  fake.folders = [{ uri: Uri.file(join(root, 'work')), name: 'work' }];
  fake.requestsFolder = 'keap-requests';
  fake.documents = [];
  fake.messages = [];
  fake.answers = [];
  return { root, uri, own: uri('own') };
}
