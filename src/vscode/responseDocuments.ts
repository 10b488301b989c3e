import * as vscode from 'vscode';
import { redactKeys } from '../keap/connection.ts';
import type { Exchange } from '../keap/exchange.ts';
import { type Content, contentOf } from '../keap/http/content.ts';
import { sizeWords, statusWords } from '../keap/http/words.ts';

export const RESPONSE_SCHEME = 'keap-response';

/** The exchange's id is the authority of its documents' addresses, so that paths are names; this marks its headers. */
const HEADERS = '.headers';

/** Answers kept for their documents; older ones make room. */
const MOST_KEPT = 50;
const MOST_BYTES = 256 * 2 ** 20;

/**
 * Answers as read-only documents, named after operation and status. A file-system provider, so that VS Code's JSON
 * features, *Save as* and its guard against huge files work as on any file.
 */
export class ResponseDocuments implements vscode.FileSystemProvider, vscode.Disposable {
  private readonly kept = new Map<string, Exchange>();
  private readonly changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changed.event;

  /** Opens an answer beside what is there, or in its place; binary answers are offered as a file to save. */
  async open(exchange: Exchange, column: vscode.ViewColumn): Promise<void> {
    this.keep(exchange);
    const content = contentOf(exchange.response);
    if (content.kind === 'binary') return this.offerToSave(exchange, content.extension);
    const options = { viewColumn: column, preview: true, preserveFocus: column === vscode.ViewColumn.Beside };
    await vscode.commands.executeCommand('vscode.open', documentUri(exchange, content), options);
  }

  /** Opens what is not the body: status, headers, timing and the request, as a document. */
  async openHeaders(exchange: Exchange): Promise<void> {
    this.keep(exchange);
    const authority = exchange.id + HEADERS;
    const uri = vscode.Uri.from({ scheme: RESPONSE_SCHEME, authority, path: `/${fileName(exchange)} headers.json` });
    await vscode.commands.executeCommand('vscode.open', uri, { viewColumn: vscode.ViewColumn.Beside, preview: true });
  }

  /** The exchange behind a document; undefined for other documents and for answers no longer kept. */
  exchangeOf(uri: vscode.Uri | undefined): Exchange | undefined {
    return uri?.scheme === RESPONSE_SCHEME ? this.kept.get(uri.authority.replace(HEADERS, '')) : undefined;
  }

  /** Saves the body as it came, byte for byte. */
  async save(exchange: Exchange, extension?: string): Promise<void> {
    const content = contentOf(exchange.response);
    const ending = extension ?? ('extension' in content ? content.extension : 'json');
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const name = `${fileName(exchange)}.${ending}`;
    const target = await vscode.window.showSaveDialog({
      ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {}),
      title: 'Save response',
    });
    if (target) await vscode.workspace.fs.writeFile(target, exchange.response.body);
  }

  watch(): vscode.Disposable {
    return { dispose: () => undefined };
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    return {
      type: vscode.FileType.File,
      ctime: 0,
      mtime: this.exchangeOf(uri)?.sentAt ?? 0,
      size: this.readFile(uri).byteLength,
    };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    const exchange = this.exchangeOf(uri);
    if (!exchange) return Buffer.from(NOT_KEPT);
    if (uri.authority.endsWith(HEADERS)) return Buffer.from(describeHead(exchange));
    const content = contentOf(exchange.response);
    return Buffer.from('text' in content ? content.text : describeHead(exchange));
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(): never {
    throw vscode.FileSystemError.NoPermissions('Responses are read-only.');
  }

  writeFile(): never {
    throw vscode.FileSystemError.NoPermissions('Responses are read-only.');
  }

  delete(): never {
    throw vscode.FileSystemError.NoPermissions('Responses are read-only.');
  }

  rename(): never {
    throw vscode.FileSystemError.NoPermissions('Responses are read-only.');
  }

  dispose(): void {
    this.kept.clear();
    this.changed.dispose();
  }

  private keep(exchange: Exchange): void {
    this.kept.delete(exchange.id);
    this.kept.set(exchange.id, exchange);
    let bytes = 0;
    for (const { response } of this.kept.values()) bytes += response.body.byteLength;
    for (const [id, { response }] of this.kept) {
      if (this.kept.size <= 1 || (this.kept.size <= MOST_KEPT && bytes <= MOST_BYTES)) break;
      this.kept.delete(id);
      bytes -= response.body.byteLength;
    }
  }

  private async offerToSave(exchange: Exchange, extension: string): Promise<void> {
    const { response, operation } = exchange;
    const size = sizeWords(response.body.byteLength);
    const message = `${operation.title} answered ${statusWords(response)} with ${size} that are not text.`;
    const chosen = await vscode.window.showInformationMessage(message, 'Save as…', 'Show headers');
    if (chosen === 'Save as…') await this.save(exchange, extension);
    if (chosen === 'Show headers') await this.openHeaders(exchange);
  }
}

const NOT_KEPT = JSON.stringify('This answer is no longer kept. Send the request again to see it.');

function documentUri(exchange: Exchange, content: Content): vscode.Uri {
  const ending = content.kind === 'text' ? content.extension : 'json';
  const note = content.kind === 'empty' ? ' (no body)' : '';
  const path = `/${fileName(exchange)}${note}.${ending}`;
  return vscode.Uri.from({ scheme: RESPONSE_SCHEME, authority: exchange.id, path });
}

function fileName(exchange: Exchange): string {
  return `${exchange.operation.title} ${exchange.response.status}`.replaceAll(/[\\/:*?"<>|]/g, '-');
}

/** All of an exchange but its body, as JSON. The key was never part of it; what a user typed elsewhere is masked. */
function describeHead({ operation, connection, request, response, sentAt }: Exchange): string {
  const { queuedMs, firstByteMs, totalMs } = response.timing;
  const head = {
    response: {
      status: response.status,
      statusText: response.statusText,
      bytes: response.body.byteLength,
      headers: Object.fromEntries(mergeHeaders(response.headers)),
    },
    timing: {
      sentAt: new Date(sentAt).toISOString(),
      queuedMs: Math.round(queuedMs),
      firstByteMs: Math.round(firstByteMs),
      totalMs: Math.round(totalMs),
    },
    request: {
      operation: operation.key,
      connection: connection.name,
      method: request.method,
      url: connection.origin + request.target,
      headers: request.headers,
    },
  };
  return redactKeys(JSON.stringify(head, undefined, 2));
}

function mergeHeaders(headers: Exchange['response']['headers']): Map<string, string> {
  const merged = new Map<string, string>();
  for (const [name, value] of headers) merged.set(name, merged.has(name) ? `${merged.get(name)}, ${value}` : value);
  return merged;
}
