import * as vscode from 'vscode';
import { type DryRunOptions, dryRun } from '../../keap/runs/rows/dryRun.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import { csvLine } from '../../keap/table/csv.ts';
import { signalOf } from '../sending/cancellation.ts';
import { streamToFile } from '../streamToFile.ts';
import { readExportSettings } from '../table/exportSettings.ts';

/** More lines than this nobody mends by hand. */
const MOST_LINES = 200_000;

/** Saves each problem of each row as a line of CSV, where someone wants it. */
export async function saveProblems(request: Omit<DryRunOptions, 'signal'>, scratch: string): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = `${request.source.file.name.replace(/\.\w+$/, '')} problems.csv`;
  const target = await vscode.window.showSaveDialog({
    title: 'Save problems',
    filters: { CSV: ['csv'] },
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {}),
  });
  if (!target) return;
  const csv = readExportSettings();
  const shown = { location: vscode.ProgressLocation.Notification, title: 'Saving problems', cancellable: true };
  const written = await vscode.window.withProgress(shown, async (_progress, token) => {
    const signal = signalOf(token);
    const lines = [csvLine(['line', 'problem', 'can be sent'], csv)];
    try {
      await dryRun({
        ...{ ...request, signal },
        onProblem: (line, words, blocking) => {
          if (lines.length <= MOST_LINES) lines.push(csvLine([String(line), words, blocking ? 'no' : 'yes'], csv));
        },
      });
      await streamToFile(target, piecesOf(lines), scratch, signal);
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      throw error;
    }
  });
  if (!written) return;
  const file = plainText(target.path.slice(target.path.lastIndexOf('/') + 1));
  const open = await vscode.window.showInformationMessage(`The problems were saved to ${file}.`, 'Open file');
  if (open) await vscode.commands.executeCommand('vscode.open', target);
}

async function* piecesOf(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}
