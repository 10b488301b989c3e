import * as vscode from 'vscode';
import type { Operation } from '../../keap/catalog/operation.ts';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import { mappingText } from '../../keap/moving/mappingText.ts';
import { MAPPING_SCHEME } from './mappingScheme.ts';

/** How operations of XML-RPC and v1 become those of v2, as documents to read. Their address says which. */
export class Mappings implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly catalog: CatalogFiles;
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(MAPPING_SCHEME, this);

  constructor(catalog: CatalogFiles) {
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

  async provideTextDocumentContent({ query }: vscode.Uri): Promise<string> {
    const [key, table] = queryOf(query);
    const found = key === undefined ? undefined : await this.catalog.operation(key);
    if (!found) return 'The API no longer lists this operation.\n';
    const [v2, { tables }] = await Promise.all([this.catalog.version('v2'), this.catalog.xmlRpc()]);
    return mappingText(found.operation, v2, tables, table);
  }

  dispose(): void {
    this.registration.dispose();
  }
}

function queryOf(query: string): readonly string[] {
  try {
    const read: unknown = JSON.parse(query);
    return Array.isArray(read) ? read.filter((each) => typeof each === 'string') : [];
  } catch {
    return [];
  }
}
