import * as vscode from 'vscode';
import { asNumber } from '../../keap/json.ts';

/** How many rows *Run first rows* sends before it asks about the rest; the default stands in package.json. */
export function readFirstRows(): number {
  const settings = vscode.workspace.getConfiguration('keap');
  return Math.max(1, Math.floor(asNumber(settings.get('runs.firstRows')) ?? 1));
}
