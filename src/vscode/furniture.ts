import type * as vscode from 'vscode';
import type { CatalogFiles } from '../keap/catalogFiles.ts';
import type { Connection } from '../keap/connection.ts';
import type { Commands } from './commands.ts';
import type { ConnectionStatus } from './connections/connectionStatus.ts';
import type { ConnectionStore } from './connections/connectionStore.ts';
import type { Rows } from './doors.ts';
import type { ApiView } from './operations/apiView.ts';
import type { OperationMemory } from './operations/operationMemory.ts';
import type { Locks } from './safety/locks.ts';

/** What activation made. There is one of each, so the late bundle is handed them and has none of its own. */
export interface Early {
  readonly context: vscode.ExtensionContext;
  readonly catalog: CatalogFiles;
  readonly memory: OperationMemory;
  readonly connections: ConnectionStore;
  readonly locks: Locks;
  readonly status: ConnectionStatus;
  readonly apiView: ApiView;
}

/** What is behind the doors. */
export interface Late {
  readonly commands: Commands;
  /** Runs a command; its errors are shown. */
  run(id: string, args: readonly unknown[]): Promise<void>;
  readonly builders: vscode.WebviewPanelSerializer;
  readonly tables: vscode.WebviewPanelSerializer;
  readonly rows: vscode.FileSystemProvider;
  readonly responses: vscode.FileSystemProvider;
  readonly edits: vscode.FileSystemProvider;
  readonly changes: vscode.FileSystemProvider;
  readonly bodies: vscode.FileSystemProvider;
  readonly found: vscode.FileSystemProvider;
  readonly comparisons: vscode.FileSystemProvider;
  readonly mappings: vscode.FileSystemProvider;
  readonly apiReports: vscode.FileSystemProvider;
  limitsView(view: vscode.TreeView<unknown>): vscode.TreeDataProvider<unknown>;
  historyView(view: vscode.TreeView<unknown>): vscode.TreeDataProvider<unknown>;
  readonly savedView: Rows;
  readonly rowRuns: vscode.WebviewPanelSerializer;
  readonly hookDocuments: vscode.FileSystemProvider;
  hooksView(): Rows;
  runsView(view: vscode.TreeView<unknown>): vscode.TreeDataProvider<unknown>;
  /** Stops runs so that another window can go on with them; resolves when all is written down. */
  closeRuns(): Promise<void>;
  readonly lenses: vscode.CodeLensProvider;
  /** What to know of an operation before using it. */
  tooltip(key: string): Promise<vscode.MarkdownString | undefined>;
  /** Says that the active connection was removed in another window. */
  tellLost(lost: Connection): Promise<void>;
}
