import * as vscode from 'vscode';
import { doneWords, moodOf, progressParts, type RunLook, runFacts, runName } from '../../keap/runs/runWords.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import type { WindowRuns } from './windowRuns.ts';

/** Nobody reads faster. Milliseconds. */
const SHOW_EVERY_MS = 400;

/** The runs of this window in the status bar, while there are any. */
export class RunsStatus implements vscode.Disposable {
  private readonly runs: WindowRuns;
  private readonly item = vscode.window.createStatusBarItem('keap.runs', vscode.StatusBarAlignment.Left, 9);
  private readonly listener: vscode.Disposable;
  private showing: NodeJS.Timeout | undefined;

  constructor(runs: WindowRuns) {
    this.runs = runs;
    this.item.name = 'Keap runs';
    this.item.command = 'keap.runs.focus';
    this.listener = runs.onDidChange(() => {
      this.showing ??= setTimeout(() => this.show(), SHOW_EVERY_MS);
    });
  }

  dispose(): void {
    clearTimeout(this.showing);
    this.listener.dispose();
    this.item.dispose();
  }

  private show(): void {
    this.showing = undefined;
    const looks = this.runs.activeLooks;
    const [only] = looks;
    if (!only) {
      this.item.hide();
      return;
    }
    const now = Date.now();
    const waits = looks.every((look) => moodOf(look) === 'waiting');
    const text = looks.length === 1 ? oneLine(only, now) : `${looks.length} Keap runs`;
    this.item.text = `$(${waits ? 'watch' : 'sync~spin'}) ${plainText(text, 120)}`;
    this.item.tooltip = looks
      .map((look) =>
        runFacts(look, now)
          .map((line) => plainText(line, 300))
          .join('\n'),
      )
      .join('\n\n');
    this.item.accessibilityInformation = { label: `Keap: ${plainText(text, 200)}. Show runs.` };
    this.item.show();
  }
}

/** What is most worth knowing, as short as the bar wants it: why it waits, else how far it is. */
function oneLine(look: RunLook, now: number): string {
  const parts = progressParts(look, now);
  const waits = moodOf(look) === 'waiting' ? parts.at(-1) : undefined;
  return `${runName(look.plan)}: ${waits ?? doneWords(look)}`;
}
