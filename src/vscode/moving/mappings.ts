import * as vscode from 'vscode';
import type { Operation } from '../../keap/catalog/operation.ts';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import { asStrings, parseJson } from '../../keap/json.ts';
import { mappingText } from '../../keap/moving/mappingText.ts';
import { PlainFiles } from '../plainFiles.ts';
import { MAPPING_SCHEME } from './mappingScheme.ts';

/**
 * How operations of XML-RPC and v1 become those of v2, as documents to read. Their address says which, so that they
 * come back after a reload.
 */
export class Mappings extends PlainFiles {
  private readonly catalog: CatalogFiles;
  protected readonly refusal = 'What REST v2 has instead is read-only.';

  constructor(catalog: CatalogFiles) {
    super();
    this.catalog = catalog;
  }

  /** Opens a mapping, in VS Code's Markdown preview where there is one. */
  async show(operation: Operation, table: string | undefined): Promise<void> {
    const path = `/${operation.title.replaceAll(/[\\/]/g, '-')} in REST v2.md`;
    const query = JSON.stringify([operation.key, ...(table === undefined ? [] : [table])]);
    const uri = vscode.Uri.from({ scheme: MAPPING_SCHEME, path, query });
    try {
      await vscode.commands.executeCommand('markdown.showPreview', uri);
    } catch {
      await vscode.window.showTextDocument(uri, { preview: false });
    }
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: (await this.readFile(uri)).byteLength };
  }

  async readFile({ query }: vscode.Uri): Promise<Uint8Array> {
    const [key, table] = queryOf(query);
    const found = key === undefined ? undefined : await this.catalog.operation(key);
    if (!found) return Buffer.from('The API no longer lists this operation.\n');
    const [v2, { tables }] = await Promise.all([this.catalog.version('v2'), this.catalog.xmlRpc()]);
    return Buffer.from(mappingText(found.operation, v2, tables, table));
  }
}

function queryOf(query: string): readonly string[] {
  const read = parseJson(query);
  return 'value' in read ? (asStrings(read.value) ?? []) : [];
}
