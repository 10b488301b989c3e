import type * as vscode from 'vscode';

/** Where the runs of a workspace's window are noted while they go on. */
export const OWN_RUNS_KEY = 'keap.runs';

/** Whether the last window of this workspace closed while runs went on. */
export function hasOwnRuns(state: Pick<vscode.Memento, 'get'>): boolean {
  return state.get(OWN_RUNS_KEY) !== undefined;
}
