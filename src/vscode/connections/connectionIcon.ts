import * as vscode from 'vscode';
import type { Connection } from '../../keap/connection.ts';

/** The icon of a connection: what it lets through, coloured where real customers are behind it. */
export function connectionIcon({ kind, production, readOnly }: Connection, unlocked: boolean): vscode.ThemeIcon {
  if (kind === 'sandbox') return new vscode.ThemeIcon('beaker');
  const icon = readOnly ? (unlocked ? 'unlock' : 'lock') : 'key';
  return new vscode.ThemeIcon(icon, production ? new vscode.ThemeColor('list.warningForeground') : undefined);
}
