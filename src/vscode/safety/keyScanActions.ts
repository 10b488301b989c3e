import * as vscode from 'vscode';
import { placeholderChange, type TextChange } from '../../keap/safety/keyPlaceholder.ts';
import type { FoundKey } from '../../keap/safety/keyShapes.ts';
import type { Commands } from '../commands.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import { KEY_CODE, type KeyScan, keysOf } from './keyScan.ts';

export interface KeyScanServices {
  readonly connections: ConnectionStore;
  /** Runs the steps of *Keap: Add connection* with a key. */
  readonly addConnection: (key: string) => Promise<void>;
}

/** *Keap: Find keys in files*, and what can be done with a key that was found. */
export function keyScanCommands(scan: KeyScan, services: KeyScanServices): Commands {
  return {
    'keap.findKeys': () => scan.run(),
    'keap.moveKey': async (uri, range) => {
      if (uri instanceof vscode.Uri && range instanceof vscode.Range) await moveKey(uri, range, services);
    },
  };
}

/** Offers these actions where the scan marked a key. */
export function registerKeyActions(): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider({ pattern: '**/*' }, ACTIONS, {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  });
}

const ACTIONS: vscode.CodeActionProvider = {
  provideCodeActions(document, _range, { diagnostics }) {
    return diagnostics
      .filter(({ source, code }) => source === 'Keap' && code === KEY_CODE)
      .flatMap((diagnostic) => {
        const found = keyAt(document, diagnostic.range);
        return found ? actionsOn(document, found, diagnostic) : [];
      });
  },
};

function actionsOn(document: vscode.TextDocument, found: FoundKey, diagnostic: vscode.Diagnostic): vscode.CodeAction[] {
  const move = new vscode.CodeAction('Move the key to a connection', vscode.CodeActionKind.QuickFix);
  // The command is told the place alone: arguments of commands get logged.
  move.command = { command: 'keap.moveKey', title: move.title, arguments: [document.uri, diagnostic.range] };
  move.isPreferred = true;
  const remove = new vscode.CodeAction('Remove the key', vscode.CodeActionKind.QuickFix);
  remove.edit = editOf(document, { start: found.start, end: found.end, text: '' });
  for (const action of [move, remove]) action.diagnostics = [diagnostic];
  return [move, remove];
}

/** Makes a connection of a key in a file, unless there is one, and puts a placeholder in its place, to be undone. */
async function moveKey(uri: vscode.Uri, range: vscode.Range, services: KeyScanServices): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const found = keyAt(document, range);
  if (!found) return;
  if (!(await isStored(found.key, services.connections)) && !(await added(found.key, services))) return;
  // The steps took a while: the text may have changed meanwhile.
  const still = keysOf(document.getText()).find(({ key }) => key === found.key);
  if (still) await vscode.workspace.applyEdit(editOf(document, placeholderOf(document, still)));
  void vscode.window.showWarningMessage(
    'The key is in a connection now. It stood in a file, maybe in version control too: make a new key in Keap, replace it here, and remove the old one there.',
  );
}

/** Whether the steps led to a connection; they end only when their last message is closed. */
function added(key: string, { connections, addConnection }: KeyScanServices): Promise<boolean> {
  const before = new Set(connections.all.map(({ id }) => id));
  const grown = () => connections.all.some(({ id }) => !before.has(id));
  return new Promise((resolve, reject) => {
    const listener = connections.onDidChange(() => {
      if (grown()) resolve(true);
    });
    addConnection(key)
      .then(() => resolve(grown()), reject)
      .finally(() => listener.dispose());
  });
}

async function isStored(key: string, connections: ConnectionStore): Promise<boolean> {
  await connections.ready;
  const keys = await Promise.all(connections.all.map((connection) => connections.credential(connection)));
  return keys.includes(key);
}

function keyAt(document: vscode.TextDocument, range: vscode.Range): FoundKey | undefined {
  const at = document.offsetAt(range.start);
  return keysOf(document.getText()).find(({ start, end }) => start <= at && at < end);
}

function placeholderOf(document: vscode.TextDocument, found: FoundKey): TextChange {
  return placeholderChange(document.getText(), found, document.languageId);
}

function editOf(document: vscode.TextDocument, { start, end, text }: TextChange): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), text);
  return edit;
}
