/** As much of VS Code as the documents of bodies ask for, with one document that a test types into. */
type Listener<T> = (event: T) => unknown;

export class EventEmitter<T> {
  private readonly listeners = new Set<Listener<T>>();
  readonly event = (listener: Listener<T>) => {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  };
  fire(event: T): void {
    for (const listener of this.listeners) listener(event);
  }
  dispose(): void {
    this.listeners.clear();
  }
}

export class Range {}
export class TabInputText {
  readonly uri: unknown;
  constructor(uri: unknown) {
    this.uri = uri;
  }
}
export class Diagnostic {
  readonly message: string;
  constructor(_range: Range, message: string) {
    this.message = message;
  }
}
export class WorkspaceEdit {
  text = '';
  replace(_uri: unknown, _range: unknown, text: string): void {
    this.text = text;
  }
}
export const DiagnosticSeverity = { Error: 0 };
export const FileChangeType = { Changed: 1 };
export const FileType = { File: 1 };
export const FileSystemError = { FileNotFound: () => new Error('not found') };
export const Disposable = { from: () => ({ dispose: () => undefined }) };
export const Uri = {
  from: (parts: object) => ({ ...parts, toString: () => JSON.stringify(parts) }),
};

const events = {
  opened: new EventEmitter<unknown>(),
  changed: new EventEmitter<unknown>(),
  closed: new EventEmitter<unknown>(),
};
export const marks: string[] = [];
export const languages = {
  createDiagnosticCollection: () => ({
    set: (_uri: unknown, found: readonly Diagnostic[]) =>
      marks.splice(0, marks.length, ...found.map((one) => one.message)),
    has: () => marks.length > 0,
    delete: () => marks.splice(0),
    dispose: () => undefined,
  }),
};

/** The document of a body in a tab, and what a person or VS Code does with it. */
export const document = {
  uri: Uri.from({ scheme: 'keap-body', authority: '1', path: '/v2/createContact/Create contact body.json' }),
  isDirty: false,
  isClosed: false,
  version: 1,
  lineCount: 1,
  text: '{}',
  getText: () => document.text,
  positionAt: () => ({}),
};
const change = (contentChanges: readonly unknown[], reason?: number) =>
  events.changed.fire({ document, contentChanges, reason });

/** VS Code tells of a change before it knows that the document is dirty by it. */
export function type(text: string, reason?: number): void {
  document.text = text;
  document.version++;
  change([{}], reason);
  if (document.isDirty || reason !== undefined) return;
  document.isDirty = true;
  change([]);
}

/** VS Code read the file again. */
export function readAgain(text: string): void {
  document.text = text;
  document.version++;
  change([{}]);
}

export function close(): void {
  tabGroups.all[0]?.tabs.splice(0);
  events.closed.fire(document);
}

const tabGroups = { all: [{ viewColumn: 2, tabs: [{ input: new TabInputText(document.uri), isActive: true }] }] };
export const window = {
  tabGroups: { ...tabGroups, activeTabGroup: { activeTab: tabGroups.all[0]?.tabs[0] } },
  activeTextEditor: { document },
};
export const workspace = {
  textDocuments: [document],
  onDidOpenTextDocument: events.opened.event,
  onDidChangeTextDocument: events.changed.event,
  onDidCloseTextDocument: events.closed.event,
  registerTextDocumentContentProvider: () => ({ dispose: () => undefined }),
  applyEdit: async ({ text }: WorkspaceEdit) => type(text),
};
export const commands = {
  ran: [] as string[],
  executeCommand: async (id: string) => {
    commands.ran.push(id);
    document.isDirty = false;
    change([]);
  },
};
