import * as vscode from 'vscode';
import type { OperationSummary } from '../../keap/catalog/operation.ts';
import { routeWords } from '../../keap/catalog/routeWords.ts';
import { OperationSearch } from '../../keap/catalog/search.ts';
import { holdsKey, removeKeys } from '../../keap/safety/keyShapes.ts';
import { operationIcon, operationMarks } from './operationWords.ts';

interface OperationItem extends vscode.QuickPickItem {
  /** Undefined for what stands above the operations when a key was pasted. */
  readonly operation: OperationSummary | undefined;
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
    pick.items = (query.trim() === '' ? start : search.find(searched(query), MOST_SHOWN)).map(operationItem);
  };
  let cleaned: string | undefined;
  const typed = (query: string) => {
    if (query === cleaned) return;
    cleaned = undefined;
    if (!holdsKey(query)) return show(query);
    cleaned = removeKeys(query);
    pick.value = cleaned;
    show(cleaned);
    const found = pick.items;
    pick.items = [KEY_REFUSED, ...found];
    // Enter goes to the operation, as without a key.
    pick.activeItems = found.slice(0, 1);
  };
  show('');
  return new Promise((resolve) => {
    pick.onDidChangeValue(typed);
    pick.onDidAccept(() => {
      const [chosen] = pick.selectedItems;
      resolve(chosen?.operation);
      pick.hide();
      if (chosen === KEY_REFUSED) void vscode.commands.executeCommand('keap.addConnection');
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

const KEY_REFUSED: OperationItem = {
  operation: undefined,
  label: 'A Keap key was taken out of what you pasted',
  detail: 'Keys belong in a connection; choose this to add one',
  iconPath: new vscode.ThemeIcon('key'),
  alwaysShow: true,
};

/** What to look for in something pasted: of a cURL command its URL. */
function searched(query: string): string {
  return /^\s*curl\s[\s\S]*?(https?:\/\/[^\s'"]+)/.exec(query)?.[1] ?? query;
}

function operationItem(operation: OperationSummary): OperationItem {
  return {
    operation,
    label: operation.title,
    description: [routeWords(operation), ...operationMarks(operation)].join(' · '),
    iconPath: operationIcon(operation),
    alwaysShow: true,
  };
}
