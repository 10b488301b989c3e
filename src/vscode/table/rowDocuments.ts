import * as vscode from 'vscode';
import type { Exchange } from '../../keap/exchange.ts';
import { formatJson } from '../../keap/request/formatJson.ts';
import { PlainFiles } from '../plainFiles.ts';
import { ROW_SCHEME } from './rowScheme.ts';
import type { TableServices } from './tableServices.ts';

/** Records of lists as read-only documents, with the text they came with. Their addresses say which they are. */
export class RowDocuments extends PlainFiles {
  protected readonly refusal = 'Rows of an answer are read-only.';
  private readonly services: Pick<TableServices, 'exchangeOf' | 'sources'>;

  constructor(services: Pick<TableServices, 'exchangeOf' | 'sources'>) {
    super();
    this.services = services;
  }

  /** @param number of the record in the answer, from 0 */
  async open({ id, operation }: Exchange, number: number, column: vscode.ViewColumn): Promise<void> {
    const title = operation.title.replaceAll(/[\\/:*?"<>|]/g, '-');
    const path = `/${title} row ${number + 1}.json`;
    const uri = vscode.Uri.from({ scheme: ROW_SCHEME, authority: id, path, query: String(number) });
    await vscode.commands.executeCommand('vscode.open', uri, { viewColumn: column, preview: true });
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const size = (await this.readFile(uri)).byteLength;
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return Buffer.from((await this.textOf(uri)) ?? NOT_KEPT);
  }

  private async textOf(uri: vscode.Uri): Promise<string | undefined> {
    const exchange = await this.services.exchangeOf(uri.authority);
    const source = exchange && (await this.services.sources.of(exchange, new AbortController().signal));
    const number = Number(uri.query);
    if (!source || !Number.isInteger(number) || number < 0 || number >= source.rows.count) return undefined;
    const text = await source.rows.text(number);
    return formatJson(text) ?? text;
  }
}

const NOT_KEPT = JSON.stringify('This answer is no longer kept. Send the request again to see it.');
