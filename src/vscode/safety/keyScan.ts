import * as vscode from 'vscode';
import { maskKey } from '../../keap/connection.ts';
import { type FoundKey, findKeys } from '../../keap/safety/keyShapes.ts';
import { signalOf } from '../sending/cancellation.ts';
import { readText, SKIPPED_FOLDERS } from '../textFiles.ts';

/** Marks our diagnostics, for the actions on them. */
export const KEY_CODE = 'key-in-file';

const MOST_FILES = 50_000;
/** No one writes a key into a larger file. */
const MOST_BYTES = 5 * 2 ** 20;
const AT_ONCE = 16;

/** *Keap: Find keys in files*: reads the files of the workspace, on command alone, and marks the keys in them. */
export class KeyScan implements vscode.Disposable {
  private readonly marks = vscode.languages.createDiagnosticCollection('keap.keys');
  private readonly listener: vscode.Disposable;

  constructor() {
    this.listener = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (this.marks.has(document.uri)) this.mark(document.uri, document.getText());
      }),
      vscode.workspace.onDidDeleteFiles(({ files }) => {
        for (const uri of files) this.marks.delete(uri);
      }),
    );
  }

  async run(): Promise<void> {
    this.marks.clear();
    const options = { location: vscode.ProgressLocation.Notification, title: 'Finding Keap keys', cancellable: true };
    const count = await vscode.window.withProgress(options, (progress, token) =>
      this.scan(signalOf(token), token, (done, all) =>
        progress.report({ message: `${done} of ${all} files`, increment: (100 * AT_ONCE) / all }),
      ),
    );
    await tell(count);
  }

  dispose(): void {
    this.listener.dispose();
    this.marks.dispose();
  }

  private async scan(
    signal: AbortSignal,
    token: vscode.CancellationToken,
    onProgress: (done: number, all: number) => void,
  ): Promise<Count> {
    // With a pattern of its own, files.exclude still counts.
    const files = await vscode.workspace.findFiles('**/*', SKIPPED_FOLDERS, MOST_FILES, token);
    let read = 0;
    let keys = 0;
    let holding = 0;
    for (let at = 0; at < files.length && !signal.aborted; at += AT_ONCE) {
      const texts = files.slice(at, at + AT_ONCE).map(async (uri) => ({ uri, text: await readText(uri, MOST_BYTES) }));
      for (const { uri, text } of await Promise.all(texts)) {
        if (text === undefined) continue;
        read++;
        const found = this.mark(uri, text);
        keys += found;
        if (found > 0) holding++;
      }
      onProgress(Math.min(at + AT_ONCE, files.length), files.length);
    }
    return { read, keys, holding, whole: !signal.aborted && files.length < MOST_FILES };
  }

  /** @returns how many keys the text holds */
  private mark(uri: vscode.Uri, text: string): number {
    const found = keysOf(text);
    if (found.length === 0) this.marks.delete(uri);
    else this.marks.set(uri, found.map(diagnosticOf(lineStarts(text))));
    return found.length;
  }
}

/** The keys of a text that are Keap's for sure. */
export function keysOf(text: string): readonly FoundKey[] {
  return findKeys(text).filter(({ kind }) => kind !== 'token');
}

interface Count {
  readonly read: number;
  readonly keys: number;
  readonly holding: number;
  /** Whether every file was looked at. */
  readonly whole: boolean;
}

async function tell({ read, keys, holding, whole }: Count): Promise<void> {
  const end = whole ? '' : ' Not every file was read.';
  if (keys === 0) {
    void vscode.window.showInformationMessage(`No Keap key was found in ${words(read, 'file')}.${end}`);
    return;
  }
  const action = 'Show problems';
  const advice = keys === 1 ? 'move it to a connection, and replace it' : 'move them to connections, and replace them';
  const message = `Found ${words(keys, 'Keap key')} in ${words(holding, 'file')}; ${advice} in Keap.${end}`;
  if ((await vscode.window.showWarningMessage(message, action)) === action) {
    await vscode.commands.executeCommand('workbench.actions.view.problems');
  }
}

function words(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function diagnosticOf(starts: readonly number[]): (found: FoundKey) => vscode.Diagnostic {
  return ({ start, end, key }) => {
    const range = new vscode.Range(positionOf(starts, start), positionOf(starts, end));
    const message = `A Keap key stands in this file (${maskKey(key)}). Whoever has the file has the key: move it to a connection, and replace it in Keap.`;
    const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Warning);
    diagnostic.source = 'Keap';
    diagnostic.code = KEY_CODE;
    return diagnostic;
  };
}

/** Where each line begins, as VS Code counts lines. */
function lineStarts(text: string): readonly number[] {
  return [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map(({ 0: end, index }) => index + end.length)];
}

function positionOf(starts: readonly number[], offset: number): vscode.Position {
  const next = starts.findIndex((start) => start > offset);
  const line = (next < 0 ? starts.length : next) - 1;
  return new vscode.Position(line, offset - (starts[line] ?? 0));
}
