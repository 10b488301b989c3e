import { realpath } from 'node:fs/promises';
import { join, relative } from 'node:path';
import * as vscode from 'vscode';

/** Folders of a workspace that hold nothing anybody there wrote. */
export const SKIPPED_FOLDERS = '**/{node_modules,.git,.hg,.svn}/**';

/**
 * The text of a file as it is shown or stored; undefined for what is no text, too large, or cannot be read.
 * @param mostBytes how large it may be
 */
export async function readText(uri: vscode.Uri, mostBytes: number): Promise<string | undefined> {
  const shown = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (shown) return shown.getText();
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    if (type !== vscode.FileType.File || size > mostBytes || !(await isInPlace(uri))) return undefined;
    return textOf(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

/** Whether no link, of a file or a folder, leads to a file: it might lead out of the workspace. */
async function isInPlace(uri: vscode.Uri): Promise<boolean> {
  const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri;
  if (uri.scheme !== 'file' || folder?.scheme !== 'file') return true;
  const [file, root] = await Promise.all([realpath(uri.fsPath), realpath(folder.fsPath)]);
  return file === join(root, relative(folder.fsPath, uri.fsPath));
}

function textOf(bytes: Uint8Array): string | undefined {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff;
  if (utf16) return new TextDecoder(utf16 === true ? 'utf-16be' : utf16).decode(bytes);
  return bytes.subarray(0, 8192).includes(0) ? undefined : new TextDecoder().decode(bytes);
}
