import * as vscode from 'vscode';
import { takesTurn } from '../../keap/apiChanges/weeklyTurn.ts';

/** Not before people have begun with what they came for. Milliseconds. */
const FIRST_LOOK_MS = 2 * 60_000;
const NEXT_LOOK_MS = 6 * 60 * 60_000;

/** Once a week, in one window, looks for changes without being asked: unless a setting says no, or the folder is not trusted. */
export class WeeklyCheck implements vscode.Disposable {
  private timer: NodeJS.Timeout;

  constructor(folder: string, check: () => Promise<void>) {
    const look = async (): Promise<void> => {
      this.timer = setTimeout(look, NEXT_LOOK_MS).unref();
      if (isWanted() && (await takesTurn(folder, Date.now()).catch(() => false))) await check();
    };
    this.timer = setTimeout(look, FIRST_LOOK_MS).unref();
  }

  dispose(): void {
    clearTimeout(this.timer);
  }
}

/** What the user has set for this machine; no folder has a say. */
function isWanted(): boolean {
  const settings = vscode.workspace.getConfiguration('keap');
  const setting = settings.inspect('apiChanges.checkWeekly');
  return vscode.workspace.isTrusted && (setting?.globalValue ?? setting?.defaultValue) === true;
}
