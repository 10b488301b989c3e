import * as vscode from 'vscode';
import type { OperationSummary } from '../keap/catalog/operation.ts';
import { OperationSearch } from '../keap/catalog/search.ts';
import { methodIcon, operationMarks, shortPath } from './operationWords.ts';

interface OperationItem extends vscode.QuickPickItem {
  readonly operation: OperationSummary;
}

/** More hits than anyone reads; showing them all would only slow typing down. */
const MOST_SHOWN = 60;

/**
 * Lets someone find an operation by words of its title, path, tag, parameters or properties, or by pasting a URL.
 * VS Code's own matching is switched off: ours knows more than the label.
 * @param recent keys to show first while nothing is typed
 */
export async function pickOperation(
  operations: readonly OperationSummary[],
  recent: readonly string[],
  title: string,
): Promise<OperationSummary | undefined> {
  const search = new OperationSearch(operations);
  const byKey = new Map(operations.map((operation) => [operation.key, operation]));
  const used = recent.flatMap((key) => byKey.get(key) ?? []);
  const start = [...used, ...operations.filter((operation) => !used.includes(operation))].slice(0, MOST_SHOWN);
  const pick = vscode.window.createQuickPick<OperationItem>();
  pick.title = title;
  pick.placeholder = `Search ${operations.length} operations by title, path, tag, parameter or property`;
  const show = (query: string) => {
    pick.items = (query.trim() === '' ? start : search.find(query, MOST_SHOWN)).map(operationItem);
  };
  show('');
  return new Promise((resolve) => {
    pick.onDidChangeValue(show);
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]?.operation);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

function operationItem(operation: OperationSummary): OperationItem {
  return {
    operation,
    label: operation.title,
    description: [`${operation.method} ${shortPath(operation)}`, ...operationMarks(operation)].join(' · '),
    iconPath: methodIcon(operation.method),
    alwaysShow: true,
  };
}
