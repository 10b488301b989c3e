import * as vscode from 'vscode';
import type { KnownRequest } from '../../keap/httpFile/knownRequests.ts';
import { readHttpFile } from '../../keap/httpFile/readHttpFile.ts';
import { variableNames } from '../../keap/httpFile/variableNames.ts';
import { redactKeys } from '../../keap/safety/keyShapes.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import { keysOf } from '../safety/keyScan.ts';
import type { FileRequests, ReadFile } from './fileRequests.ts';

/** Lenses are looked for with every change of a file; nobody writes one of this size. */
const MOST_CHARACTERS = 2_000_000;

/** The request that a lens stands over. Only one that a lens of ours made is sent without asking which. */
export class LensTarget {
  readonly file: ReadFile;
  readonly known: KnownRequest;

  constructor(file: ReadFile, known: KnownRequest) {
    this.file = file;
    this.known = known;
  }
}

/** *Send with Keap*, *Open in builder* and the connection over every request to Keap in a `.http` file. */
export class RequestLenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly files: FileRequests;
  private readonly connections: ConnectionStore;
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly listener: vscode.Disposable;
  readonly onDidChangeCodeLenses = this.changed.event;

  constructor(files: FileRequests, connections: ConnectionStore) {
    this.files = files;
    this.connections = connections;
    this.listener = connections.onDidChange(() => this.changed.fire());
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    await this.connections.ready;
    const text = document.getText();
    if (text.length > MOST_CHARACTERS) return [];
    const file = await this.files.read(document.uri, text);
    return file.requests.flatMap((known) => (known.operation ? this.lensesOf(document, file, known) : []));
  }

  dispose(): void {
    this.listener.dispose();
    this.changed.dispose();
  }

  private lensesOf(document: vscode.TextDocument, file: ReadFile, known: KnownRequest): vscode.CodeLens[] {
    const { line, first, last } = known.request;
    const name = plainText(this.connections.active.name);
    const title = known.operation?.title ?? '';
    const target = new LensTarget(file, known);
    const lens = (command: vscode.Command) => new vscode.CodeLens(new vscode.Range(line, 0, line, 0), command);
    const [key] = keysOf(document.getText(document.validateRange(new vscode.Range(first, 0, last + 1, 0))));
    const from = key && document.offsetAt(new vscode.Position(first, 0));
    return [
      lens({
        title: 'Send with Keap',
        tooltip: `${title}, on ${name}`,
        command: 'keap.sendHttpRequest',
        arguments: [target],
      }),
      lens({ title: 'Open in builder', tooltip: title, command: 'keap.openHttpRequest', arguments: [target] }),
      ...(known.operation?.version === 'v2'
        ? []
        : [
            lens({
              title: 'Convert to v2',
              tooltip: 'Open its counterpart in REST v2 in a request builder',
              command: 'keap.convertHttpRequest',
              arguments: [target],
            }),
          ]),
      lens({ title: name, tooltip: 'Switch connection', command: 'keap.switchConnection' }),
      ...(key && from !== undefined
        ? [
            lens({
              title: 'Move the key to a connection',
              tooltip:
                'A Keap key stands in this request. It is not used: requests are sent with the key of the connection.',
              command: 'keap.moveKey',
              arguments: [
                document.uri,
                new vscode.Range(document.positionAt(from + key.start), document.positionAt(from + key.end)),
              ],
            }),
          ]
        : []),
    ];
  }
}

/** Names of variables and of answers, after `{{`. */
export const VARIABLE_COMPLETIONS: vscode.CompletionItemProvider = {
  provideCompletionItems(document, position) {
    const before = document.lineAt(position).text.slice(0, position.character);
    const typed = /\{\{\s*([^{}]*)$/.exec(before)?.[1];
    if (typed === undefined) return [];
    const range = new vscode.Range(position.translate(0, -typed.length), position);
    return variableNames(readHttpFile(document.getText())).map(({ text, detail }) => {
      const item = new vscode.CompletionItem(text, vscode.CompletionItemKind.Variable);
      item.detail = plainText(redactKeys(detail));
      item.range = range;
      return item;
    });
  },
};
