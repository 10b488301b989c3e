import * as vscode from 'vscode';
import type { Operation } from '../../keap/catalog/operation.ts';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import { PlainFiles } from '../plainFiles.ts';
import { bodyTabs, bodyUri, readBodyUri } from './bodyAddress.ts';
import { BodyKeys } from './bodyKeys.ts';
import { BodySchemas } from './bodySchemas.ts';

/** Where the bodies are: in the drafts of request builders, open or closed. */
export interface BodyDrafts {
  /** The body of an operation's draft; undefined for an operation that has none. */
  loadBody(operationKey: string): Promise<string | undefined>;
  /** Takes what was typed into a document; nothing happens where the draft has it already. */
  typeBody(operationKey: string, body: string): void;
  /** The document was closed. */
  bodyClosed(operationKey: string): void;
}

/**
 * The body of a draft as a JSON document, with all that VS Code's JSON editor does, by the operation's schema. The
 * draft has every change at once, as the document has those made in the builder. There is nothing to save, then;
 * documents are saved as one types, so that VS Code has nothing to ask when one is closed.
 */
export class BodyDocuments extends PlainFiles {
  /** They come with the builders, which are made after these documents. */
  private readonly drafts: () => BodyDrafts;
  private readonly schemas: BodySchemas;
  private readonly keys = new BodyKeys();
  protected readonly refusal = ONLY_BODIES;
  private readonly subscriptions: vscode.Disposable;
  /** Counts the changes made elsewhere. It stands for a file's time, which VS Code compares and never shows. */
  private readonly revisions = new Map<string, number>();
  /** Bodies from the builder that their document does not show yet. */
  private readonly onTheWay = new Map<string, string>();
  /** What VS Code read or wrote last of a body. */
  private readonly files = new Map<string, string>();
  private saving = false;

  constructor(catalog: CatalogFiles, drafts: () => BodyDrafts) {
    super();
    this.drafts = drafts;
    this.schemas = new BodySchemas(catalog);
    const { workspace } = vscode;
    this.subscriptions = vscode.Disposable.from(
      workspace.onDidOpenTextDocument((document) => this.opened(document)),
      workspace.onDidChangeTextDocument((event) => this.typed(event)),
      workspace.onDidCloseTextDocument(({ uri }) => this.closed(uri)),
    );
    workspace.textDocuments.forEach((document) => void this.opened(document));
  }

  /** Shows the body of an operation's draft: its document where it is, or a new one in a column. */
  async open(operation: Operation, column: vscode.ViewColumn): Promise<void> {
    const shown = bodyTabs().find(({ operationKey }) => operationKey === operation.key);
    const uri = shown?.uri ?? bodyUri(operation, this.schemas.numberFor(operation.key));
    const options = { viewColumn: shown?.column ?? column, preview: false };
    await vscode.commands.executeCommand('vscode.open', uri, options);
  }

  /** The body of a draft changed in its builder. */
  changed(operationKey: string, body: string): void {
    this.revisions.set(operationKey, this.revision(operationKey) + 1);
    this.onTheWay.delete(operationKey);
    const document = documentOf(operationKey);
    if (!document || plainLines(document.getText()) === body) return;
    this.onTheWay.set(operationKey, body);
    if (document.isDirty) void replaceText(document, body);
    else this.tellChanged(document.uri);
  }

  /**
   * What an open document says that its draft has not: VS Code told of it late, or not at all. Undefined where they
   * agree, and where the draft's body is the newer one.
   */
  untaken(operationKey: string, body: string): string | undefined {
    const document = this.onTheWay.has(operationKey) ? undefined : documentOf(operationKey);
    const text = document && plainLines(document.getText());
    return text === body ? undefined : text;
  }

  /** The column where the document of an operation's body is in view. */
  columnOf(operationKey: string): vscode.ViewColumn | undefined {
    return bodyTabs().find((tab) => tab.operationKey === operationKey && tab.active)?.column;
  }

  isOpen(operationKey: string): boolean {
    return bodyTabs().some((tab) => tab.operationKey === operationKey);
  }

  /** The operation whose body is the active document. */
  get activeKey(): string | undefined {
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    return input instanceof vscode.TabInputText ? readBodyUri(input.uri)?.operationKey : undefined;
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { operationKey, body } = await this.load(uri);
    const mtime = this.revision(operationKey);
    return { type: vscode.FileType.File, ctime: 0, mtime, size: Buffer.byteLength(body) };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const { operationKey, body } = await this.load(uri);
    this.files.set(operationKey, body);
    return Buffer.from(body);
  }

  /** Saved by someone or by us: the draft has it already, unless VS Code keeps a huge document from extensions. */
  override writeFile(uri: vscode.Uri, content: Uint8Array): void {
    const address = readBodyUri(uri);
    if (!address) throw vscode.FileSystemError.NoPermissions(ONLY_BODIES);
    const body = plainLines(Buffer.from(content).toString());
    this.files.set(address.operationKey, body);
    this.drafts().typeBody(address.operationKey, body);
  }

  override dispose(): void {
    this.subscriptions.dispose();
    this.schemas.dispose();
    this.keys.dispose();
    super.dispose();
  }

  private async load(uri: vscode.Uri): Promise<{ operationKey: string; body: string }> {
    const address = readBodyUri(uri);
    const body = address && (await this.drafts().loadBody(address.operationKey));
    if (!address || body === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    this.schemas.assign(address);
    return { operationKey: address.operationKey, body };
  }

  private revision(operationKey: string): number {
    return this.revisions.get(operationKey) ?? 1;
  }

  private async opened(document: vscode.TextDocument): Promise<void> {
    const address = readBodyUri(document.uri);
    if (!address) return;
    this.keys.look(document);
    // What VS Code brought back of a document that was never saved is as old as the draft, or older.
    const body = document.isDirty ? await this.drafts().loadBody(address.operationKey) : undefined;
    if (body !== undefined && body !== plainLines(document.getText())) await replaceText(document, body);
  }

  private typed({ document, contentChanges, reason }: vscode.TextDocumentChangeEvent): void {
    const address = readBodyUri(document.uri);
    if (!address) return;
    if (contentChanges.length > 0) this.keys.look(document);
    const awaited = this.onTheWay.get(address.operationKey);
    if (awaited !== undefined && plainLines(document.getText()) === awaited) this.onTheWay.delete(address.operationKey);
    // Read again, undone to what was saved, or typed into a clean document, of which another event tells at once that
    // it is dirty now.
    if (document.isDirty || reason !== undefined) this.take(document, address.operationKey);
    else setTimeout(() => this.takeLate(document, address.operationKey), LATE_MS).unref();
  }

  private take(document: vscode.TextDocument, operationKey: string): void {
    this.onTheWay.delete(operationKey);
    this.drafts().typeBody(operationKey, plainLines(document.getText()));
    void this.save(document, operationKey);
  }

  /**
   * Whatever VS Code says of the document by then: where a save ends while someone types, it calls clean what is not,
   * and tells of nothing after. What was read again the draft has already.
   */
  private takeLate(document: vscode.TextDocument, operationKey: string): void {
    if (!document.isClosed && !this.onTheWay.has(operationKey)) this.take(document, operationKey);
  }

  private closed(uri: vscode.Uri): void {
    const address = readBodyUri(uri);
    if (!address) return;
    this.keys.forget(uri);
    this.files.delete(address.operationKey);
    // A document in a tab comes back at once, as another language.
    if (!this.isOpen(address.operationKey)) this.drafts().bodyClosed(address.operationKey);
  }

  /** By the command alone nobody's formatter comes between what is typed and the draft; it saves the active editor. */
  private async save(document: vscode.TextDocument, operationKey: string): Promise<void> {
    if (this.saving) return;
    this.saving = true;
    let tried: number | undefined;
    const unsaved = () => document.isDirty || this.files.get(operationKey) !== plainLines(document.getText());
    const due = () => document.version !== tried && unsaved() && isActive(document);
    while (due()) {
      tried = document.version;
      // Where it cannot be saved it stays unsaved, and the draft has it nevertheless.
      await Promise.resolve(vscode.commands.executeCommand(SAVE)).catch(() => undefined);
    }
    this.saving = false;
  }
}

/** After a change, until VS Code has surely said whether the document is dirty, in milliseconds. */
const LATE_MS = 300;
const SAVE = 'workbench.action.files.saveWithoutFormatting';
const ONLY_BODIES = 'Only the bodies of requests are kept here.';

function documentOf(operationKey: string): vscode.TextDocument | undefined {
  const { textDocuments } = vscode.workspace;
  return textDocuments.find(({ uri, isClosed }) => !isClosed && readBodyUri(uri)?.operationKey === operationKey);
}

function isActive(document: vscode.TextDocument): boolean {
  return vscode.window.activeTextEditor?.document === document;
}

/** A draft has line feeds alone, as its text area has. */
function plainLines(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

async function replaceText(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  await vscode.workspace.applyEdit(edit);
}
