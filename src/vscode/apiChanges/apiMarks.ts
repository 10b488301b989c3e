import * as vscode from 'vscode';
import { REST_VERSIONS } from '../../keap/catalog/catalogData.ts';
import type { ApiVersion, OperationSummary } from '../../keap/catalog/operation.ts';
import { shortPath } from '../../keap/catalog/routeWords.ts';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import { asObject, asStrings } from '../../keap/json.ts';
import { contextKey } from '../contextKey.ts';
import type { Marks } from '../operations/apiView.ts';
import { dayWords } from './dayWords.ts';

const SCHEME = 'keap-api';
const STATE_KEY = 'keap.apiMarks';

interface Kind {
  readonly badge: string;
  readonly words: string;
  readonly color: string;
}

/** A letter each, since not every theme has colours, nor everyone's eyes. */
const KINDS = {
  new: { badge: 'N', words: 'new', color: 'charts.green' },
  changed: { badge: 'C', words: 'changed', color: 'charts.blue' },
  breaking: { badge: '!', words: 'changed so that requests may break', color: 'list.warningForeground' },
  removed: { badge: 'R', words: 'removed', color: 'disabledForeground' },
} as const satisfies Record<string, Kind>;

interface Told {
  readonly uri: vscode.Uri;
  readonly kind: keyof typeof KINDS;
  readonly since: string;
}

/**
 * What the last change of a description did to each operation, as badges in the tree until the operation was opened or
 * all of them were dismissed.
 */
export class ApiMarks implements Marks, vscode.FileDecorationProvider, vscode.Disposable {
  private readonly catalog: CatalogFiles;
  private readonly state: vscode.Memento;
  private readonly decorations = new vscode.EventEmitter<undefined>();
  readonly onDidChangeFileDecorations = this.decorations.event;
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly registration: vscode.Disposable;
  private readonly marked = contextKey('keap.apiMarkedContext');
  private told: ReadonlyMap<string, Told> = new Map();
  private gone: readonly OperationSummary[] = [];
  private entries: readonly string[] = [];

  constructor(catalog: CatalogFiles, state: vscode.Memento) {
    this.catalog = catalog;
    this.state = state;
    this.registration = vscode.window.registerFileDecorationProvider(this);
  }

  /** Looks what is to be told of the descriptions in use. */
  async load(): Promise<void> {
    const index = new Map((await this.catalog.index()).map((operation) => [operation.key, operation]));
    const used = (await this.catalog.taken())?.used;
    const seen = this.seen();
    const told = new Map<string, Told>();
    const gone: OperationSummary[] = [];
    this.entries = [];
    for (const version of REST_VERSIONS) {
      const entry = used?.get(version)?.entry;
      if (!entry) continue;
      this.entries = [...this.entries, entry.id];
      const ignored = new Set(seen[entry.id] ?? []);
      if (ignored.has('*')) continue;
      const note = (operation: OperationSummary | undefined, kind: Told['kind']): void => {
        if (!operation || ignored.has(operation.key)) return;
        told.set(operation.key, { kind, since: entry.takenAt, uri: addressOf(operation) });
        if (kind === 'removed') gone.push(operation);
      };
      for (const key of entry.changed.added) note(index.get(key), 'new');
      for (const key of entry.changed.changed) note(index.get(key), 'changed');
      for (const key of entry.changed.breaking) note(index.get(key), 'breaking');
      for (const operation of entry.changed.removed) note(operation, 'removed');
    }
    this.told = told;
    this.gone = gone;
    this.marked(told.size > 0);
    this.changed.fire();
    this.decorations.fire(undefined);
  }

  /** What is new of an operation, in words; undefined where nothing is, or it was seen. */
  news(key: string): string | undefined {
    const told = this.told.get(key);
    return told && newsOf(told);
  }

  removed(version: ApiVersion, tag?: string): readonly OperationSummary[] {
    return this.gone.filter((each) => each.version === version && (tag === undefined || each.tag === tag));
  }

  mark(item: vscode.TreeItem, { key }: OperationSummary): void {
    const told = this.told.get(key);
    if (!told) return;
    item.resourceUri = told.uri;
    const label = item.accessibilityInformation?.label;
    if (label) item.accessibilityInformation = { label: `${label}, ${KINDS[told.kind].words}` };
  }

  /** In words: an address of its own would give the row a folder's icon. */
  markGroup(item: vscode.TreeItem, operations: readonly OperationSummary[]): void {
    const count = operations.filter(({ key }) => this.told.has(key)).length;
    if (count > 0) item.description = `${item.description} · ${count} ${count === 1 ? 'update' : 'updates'}`;
  }

  /** There is nothing to send any more; what became of it stands in the report. */
  removedItem(operation: OperationSummary): vscode.TreeItem {
    const item = new vscode.TreeItem(operation.title);
    item.id = `removed/${operation.key}`;
    item.description = `removed · ${shortPath(operation)}`;
    item.tooltip = 'No longer in the API description. Click to see what changed.';
    item.iconPath = new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('disabledForeground'));
    item.accessibilityInformation = { label: `${operation.title}, ${operation.method} ${shortPath(operation)}` };
    item.contextValue = 'removedOperation';
    item.command = { command: 'keap.showApiChanges', title: 'Show API changes' };
    this.mark(item, operation);
    return item;
  }

  /** An operation that was looked at needs no badge any more. */
  async see(key: string): Promise<void> {
    if (this.told.has(key)) await this.ignore(key);
  }

  /** Takes all badges away. */
  async dismiss(): Promise<void> {
    await this.ignore('*');
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    if (uri.scheme !== SCHEME) return undefined;
    const told = this.told.get(uri.path.slice(1));
    if (!told) return undefined;
    const { badge, color } = KINDS[told.kind];
    return { badge, tooltip: newsOf(told), color: new vscode.ThemeColor(color) };
  }

  dispose(): void {
    this.registration.dispose();
    this.decorations.dispose();
    this.changed.dispose();
  }

  private async ignore(key: string): Promise<void> {
    const seen = this.seen();
    // What is no longer used is forgotten.
    const kept = this.entries.map((id) => [id, [...new Set([...(seen[id] ?? []), key])]] as const);
    await this.state.update(STATE_KEY, Object.fromEntries(kept));
    await this.load();
  }

  private seen(): Readonly<Record<string, readonly string[]>> {
    const stored = asObject(this.state.get(STATE_KEY)) ?? {};
    return Object.fromEntries(Object.entries(stored).map(([id, keys]) => [id, asStrings(keys) ?? []]));
  }
}

function newsOf({ kind, since }: Told): string {
  const { words } = KINDS[kind];
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} in the description of ${dayWords(since)}`;
}

function addressOf({ key }: OperationSummary): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/${key}` });
}
