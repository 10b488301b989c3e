import * as vscode from 'vscode';
import { asNumber } from '../../keap/json.ts';

/** What is kept of records before they are changed, as the user has it: no folder has a say in what is on disk. */
export function readSnapshotSettings(): { readonly enabled: boolean; readonly keepDays: number } {
  const settings = vscode.workspace.getConfiguration('keap');
  const enabled = settings.inspect('snapshots.enabled');
  const keepDays = settings.inspect('snapshots.keepDays');
  return {
    enabled: (enabled?.globalValue ?? enabled?.defaultValue) !== false,
    keepDays: asNumber(keepDays?.globalValue) ?? asNumber(keepDays?.defaultValue) ?? 0,
  };
}
