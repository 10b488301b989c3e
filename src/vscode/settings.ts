import * as vscode from 'vscode';
import { asNumber } from '../keap/json.ts';

/** The settings of the extension; their defaults stand in package.json alone. */
export function readSettings(): { readonly timeoutMs: number; readonly maxBytes: number } {
  const settings = vscode.workspace.getConfiguration('keap');
  const seconds = asNumber(settings.get('request.timeoutSeconds')) ?? 0;
  const megabytes = asNumber(settings.get('response.maxMegabytes')) ?? 0;
  return { timeoutMs: Math.max(1, seconds) * 1000, maxBytes: Math.max(1, megabytes) * 2 ** 20 };
}
