import * as vscode from 'vscode';
import { type LimitRow, limitRows } from '../../keap/limits/limitWords.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import type { LimitStore } from './limitStore.ts';

type Part = LimitRow['parts'][number];
type LimitNode =
  | { readonly kind: 'row'; readonly row: LimitRow }
  | { readonly kind: 'part'; readonly rowId: string; readonly part: Part };

export interface LimitsServices {
  readonly connections: ConnectionStore;
  readonly limits: LimitStore;
}

const ICONS: Readonly<Record<string, string>> = {
  second: 'pulse',
  minute: 'clockface',
  day: 'calendar',
  tenant: 'organization',
  waiting: 'list-ordered',
  pace: 'dashboard',
};

/** In place of a row's own icon: not every theme has colours for it. */
const SIGNS: Readonly<Partial<Record<LimitRow['level'], string>>> = { near: 'warning', out: 'error' };

const COLOURS: Readonly<Record<LimitRow['level'], vscode.ThemeColor | undefined>> = {
  usual: undefined,
  near: new vscode.ThemeColor('list.warningForeground'),
  out: new vscode.ThemeColor('list.errorForeground'),
};

/** The view *Limits*: what is known of the limits of the active connection's key. */
export class LimitsView implements vscode.TreeDataProvider<LimitNode>, vscode.Disposable {
  private readonly services: LimitsServices;
  private readonly changed = new vscode.EventEmitter<undefined>();
  private readonly view: Pick<vscode.TreeView<unknown>, 'description'>;
  private readonly disposables: readonly vscode.Disposable[];
  private shown = '';
  readonly onDidChangeTreeData = this.changed.event;

  constructor(view: vscode.TreeView<unknown>, services: LimitsServices) {
    this.services = services;
    const { connections, limits } = services;
    this.view = view;
    this.disposables = [
      view.onDidChangeVisibility(({ visible }) => limits.watchClosely(visible)),
      limits.onDidChange(() => this.refresh()),
      connections.onDidChange(() => this.refresh()),
    ];
    limits.watchClosely(view.visible);
  }

  getChildren(node?: LimitNode): LimitNode[] {
    if (!node) return this.rows().map((row) => ({ kind: 'row', row }));
    if (node.kind === 'part') return [];
    return node.row.parts.map((part) => ({ kind: 'part', rowId: node.row.id, part }));
  }

  getTreeItem(node: LimitNode): vscode.TreeItem {
    return node.kind === 'row' ? rowItem(node.row) : partItem(node.rowId, node.part);
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
    this.changed.dispose();
  }

  private rows(): readonly LimitRow[] {
    const { state } = this.services.limits;
    return state ? limitRows(state, Date.now()) : [];
  }

  /** Draws anew where the words are others: a drawn row loses its hover. */
  private refresh(): void {
    const name = plainText(this.services.connections.active.name);
    const shown = JSON.stringify([name, this.rows()]);
    if (shown === this.shown) return;
    this.shown = shown;
    this.view.description = name;
    this.changed.fire(undefined);
  }
}

function rowItem({ id, name, value, level, detail, parts }: LimitRow): vscode.TreeItem {
  const { None, Collapsed } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(name, parts.length === 0 ? None : Collapsed);
  item.id = id;
  item.description = value;
  item.iconPath = new vscode.ThemeIcon(SIGNS[level] ?? ICONS[id] ?? 'info', COLOURS[level]);
  item.tooltip = detail ?? [`${name}: ${value}`, ...parts.map((part) => `${part.name}: ${part.value}`)].join('\n');
  item.accessibilityInformation = { label: `${name}: ${detail ?? value}` };
  return item;
}

function partItem(rowId: string, { name, value }: Part): vscode.TreeItem {
  const item = new vscode.TreeItem(name);
  item.id = `${rowId}/${name}`;
  item.description = value;
  item.tooltip = `${name}: ${value}`;
  item.accessibilityInformation = { label: `${name}: ${value}` };
  return item;
}
