import { join } from 'node:path';
import type * as vscode from 'vscode';

/** Where the API descriptions lie that a person chose. */
export function takenFolder({ globalStorageUri }: Pick<vscode.ExtensionContext, 'globalStorageUri'>): string {
  return join(globalStorageUri.fsPath, 'api');
}
