import * as vscode from 'vscode';
import { canResume, type StopReason } from '../../keap/runs/runState.ts';
import { countWords, doneWords, endSentence, type RunLook, runName } from '../../keap/runs/runWords.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import { guarded, showError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { OwnRuns } from './ownRuns.ts';
import type { RunResults } from './runResults.ts';
import type { RunStarts } from './runStarts.ts';
import type { RunEnd, WindowRuns } from './windowRuns.ts';

export interface RunEndServices {
  readonly runs: WindowRuns;
  readonly starts: RunStarts;
  readonly results: RunResults;
  readonly own: OwnRuns;
  readonly log: Log;
}

const [OPEN, RESUME, REST, SHOW] = ['Open', 'Resume', 'Run the rest', 'Show runs'];
/** A sentence of this length is read in a glance; what runs say is seldom longer. */
const LENGTH = 500;

/** What helps where a run stopped by itself, apart from resuming it. */
const REMEDIES: Readonly<Partial<Record<StopReason, readonly [label: string, command: string]>>> = {
  key: ['Replace key', 'keap.replaceKey'],
  locked: ['Unlock…', 'keap.unlockConnection'],
};

/** Says how runs of this window end, and at the start which were stopped when the last one closed. */
export class RunEnds implements vscode.Disposable {
  private readonly services: RunEndServices;
  private readonly listener: vscode.Disposable;

  constructor(services: RunEndServices) {
    this.services = services;
    this.listener = services.runs.onDidEnd(guarded(services.log, (end: RunEnd) => this.tell(end)));
  }

  dispose(): void {
    this.listener.dispose();
  }

  /** Offers to go on with what the last window of this workspace left, once. */
  async offerLeft(): Promise<void> {
    const { own, runs, starts } = this.services;
    const { ids } = own;
    if (ids.length === 0) return;
    await own.drop(ids);
    const looks = await Promise.all(ids.map((id) => runs.look(id)));
    const left = looks.filter((look) => look !== undefined && !look.isRunning && canResume(look.standing)) as RunLook[];
    const [first] = left;
    if (!first) return;
    const which = left.length === 1 ? `${runName(first.plan)}, ${doneWords(first)},` : countWords(left.length, 'run');
    const was = left.length === 1 ? 'was' : 'were';
    const message = plainText(`${which} ${was} stopped when VS Code closed and can go on where it left off.`, LENGTH);
    const chosen = await vscode.window.showInformationMessage(message, RESUME, SHOW);
    if (chosen === SHOW) await vscode.commands.executeCommand('keap.runs.focus');
    if (chosen === RESUME) for (const { plan } of left) await starts.begin(plan.id);
  }

  private async tell({ look, error }: RunEnd): Promise<void> {
    const { results, starts, log } = this.services;
    if (error !== undefined) return showError(error, log);
    const { standing, plan, counts } = look;
    if (standing.state === 'finished') {
      const show =
        counts.failed + counts.unknown > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
      const chosen = await show(plainText(endSentence(look), LENGTH), OPEN);
      if (chosen === OPEN) await results.open(look);
      return;
    }
    if (standing.state !== 'suspended' || standing.reason === 'closed') return;
    const message = plainText(endSentence(look), LENGTH);
    if (standing.reason === 'asked') {
      const chosen = await vscode.window.showInformationMessage(message, REST, OPEN);
      if (chosen === REST) await starts.begin(plan.id);
      if (chosen === OPEN) await results.open(look);
      return;
    }
    const [label, command] = REMEDIES[standing.reason ?? 'network'] ?? [];
    const chosen = await vscode.window.showWarningMessage(message, RESUME, ...(label === undefined ? [] : [label]));
    if (chosen === RESUME) await starts.begin(plan.id);
    else if (chosen !== undefined && command !== undefined) await vscode.commands.executeCommand(command);
  }
}
