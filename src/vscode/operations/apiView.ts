import * as vscode from 'vscode';
import { API_LABELS, API_VERSIONS } from '../../keap/catalog/catalogData.ts';
import type { ApiVersion, OperationSummary } from '../../keap/catalog/operation.ts';
import { shortPath } from '../../keap/catalog/routeWords.ts';
import { tagTitle } from '../../keap/catalog/titles.ts';
import { retirementLabel, retirementWords } from '../../keap/catalog/xmlrpc/xmlRpcRetirement.ts';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import { isCallable } from '../../keap/connection.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import type { OperationMemory } from './operationMemory.ts';
import { isPaged, operationIcon, operationLabel, operationMarks } from './operationWords.ts';

export type ApiNode =
  | { readonly kind: 'favourites' | 'recent'; readonly operations: readonly OperationSummary[] }
  | { readonly kind: 'version'; readonly version: ApiVersion; readonly operations: readonly OperationSummary[] }
  | {
      readonly kind: 'tag';
      readonly version: ApiVersion;
      readonly tag: string;
      readonly operations: readonly OperationSummary[];
    }
  | { readonly kind: 'operation' | 'removed'; readonly operation: OperationSummary; readonly under: string };

/** Marks what a newer description says otherwise. */
export interface Marks {
  readonly onDidChange: vscode.Event<void>;
  /** What the description no longer has: of a version, or of one of its groups. */
  removed(version: ApiVersion, tag?: string): readonly OperationSummary[];
  /** Marks the row of an operation. */
  mark(item: vscode.TreeItem, operation: OperationSummary): void;
  /** Tells of a row how many marked ones are below it. */
  markGroup(item: vscode.TreeItem, operations: readonly OperationSummary[]): void;
  /** The row of an operation that is gone. */
  removedItem(operation: OperationSummary): vscode.TreeItem;
}

/** What rows depend on besides the catalog. */
export interface ApiViewDetails {
  /** What shows when the mouse rests on an operation. */
  readonly tooltip: (key: string) => Promise<vscode.MarkdownString | undefined>;
  readonly connections: Pick<ConnectionStore, 'active' | 'onDidChange'>;
}

/** What is said where the active connection cannot call something. */
const NO_REST = 'not with a Legacy Key';

/** Words, and the operations that match them. */
export interface ApiFilter {
  readonly text: string;
  readonly found: ReadonlySet<OperationSummary>;
}

/** The view *API*: favourites and recently used, then version, tag, operation. */
export class ApiView implements vscode.TreeDataProvider<ApiNode>, vscode.Disposable {
  private readonly catalog: CatalogFiles;
  private readonly memory: OperationMemory;
  private readonly view: vscode.TreeView<ApiNode>;
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly listeners: vscode.Disposable;
  private readonly details: ApiViewDetails;
  private filter: ApiFilter | undefined;
  private marks: Marks | undefined;

  constructor(catalog: CatalogFiles, memory: OperationMemory, details: ApiViewDetails) {
    this.catalog = catalog;
    this.memory = memory;
    this.details = details;
    this.view = vscode.window.createTreeView('keap.api', { treeDataProvider: this, showCollapseAll: true });
    const { connections } = details;
    let { kind } = connections.active;
    this.listeners = vscode.Disposable.from(
      memory.onDidChange(() => this.changed.fire(undefined)),
      connections.onDidChange(() => {
        const before = kind;
        kind = connections.active.kind;
        if (before !== kind && [before, kind].includes('legacyKey')) this.changed.fire(undefined);
      }),
    );
    // What a filter found are operations of the description before.
    catalog.onDidChange(() => (this.filter ? void this.setFilter(undefined) : this.changed.fire(undefined)));
    // VS Code asks for the rows some messages later; they say what went wrong, if anything did.
    catalog.index().catch(() => undefined);
  }

  /** Marks what is otherwise in a newer description. */
  showMarks(marks: Marks): void {
    this.marks = marks;
    marks.onDidChange(() => this.changed.fire(undefined));
  }

  /** Shows only what was found; without a filter everything again. */
  async setFilter(filter: ApiFilter | undefined): Promise<void> {
    if (filter?.text === this.filter?.text) return;
    this.filter = filter;
    await vscode.commands.executeCommand('setContext', 'keap.apiFiltered', filter !== undefined);
    const count = filter?.found.size ?? 0;
    // With a message VS Code shows no welcome content, which is what tells that nothing matches.
    this.view.message =
      count === 0 ? '' : `${count} ${count === 1 ? 'operation matches' : 'operations match'} “${filter?.text}”`;
    this.changed.fire(undefined);
  }

  get filterText(): string {
    return this.filter?.text ?? '';
  }

  async getChildren(node?: ApiNode): Promise<ApiNode[]> {
    if (!node) return this.roots();
    switch (node.kind) {
      case 'version':
        return tagNodes(node.version, node.operations, this.removedOf(node.version));
      case 'operation':
      case 'removed':
        return [];
      default: {
        const under = node.kind === 'tag' ? `${node.version}/${node.tag}` : node.kind;
        const rows = (kind: 'operation' | 'removed', operations: readonly OperationSummary[]) =>
          operations.map((operation): ApiNode => ({ kind, operation, under }));
        const gone = node.kind === 'tag' ? this.removedOf(node.version, node.tag) : [];
        return [...rows('operation', node.operations), ...rows('removed', gone)];
      }
    }
  }

  getTreeItem(node: ApiNode): vscode.TreeItem {
    // A filtered tree opens itself: its nodes get ids of their own, since VS Code remembers what was collapsed by id.
    const scope = this.filter ? `?${this.filter.text}` : '';
    const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    const open = this.filter ? Expanded : Collapsed;
    switch (node.kind) {
      case 'operation':
        return this.operationItem(node.operation, node.under, scope);
      case 'removed':
        return this.marks?.removedItem(node.operation) ?? new vscode.TreeItem(node.operation.title);
      case 'version': {
        const item = new vscode.TreeItem(API_LABELS[node.version], node.version === 'v2' ? Expanded : open);
        item.id = node.version + scope;
        const count = node.operations.length;
        item.description = `${count} ${count === 1 ? 'operation' : 'operations'}`;
        item.contextValue = 'version';
        this.marks?.markGroup(item, [...node.operations, ...this.removedOf(node.version)]);
        if (node.version === 'xmlrpc') {
          item.description = `${count} ${count === 1 ? 'method' : 'methods'} · ${retirementLabel(Date.now(), 'short')}`;
          item.tooltip = retirementWords(Date.now());
        }
        // First, since a narrow view cuts the end.
        if (!this.isCallable(node.version)) item.description = `${NO_REST} · ${item.description}`;
        return item;
      }
      case 'tag': {
        const item = new vscode.TreeItem(node.version === 'xmlrpc' ? node.tag : tagTitle(node.tag), open);
        item.id = `${node.version}/${node.tag}${scope}`;
        item.description = String(node.operations.length);
        item.contextValue = 'tag';
        this.marks?.markGroup(item, [...node.operations, ...this.removedOf(node.version, node.tag)]);
        return item;
      }
      default: {
        const favourites = node.kind === 'favourites';
        const label = favourites ? 'Favourites' : 'Recently used';
        const item = new vscode.TreeItem(label, Expanded);
        item.id = node.kind;
        item.iconPath = new vscode.ThemeIcon(favourites ? 'star-full' : 'history');
        item.contextValue = node.kind;
        return item;
      }
    }
  }

  async resolveTreeItem(item: vscode.TreeItem, node: ApiNode): Promise<vscode.TreeItem> {
    if (node.kind !== 'operation') return item;
    const tooltip = await this.details.tooltip(node.operation.key);
    if (tooltip) item.tooltip = tooltip;
    return item;
  }

  dispose(): void {
    this.listeners.dispose();
    this.view.dispose();
    this.changed.dispose();
  }

  private async roots(): Promise<ApiNode[]> {
    const all = await this.catalog.index();
    const { filter } = this;
    const shown = filter ? all.filter((operation) => filter.found.has(operation)) : all;
    const byKey = new Map(all.map((operation) => [operation.key, operation]));
    const remembered = (kind: 'favourites' | 'recent', keys: readonly string[]): ApiNode[] => {
      const operations = keys.flatMap((key) => byKey.get(key) ?? []);
      return !filter && operations.length > 0 ? [{ kind, operations }] : [];
    };
    return [
      ...remembered('favourites', this.memory.favourites),
      ...remembered('recent', this.memory.recent),
      ...API_VERSIONS.map((version): ApiNode => {
        return { kind: 'version', version, operations: shown.filter((operation) => operation.version === version) };
      }).filter((node) => node.kind !== 'version' || node.operations.length > 0),
    ];
  }

  private removedOf(version: ApiVersion, tag?: string): readonly OperationSummary[] {
    return this.filter ? [] : (this.marks?.removed(version, tag) ?? []);
  }

  private isCallable(version: ApiVersion): boolean {
    return isCallable(version, this.details.connections.active);
  }

  private operationItem(operation: OperationSummary, under: string, scope: string): vscode.TreeItem {
    const item = new vscode.TreeItem(operation.title);
    item.id = `${under}/${operation.key}${scope}`;
    const refused = this.isCallable(operation.version) ? [] : [NO_REST];
    // Within its version the row of that says it.
    const told = under === 'favourites' || under === 'recent' ? refused : [];
    item.description = [ownPath(operation, under), ...operationMarks(operation), ...told].join(' · ');
    const icon = operationIcon(operation);
    item.iconPath =
      refused.length > 0 ? new vscode.ThemeIcon(icon.id, new vscode.ThemeColor('disabledForeground')) : icon;
    item.accessibilityInformation = { label: [operationLabel(operation), ...refused].join(', ') };
    this.marks?.mark(item, operation);
    const favourite = this.memory.favourites.includes(operation.key) ? 'favourite' : 'plain';
    const input = operation.needsInput ? 'needsInput' : 'sendable';
    const older = operation.version === 'v2' ? '' : ' older';
    item.contextValue = `operation ${favourite} ${input}${isPaged(operation) ? ' paged' : ''}${older}`;
    item.command = { command: 'keap.openBuilder', title: 'Open in request builder', arguments: [{ operation }] };
    return item;
  }
}

/** Within its service, the name of a method alone tells it from the others. */
function ownPath(operation: OperationSummary, under: string): string {
  const path = shortPath(operation);
  return under === `xmlrpc/${operation.tag}` ? path.slice(operation.tag.length + 1) : path;
}

function tagNodes(
  version: ApiVersion,
  operations: readonly OperationSummary[],
  removed: readonly OperationSummary[],
): ApiNode[] {
  const byTag = new Map<string, OperationSummary[]>();
  for (const operation of operations) {
    const same = byTag.get(operation.tag);
    if (same) same.push(operation);
    else byTag.set(operation.tag, [operation]);
  }
  // A group may have nothing left.
  for (const { tag } of removed) byTag.set(tag, byTag.get(tag) ?? []);
  return [...byTag].map(([tag, members]) => ({ kind: 'tag', version, tag, operations: members }));
}
