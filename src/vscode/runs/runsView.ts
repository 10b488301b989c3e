import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import type { RunFolder } from '../../keap/runs/runFolder.ts';
import { canResume } from '../../keap/runs/runState.ts';
import { moodOf, type RunLook, runFacts, runLine, runName } from '../../keap/runs/runWords.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import { RUN_ICONS } from './runIcons.ts';
import type { WindowRuns } from './windowRuns.ts';

export type RunNode =
  | { readonly kind: 'run'; readonly id: string; readonly look: RunLook }
  | { readonly kind: 'file'; readonly id: string; readonly file: RunFile; readonly folder: RunFolder };

/** A file of a run, as the view names it. */
type RunFile = 'records' | 'result' | 'journal';

/** The view is drawn anew no more often than this, in milliseconds; runs of other windows are looked at more seldom. */
const REDRAW_MS = 400;
const LOOK_ELSEWHERE_MS = 3_000;

const FILES: Readonly<Record<RunFile, { readonly label: string; readonly icon: string; readonly tooltip: string }>> = {
  records: { label: 'Records', icon: 'json', tooltip: 'The records so far, one a line (NDJSON)' },
  result: { label: 'Result', icon: 'table', tooltip: 'What became of each row, as CSV' },
  journal: { label: 'Journal', icon: 'list-ordered', tooltip: 'What was sent and answered, one step a line' },
};

/** The view *Runs*: those that go on, those that can, and those that are done, newest first. */
export class RunsView implements vscode.TreeDataProvider<RunNode>, vscode.Disposable {
  private readonly view: vscode.TreeView<unknown>;
  private readonly runs: WindowRuns;
  private readonly changed = new vscode.EventEmitter<undefined>();
  private readonly listener: vscode.Disposable;
  private redrawing: NodeJS.Timeout | undefined;
  private looking: NodeJS.Timeout | undefined;
  readonly onDidChangeTreeData = this.changed.event;

  constructor(view: vscode.TreeView<unknown>, runs: WindowRuns) {
    this.view = view;
    this.runs = runs;
    this.listener = vscode.Disposable.from(
      runs.onDidChange(() => this.redraw()),
      view.onDidChangeVisibility(({ visible }) => visible && this.redraw()),
    );
    this.count();
  }

  async getChildren(node?: RunNode): Promise<RunNode[]> {
    if (node?.kind === 'run') return filesOf(node, this.runs.store.folderOf(node.id));
    if (node) return [];
    const looks = await this.runs.looks();
    if (looks.some((look) => moodOf(look) === 'elsewhere')) this.lookAgain();
    return looks.map((look) => ({ kind: 'run', id: look.plan.id, look }));
  }

  getTreeItem(node: RunNode): vscode.TreeItem {
    return node.kind === 'run' ? runItem(node.look) : fileItem(node);
  }

  dispose(): void {
    clearTimeout(this.redrawing);
    clearTimeout(this.looking);
    this.listener.dispose();
    this.changed.dispose();
  }

  private redraw(): void {
    this.redrawing ??= setTimeout(() => {
      this.redrawing = undefined;
      this.count();
      if (this.view.visible) this.changed.fire(undefined);
    }, REDRAW_MS);
  }

  private count(): void {
    const value = this.runs.activeLooks.length;
    if ((this.view.badge?.value ?? 0) === value) return;
    this.view.badge = value === 0 ? undefined : { value, tooltip: `${value} active ${value === 1 ? 'run' : 'runs'}` };
  }

  /** Nobody tells of a run in another window. */
  private lookAgain(): void {
    this.looking ??= setTimeout(() => {
      this.looking = undefined;
      this.redraw();
    }, LOOK_ELSEWHERE_MS);
  }
}

function runItem(look: RunLook): vscode.TreeItem {
  const now = Date.now();
  const mood = moodOf(look);
  const item = new vscode.TreeItem(plainText(runName(look.plan)), vscode.TreeItemCollapsibleState.Collapsed);
  item.id = look.plan.id;
  item.description = plainText(runLine(look, now), 300);
  item.iconPath = RUN_ICONS[mood];
  item.tooltip = runFacts(look, now)
    .map((line) => plainText(line, 400))
    .join('\n');
  item.accessibilityInformation = { label: plainText(`${runName(look.plan)}, ${runLine(look, now)}`, 400) };
  item.contextValue = contextOf(look);
  return item;
}

/** What menus go by. */
function contextOf(look: RunLook): string {
  const { plan, counts, isRunning, progress, page } = look;
  const ours = progress !== undefined;
  return [
    `run ${plan.kind}`,
    ...(isRunning ? [ours ? 'active' : 'elsewhere'] : ['resting']),
    ...(!isRunning && canResume(look.standing) ? ['resumable'] : []),
    ...(plan.kind === 'rows' || (page?.records ?? 0) > 0 ? ['result'] : []),
    ...(!isRunning && counts.failed > 0 ? ['failed'] : []),
    ...(!isRunning && counts.unknown > 0 ? ['unknown'] : []),
  ].join(' ');
}

function filesOf({ id, look }: RunNode & { readonly kind: 'run' }, folder: RunFolder): RunNode[] {
  // A run of rows has records where its operation reads.
  const files: RunFile[] = look.plan.kind === 'pages' ? ['records', 'journal'] : ['result', 'records', 'journal'];
  const there = files.filter((file) => file === 'result' || existsSync(folder[file]));
  return there.map((file) => ({ kind: 'file', id, file, folder }));
}

function fileItem({ id, file, folder }: RunNode & { readonly kind: 'file' }): vscode.TreeItem {
  const { label, icon, tooltip } = FILES[file];
  const item = new vscode.TreeItem(label);
  item.id = `${id}/${file}`;
  item.iconPath = new vscode.ThemeIcon(icon);
  item.tooltip = tooltip;
  item.contextValue = 'runFile';
  item.command =
    file === 'result'
      ? { command: 'keap.openRunResult', title: 'Open result of run', arguments: [{ id }] }
      : { command: 'vscode.open', title: 'Open', arguments: [vscode.Uri.file(folder[file])] };
  return item;
}
