import * as vscode from 'vscode';
import { changedOperations } from '../../keap/apiChanges/change.ts';
import { countWords, isUnchanged } from '../../keap/apiChanges/changeWords.ts';
import { DocumentError } from '../../keap/apiChanges/documentError.ts';
import { changeReport } from '../../keap/apiChanges/report.ts';
import type { ReviewedDocument } from '../../keap/apiChanges/reviewDocument.ts';
import { reviewInThread } from '../../keap/apiChanges/reviewThread.ts';
import { take } from '../../keap/apiChanges/takenStore.ts';
import { API_LABELS, REST_VERSIONS } from '../../keap/catalog/catalogData.ts';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import type { Log } from '../log.ts';
import { signalOf } from '../sending/cancellation.ts';
import { type ChangeReports, reportName } from './changeReports.ts';
import { dayWords } from './dayWords.ts';
import { type DocumentSource, USUAL_SOURCE } from './documentSource.ts';

export interface ApiCheckServices {
  readonly context: Pick<vscode.ExtensionContext, 'globalState'>;
  readonly catalog: CatalogFiles;
  /** Where the descriptions lie that a person chose. */
  readonly folder: string;
  readonly reports: ChangeReports;
  /** The file of the thread that reads descriptions. */
  readonly reviewFile: string;
  readonly log: Log;
  /** Takes back what was chosen. */
  readonly goBack: () => Promise<void>;
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

const TOLD_KEY = 'keap.apiChangesTold';
/** For a whole check that nobody waits for, in milliseconds. */
const UNASKED_MS = 120_000;

/** A check for API changes: the document is fetched or read, reviewed, told about, and used once a person says so. */
export class ApiCheck {
  private readonly services: ApiCheckServices;

  constructor(services: ApiCheckServices) {
    this.services = services;
  }

  async check(source: DocumentSource): Promise<void> {
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
  async checkUnasked(): Promise<void> {
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
      source: source.name,
      day: dayWords(Date.now()),
    });
    return { document, source: source.name, report };
  }

  /** Tells what was found, and asks whether to use it. */
  private async propose({ document, source, report }: Reviewed): Promise<void> {
    const { catalog, folder, reports, goBack } = this.services;
    const { version, changes, operations, operationsInUse } = document;
    const label = API_LABELS[version];
    const unchanged = isUnchanged(changes);
    const inUse = (await catalog.taken())?.used.get(version)?.entry;
    if (unchanged && inUse) {
      void vscode.window.showInformationMessage(`${label} has not changed since ${dayWords(inUse.takenAt)}.`);
      return;
    }
    const few = operations * 2 < operationsInUse;
    const message = few
      ? `The description from ${source} has ${operations} operations of ${label}; the one in use has ${operationsInUse}.`
      : unchanged
        ? `${label} has not changed. Keap’s own descriptions in tooltips and request builders come with its document.`
        : `${label} has changed: ${countWords(changes)}.`;
    const ask = few ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
    // The first button is the one that shows as usual.
    const answers = few ? [KEEP, USE] : [USE, KEEP];
    let choice = await ask(message, ...(unchanged ? [] : [SHOW]), ...answers);
    if (choice === SHOW) {
      await reports.show(reportName(version), report);
      choice = await ask(message, ...answers);
    }
    if (choice !== USE) return;
    await take(folder, document, { takenAt: new Date().toISOString(), source, report });
    catalog.refresh();
    const back = 'Go back';
    const used = `${label} follows Keap’s description of ${dayWords(Date.now())} now: ${operations} operations.`;
    if ((await vscode.window.showInformationMessage(used, back)) === back) await goBack();
  }
}
