import * as vscode from 'vscode';
import { type Answer, plainBytes } from '../../keap/answers/answer.ts';
import type { Answers } from '../../keap/answers/answers.ts';
import type { Exchange } from '../../keap/exchange.ts';
import { isThere } from '../../keap/http/body.ts';
import { describeHead } from '../../keap/http/describeHead.ts';
import { PlainFiles } from '../plainFiles.ts';
import { responseUri, type Shown, shownAt } from './responseName.ts';

export interface ResponseDocumentsOptions {
  readonly answers: Answers;
  /** Whether documents may be written down, to come back after a reload. */
  readonly mayWrite: () => boolean;
  /** Asks what to do with an answer that is not simply opened; undefined where it is. Nobody waits for the end of it. */
  readonly askFirst: (answer: Answer, column: vscode.ViewColumn) => Promise<unknown> | undefined;
  /** Told what nobody waits for and went wrong. */
  readonly onError: (error: unknown) => void;
}

/** Measured: at a kilobyte the way by extensions is faster, at a hundred `vscode.open`. */
const SMALL_BYTES = 1 << 15;

const READ_ONLY = 'Responses are read-only.';
export const NOT_KEPT = 'This answer is no longer kept. Send the request again to see it.';

/**
 * Answers as read-only documents, named after operation and status. A file-system provider, so that *Save as* and VS
 * Code's guard against huge files work as on any file. VS Code is handed bytes once and has its own copy from then on.
 */
export class ResponseDocuments extends PlainFiles {
  private readonly options: ResponseDocumentsOptions;
  private readonly answers: Answers;
  /** What each document shows, by the document's id; it is not always the answer it was opened with. */
  private readonly shown = new Map<string, Answer>();
  /** Those whose tab is on its way. */
  private readonly opening = new Set<string>();
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly tabs: vscode.Disposable;
  protected readonly refusal = READ_ONLY;
  /** Documents show other answers, or came back. */
  readonly onDidChange = this.changed.event;

  constructor(options: ResponseDocumentsOptions) {
    super();
    this.options = options;
    this.answers = options.answers;
    this.tabs = vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
      if (closed.length > 0) this.forgetClosed();
    });
  }

  /** Opens an answer beside what is there, or in its place; what is large or no text is asked about. */
  async open(exchange: Exchange, column: vscode.ViewColumn, preserveFocus = false, preview = true): Promise<void> {
    if (!(await isThere(exchange.response.body))) return void vscode.window.showInformationMessage(NOT_KEPT);
    const answer = await this.answers.keep(exchange);
    if (this.options.askFirst(answer, column)) return;
    await this.show(answer, { viewColumn: column, preview, preserveFocus });
  }

  /** Opens an answer without asking. @param raw as it came, with nothing laid out */
  async show(answer: Answer, options: vscode.TextDocumentShowOptions, raw = false): Promise<void> {
    await this.openAt(answer, raw ? 'raw' : 'body', options);
  }

  /** Forgets an answer that was asked about, unless a document shows it now. */
  letGo({ exchange: { id } }: Answer): void {
    // A document that was refreshed shows another answer than the one it has its name from.
    const isShown = [...this.shown.values()].some(({ exchange }) => exchange.id === id);
    if (!isShown && !this.shown.has(id)) this.answers.forget(id, id);
  }

  /** Forgets the answers of a connection that is gone; VS Code shows their documents until they are closed. */
  forgetConnection(connectionId: string): void {
    for (const [id, { exchange }] of this.shown) if (exchange.connection.id === connectionId) this.forget(id);
    this.changed.fire();
  }

  /** Opens what is not the body: status, headers, timing and the request, as a document that replaces no other. */
  async openHeaders(exchange: Exchange, column = vscode.ViewColumn.Active): Promise<void> {
    await this.openAt(await this.answers.keep(exchange), 'headers', { viewColumn: column, preview: false });
  }

  /** Shows another answer where a document is: in it, or in its place where it has another name then. */
  async replace(uri: vscode.Uri, exchange: Exchange): Promise<void> {
    const { id = '', shown = 'body' } = shownAt(uri) ?? {};
    const before = this.shown.get(id);
    const answer = await this.answers.keep(exchange);
    const column = vscode.window.tabGroups.activeTabGroup.viewColumn;
    if (answer.kind === 'binary' || responseUri(id, answer, shown).path !== uri.path) {
      await this.open(exchange, column);
      if (answer.kind !== 'binary') await closeTabs((each) => each.toString() === uri.toString());
      return;
    }
    this.shown.set(id, answer);
    this.tellChanged(uri);
    this.changed.fire();
    this.save(id, answer);
    if (before && before.exchange.id !== exchange.id) this.answers.drop(before.exchange.id);
  }

  /** The exchange behind a document; undefined for other documents and for answers no longer kept. */
  exchangeOf(uri: vscode.Uri | undefined): Exchange | undefined {
    return this.found(uri)?.exchange;
  }

  /** What a document shows of an answer's body; undefined for its headers and other documents. */
  answerOf(uri: vscode.Uri | undefined): Answer | undefined {
    const { shown } = shownAt(uri) ?? {};
    return shown === 'body' || shown === 'raw' ? this.found(uri) : undefined;
  }

  /** The answer a document of ours shows, after a reload, too. */
  async answerBehind(uri: vscode.Uri | undefined): Promise<Answer | undefined> {
    return this.found(uri) ?? this.restored(uri);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const answer = await this.answerBehind(uri);
    const mtime = answer?.exchange.sentAt ?? 0;
    const isBody = answer !== undefined && shownAt(uri)?.shown === 'body';
    const size = isBody ? this.answers.sizeOf(answer) : (await this.readFile(uri)).byteLength;
    return { type: vscode.FileType.File, ctime: mtime, mtime, size };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const answer = await this.answerBehind(uri);
    if (!answer) return Buffer.from(JSON.stringify(NOT_KEPT));
    const { shown } = shownAt(uri) ?? {};
    if (shown === 'headers' || answer.kind === 'empty' || answer.kind === 'binary') {
      return Buffer.from(describeHead(answer.exchange));
    }
    try {
      if (shown === 'raw') return await plainBytes(answer.exchange.response);
      return await this.answers.shown(answer);
    } catch (error) {
      // Its file was removed behind our back.
      this.options.onError(error);
      return Buffer.from(JSON.stringify(NOT_KEPT));
    }
  }

  override dispose(): void {
    this.tabs.dispose();
    this.changed.dispose();
    super.dispose();
  }

  private async openAt(answer: Answer, shown: Shown, options: vscode.TextDocumentShowOptions): Promise<void> {
    const { id } = answer.exchange;
    this.shown.set(id, answer);
    this.opening.add(id);
    try {
      await openDocument(responseUri(id, answer, shown), this.answers.sizeOf(answer), options);
    } finally {
      this.opening.delete(id);
    }
    this.save(id, answer);
  }

  private found(uri: vscode.Uri | undefined): Answer | undefined {
    const { id } = shownAt(uri) ?? {};
    return id === undefined ? undefined : (this.shown.get(id) ?? this.answers.get(id));
  }

  private async restored(uri: vscode.Uri | undefined): Promise<Answer | undefined> {
    const { id } = shownAt(uri) ?? {};
    const answer = id === undefined ? undefined : await this.answers.restore(id);
    if (id === undefined || !answer) return undefined;
    this.shown.set(id, answer);
    this.changed.fire();
    return answer;
  }

  /** Writes a document down while nobody waits for it. */
  private save(id: string, answer: Answer): void {
    if (!this.options.mayWrite()) return;
    const isOpen = () => this.shown.get(id) === answer;
    setImmediate(() => {
      if (isOpen()) void this.answers.save(id, answer).catch(this.options.onError);
    });
  }

  /**
   * Forgets what no tab shows any more, nor anything that was found in it: whatever names a document's id in its
   * address lives on it. A tab that moves is closed and opened in one.
   */
  private forgetClosed(): void {
    const open = new Set([...this.opening, ...openUris().map(({ authority }) => authority.split('.')[0])]);
    for (const id of this.shown.keys()) if (!open.has(id)) this.forget(id);
  }

  private forget(id: string): void {
    const answer = this.shown.get(id);
    this.shown.delete(id);
    this.answers.forget(id, answer?.exchange.id ?? id);
  }
}

/**
 * Opens a document in the way that shows its text soonest: a small one is handed to extensions first, which costs
 * little and spares VS Code a wait while its editor is made; a large one last.
 */
async function openDocument(uri: vscode.Uri, bytes: number, options: vscode.TextDocumentShowOptions): Promise<void> {
  if (bytes > SMALL_BYTES) await vscode.commands.executeCommand('vscode.open', uri, options);
  else await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), options);
}

/** The documents of all tabs, both sides of comparisons included. */
function openUris(): readonly vscode.Uri[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) =>
    tabs.flatMap(({ input }) => {
      if (input instanceof vscode.TabInputText) return [input.uri];
      return input instanceof vscode.TabInputTextDiff ? [input.original, input.modified] : [];
    }),
  );
}

async function closeTabs(isMeant: (uri: vscode.Uri) => boolean): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const meant = tabs.filter(({ input }) => input instanceof vscode.TabInputText && isMeant(input.uri));
  await vscode.window.tabGroups.close(meant, true);
}
