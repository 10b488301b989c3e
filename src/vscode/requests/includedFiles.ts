import { realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import * as vscode from 'vscode';
import type { FileFinder } from '../../keap/httpFile/fileDraft.ts';
import { plainText } from '../../keap/safety/plainText.ts';

/** A larger text is no body of Keap's. */
const MOST_BYTES = 5 * 2 ** 20;
const INCLUDED = /^<(?:@\w*)?[ \t]+(\S.*)$/gm;

type Found =
  | { readonly uri: vscode.Uri; readonly size: number; readonly text: string | undefined }
  | { readonly refused: string };

/**
 * Looks up the files that a body takes in by `< path`, from the folder of the `.http` file on. A file of a workspace
 * reaches nothing outside it, also not by a link: it may have come from anyone.
 * @param ownFolder where files are the user's own, who may name any file
 */
export async function includedFiles(
  body: string,
  fill: (path: string) => string,
  file: vscode.Uri,
  ownFolder: vscode.Uri,
): Promise<FileFinder> {
  const paths = new Set([...body.matchAll(INCLUDED)].map(([, path = '']) => fill(path).trimEnd()));
  const found = new Map<string, Found>();
  for (const path of paths) found.set(path, await lookUp(path, file, ownFolder));
  const of = (path: string): Found => found.get(path.trimEnd()) ?? { refused: notThere(path) };
  return {
    text: (path) => {
      const one = of(path);
      if ('refused' in one) return one;
      return one.text === undefined ? { refused: `${shown(path)} is no text that can be a body.` } : { text: one.text };
    },
    choice: (path, name) => {
      const one = of(path);
      if ('refused' in one) return one;
      return { uri: one.uri.toString(), name: name ?? nameOf(one.uri), size: one.size };
    },
  };
}

async function lookUp(path: string, file: vscode.Uri, ownFolder: vscode.Uri): Promise<Found> {
  const absolute = /^(?:[\\/]|[a-z]:[\\/])/i.test(path);
  const uri = absolute ? file.with({ path: vscode.Uri.file(path).path }) : vscode.Uri.joinPath(file, '..', path);
  try {
    if (!isWithin(ownFolder, file) && !(await isInWorkspace(uri))) {
      return {
        refused: `${shown(path)} is outside the workspace, so it is not sent: choose it in the request builder.`,
      };
    }
    const { type, size } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.File) === 0) return { refused: `${shown(path)} is no file.` };
    return { uri, size, text: size > MOST_BYTES ? undefined : await readText(uri) };
  } catch {
    return { refused: notThere(path) };
  }
}

async function isInWorkspace(uri: vscode.Uri): Promise<boolean> {
  const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri;
  if (!folder || uri.scheme !== 'file') return folder !== undefined;
  const [real, root] = await Promise.all([realpath(uri.fsPath), realpath(folder.fsPath)]);
  return real.startsWith(root.endsWith(sep) ? root : root + sep);
}

function isWithin(folder: vscode.Uri, uri: vscode.Uri): boolean {
  return uri.scheme === folder.scheme && uri.authority === folder.authority && uri.path.startsWith(`${folder.path}/`);
}

async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

function notThere(path: string): string {
  return `The file ${shown(path)}, which the request takes in, is not there: mend its path, or choose it in the request builder.`;
}

function shown(path: string): string {
  return plainText(path, 120);
}

function nameOf({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
