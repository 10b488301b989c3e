/**
 * Doors to what is in the late bundle: VS Code knows of them from the start, and what is behind one loads when it is
 * first opened.
 */
import * as vscode from 'vscode';
import { asList, asObject, asString } from '../keap/json.ts';

/** A door for every command that package.json declares. */
export function commandDoors(
  extension: Pick<vscode.Extension<unknown>, 'packageJSON'>,
  run: (id: string, args: readonly unknown[]) => Promise<void>,
): vscode.Disposable[] {
  const contributes = asObject(asObject(extension.packageJSON)?.['contributes']);
  const ids = (asList(contributes?.['commands']) ?? []).flatMap((one) => asString(asObject(one)?.['command']) ?? []);
  return ids.map((id) => vscode.commands.registerCommand(id, (...args: unknown[]) => run(id, args)));
}

/** What gives a view its rows, and may let them be dragged. */
export type Rows = vscode.TreeDataProvider<unknown> &
  Partial<Pick<vscode.TreeDragAndDropController<unknown>, 'handleDrag' | 'handleDrop'>>;

/**
 * A door for a view.
 * @param make makes what gives the rows, when the view first shows
 * @param dragged the type of what is dragged within it, where rows can be
 */
export function treeDoor(
  id: string,
  make: (view: vscode.TreeView<unknown>) => Promise<Rows>,
  dragged?: string,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<unknown>();
  const open = once(async () => {
    const provider = await make(view);
    provider.onDidChangeTreeData?.((node) => changed.fire(node));
    return provider;
  });
  const treeDataProvider: vscode.TreeDataProvider<unknown> = {
    onDidChangeTreeData: changed.event,
    getChildren: async (node) => (await open()).getChildren(node),
    getTreeItem: async (node) => (await open()).getTreeItem(node),
  };
  const drag: vscode.TreeDragAndDropController<unknown> | undefined =
    dragged === undefined
      ? undefined
      : {
          dragMimeTypes: [dragged],
          dropMimeTypes: [dragged],
          handleDrag: async (...args) => (await open()).handleDrag?.(...args),
          handleDrop: async (...args) => (await open()).handleDrop?.(...args),
        };
  const options = { treeDataProvider, showCollapseAll: true, ...(drag ? { dragAndDropController: drag } : {}) };
  const view = vscode.window.createTreeView(id, options);
  return vscode.Disposable.from(view, changed);
}

/** A door for what stands over lines of some files. */
export function lensDoor(
  files: vscode.DocumentSelector,
  find: () => Promise<vscode.CodeLensProvider>,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const open = once(async () => {
    const provider = await find();
    provider.onDidChangeCodeLenses?.(() => changed.fire());
    return provider;
  });
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: async (...args) => (await open()).provideCodeLenses(...args),
  };
  return vscode.Disposable.from(vscode.languages.registerCodeLensProvider(files, provider), changed);
}

/** A door for webview panels that VS Code restores. */
export function panelDoor(type: string, find: () => Promise<vscode.WebviewPanelSerializer>): vscode.Disposable {
  return vscode.window.registerWebviewPanelSerializer(type, {
    deserializeWebviewPanel: async (...restored) => (await find()).deserializeWebviewPanel(...restored),
  });
}

/** A door for a file system, whose documents VS Code may ask for before anything else of ours, as after a restart. */
export function fileDoor(
  scheme: string,
  find: () => Promise<vscode.FileSystemProvider>,
  options: { readonly isReadonly: boolean },
): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  const open = once(async () => {
    const provider = await find();
    provider.onDidChangeFile((events) => changed.fire(events));
    return provider;
  });
  const provider: vscode.FileSystemProvider = {
    onDidChangeFile: changed.event,
    watch: () => ({ dispose: () => undefined }),
    stat: async (uri) => (await open()).stat(uri),
    readDirectory: async (uri) => (await open()).readDirectory(uri),
    createDirectory: async (uri) => (await open()).createDirectory(uri),
    readFile: async (uri) => (await open()).readFile(uri),
    writeFile: async (uri, content, how) => (await open()).writeFile(uri, content, how),
    delete: async (uri, how) => (await open()).delete(uri, how),
    rename: async (from, to, how) => (await open()).rename(from, to, how),
  };
  const shared = { ...options, isCaseSensitive: true };
  return vscode.Disposable.from(vscode.workspace.registerFileSystemProvider(scheme, provider, shared), changed);
}

/** The same work's result for everyone who asks. */
export function once<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let result: Promise<Result> | undefined;
  return () => {
    result ??= work();
    return result;
  };
}
