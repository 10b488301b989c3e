import { type FSWatcher, mkdirSync, watch } from 'node:fs';
import * as vscode from 'vscode';
import { entriesOf, type TakenEntry } from '../../keap/apiChanges/taken.ts';
import { readPart, readTaken, TAKEN_FILE } from '../../keap/apiChanges/takenFiles.ts';
import { stepBack, useBuiltIn } from '../../keap/apiChanges/takenStore.ts';
import { API_LABELS, REST_VERSIONS } from '../../keap/catalog/catalogData.ts';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import type { Commands } from '../commands.ts';
import type { Log } from '../log.ts';
import type { ApiView } from '../operations/apiView.ts';
import { ApiCheck } from './apiCheck.ts';
import { ApiMarks } from './apiMarks.ts';
import { ChangeReports, reportName } from './changeReports.ts';
import { dayWords } from './dayWords.ts';
import { pickSource } from './documentSource.ts';
import { tellSetAside } from './setAsideNotice.ts';
import { takenFolder } from './takenFolder.ts';
import { WeeklyCheck } from './weeklyCheck.ts';

export interface ApiChangesServices {
  readonly context: Pick<vscode.ExtensionContext, 'globalState' | 'globalStorageUri'>;
  readonly catalog: CatalogFiles;
  readonly apiView: ApiView;
  /** The file of the thread that reads descriptions. */
  readonly reviewFile: string;
  readonly log: Log;
}

const CHECK = 'Check for API changes';

/** API changes: checking for them, what shows of them, and the way back. */
export class ApiChangesRoom implements vscode.Disposable {
  private readonly services: ApiChangesServices;
  private readonly folder: string;
  readonly reports = new ChangeReports((name) => this.reportInUse(name));
  private readonly disposables: vscode.Disposable[];
  private readonly check: ApiCheck;
  readonly marks: ApiMarks;
  readonly commands: Commands;

  constructor(services: ApiChangesServices) {
    const { catalog, apiView, context } = services;
    this.services = services;
    this.folder = takenFolder(context);
    this.marks = new ApiMarks(catalog, context.globalState);
    apiView.showMarks(this.marks);
    const { folder, reports } = this;
    this.check = new ApiCheck({ ...services, folder, reports, goBack: () => this.goBack() });
    this.commands = {
      'keap.checkApiChanges': async () => {
        const source = await pickSource();
        if (source) await this.check.check(source);
      },
      'keap.showApiChanges': () => this.showTaken(),
      'keap.useBuiltInApi': () => this.goBack(),
      'keap.dismissApiMarks': () => this.marks.dismiss(),
    };
    this.disposables = [
      this.reports,
      this.marks,
      catalog.onDidChange(() => void this.marks.load()),
      new WeeklyCheck(this.folder, () => this.check.checkUnasked()),
    ];
    this.start().catch((error: unknown) => services.log.error('API changes could not be looked at.', error));
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  private async start(): Promise<void> {
    const watcher = watchTaken(this.folder, () => this.services.catalog.refresh());
    if (watcher) this.disposables.push({ dispose: () => watcher.close() });
    await this.marks.load();
    await this.tellSetAside();
  }

  private async tellSetAside(): Promise<void> {
    const { catalog, context } = this.services;
    const setAside = (await catalog.taken())?.setAside ?? [];
    await tellSetAside(setAside, context.globalState, () => {
      catalog.refresh();
      void this.tellSetAside();
    });
  }

  /** The report of the description in use. */
  private async showTaken(): Promise<void> {
    const used = [...((await this.services.catalog.taken())?.used ?? [])];
    const [only] = used;
    const picked =
      used.length > 1
        ? await vscode.window.showQuickPick(
            used.map(([version, { entry }]) => ({
              label: API_LABELS[version],
              description: sinceWords(entry),
              version,
              entry,
            })),
            { title: 'Show API changes' },
          )
        : only && { version: only[0], entry: only[1].entry };
    if (picked) {
      await this.reports.show(reportName(picked.version), await readPart(this.folder, picked.entry, 'report'));
    } else if (!only) {
      const message = 'The built-in API descriptions are in use. Check whether Keap has published newer ones.';
      if ((await vscode.window.showInformationMessage(message, CHECK)) === CHECK) {
        await vscode.commands.executeCommand('keap.checkApiChanges');
      }
    }
  }

  private async reportInUse(name: string): Promise<string | undefined> {
    const used = (await this.services.catalog.taken())?.used;
    const version = REST_VERSIONS.find((each) => reportName(each) === name);
    const entry = version && used?.get(version)?.entry;
    return entry && readPart(this.folder, entry, 'report').catch(() => undefined);
  }

  /** To the description before, or to the built-in one: what there is to choose is asked. */
  private async goBack(): Promise<void> {
    const taken = readTaken(this.folder);
    const ways = REST_VERSIONS.flatMap((version) => {
      const [current, before] = entriesOf(taken, version);
      if (!current) return [];
      const label = API_LABELS[version];
      return [
        { label: `Built-in description of ${label}`, description: '', go: () => useBuiltIn(this.folder, version) },
        ...(before
          ? [{ label: `${label} as before`, description: sinceWords(before), go: () => stepBack(this.folder, version) }]
          : []),
      ];
    });
    const [only] = ways;
    if (!only) {
      void vscode.window.showInformationMessage('The built-in API descriptions are in use already.');
      return;
    }
    const title = 'Go back to the built-in API descriptions';
    const way = ways.length > 1 ? await vscode.window.showQuickPick(ways, { title }) : only;
    if (!way) return;
    await way.go();
    this.services.catalog.refresh();
    vscode.window.setStatusBarMessage(`${way.label} in use`, STATUS_MS);
  }
}

const STATUS_MS = 5_000;

function sinceWords({ takenAt, source, operations }: TakenEntry): string {
  return `${operations} operations, from ${source}, ${dayWords(takenAt)}`;
}

/** Hears of what other windows choose; undefined where the folder cannot be watched. */
function watchTaken(folder: string, tell: () => void): FSWatcher | undefined {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    let known = '';
    const watcher = watch(folder, { persistent: false }, (_event, file) => {
      if (file !== null && file !== TAKEN_FILE) return;
      const now = takenText(folder);
      if (now === known) return;
      known = now;
      tell();
    });
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return undefined;
  }
}

function takenText(folder: string): string {
  try {
    return JSON.stringify(readTaken(folder));
  } catch {
    // Whatever it holds now: whoever reads it next is told.
    return '';
  }
}
