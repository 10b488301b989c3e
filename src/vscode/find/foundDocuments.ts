import * as vscode from 'vscode';
import { sourceOf } from '../../keap/answerThread/answerSource.ts';
import type { AnswerThread } from '../../keap/answerThread/answerThread.ts';
import type { Exchange } from '../../keap/exchange.ts';
import { FindError } from '../../keap/find/findError.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import { PlainFiles } from '../plainFiles.ts';
import { FOUND_SCHEME } from './foundScheme.ts';

/** Results that are kept as they were found; others are found again when they are asked for. */
const MOST_KEPT = 8;

/** What a document shows: what an expression finds in the answer of another. */
export interface Found {
  /** Of the answer's document. */
  readonly document: string;
  readonly exchange: Exchange;
  readonly expression: string;
}

/** Where answers come from. */
export interface Answered {
  /** The answer that a document shows, by the document's id. */
  readonly answerOf: (document: string) => Promise<Exchange | undefined>;
  /** Documents show other answers. */
  readonly onDidChange: vscode.Event<void>;
}

/**
 * What expressions found, as read-only documents. An address holds the expression and the id of the answer's document,
 * so that nothing else is needed to find it again: after a reload, and when that document shows another answer.
 */
export class FoundDocuments extends PlainFiles {
  private readonly thread: AnswerThread;
  private readonly answered: Answered;
  private readonly kept = new Map<string, { readonly exchange: string; readonly json: Uint8Array }>();
  private readonly listener: vscode.Disposable;
  protected readonly refusal = 'What was found is read-only.';

  constructor(thread: AnswerThread, answered: Answered) {
    super();
    this.thread = thread;
    this.answered = answered;
    this.listener = answered.onDidChange(() => {
      for (const { uri } of vscode.workspace.textDocuments) if (uri.scheme === FOUND_SCHEME) this.tellChanged(uri);
    });
  }

  /** Finds, and opens what was found. @throws FindError where the expression cannot be followed */
  async open(found: Found, viewColumn: vscode.ViewColumn): Promise<void> {
    const uri = uriOf(found);
    await this.jsonOf(uri, found);
    await vscode.commands.executeCommand('vscode.open', uri, { viewColumn, preview: true });
  }

  /** What a document shows; undefined for other documents, and where the answer is no longer kept. */
  async foundOf(uri: vscode.Uri | undefined): Promise<Found | undefined> {
    if (uri?.scheme !== FOUND_SCHEME) return undefined;
    const exchange = await this.answered.answerOf(uri.authority);
    return exchange && { document: uri.authority, exchange, expression: uri.query };
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const mtime = (await this.foundOf(uri))?.exchange.sentAt ?? 0;
    return { type: vscode.FileType.File, ctime: mtime, mtime, size: (await this.readFile(uri)).byteLength };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const found = await this.foundOf(uri);
    if (!found) return Buffer.from(JSON.stringify(NOT_KEPT));
    try {
      return await this.jsonOf(uri, found);
    } catch (error) {
      // Another answer came into the document, and this expression cannot be followed in it.
      if (error instanceof FindError) return Buffer.from(JSON.stringify(error.message));
      throw error;
    }
  }

  override dispose(): void {
    this.listener.dispose();
    super.dispose();
  }

  private async jsonOf(uri: vscode.Uri, { exchange, expression }: Found): Promise<Uint8Array> {
    const id = uri.toString();
    const known = this.kept.get(id);
    if (known?.exchange === exchange.id) return known.json;
    const source = sourceOf(exchange);
    const { json } = await this.thread.run({ kind: 'find', source: source.id, expression }, [source]);
    this.kept.delete(id);
    this.kept.set(id, { exchange: exchange.id, json });
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST_KEPT && oldest) this.kept.delete(oldest);
    return json;
  }
}

const NOT_KEPT = 'The answer that this was found in is no longer kept. Send its request again.';

const MOST_CHARACTERS = 60;

/** Named as a person would: `contacts[*].email — List contacts`. */
function uriOf({ document, exchange, expression }: Found): vscode.Uri {
  const name = `${plainText(expression, MOST_CHARACTERS)} — ${exchange.operation.title}`.replaceAll(/[\\/]/g, '∕');
  return vscode.Uri.from({
    scheme: FOUND_SCHEME,
    authority: document,
    path: `/${name}.json`,
    query: expression,
  });
}
