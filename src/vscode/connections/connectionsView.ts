import * as vscode from 'vscode';
import type { Connection } from '../../keap/connection.ts';
import { contextKey } from '../contextKey.ts';
import {
  type ConnectionState,
  connectionDescription,
  connectionFacts,
  connectionLabel,
  type Fact,
  tooltipMarkdown,
} from './connectionFacts.ts';
import { connectionIcon } from './connectionIcon.ts';
import { type ConnectionServices, isReal } from './connectionServices.ts';

export type ConnectionNode =
  | { readonly kind: 'connection'; readonly connection: Connection }
  | { readonly kind: 'fact'; readonly connection: Connection; readonly fact: Fact };

/**
 * The view *Connections*: each with what is known of it. With the sandbox alone it is empty, and advises; while *Get
 * started* does that, it leaves the room to the API.
 */
export class ConnectionsView implements vscode.TreeDataProvider<ConnectionNode>, vscode.Disposable {
  private readonly services: Pick<ConnectionServices, 'connections' | 'locks'>;
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly disposables: readonly vscode.Disposable[];

  constructor(services: Pick<ConnectionServices, 'connections' | 'locks'>) {
    this.services = services;
    const refresh = () => this.changed.fire(undefined);
    const connected = contextKey('keap.connected');
    const view = vscode.window.createTreeView('keap.connections', { treeDataProvider: this, showCollapseAll: true });
    this.disposables = [
      view,
      services.connections.onDidChange(refresh),
      services.connections.onDidChange(() => connected(services.connections.all.some(isReal))),
      services.locks.onDidChange(refresh),
      // How long ago something was is true only when it is looked at.
      view.onDidChangeVisibility(({ visible }) => visible && refresh()),
    ];
  }

  async getChildren(node?: ConnectionNode): Promise<ConnectionNode[]> {
    const { connections } = this.services;
    await connections.ready;
    if (!node) {
      const { all } = connections;
      return all.some(isReal) ? all.map((connection) => ({ kind: 'connection', connection })) : [];
    }
    const { kind, connection } = node;
    if (kind === 'fact') return [];
    return connectionFacts(connection, this.stateOf(connection)).map((fact) => ({ kind: 'fact', connection, fact }));
  }

  getTreeItem(node: ConnectionNode): vscode.TreeItem {
    return node.kind === 'fact' ? factItem(node.connection, node.fact) : this.connectionItem(node.connection);
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
    this.changed.dispose();
  }

  private connectionItem(connection: Connection): vscode.TreeItem {
    const state = this.stateOf(connection);
    const item = new vscode.TreeItem(connection.name, vscode.TreeItemCollapsibleState.Collapsed);
    item.id = connection.id;
    item.description = connectionDescription(connection, state);
    item.iconPath = connectionIcon(connection, state.unlockedUntil !== undefined);
    item.tooltip = connectionTooltip(connection, state);
    item.accessibilityInformation = { label: connectionLabel(connection, state) };
    item.contextValue = contextValue(connection, state);
    return item;
  }

  private stateOf(connection: Connection): ConnectionState {
    const { connections, locks } = this.services;
    const { id } = connection;
    return {
      active: connections.active.id === id,
      default: connections.default.id === id,
      lastUsed: connections.lastUsed(id),
      unlockedUntil: locks.unlockedUntil(connection),
      now: Date.now(),
    };
  }
}

function factItem({ id }: Connection, { name, value }: Fact): vscode.TreeItem {
  const item = new vscode.TreeItem(name);
  item.id = `${id}/${name}`;
  item.description = value;
  item.tooltip = `${name}: ${value}`;
  item.accessibilityInformation = { label: `${name}: ${value}` };
  item.contextValue = 'fact';
  return item;
}

/** What the menus of a connection go by: words that hold of it. */
function contextValue(connection: Connection, state: ConnectionState): string {
  const words = [
    'connection',
    isReal(connection) ? 'real' : 'sandbox',
    state.active ? 'active' : 'idle',
    state.default ? 'default' : 'other',
    connection.production ? 'production' : 'test',
    connection.readOnly ? 'readOnly' : 'writable',
    ...(connection.readOnly ? [state.unlockedUntil === undefined ? 'locked' : 'unlocked'] : []),
  ];
  return words.join(' ');
}

/** All facts as Markdown without links, HTML or commands; what comes from Keap is text whatever it holds. */
function connectionTooltip(connection: Connection, state: ConnectionState): vscode.MarkdownString {
  const text = new vscode.MarkdownString(tooltipMarkdown(connection, state));
  text.supportHtml = false;
  text.isTrusted = false;
  return text;
}
