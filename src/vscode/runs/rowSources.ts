import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { RowFile } from '../../keap/runs/rows/openRows.ts';
import { moodOf, type RunLook, runLine, runName } from '../../keap/runs/runWords.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import { RUN_ICONS } from './runIcons.ts';
import type { RunResults } from './runResults.ts';
import type { WindowRuns } from './windowRuns.ts';

interface SourceItem extends vscode.QuickPickItem {
  /** Undefined asks for a file. */
  readonly take?: () => Promise<RowFile | undefined>;
}

const ENDINGS = ['csv', 'tsv', 'ndjson', 'jsonl', 'json'];
/** Files of a large workspace that nobody would scroll through. */
const MOST_FILES = 50;

/** Where rows can come from: a file, or what another run has fetched or come to. */
export class RowSources {
  private readonly runs: WindowRuns;
  private readonly results: RunResults;

  constructor(runs: WindowRuns, results: RunResults) {
    this.runs = runs;
    this.results = results;
  }

  /** The file at an address; says so where it is none on disk. */
  async of(uri: vscode.Uri): Promise<RowFile | undefined> {
    const found = uri.scheme === 'file' ? await stat(uri.fsPath).catch(() => undefined) : undefined;
    if (found?.isFile()) return { path: uri.fsPath, name: basename(uri.fsPath) };
    void vscode.window.showInformationMessage('Rows are read from a file on disk. Save it there first.');
    return undefined;
  }

  /** Lets someone choose; undefined where nobody did. */
  async pick(title: string): Promise<RowFile | undefined> {
    const items: SourceItem[] = [
      { label: 'Choose a file…', description: 'CSV, NDJSON or JSON', iconPath: new vscode.ThemeIcon('folder-opened') },
      ...(await this.files()),
      ...(await this.runItems()),
    ];
    const chosen = await vscode.window.showQuickPick(items, {
      title,
      placeHolder: 'Where the rows come from',
      matchOnDescription: true,
    });
    if (!chosen) return undefined;
    return chosen.take ? chosen.take() : this.askForFile();
  }

  private async askForFile(): Promise<RowFile | undefined> {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const [uri] =
      (await vscode.window.showOpenDialog({
        title: 'File of rows',
        filters: { Rows: ENDINGS },
        ...(folder ? { defaultUri: folder } : {}),
      })) ?? [];
    return uri && this.of(uri);
  }

  private async files(): Promise<readonly SourceItem[]> {
    const found = await vscode.workspace.findFiles('**/*.{csv,tsv,ndjson,jsonl}', '**/node_modules/**', MOST_FILES);
    const items = found
      .map((uri) => ({ uri, path: vscode.workspace.asRelativePath(uri) }))
      .sort((a, b) => a.path.localeCompare(b.path))
      .map(({ uri, path }): SourceItem => {
        return { label: plainText(path), iconPath: vscode.ThemeIcon.File, take: () => this.of(uri) };
      });
    return items.length === 0 ? [] : [separator('Files of this workspace'), ...items];
  }

  private async runItems(): Promise<readonly SourceItem[]> {
    const looks = (await this.runs.looks()).filter(
      ({ isRunning, plan, page }) => !isRunning && (plan.kind === 'rows' || (page?.records ?? 0) > 0),
    );
    const items = looks.map((look): SourceItem => {
      return {
        label: plainText(runName(look.plan)),
        description: plainText(runLine(look, Date.now()), 120),
        iconPath: RUN_ICONS[moodOf(look)],
        take: () => this.ofRun(look),
      };
    });
    return items.length === 0 ? [] : [separator('Results of runs'), ...items];
  }

  private async ofRun({ plan }: RunLook): Promise<RowFile> {
    const title = plan.operation.title.replaceAll(/[\\/:*?"<>|]/g, '-');
    if (plan.kind === 'pages') return { path: this.runs.store.folderOf(plan.id).records, name: `${title}.ndjson` };
    return { path: (await this.results.writeRows(plan)).fsPath, name: `${title} result.csv` };
  }
}

function separator(label: string): SourceItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
