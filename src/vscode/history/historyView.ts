import * as vscode from 'vscode';
import type { HistoryEntry } from '../../keap/history/historyEntry.ts';
import {
  entrySentence,
  entryWords,
  type HistoryDay,
  historyDays,
  type OutcomeKind,
  outcomeKind,
  outcomeSentence,
} from '../../keap/history/historyWords.ts';
import type { Kept } from '../../keap/history/kept.ts';
import { requestLine } from '../../keap/history/searchHistory.ts';
import { durationWords, sizeWords } from '../../keap/request/measures.ts';
import { redactKeys } from '../../keap/safety/keyShapes.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import type { HistoryStore } from './historyStore.ts';

export type HistoryNode =
  | { readonly kind: 'day'; readonly day: HistoryDay }
  | { readonly kind: 'entry'; readonly entry: HistoryEntry }
  /** Entries of a day that a list is too long for. */
  | { readonly kind: 'more'; readonly dayId: string; readonly count: number };

/** Rows of a day. A longer list is not read, and takes VS Code long to draw. */
const MOST_ROWS = 500;
/** Some parts send many requests in a row: the view is drawn anew no more often than this, in milliseconds. */
const REDRAW_MS = 300;

/** A shape each, since not every theme has colours, nor everyone's eyes. */
const ICONS: Readonly<Record<OutcomeKind, vscode.ThemeIcon>> = {
  success: new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed')),
  redirect: new vscode.ThemeIcon('arrow-right'),
  refused: new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground')),
  failed: new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground')),
  unanswered: new vscode.ThemeIcon('debug-disconnect', new vscode.ThemeColor('list.errorForeground')),
  cancelled: new vscode.ThemeIcon('circle-slash'),
};

/** The view *History*: what was sent, by day, newest first. */
export class HistoryView implements vscode.TreeDataProvider<HistoryNode>, vscode.Disposable {
  private readonly store: HistoryStore;
  private readonly changed = new vscode.EventEmitter<undefined>();
  private readonly listener: vscode.Disposable;
  private redrawing: NodeJS.Timeout | undefined;
  readonly onDidChangeTreeData = this.changed.event;

  constructor(view: vscode.TreeView<unknown>, store: HistoryStore) {
    this.store = store;
    this.listener = vscode.Disposable.from(
      store.onDidChange(() => this.redraw()),
      // Which day is today is true only when it is looked at.
      view.onDidChangeVisibility(({ visible }) => visible && this.redraw()),
    );
  }

  getChildren(node?: HistoryNode): HistoryNode[] {
    if (node?.kind === 'day') return rowsOf(node.day);
    if (node) return [];
    return historyDays(this.store.latest(), Date.now()).map((day) => ({ kind: 'day', day }));
  }

  getTreeItem(node: HistoryNode): vscode.TreeItem {
    if (node.kind === 'more') return moreItem(node.dayId, node.count);
    return node.kind === 'day' ? this.dayItem(node.day) : this.entryItem(node.entry);
  }

  dispose(): void {
    clearTimeout(this.redrawing);
    this.listener.dispose();
    this.changed.dispose();
  }

  private redraw(): void {
    this.redrawing ??= setTimeout(() => {
      this.redrawing = undefined;
      this.changed.fire(undefined);
    }, REDRAW_MS);
  }

  private dayItem({ id, name, entries }: HistoryDay): vscode.TreeItem {
    const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
    const newest = entries[0]?.id === this.store.entries[0]?.id;
    const item = new vscode.TreeItem(name, newest ? Expanded : Collapsed);
    item.id = id;
    item.description = String(entries.length);
    item.tooltip = `${name}: ${entries.length} ${entries.length === 1 ? 'request' : 'requests'}`;
    item.accessibilityInformation = { label: item.tooltip };
    item.contextValue = 'day';
    return item;
  }

  private entryItem(entry: HistoryEntry): vscode.TreeItem {
    const item = new vscode.TreeItem(plainText(entry.operation.title));
    item.id = entry.id;
    item.description = plainText(entryWords(entry));
    item.iconPath = historyIcon(entry);
    item.tooltip = tooltip(entry, this.store.keptNow(entry));
    item.accessibilityInformation = { label: plainText(entrySentence(entry), 300) };
    item.contextValue = 'exchange';
    item.command = {
      command: 'keap.openHistoryAnswer',
      title: 'Open answer from history',
      arguments: [{ entry: { id: entry.id } }],
    };
    return item;
  }
}

function rowsOf({ id, entries }: HistoryDay): HistoryNode[] {
  const rows: HistoryNode[] = entries.slice(0, MOST_ROWS).map((entry) => ({ kind: 'entry', entry }));
  const count = entries.length - rows.length;
  return count > 0 ? [...rows, { kind: 'more', dayId: id, count }] : rows;
}

function moreItem(dayId: string, count: number): vscode.TreeItem {
  const item = new vscode.TreeItem(`${count.toLocaleString('en')} more`);
  item.id = `${dayId}/more`;
  item.description = 'Search history finds them';
  item.iconPath = new vscode.ThemeIcon('search');
  item.command = { command: 'keap.searchHistory', title: 'Search history' };
  return item;
}

/** How an exchange ended, as an icon. */
export function historyIcon({ outcome }: HistoryEntry): vscode.ThemeIcon {
  return ICONS[outcomeKind(outcome)];
}

function tooltip(entry: HistoryEntry, kept: Kept | undefined): string {
  const { operation, outcome, ms, connection, at, source } = entry;
  const { exchange } = kept ?? {};
  // The address of a call tells nothing of it.
  const isAddress = exchange && !operation.key.startsWith('xmlrpc:');
  const line = isAddress ? `${exchange.request.method} ${exchange.request.target}` : requestLine(entry, kept?.draft);
  const size = 'error' in outcome ? [] : [sizeWords(outcome.bytes)];
  return [
    operation.title,
    plainText(redactKeys(line), 500),
    [outcomeSentence(outcome), durationWords(ms), ...size].join(' · '),
    `${plainText(connection.name)} · ${new Date(at).toLocaleString('en-GB')}`,
    ...(source ? [`Sent by the extension (${plainText(source.toLowerCase())})`] : []),
  ].join('\n');
}
