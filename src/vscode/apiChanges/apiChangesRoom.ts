import { type FSWatcher, mkdirSync, watch } from 'node:fs';
import * as vscode from 'vscode';
import { changedOperations } from '../../keap/apiChanges/change.ts';
import { countWords, isUnchanged } from '../../keap/apiChanges/changeWords.ts';
import { DocumentError } from '../../keap/apiChanges/documentError.ts';
import { changeReport } from '../../keap/apiChanges/report.ts';
import type { ReviewedDocument } from '../../keap/apiChanges/reviewDocument.ts';
import { reviewInThread } from '../../keap/apiChanges/reviewThread.ts';
import type { TakenEntry } from '../../keap/apiChanges/taken.ts';
import { readPart, readTaken, TAKEN_FILE } from '../../keap/apiChanges/takenFiles.ts';
import { stepBack, take, useBuiltIn } from '../../keap/apiChanges/takenStore.ts';
import { API_LABELS, REST_VERSIONS } from '../../keap/catalog/catalogData.ts';
import type { RestVersion } from '../../keap/catalog/operation.ts';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import type { Commands } from '../commands.ts';
import type { Log } from '../log.ts';
import type { ApiView } from '../operations/apiView.ts';
import { signalOf } from '../sending/cancellation.ts';
import { ApiMarks } from './apiMarks.ts';
import { ChangeReports } from './changeReports.ts';
import { dayWords } from './dayWords.ts';
import { type DocumentSource, pickSource, USUAL_SOURCE } from './documentSource.ts';
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

/** A description that was looked at, and can be used. */
interface Reviewed {
  readonly document: ReviewedDocument;
  readonly source: string;
  readonly report: string;
}

const USE = 'Use it';
const KEEP = 'Keep the current one';
const SHOW = 'Show changes';
const OTHER = 'Choose another source';
const CHECK = 'Check for API changes';

/** Whether a newer description is out: fetched or read, reviewed in a thread, shown, and used once a person says so. */
export class ApiChangesRoom implements vscode.Disposable {
  private readonly services: ApiChangesServices;
  private readonly folder: string;
  readonly reports = new ChangeReports((name) => this.reportInUse(name));
  private readonly disposables: vscode.Disposable[];
  readonly marks: ApiMarks;
  readonly commands: Commands;

  constructor(services: ApiChangesServices) {
    const { catalog, apiView, context } = services;
    this.services = services;
    this.folder = takenFolder(context);
    this.marks = new ApiMarks(catalog, context.globalState);
    apiView.showMarks(this.marks);
    this.commands = {
      'keap.checkApiChanges': async () => {
        const source = await pickSource();
        if (source) await this.check(source);
      },
      'keap.showApiChanges': () => this.showTaken(),
      'keap.useBuiltInApi': () => this.goBack(),
      'keap.dismissApiMarks': () => this.marks.dismiss(),
    };
    this.disposables = [
      this.reports,
      this.marks,
      catalog.onDidChange(() => void this.marks.load()),
      new WeeklyCheck(this.folder, () => this.checkUnasked()),
    ];
    void this.start();
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  private async start(): Promise<void> {
    const watcher = watchTaken(this.folder, () => this.services.catalog.refresh());
    if (watcher) this.disposables.push({ dispose: () => watcher.close() });
    await this.marks.load();
    for (const { version, because } of (await this.services.catalog.taken())?.setAside ?? []) {
      await useBuiltIn(this.folder, version);
      const label = API_LABELS[version];
      const message =
        because === 'older'
          ? `This version of the extension brings a newer description of ${label} than the one you chose, and uses it.`
          : `The description of ${label} that you chose is damaged, so the built-in one is used.`;
      void vscode.window.showWarningMessage(message, CHECK).then((choice) => {
        if (choice === CHECK) void vscode.commands.executeCommand('keap.checkApiChanges');
      });
    }
  }

  private async check(source: DocumentSource): Promise<void> {
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: `Checking ${source.name} for API changes`,
      cancellable: true,
    };
    try {
      const reviewed = await vscode.window.withProgress(options, (_progress, token) =>
        this.review(source, signalOf(token)),
      );
      await this.propose(reviewed);
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error;
      const message = `The description from ${source.name} is not used. ${error.message} The current one stays.`;
      if ((await vscode.window.showErrorMessage(message, OTHER)) === OTHER) {
        await vscode.commands.executeCommand('keap.checkApiChanges');
      }
    }
  }

  /** Nobody asked, so nothing is said unless something new is found. */
  private async checkUnasked(): Promise<void> {
    const told = this.services.context.globalState.get(TOLD_KEY);
    try {
      const reviewed = await this.review(USUAL_SOURCE, AbortSignal.timeout(UNASKED_MS));
      const found = JSON.stringify(changedOperations(reviewed.document.changes));
      if (isUnchanged(reviewed.document.changes) || found === told) return;
      await this.services.context.globalState.update(TOLD_KEY, found);
      await this.propose(reviewed);
    } catch (error) {
      this.services.log.note(
        `The weekly check for API changes failed: ${error instanceof Error ? error.message : error}`,
      );
    }
  }

  private async review(source: DocumentSource, signal: AbortSignal): Promise<Reviewed> {
    const { catalog, reviewFile: file } = this.services;
    const bytes = await source.read(signal);
    const used = (await catalog.taken())?.used;
    const [v2, v1] = await Promise.all(REST_VERSIONS.map((version) => catalog.builtIn(version)));
    const inUse = Object.fromEntries([...(used ?? [])].map(([version, { catalog: text }]) => [version, text]));
    const document = await reviewInThread(
      {
        bytes,
        yaml: source.yaml,
        date: new Date().toISOString().slice(0, 10),
        ...(source.expected ? { expected: source.expected } : {}),
        builtIn: { v2: v2 ?? '', v1: v1 ?? '' },
        inUse,
      },
      { file, signal },
    );
    const before = used?.get(document.version)?.entry;
    const report = changeReport(document.changes, {
      before: before ? `the one of ${dayWords(before.takenAt)}` : 'the one that comes with the extension',
      after: `the description from ${source.name}, ${dayWords(Date.now())}`,
    });
    return { document, source: source.name, report };
  }

  /** Tells what was found, and asks whether to use it. */
  private async propose({ document, source, report }: Reviewed): Promise<void> {
    const { version, changes, operations, operationsInUse } = document;
    const label = API_LABELS[version];
    const unchanged = isUnchanged(changes);
    const few = operations * 2 < operationsInUse;
    const message = few
      ? `The description from ${source} has ${operations} operations of ${label}; the one in use has ${operationsInUse}.`
      : unchanged
        ? `${label} has not changed. Keap’s own descriptions in tooltips and request builders come with its document.`
        : `${label} has changed: ${countWords(changes)}.`;
    const ask = few ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
    let choice = await ask(message, ...(unchanged ? [] : [SHOW]), USE, KEEP);
    if (choice === SHOW) {
      await this.reports.show(reportName(version), report);
      choice = await ask(message, USE, KEEP);
    }
    if (choice !== USE) return;
    await take(this.folder, document, { takenAt: new Date().toISOString(), source, report });
    this.services.catalog.refresh();
    const back = 'Go back';
    const used = `${label} follows Keap’s description of ${dayWords(Date.now())} now: ${operations} operations.`;
    if ((await vscode.window.showInformationMessage(used, back)) === back) await this.goBack();
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
    const taken = (await readTaken(this.folder)) ?? {};
    const ways = REST_VERSIONS.flatMap((version) => {
      const [current, before] = taken[version] ?? [];
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

const TOLD_KEY = 'keap.apiChangesTold';
/** For a whole check that nobody waits for, in milliseconds. */
const UNASKED_MS = 120_000;
const STATUS_MS = 5_000;

function reportName(version: RestVersion): string {
  return `Changes of ${API_LABELS[version]}`;
}

function sinceWords({ takenAt, source, operations }: TakenEntry): string {
  return `${operations} operations, from ${source}, ${dayWords(takenAt)}`;
}

/** Hears of what other windows choose; undefined where the folder cannot be watched. */
function watchTaken(folder: string, tell: () => void): FSWatcher | undefined {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    let known = '';
    const watcher = watch(folder, { persistent: false }, async (_event, file) => {
      if (file !== null && file !== TAKEN_FILE) return;
      const now = JSON.stringify(await readTaken(folder));
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
