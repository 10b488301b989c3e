import * as vscode from 'vscode';
import { sourceOf } from '../../keap/answerThread/answerSource.ts';
import type { AnswerThread } from '../../keap/answerThread/answerThread.ts';
import type { Exchange } from '../../keap/exchange.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import { PlainFiles } from '../plainFiles.ts';
import type { ResponseDocuments } from '../responses/responseDocuments.ts';
import { RESPONSE_SCHEME } from '../responses/responseScheme.ts';
import { FOUND_SCHEME } from './foundScheme.ts';

/** Results that are kept as they were found; others are found again when they are asked for. */
const MOST_KEPT = 8;

/** What a document shows: what an expression finds in an answer. */
export interface Found {
  readonly exchange: Exchange;
  readonly expression: string;
}

/**
 * What expressions found, as read-only documents. An address holds the answer's id and the expression, so a document
 * needs nothing but its answer.
 */
export class FoundDocuments extends PlainFiles {
  private readonly thread: AnswerThread;
  private readonly responses: Pick<ResponseDocuments, 'exchangeOf'>;
  private readonly kept = new Map<string, Uint8Array>();
  protected readonly refusal = 'What was found is read-only.';

  constructor(thread: AnswerThread, responses: Pick<ResponseDocuments, 'exchangeOf'>) {
    super();
    this.thread = thread;
    this.responses = responses;
  }

  /** Finds, and opens what was found. @throws FindError where the expression cannot be followed */
  async open(found: Found, viewColumn: vscode.ViewColumn): Promise<void> {
    const uri = uriOf(found);
    await this.bytesOf(uri, found);
    await vscode.commands.executeCommand('vscode.open', uri, { viewColumn, preview: true });
  }

  /** What a document shows; undefined for other documents, and where the answer is no longer kept. */
  foundOf(uri: vscode.Uri | undefined): Found | undefined {
    if (uri?.scheme !== FOUND_SCHEME) return undefined;
    const response = vscode.Uri.from({ scheme: RESPONSE_SCHEME, authority: uri.authority, path: '/' });
    const exchange = this.responses.exchangeOf(response);
    return exchange && { exchange, expression: uri.query };
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const mtime = this.foundOf(uri)?.exchange.sentAt ?? 0;
    return { type: vscode.FileType.File, ctime: mtime, mtime, size: (await this.readFile(uri)).byteLength };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const found = this.foundOf(uri);
    return found ? this.bytesOf(uri, found) : Buffer.from(NOT_KEPT);
  }

  private async bytesOf(uri: vscode.Uri, { exchange, expression }: Found): Promise<Uint8Array> {
    const id = uri.toString();
    const known = this.kept.get(id);
    if (known) return known;
    const source = sourceOf(exchange);
    const { json } = await this.thread.run({ kind: 'find', source: source.id, expression }, [source]);
    this.kept.set(id, json);
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST_KEPT && oldest) this.kept.delete(oldest);
    return json;
  }
}

const NOT_KEPT = JSON.stringify('The answer that this was found in is no longer kept. Send its request again.');

const MOST_CHARACTERS = 60;

/** Named as a person would: `contacts[*].email — List contacts`. */
function uriOf({ exchange, expression }: Found): vscode.Uri {
  const name = `${plainText(expression, MOST_CHARACTERS)} — ${exchange.operation.title}`.replaceAll(/[\\/]/g, '∕');
  return vscode.Uri.from({
    scheme: FOUND_SCHEME,
    authority: exchange.id,
    path: `/${name}.json`,
    query: expression,
  });
}
