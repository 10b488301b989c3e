import * as vscode from 'vscode';

const SEPARATORS: Readonly<Record<string, string>> = { comma: ',', semicolon: ';', tab: '\t' };

/** How CSV is written; the defaults stand in package.json. */
export function readExportSettings(): { readonly separator: string; readonly guard: boolean } {
  const settings = vscode.workspace.getConfiguration('keap');
  const separator: unknown = settings.get('export.csvSeparator');
  // Whatever a setting may hold, only a plain false gives up the guard.
  return {
    separator: (typeof separator === 'string' ? SEPARATORS[separator] : undefined) ?? ',',
    guard: settings.get('export.guardFormulas') !== false,
  };
}
