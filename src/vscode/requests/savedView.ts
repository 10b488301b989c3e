import * as vscode from 'vscode';
import { API_LABELS } from '../../keap/catalog/catalogData.ts';
import type { KnownRequest } from '../../keap/httpFile/knownRequests.ts';
import { redactKeys } from '../../keap/safety/keyShapes.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import { operationIcon } from '../operations/operationWords.ts';
import type { FileRequests, ReadFile } from './fileRequests.ts';
import { SAVED_DRAG } from './httpSelector.ts';
import type { SavedEntry, SavedPlace, SavedRequests } from './savedRequests.ts';

export type SavedNode =
  | { readonly kind: 'place'; readonly place: SavedPlace }
  | { readonly kind: 'folder'; readonly entry: SavedEntry }
  /** A file with one request, which it is. */
  | { readonly kind: 'request'; readonly entry: SavedEntry; readonly file: ReadFile; readonly known: KnownRequest }
  /** A file with another number of requests. */
  | { readonly kind: 'file'; readonly entry: SavedEntry; readonly file: ReadFile }
  /** One of several requests of a file. */
  | { readonly kind: 'part'; readonly file: ReadFile; readonly known: KnownRequest };

/** The view *Saved requests*: the workspace's and one's own, as folders and files. */
export class SavedView
  implements vscode.TreeDataProvider<SavedNode>, vscode.TreeDragAndDropController<SavedNode>, vscode.Disposable
{
  readonly dragMimeTypes = [SAVED_DRAG];
  readonly dropMimeTypes = [SAVED_DRAG];
  private readonly saved: SavedRequests;
  private readonly files: FileRequests;
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly listener: vscode.Disposable;
  /** What the view was last told to show, as text; undefined until it shows. */
  private told: string | undefined;
  /** The nodes of this view: what comes from elsewhere and looks like one is none. */
  private readonly made = new WeakSet<object>();

  constructor(saved: SavedRequests, files: FileRequests) {
    this.saved = saved;
    this.files = files;
    this.listener = saved.onDidChange(() => void this.refresh());
  }

  async getChildren(node?: SavedNode): Promise<SavedNode[]> {
    const nodes = await this.childrenOf(node);
    for (const each of nodes) this.made.add(each);
    return nodes;
  }

  /** The node of this view that a command was given. */
  ownNode(argument: unknown): SavedNode | undefined {
    return typeof argument === 'object' && argument !== null && this.made.has(argument)
      ? (argument as SavedNode)
      : undefined;
  }

  /** Everything in the view, as if all of it were folded out. */
  async allNodes(node?: SavedNode): Promise<SavedNode[]> {
    const nodes = await this.getChildren(node);
    const below = await Promise.all(nodes.map((each) => this.allNodes(each)));
    return nodes.flatMap((each, index) => [each, ...(below[index] ?? [])]);
  }

  getTreeItem(node: SavedNode): vscode.TreeItem {
    switch (node.kind) {
      case 'place':
        return placeItem(node.place);
      case 'folder':
        return folderItem(node.entry);
      case 'file':
        return fileItem(node);
      case 'request':
        return requestItem(node, node.entry.name, node.entry.uri.toString());
      case 'part': {
        const { request } = node.known;
        return requestItem(
          node,
          request.title ?? request.name ?? request.url,
          `${node.file.uri.toString()}#${request.line}`,
        );
      }
    }
  }

  handleDrag(nodes: readonly SavedNode[], data: vscode.DataTransfer): void {
    const entries = nodes.flatMap((node) => ('entry' in node ? [node.entry] : []));
    if (entries.length > 0) data.set(SAVED_DRAG, new vscode.DataTransferItem(entries));
  }

  async handleDrop(target: SavedNode | undefined, data: vscode.DataTransfer): Promise<void> {
    const folder =
      target?.kind === 'place' ? target.place.root : target?.kind === 'folder' ? target.entry.uri : undefined;
    const dragged: unknown = data.get(SAVED_DRAG)?.value;
    if (!folder || !Array.isArray(dragged)) return;
    for (const entry of dragged as SavedEntry[]) {
      if (await this.saved.moveInto(entry, folder)) continue;
      void vscode.window.showWarningMessage(`${plainText(entry.name)} could not be moved.`);
    }
  }

  dispose(): void {
    this.listener.dispose();
    this.changed.dispose();
  }

  private async childrenOf(node: SavedNode | undefined): Promise<SavedNode[]> {
    if (!node) return this.roots();
    if (node.kind === 'place') return this.inFolder(node.place.root);
    if (node.kind === 'folder') return this.inFolder(node.entry.uri);
    if (node.kind !== 'file') return [];
    return node.file.requests.map((known) => ({ kind: 'part', file: node.file, known }));
  }

  /**
   * Draws anew what is not as it was. The watcher tells once more of what we wrote, and a menu that opens meanwhile
   * would lose its row.
   */
  private async refresh(): Promise<void> {
    if (this.told === undefined) return this.changed.fire(undefined);
    const now = JSON.stringify(await this.allNodes());
    if (now === this.told) return;
    this.told = now;
    this.changed.fire(undefined);
  }

  /** Places with nothing in them would only stand there. */
  private async roots(): Promise<SavedNode[]> {
    this.saved.watch();
    this.told ??= '';
    const { places } = this.saved;
    const filled = await Promise.all(places.map(async ({ root }) => (await this.saved.entries(root)).length > 0));
    return places.filter((_place, index) => filled[index]).map((place) => ({ kind: 'place', place }));
  }

  private async inFolder(folder: vscode.Uri): Promise<SavedNode[]> {
    const entries = await this.saved.entries(folder);
    return Promise.all(entries.map((entry) => this.nodeOf(entry)));
  }

  private async nodeOf(entry: SavedEntry): Promise<SavedNode> {
    if (entry.kind === 'folder') return { kind: 'folder', entry };
    const file = await this.files.read(entry.uri, (await this.saved.text(entry.uri)) ?? '');
    const [known, ...others] = file.requests;
    return known && others.length === 0 ? { kind: 'request', entry, file, known } : { kind: 'file', entry, file };
  }
}

function placeItem({ kind, name, root }: SavedPlace): vscode.TreeItem {
  const item = new vscode.TreeItem(shown(name), vscode.TreeItemCollapsibleState.Expanded);
  item.id = root.toString();
  item.description = kind === 'own' ? 'for all workspaces' : 'workspace';
  item.iconPath = new vscode.ThemeIcon(kind === 'own' ? 'account' : 'root-folder');
  item.contextValue = `place ${kind}`;
  return item;
}

function folderItem({ name, uri }: SavedEntry): vscode.TreeItem {
  const item = new vscode.TreeItem(shown(name), vscode.TreeItemCollapsibleState.Collapsed);
  item.id = uri.toString();
  item.iconPath = new vscode.ThemeIcon('folder');
  item.contextValue = 'folder';
  return item;
}

function fileItem(node: Extract<SavedNode, { kind: 'file' }>): vscode.TreeItem {
  const { name, uri } = node.entry;
  const { requests } = node.file;
  const some = requests.length > 0;
  const state = some ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None;
  const item = new vscode.TreeItem(shown(name), state);
  item.id = uri.toString();
  item.description = some ? `${requests.length} requests` : 'no request';
  item.iconPath = new vscode.ThemeIcon('file-code');
  item.contextValue = 'file';
  if (!some) item.command = { command: 'keap.editSaved', title: 'Open file', arguments: [node] };
  return item;
}

function requestItem(
  node: Extract<SavedNode, { kind: 'request' | 'part' }>,
  name: string,
  id: string,
): vscode.TreeItem {
  const { request, operation } = node.known;
  const item = new vscode.TreeItem(shown(name), vscode.TreeItemCollapsibleState.None);
  item.id = id;
  item.description = operation ? operation.title : 'not Keap';
  item.tooltip = shown(`${request.method} ${request.url}`, 300);
  item.iconPath = operation ? operationIcon(operation) : new vscode.ThemeIcon('question');
  item.contextValue = `${node.kind} ${operation ? 'known' : 'unknown'}`;
  item.accessibilityInformation = {
    label: `${shown(name)}, ${operation ? `${operation.title}, ${operation.version === 'xmlrpc' ? API_LABELS.xmlrpc : operation.method}` : 'not a request of Keap'}`,
  };
  item.command = operation
    ? { command: 'keap.openSaved', title: 'Open in request builder', arguments: [node] }
    : { command: 'keap.editSaved', title: 'Open file', arguments: [node] };
  return item;
}

/** Words of a file, which may hold anything. */
function shown(text: string, longest?: number): string {
  return plainText(redactKeys(text), longest);
}
