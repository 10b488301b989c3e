/** As much of VS Code as saved requests and lenses need, over real files, for plain Node; see `loadRequests`. */
import type { Dirent } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { EventEmitter } from '../connections/fakeVscode.ts';

export { EventEmitter };

export class Uri {
  readonly scheme: string;
  readonly authority = '';
  readonly path: string;

  constructor(scheme: string, path: string) {
    this.scheme = scheme;
    this.path = path;
  }

  static file(path: string): Uri {
    return new Uri('file', posix.normalize(path));
  }

  static parse(text: string): Uri {
    const { protocol, pathname } = new URL(text);
    return new Uri(protocol.slice(0, -1), decodeURIComponent(pathname));
  }

  static joinPath(uri: Uri, ...steps: string[]): Uri {
    return new Uri(uri.scheme, posix.join(uri.path, ...steps));
  }

  get fsPath(): string {
    return this.path;
  }

  with({ path }: { path: string }): Uri {
    return new Uri(this.scheme, path);
  }

  toString(): string {
    return `${this.scheme}://${this.path.split('/').map(encodeURIComponent).join('/')}`;
  }
}

export const FileType = { Unknown: 0, File: 1, Directory: 2, SymbolicLink: 64 };
export const ViewColumn = { Active: -1, Beside: -2, One: 1 };
export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 };
export const CompletionItemKind = { Variable: 5 };
export const QuickInputButtons = { Back: {} };
export const InputBoxValidationSeverity = { Error: 3 };
export const ProgressLocation = { Notification: 15 };

export class ThemeIcon {
  readonly id: string;

  constructor(id: string) {
    this.id = id;
  }
}

export class ThemeColor extends ThemeIcon {}

export class TreeItem {
  readonly label: string;
  readonly collapsibleState: number;

  constructor(label: string, collapsibleState: number) {
    this.label = label;
    this.collapsibleState = collapsibleState;
  }
}

export class Position {
  readonly line: number;
  readonly character: number;

  constructor(line: number, character: number) {
    this.line = line;
    this.character = character;
  }

  translate(_lines: number, characters: number): Position {
    return new Position(this.line, this.character + characters);
  }
}

export class Range {
  readonly start: Position;
  readonly end: Position;

  constructor(...places: (number | Position)[]) {
    const [a, b, c, d] = places;
    this.start = a instanceof Position ? a : new Position(Number(a), Number(b));
    this.end = b instanceof Position ? b : new Position(Number(c), Number(d));
  }
}

export class CodeLens {
  readonly range: Range;
  readonly command: unknown;

  constructor(range: Range, command: unknown) {
    this.range = range;
    this.command = command;
  }
}

export class CompletionItem {
  readonly label: string;

  constructor(label: string) {
    this.label = label;
  }
}

export class RelativePattern {}

export class DataTransferItem {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }
}

export class WorkspaceEdit {
  readonly renames: (readonly [Uri, Uri])[] = [];

  renameFile(from: Uri, to: Uri): void {
    this.renames.push([from, to]);
  }
}

/** What a test sees and decides. */
export const fake = {
  folders: [] as { uri: Uri; name: string }[],
  requestsFolder: 'keap-requests',
  documents: [] as { uri: Uri; isDirty: boolean; isUntitled: boolean; getText(): string }[],
  /** Every message with its buttons, newest last. */
  messages: [] as string[][],
  /** The buttons that are pressed next. */
  answers: [] as (string | undefined)[],
};

const told = async (message: string, ...rest: unknown[]) => {
  fake.messages.push([message, ...rest.filter((each) => typeof each === 'string')]);
  return fake.answers.shift();
};

export const window = {
  showInformationMessage: told,
  showWarningMessage: told,
  showErrorMessage: told,
  setStatusBarMessage: () => undefined,
  showTextDocument: async () => undefined,
  onDidChangeWindowState: () => ({ dispose: () => undefined }),
};

const nothing = () => ({ dispose: () => undefined });

export const workspace = {
  get workspaceFolders() {
    return fake.folders;
  },
  get textDocuments() {
    return fake.documents;
  },
  getWorkspaceFolder: (uri: Uri) => fake.folders.find((folder) => uri.path.startsWith(`${folder.uri.path}/`)),
  asRelativePath: (uri: Uri) => uri.path,
  getConfiguration: () => ({ get: () => fake.requestsFolder }),
  onDidChangeConfiguration: nothing,
  onDidChangeWorkspaceFolders: nothing,
  createFileSystemWatcher: () => ({
    dispose: () => undefined,
    onDidCreate: nothing,
    onDidChange: nothing,
    onDidDelete: nothing,
  }),
  applyEdit: async ({ renames }: WorkspaceEdit) => {
    for (const [from, to] of renames) {
      if (await stat(to.path).catch(() => undefined)) return false;
      await rename(from.path, to.path);
    }
    return true;
  },
  fs: {
    readFile: ({ path }: Uri) => readFile(path),
    writeFile: ({ path }: Uri, bytes: Uint8Array) => writeFile(path, bytes),
    createDirectory: ({ path }: Uri) => mkdir(path, { recursive: true }),
    delete: ({ path }: Uri, { recursive }: { recursive: boolean }) => rm(path, { recursive }),
    stat: async ({ path }: Uri) => {
      const found = await stat(path);
      return { type: found.isDirectory() ? FileType.Directory : FileType.File, size: found.size };
    },
    readDirectory: async ({ path }: Uri) => {
      const found = await readdir(path, { withFileTypes: true });
      return Promise.all(found.map(async (each) => [each.name, await typeOf(join(path, each.name), each)]));
    },
  },
};

/** As VS Code tells it: a link is what it leads to, and a link. */
async function typeOf(path: string, entry: Dirent): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  const type = found ? (found.isDirectory() ? FileType.Directory : FileType.File) : FileType.Unknown;
  return entry.isSymbolicLink() ? type | FileType.SymbolicLink : type;
}

export const commands = { executeCommand: async () => undefined };
export const languages = { createDiagnosticCollection: () => ({}) };
