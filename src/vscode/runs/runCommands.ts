import * as vscode from 'vscode';
import { asObject, asString } from '../../keap/json.ts';
import { canResume } from '../../keap/runs/runState.ts';
import { countWords, moodOf, type RunLook, runFacts, runLine, runName } from '../../keap/runs/runWords.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import type { Commands } from '../commands.ts';
import { RUN_ICONS } from './runIcons.ts';
import type { RunResults } from './runResults.ts';
import type { RunSettling } from './runSettling.ts';
import type { RunStarts } from './runStarts.ts';
import type { WindowRuns } from './windowRuns.ts';

export interface RunCommandServices {
  readonly runs: WindowRuns;
  readonly starts: RunStarts;
  readonly results: RunResults;
  readonly settling: RunSettling;
}

interface RunItem extends vscode.QuickPickItem {
  readonly look: RunLook;
}

/** Which runs a command is for, and what is said where there is none. */
interface Choice {
  readonly title: string;
  readonly of: (look: RunLook) => boolean;
  readonly none: string;
}

const hasResult = ({ plan, page }: RunLook) => plan.kind === 'rows' || (page?.records ?? 0) > 0;
const rests = ({ isRunning }: RunLook) => !isRunning;
const isOurs = ({ progress }: RunLook) => progress !== undefined;

/** The commands of runs: each is for the row of the view it is called on, or for a run that someone picks. */
export function runCommands(services: RunCommandServices): Commands {
  const { runs, starts, results, settling } = services;
  const withRun = (choice: Choice, work: (look: RunLook) => Promise<unknown>) => async (argument: unknown) => {
    const look = await chosen(argument, choice, runs);
    if (look) await work(look);
  };
  return {
    'keap.pauseRun': withRun({ title: 'Pause run', of: isOurs, none: 'No run of this window is active.' }, ({ plan }) =>
      runs.pause(plan.id),
    ),
    'keap.resumeRun': withRun(
      { title: 'Resume run', of: (look) => rests(look) && canResume(look.standing), none: 'No run can be resumed.' },
      ({ plan }) => starts.begin(plan.id),
    ),
    'keap.cancelRun': withRun(
      {
        title: 'Cancel run',
        of: (look) => isOurs(look) || (rests(look) && canResume(look.standing)),
        none: 'No run of this window can be cancelled.',
      },
      (look) => cancel(look, runs),
    ),
    'keap.openRunResult': withRun(
      { title: 'Open result of run', of: hasResult, none: 'No run has a result yet.' },
      (look) => results.open(look),
    ),
    'keap.openRunTable': withRun(
      {
        title: 'Open records of run as table',
        of: (look) => look.plan.kind === 'pages' && hasResult(look),
        none: 'No run has records yet.',
      },
      (look) => results.open(look, 'table'),
    ),
    'keap.saveRunResult': withRun(
      { title: 'Save result of run', of: hasResult, none: 'No run has a result yet.' },
      (look) => results.save(look),
    ),
    'keap.retryFailedRows': withRun(
      {
        title: 'Retry failed rows',
        of: (look) => rests(look) && look.counts.failed > 0,
        none: 'No run has failed rows.',
      },
      ({ plan }) => again(plan.id, 'failed', services),
    ),
    'keap.retryUnknownRows': withRun(
      {
        title: 'Retry unknown rows',
        of: (look) => rests(look) && look.counts.unknown > 0,
        none: 'No run has rows whose answer never came.',
      },
      async (look) => {
        const choice = await askAboutUnknown(look);
        if (choice === 'settle') await settling.settle(look);
        if (choice === 'send') await again(look.plan.id, 'unknown', services);
      },
    ),
    'keap.settleUnknownRows': withRun(
      {
        title: 'Settle unknown rows by reading',
        of: (look) => rests(look) && look.counts.unknown > 0,
        none: 'No run has rows whose answer never came.',
      },
      (look) => settling.settle(look),
    ),
    'keap.revealRun': withRun(
      { title: 'Reveal files of run', of: () => true, none: 'There are no runs.' },
      ({ plan }) =>
        Promise.resolve(
          vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(runs.store.folderOf(plan.id).journal)),
        ),
    ),
    'keap.removeRun': withRun({ title: 'Remove run', of: rests, none: 'There is no run that rests.' }, (look) =>
      remove(look, runs),
    ),
    'keap.removeFinishedRuns': () => removeFinished(runs),
  };
}

async function chosen(argument: unknown, { title, of, none }: Choice, runs: WindowRuns): Promise<RunLook | undefined> {
  const id = asString(asObject(argument)?.['id']);
  if (id !== undefined) {
    const named = await runs.look(id);
    return named && of(named) ? named : undefined;
  }
  const items = (await runs.looks()).filter(of).map((look): RunItem => {
    const now = Date.now();
    return {
      look,
      label: plainText(runName(look.plan)),
      description: plainText(runLine(look, now), 200),
      detail: plainText(`${look.plan.account.name} · ${new Date(look.plan.createdAt).toLocaleString('en-GB')}`, 200),
      iconPath: RUN_ICONS[moodOf(look)],
    };
  });
  if (items.length === 0) {
    void vscode.window.showInformationMessage(none);
    return undefined;
  }
  return (await vscode.window.showQuickPick(items, { title, placeHolder: 'Which run' }))?.look;
}

/** Sends rows again, in the same run: its journal knows of both times. */
async function again(
  id: string,
  of: 'failed' | 'unknown',
  { runs, starts }: Pick<RunCommandServices, 'runs' | 'starts'>,
): Promise<void> {
  await runs.within(id, ({ run }) => run.again(of));
  await starts.begin(id, { anew: true });
}

/** What may have been carried out already is sent again only by someone who knows it. */
async function askAboutUnknown({ counts, plan }: RunLook): Promise<'send' | 'settle' | undefined> {
  const [settle, send] = ['Settle by reading', 'Send again'];
  const message = `${countWords(counts.unknown, 'row')} may have been carried out already.`;
  const detail = `${plainText(runName(plan))}: their requests went out and no answer came. Sent again, what was done may be done twice. Reading the records tells of many whether it was, a call each.`;
  const verb = await vscode.window.showWarningMessage(message, { modal: true, detail }, settle, send);
  return verb === settle ? 'settle' : verb === send ? 'send' : undefined;
}

async function cancel(look: RunLook, runs: WindowRuns): Promise<void> {
  const verb = 'Cancel run';
  const detail = 'What was done stays done, and its files stay. A cancelled run cannot be resumed.';
  const message = `Cancel ${plainText(runName(look.plan))}?`;
  if ((await vscode.window.showWarningMessage(message, { modal: true, detail }, verb)) === verb) {
    await runs.cancel(look.plan.id);
  }
}

async function remove(look: RunLook, runs: WindowRuns): Promise<void> {
  const verb = 'Remove run';
  const detail = `${runFacts(look, Date.now())
    .map((line) => plainText(line, 200))
    .join('\n')}\n\nIts journal, records and result are deleted.`;
  const message = `Remove ${plainText(runName(look.plan))}?`;
  if ((await vscode.window.showWarningMessage(message, { modal: true, detail }, verb)) !== verb) return;
  if (!(await runs.remove(look.plan.id))) {
    void vscode.window.showInformationMessage('This run goes on at this moment; pause it first.');
  }
}

/** Those that cannot go on: what rests for another reason may still be wanted. */
async function removeFinished(runs: WindowRuns): Promise<void> {
  const over = (await runs.looks()).filter((look) => rests(look) && !canResume(look.standing));
  if (over.length === 0) {
    void vscode.window.showInformationMessage('No run is finished or cancelled.');
    return;
  }
  const verb = 'Remove';
  const detail = 'Their journals, records and results are deleted. Runs that can be resumed stay.';
  const message = `Remove ${countWords(over.length, 'finished run')}?`;
  if ((await vscode.window.showWarningMessage(message, { modal: true, detail }, verb)) !== verb) return;
  for (const { plan } of over) await runs.remove(plan.id);
}
