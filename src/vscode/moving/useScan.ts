import * as vscode from 'vscode';
import { pause } from '../../keap/answers/pause.ts';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import { findUses, type KnownNames } from '../../keap/moving/use/findUses.ts';
import { IgnoredFiles } from '../../keap/moving/use/ignoredFiles.ts';
import { CODE_ENDINGS, languageOf } from '../../keap/moving/use/language.ts';
import type { FileUses } from '../../keap/moving/use/useReport.ts';
import { readText, SKIPPED_FOLDERS } from '../textFiles.ts';

const MOST_FILES = 50_000;
/** What is larger is made by a program. */
const MOST_BYTES = 2 * 2 ** 20;
const AT_ONCE = 64;
/** A report with more uses than these helps nobody; the scan ends there. */
const MOST_USES = 20_000;
/** How long other work of the extension host waits for a scan, in milliseconds. */
const LONGEST_TURN = 30;

/** What a workspace uses of the APIs before v2. */
export interface WorkspaceUses {
  readonly files: readonly (FileUses & { readonly uri: vscode.Uri })[];
  readonly read: number;
  /** Whether every file was looked at. */
  readonly whole: boolean;
}

/** Reads the code of the workspace, but for what `files.exclude` and `.gitignore` name. Nothing is sent anywhere. */
export async function scanWorkspace(
  catalog: CatalogFiles,
  token: vscode.CancellationToken,
  onProgress: (done: number, all: number) => void,
): Promise<WorkspaceUses> {
  const known = await knownNames(catalog);
  // With a pattern of its own, files.exclude still counts.
  const found = await vscode.workspace.findFiles(`**/*.{${CODE_ENDINGS}}`, SKIPPED_FOLDERS, MOST_FILES, token);
  const isIgnored = await ignoredIn(token);
  const files: (FileUses & { readonly uri: vscode.Uri })[] = [];
  let read = 0;
  let count = 0;
  let turn = performance.now();
  for (let at = 0; at < found.length && count < MOST_USES && !token.isCancellationRequested; at += AT_ONCE) {
    const slice = found.slice(at, at + AT_ONCE).filter((uri) => !isIgnored(uri));
    const texts = await Promise.all(slice.map(async (uri) => ({ uri, text: await readText(uri, MOST_BYTES) })));
    for (const { uri, text } of texts) {
      if (performance.now() - turn > LONGEST_TURN) {
        await pause();
        turn = performance.now();
      }
      const language = languageOf(uri.path);
      if (text === undefined || !language) continue;
      read++;
      const uses = findUses(text, language, known);
      count += uses.length;
      if (uses.length > 0) files.push({ uri, path: vscode.workspace.asRelativePath(uri), uses });
    }
    onProgress(Math.min(at + AT_ONCE, found.length), found.length);
  }
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files, read, whole: !token.isCancellationRequested && found.length < MOST_FILES && count < MOST_USES };
}

async function knownNames(catalog: CatalogFiles): Promise<KnownNames> {
  const [{ operations }, { methods, tables }] = await Promise.all([catalog.version('v1'), catalog.xmlRpc()]);
  return {
    operations,
    methods: new Set(methods.map(({ service, method }) => `${service}.${method}`)),
    tables: new Set(tables.map(({ name }) => name)),
  };
}

/** What the `.gitignore` files of all folders say. */
async function ignoredIn(token: vscode.CancellationToken): Promise<(uri: vscode.Uri) => boolean> {
  const folders = new Map<string, IgnoredFiles>();
  const within = (uri: vscode.Uri) => {
    const root = vscode.workspace.getWorkspaceFolder(uri)?.uri;
    return root && { root: root.toString(), path: uri.path.slice(root.path.replace(/\/$/, '').length + 1) };
  };
  for (const uri of await vscode.workspace.findFiles('**/.gitignore', SKIPPED_FOLDERS, 1_000, token)) {
    const place = within(uri);
    const text = await readText(uri, MOST_BYTES);
    if (!place || text === undefined) continue;
    const ignored = folders.get(place.root) ?? new IgnoredFiles();
    folders.set(place.root, ignored);
    ignored.add(place.path.replace(/\/?\.gitignore$/, ''), text);
  }
  return (uri) => {
    const place = within(uri);
    return place ? (folders.get(place.root)?.has(place.path) ?? false) : false;
  };
}
