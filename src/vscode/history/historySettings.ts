import * as vscode from 'vscode';
import type { HistorySettings, KeepBodies } from '../../keap/history/history.ts';
import { asNumber, asString } from '../../keap/json.ts';

/** The settings of the history; their defaults stand in package.json alone. */
export function readHistorySettings(): HistorySettings {
  const settings = vscode.workspace.getConfiguration('keap');
  const megabytes = asNumber(settings.get('history.maxMegabytes')) ?? 0;
  return {
    maxEntries: Math.max(1, asNumber(settings.get('history.maxEntries')) ?? 0),
    maxBytes: Math.max(1, megabytes) * 2 ** 20,
    keepBodies: KEEP.get(asString(settings.get('history.keepBodies')) ?? '') ?? 'session',
  };
}

const KEEP: ReadonlyMap<string, KeepBodies> = new Map<string, KeepBodies>([
  ['never', 'never'],
  ['session', 'session'],
  ['day', { days: 1 }],
  ['week', { days: 7 }],
  ['month', { days: 30 }],
]);
