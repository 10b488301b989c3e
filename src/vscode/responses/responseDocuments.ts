import * as vscode from 'vscode';
import type { Answer } from '../../keap/answers/answer.ts';
import type { Exchange } from '../../keap/exchange.ts';
import { sortedJson } from '../../keap/history/sortedJson.ts';
import { describeHead } from '../../keap/http/describeHead.ts';
import { statusWords } from '../../keap/http/statusWords.ts';
import { type KeptResponse, KeptResponses } from '../../keap/keptResponses.ts';
import { sizeWords } from '../../keap/request/measures.ts';
import { PlainFiles } from '../plainFiles.ts';
import { ANSWER_FOLDER, RESPONSE_SCHEME } from './responseScheme.ts';

/** The exchange's id is the authority of its documents' addresses, so that paths are names; this marks its headers. */
const HEADERS = '.headers';
/** This marks its body with sorted keys, to be compared with another's. */
const SORTED = '.sorted';

const HEADERS_OR_SORTED = /\.(headers|sorted)$/;

const READ_ONLY = 'Responses are read-only.';

/**
 * Answers as read-only documents, named after operation and status. A file-system provider, so that VS Code's JSON
 * features, *Save as* and its guard against huge files work as on any file.
 */
export class ResponseDocuments extends PlainFiles {
  private readonly responses = new KeptResponses();
  protected readonly refusal = READ_ONLY;

  /** Opens an answer beside what is there, or in its place; binary answers are offered as a file to save. */
  async open(exchange: Exchange, column: vscode.ViewColumn, preserveFocus = false): Promise<void> {
    const kept = this.responses.keep(exchange);
    if (kept.content.kind === 'binary') {
      // The offer waits for an answer of its own; whoever sent the request does not.
      void this.offerToSave(exchange, kept.content.extension);
      return;
    }
    const options = { viewColumn: column, preview: true, preserveFocus };
    await vscode.commands.executeCommand('vscode.open', documentUri(kept), options);
  }

  /** Opens what is not the body: status, headers, timing and the request, as a document that replaces no other. */
  async openHeaders(exchange: Exchange, column = vscode.ViewColumn.Active): Promise<void> {
    this.responses.keep(exchange);
    const authority = exchange.id + HEADERS;
    const uri = vscode.Uri.from({ scheme: RESPONSE_SCHEME, authority, path: `/${fileName(exchange)} headers.json` });
    await vscode.commands.executeCommand('vscode.open', uri, { viewColumn: column, preview: false });
  }

  /** The document of an answer for a comparison: JSON has its keys sorted. Undefined where it is no text. */
  comparable(exchange: Exchange): vscode.Uri | undefined {
    const { content } = this.responses.keep(exchange);
    if (!('text' in content)) return undefined;
    const ending = content.kind === 'text' ? content.extension : 'json';
    const path = `/${fileName(exchange)} sorted.${ending}`;
    return vscode.Uri.from({ scheme: RESPONSE_SCHEME, authority: exchange.id + SORTED, path });
  }

  /** The exchange behind a document; undefined for other documents and for answers no longer kept. */
  exchangeOf(uri: vscode.Uri | undefined): Exchange | undefined {
    return this.keptOf(uri)?.exchange;
  }

  /** What a document shows of an answer's body; undefined for its headers, a comparison and other documents. */
  answerOf(uri: vscode.Uri): Answer | undefined {
    const kept = HEADERS_OR_SORTED.test(uri.authority) ? undefined : this.keptOf(uri);
    return kept && { exchange: kept.exchange, kind: kept.content.kind };
  }

  /** Saves the body as it came, byte for byte. */
  async save(exchange: Exchange): Promise<void> {
    const { content } = this.responses.keep(exchange);
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const name = `${fileName(exchange)}.${'extension' in content ? content.extension : 'json'}`;
    const target = await vscode.window.showSaveDialog({
      ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {}),
      title: 'Save response',
    });
    if (target) await vscode.workspace.fs.writeFile(target, exchange.response.body);
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const mtime = this.exchangeOf(uri)?.sentAt ?? 0;
    return { type: vscode.FileType.File, ctime: mtime, mtime, size: this.readFile(uri).byteLength };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    const kept = this.keptOf(uri);
    if (!kept) return Buffer.from(NOT_KEPT);
    const { content, exchange } = kept;
    if (uri.authority.endsWith(HEADERS) || !('text' in content)) return Buffer.from(describeHead(exchange));
    const sorted = uri.authority.endsWith(SORTED) ? sortedJson(content.text) : undefined;
    return Buffer.from(sorted ?? content.text);
  }

  override dispose(): void {
    this.responses.clear();
    super.dispose();
  }

  private keptOf(uri: vscode.Uri | undefined): KeptResponse | undefined {
    return uri?.scheme === RESPONSE_SCHEME
      ? this.responses.get(uri.authority.replace(HEADERS_OR_SORTED, ''))
      : undefined;
  }

  private async offerToSave(exchange: Exchange, extension: string): Promise<void> {
    const { response, operation } = exchange;
    const size = sizeWords(response.body.byteLength);
    const message = `${operation.title} answered ${statusWords(response)} with ${size} that are not text (${extension}).`;
    const chosen = await vscode.window.showInformationMessage(message, 'Save as…', 'Show headers');
    if (chosen === 'Save as…') await this.save(exchange);
    if (chosen === 'Show headers') await this.openHeaders(exchange);
  }
}

const NOT_KEPT = JSON.stringify('This answer is no longer kept. Send the request again to see it.');

/** The document of an answer; one without a body shows its head instead. */
function documentUri({ exchange, content }: KeptResponse): vscode.Uri {
  const ending = content.kind === 'text' ? content.extension : 'json';
  const note = content.kind === 'empty' ? ' (no body)' : '';
  const folder = content.kind === 'json' ? ANSWER_FOLDER : '';
  const path = `/${folder}${fileName(exchange)}${note}.${ending}`;
  return vscode.Uri.from({ scheme: RESPONSE_SCHEME, authority: exchange.id, path });
}

function fileName({ operation, response }: Exchange): string {
  return `${operation.title} ${response.status}`.replaceAll(/[\\/:*?"<>|]/g, '-');
}
