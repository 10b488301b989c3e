import { realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import * as vscode from 'vscode';
import { SendError } from '../../keap/http/sendError.ts';
import { folderSteps, freeName } from '../../keap/httpFile/requestName.ts';
import { retitled } from '../../keap/httpFile/savedText.ts';

/** A place that requests are saved in: a folder of the workspace, or the user's own. */
export interface SavedPlace {
  readonly kind: 'workspace' | 'own';
  /** As the view shows it. */
  readonly name: string;
  readonly root: vscode.Uri;
}

/** A folder or a file in one of them. */
export interface SavedEntry {
  readonly kind: 'folder' | 'file';
  /** Without the ending. */
  readonly name: string;
  readonly uri: vscode.Uri;
}

export type Written =
  | { readonly outcome: 'written' }
  /** Somebody changed or removed the file meanwhile, so it was left as it is. */
  | { readonly outcome: 'changed' | 'gone' };

export const ENDING = '.http';
const ENDINGS = /\.(?:http|rest)$/i;
/** More in one folder than anyone reads. */
const MOST_ENTRIES = 1_000;

/** The saved requests: `.http` files, a request each, in folders that someone may also change by hand. */
export class SavedRequests implements vscode.Disposable {
  private readonly own: SavedPlace;
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly listeners: vscode.Disposable[];
  private watchers: vscode.Disposable[] = [];
  private watching = false;
  /** Files came, went or changed. */
  readonly onDidChange = this.changed.event;

  /** @param ownFolder where the user's own are, for all workspaces */
  constructor(ownFolder: vscode.Uri) {
    this.own = { kind: 'own', name: 'My requests', root: ownFolder };
    const anew = () => {
      if (this.watching) this.watchAnew();
      this.changed.fire();
    };
    this.listeners = [
      vscode.workspace.onDidChangeWorkspaceFolders(anew),
      vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('keap.requests') && anew()),
    ];
  }

  /** The folders of the workspace first, then the user's own, which is always there. */
  get places(): readonly SavedPlace[] {
    const workspace = (vscode.workspace.workspaceFolders ?? []).flatMap(({ uri, name }): SavedPlace[] => {
      const settings = vscode.workspace.getConfiguration('keap', uri);
      const steps = folderSteps(String(settings.get('requests.folder')));
      return steps ? [{ kind: 'workspace', name, root: vscode.Uri.joinPath(uri, ...steps) }] : [];
    });
    return [...workspace, this.own];
  }

  /** Tells of changes from outside from now on. */
  watch(): void {
    if (!this.watching) this.watchAnew();
    this.watching = true;
  }

  /** Folders first, each kind by name; nothing where there is no such folder. */
  async entries(folder: vscode.Uri): Promise<readonly SavedEntry[]> {
    const found = await this.list(folder);
    const entries = found.flatMap(([name, type]): SavedEntry[] => {
      const uri = vscode.Uri.joinPath(folder, name);
      if ((type & vscode.FileType.Directory) !== 0) {
        // A link may lead out, or round in circles.
        const own = (type & vscode.FileType.SymbolicLink) === 0 && !name.startsWith('.');
        return own ? [{ kind: 'folder', name, uri }] : [];
      }
      return ENDINGS.test(name) ? [{ kind: 'file', name: name.replace(ENDINGS, ''), uri }] : [];
    });
    const order = new Intl.Collator(undefined, { numeric: true });
    return entries
      .toSorted((a, b) => b.kind.localeCompare(a.kind) || order.compare(a.name, b.name))
      .slice(0, MOST_ENTRIES);
  }

  /** Saves under a name, or that name with a number where it is taken. */
  async save(
    folder: vscode.Uri,
    wanted: string,
    textFor: (name: string, uri: vscode.Uri) => string,
  ): Promise<{ readonly name: string; readonly uri: vscode.Uri; readonly text: string }> {
    await this.makeReady(folder);
    const name = freeName(wanted, await this.names(folder));
    const uri = vscode.Uri.joinPath(folder, name + ENDING);
    const text = textFor(name, uri);
    await this.write(uri, new TextEncoder().encode(text));
    return { name, uri, text };
  }

  /** Writes a file anew where it is still what it was, on disk and in the editor. */
  async overwrite(uri: vscode.Uri, before: string, text: string): Promise<Written> {
    const now = await this.text(uri);
    if (now === undefined) return { outcome: 'gone' };
    const shown = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
    if (lines(now) !== lines(before) || shown?.isDirty) return { outcome: 'changed' };
    await this.write(uri, new TextEncoder().encode(text));
    return { outcome: 'written' };
  }

  /** The text of a file; undefined where it is gone. */
  async text(uri: vscode.Uri): Promise<string | undefined> {
    try {
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    } catch {
      return undefined;
    }
  }

  /** Whether another entry of the same folder has a name. */
  async isTaken({ uri, name: own }: SavedEntry, name: string): Promise<boolean> {
    const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
    return !same(own, name) && (await this.names(parentOf(uri))).some((taken) => same(taken, name));
  }

  /** Open editors follow. @returns the new place, or undefined where VS Code could not rename */
  async rename(entry: SavedEntry, name: string): Promise<vscode.Uri | undefined> {
    const text = entry.kind === 'file' ? await this.text(entry.uri) : undefined;
    const to = await this.move(entry, parentOf(entry.uri), name);
    if (!to || text === undefined) return to;
    // Whoever opened the file may be at its text: then its title is theirs to change.
    await this.overwrite(to, text, retitled(text, entry.name, name));
    return to;
  }

  /** Puts an entry into another folder, with a number where its name is taken there. */
  async moveInto(entry: SavedEntry, folder: vscode.Uri): Promise<vscode.Uri | undefined> {
    const within = `${folder.path}/`.startsWith(`${entry.uri.path}/`);
    if (within || parentOf(entry.uri).toString() === folder.toString()) return entry.uri;
    await this.makeReady(folder);
    return this.move(entry, folder, freeName(entry.name, await this.names(folder)));
  }

  async duplicate({ uri, name }: SavedEntry): Promise<vscode.Uri | undefined> {
    const text = await this.text(uri);
    if (text === undefined) return undefined;
    const copy = await this.save(parentOf(uri), name, (free) => retitled(text, name, free));
    return copy.uri;
  }

  /** @returns what puts it back, unless it was a folder or something else has its name by then */
  async remove({ uri, kind }: SavedEntry): Promise<() => Promise<boolean>> {
    let bytes: Uint8Array | undefined;
    try {
      if (kind === 'file') bytes = await vscode.workspace.fs.readFile(uri);
      await vscode.workspace.fs.delete(uri, { recursive: kind === 'folder' });
    } catch (error) {
      throw refusal('It could not be deleted', error);
    }
    this.changed.fire();
    return async () => {
      if (!bytes || (await this.text(uri)) !== undefined) return false;
      await this.write(uri, bytes);
      return true;
    };
  }

  /** How many requests a folder holds, with those of its folders. */
  async count(folder: vscode.Uri): Promise<number> {
    const entries = await this.entries(folder);
    const counts = await Promise.all(entries.map(({ kind, uri }) => (kind === 'file' ? 1 : this.count(uri))));
    return counts.reduce((sum, each) => sum + each, 0);
  }

  async makeFolder(parent: vscode.Uri, wanted: string): Promise<vscode.Uri> {
    const uri = vscode.Uri.joinPath(parent, freeName(wanted, await this.names(parent)));
    await this.makeReady(uri);
    this.changed.fire();
    return uri;
  }

  dispose(): void {
    for (const listener of [...this.listeners, ...this.watchers]) listener.dispose();
    this.changed.dispose();
  }

  private watchAnew(): void {
    for (const watcher of this.watchers) watcher.dispose();
    this.watchers = this.places.flatMap(({ root }) => {
      const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(root, '**'));
      const tell = () => this.changed.fire();
      return [watcher, watcher.onDidCreate(tell), watcher.onDidChange(tell), watcher.onDidDelete(tell)];
    });
  }

  private async move({ kind, uri }: SavedEntry, folder: vscode.Uri, name: string): Promise<vscode.Uri | undefined> {
    const ending = kind === 'file' ? (ENDINGS.exec(uri.path)?.[0] ?? ENDING) : '';
    const to = vscode.Uri.joinPath(folder, name + ending);
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(uri, to, { overwrite: false });
    const done = await vscode.workspace.applyEdit(edit);
    this.changed.fire();
    return done ? to : undefined;
  }

  /** Makes a folder where there is none. @throws SendError where it cannot be, or a link leads it out of its workspace */
  private async makeReady(folder: vscode.Uri): Promise<void> {
    try {
      await vscode.workspace.fs.createDirectory(folder);
    } catch (error) {
      throw refusal('The folder could not be made', error);
    }
    const workspace = vscode.workspace.getWorkspaceFolder(folder)?.uri;
    if (!workspace || folder.scheme !== 'file') return;
    const [real, root] = await Promise.all([realpath(folder.fsPath), realpath(workspace.fsPath)]);
    if (!real.startsWith(root + sep)) {
      throw new SendError(
        'invalid',
        'The folder for requests is a link out of the workspace, so nothing was saved in it.',
      );
    }
  }

  private async write(uri: vscode.Uri, bytes: Uint8Array): Promise<void> {
    try {
      await vscode.workspace.fs.writeFile(uri, bytes);
    } catch (error) {
      throw refusal('The file could not be written', error);
    }
    this.changed.fire();
  }

  private async names(folder: vscode.Uri): Promise<readonly string[]> {
    return (await this.list(folder)).map(([name]) => name.replace(ENDINGS, ''));
  }

  private async list(folder: vscode.Uri): Promise<readonly [string, vscode.FileType][]> {
    try {
      return await vscode.workspace.fs.readDirectory(folder);
    } catch {
      return [];
    }
  }
}

function refusal(what: string, cause: unknown): SendError {
  const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
  return new SendError('invalid', `${what}${code}: look at its place and its permissions.`, { cause });
}

/** Editors write the ends of lines in their own way. */
function lines(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

function parentOf(uri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(uri, '..');
}
