import * as vscode from 'vscode';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import { bodyJsonSchema } from '../../keap/request/jsonSchema.ts';
import { type BodyAddress, bodyTabs, numberFor, SCHEMA_SCHEME, schemaUri } from './bodyAddress.ts';

/** The schemas of the bodies that are open, as documents from which VS Code's JSON editor reads them. */
export class BodySchemas implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly catalog: CatalogFiles;
  /** The operations by number. */
  private readonly keys = new Map<number, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly registration: vscode.Disposable;

  constructor(catalog: CatalogFiles) {
    this.catalog = catalog;
    this.registration = vscode.workspace.registerTextDocumentContentProvider(SCHEMA_SCHEME, this);
    catalog.onDidChange(() => {
      for (const number of this.keys.keys()) this.changed.fire(schemaUri(number));
    });
  }

  /** The number for the document of an operation's body. */
  numberFor(operationKey: string): number {
    return numberFor(operationKey, bodyTabs(), this.keys);
  }

  /** From now on a number stands for the body of this operation. */
  assign({ number, operationKey }: BodyAddress): void {
    const before = this.keys.get(number);
    this.keys.set(number, operationKey);
    if (before !== undefined && before !== operationKey) this.changed.fire(schemaUri(number));
  }

  /** A schema that allows everything where a number stands for nothing. */
  async provideTextDocumentContent({ authority }: vscode.Uri): Promise<string> {
    const found = await this.catalog.operation(this.keys.get(Number(authority)) ?? '');
    return JSON.stringify((found && bodyJsonSchema(found.operation, found.catalog.schemas)) ?? {});
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}
