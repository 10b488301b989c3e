import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { Spill } from '../../keap/answers/spill.ts';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import type { Exchange } from '../../keap/exchange.ts';
import type { BodySink } from '../../keap/http/body.ts';
import type { SinkFor } from '../../keap/http/transport.ts';
import type { RequestDraft } from '../../keap/request/draft.ts';
import { recordsAnswer } from '../../keap/runs/recordsAnswer.ts';
import { resultLines } from '../../keap/runs/results.ts';
import type { RowsPlan, RunPlan } from '../../keap/runs/runPlan.ts';
import { RunStop } from '../../keap/runs/runStop.ts';
import { type RunLook, runName } from '../../keap/runs/runWords.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import { exportText } from '../../keap/table/exportRows.ts';
import { tableOf } from '../../keap/table/tableSource.ts';
import { signalOf } from '../sending/cancellation.ts';
import { streamToFile } from '../streamToFile.ts';
import { readExportSettings } from '../table/exportSettings.ts';
import type { WindowRuns } from './windowRuns.ts';

export interface RunResultServices {
  readonly runs: WindowRuns;
  readonly catalog: CatalogFiles;
  /** What takes the body of an answer that a document or a table will show, and removes it when nobody does. */
  readonly sinkFor: SinkFor;
  /** Shows an answer as a document. */
  openDocument(exchange: Exchange, draft: RequestDraft): Promise<void>;
  /** Shows an answer as a table. */
  openTable(exchange: Exchange, draft: RequestDraft): void;
  /** Asks for format and place of a file, and writes it. */
  exportAnswer(exchange: Exchange): Promise<void>;
  /** A folder on disk for what goes to another file system. */
  readonly scratch: string;
}

/** How the records of a run may be looked at. */
type Form = 'document' | 'table' | 'csv';

interface FormItem extends vscode.QuickPickItem {
  readonly form: Form;
}

const FORMS: readonly FormItem[] = [
  { form: 'document', label: '$(json) JSON document', description: 'All records in the shape of one answer' },
  { form: 'table', label: '$(table) Table', description: 'To sort, filter and choose columns' },
  { form: 'csv', label: '$(file) CSV file', description: 'All columns' },
];

/** As many bytes of records are held, for a file of them. */
const MOST_HELD = 2 ** 20;

const NOTHING_YET = 'This run has no records yet.';

/** What came of runs: records as documents, tables and files, rows as CSV. */
export class RunResults {
  private readonly services: RunResultServices;

  constructor(services: RunResultServices) {
    this.services = services;
  }

  /** Opens what came of a run; of records someone chooses how. */
  async open(look: RunLook, form?: Form): Promise<void> {
    const { plan } = look;
    if (plan.kind === 'rows') {
      await vscode.commands.executeCommand('vscode.open', await this.writeRows(plan));
      return;
    }
    const chosen =
      form ?? (await vscode.window.showQuickPick(FORMS, { title: titleOf(look.plan), placeHolder: 'Open as' }))?.form;
    if (!chosen) return;
    if (chosen === 'csv') return this.openCsv(look);
    const exchange = await this.answerOf(look);
    if (!exchange) return;
    if (chosen === 'table') this.services.openTable(exchange, plan.draft);
    else await this.services.openDocument(exchange, plan.draft);
  }

  /** Saves what came of a run where someone wants it. */
  async save(look: RunLook): Promise<void> {
    const { plan } = look;
    if (plan.kind === 'pages') {
      await this.withAnswer(look, (exchange) => this.services.exportAnswer(exchange));
      return;
    }
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const name = `${fileName(plan.operation.title)} result.csv`;
    const target = await vscode.window.showSaveDialog({
      title: 'Save result of run',
      filters: { CSV: ['csv'] },
      ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {}),
    });
    if (!target) return;
    await this.writeRows(plan, target);
    const shown = plainText(target.path.slice(target.path.lastIndexOf('/') + 1));
    const open = await vscode.window.showInformationMessage(`The result was saved to ${shown}.`, 'Open file');
    if (open) await vscode.commands.executeCommand('vscode.open', target);
  }

  /** Writes what became of each row. @returns where */
  async writeRows(plan: RowsPlan, target?: vscode.Uri): Promise<vscode.Uri> {
    const { runs, scratch } = this.services;
    const folder = runs.store.folderOf(plan.id);
    const uri = target ?? vscode.Uri.file(join(folder.path, 'result.csv'));
    const lines = resultLines({ plan, folder }, readExportSettings());
    await withProgress(`Writing ${titleOf(plan)}`, (signal) => streamToFile(uri, lines, scratch, signal));
    return uri;
  }

  private async openCsv(look: RunLook): Promise<void> {
    const { runs, scratch } = this.services;
    const { plan } = look;
    const uri = vscode.Uri.file(join(runs.store.folderOf(plan.id).path, 'records.csv'));
    let written = false;
    await this.withAnswer(look, (exchange) =>
      withProgress(`Writing ${titleOf(plan)}`, async (signal) => {
        const found = await this.services.catalog.operation(plan.operation.key);
        const known = found && { operation: found.operation, schemas: found.catalog.schemas };
        const source = await tableOf(exchange, known, signal);
        if (!source) return;
        await source.collect(signal);
        const columns = source.columns.columns.map(({ id }) => ({ id, title: id }));
        const numbers = Array.from({ length: source.rows.count }, (_, number) => number);
        const wish = { format: 'csv', columns, numbers, csv: { ...readExportSettings(), mark: false } } as const;
        await streamToFile(
          uri,
          exportText(source.rows, wish, signal, () => undefined),
          scratch,
          signal,
        );
        written = true;
      }),
    );
    if (written) await vscode.commands.executeCommand('vscode.open', uri);
  }

  /** Works with the records as one answer, which is gone afterwards. */
  private async withAnswer(look: RunLook, work: (exchange: Exchange) => Promise<void>): Promise<void> {
    const path = join(this.services.scratch, randomUUID());
    await mkdir(this.services.scratch, { recursive: true, mode: 0o700 });
    const exchange = await this.answerOf(look, () => spilled(path));
    try {
      if (exchange) await work(exchange);
    } finally {
      await rm(path, { force: true });
    }
  }

  /** The records of a run as one answer; undefined where there are none, which is said. */
  private async answerOf({ plan, page }: RunLook, sinkFor = this.services.sinkFor): Promise<Exchange | undefined> {
    const { runs, catalog } = this.services;
    const found = await catalog.operation(plan.operation.key);
    if (plan.kind !== 'pages' || !page || !found) {
      void vscode.window.showInformationMessage(NOTHING_YET);
      return undefined;
    }
    const { operation } = found;
    const connection = runs.accountOf(plan.account);
    const path = runs.store.folderOf(plan.id).records;
    const records = { plan, page, operation, schemas: found.catalog.schemas, connection, path };
    try {
      return await withProgress(`Opening ${titleOf(plan)}`, (signal) => recordsAnswer(records, sinkFor, signal));
    } catch (error) {
      if (error instanceof Error && error.name === 'AbortError') return undefined;
      throw new RunStop('disk', 'The records of this run cannot be read; fetch the pages again.', { cause: error });
    }
  }
}

function titleOf(plan: RunPlan): string {
  return plainText(runName(plan));
}

/** A body that is held, or lies in a file if it is large. */
function spilled(path: string): BodySink {
  const spill = new Spill(MOST_HELD, path);
  return {
    take: (piece) => {
      spill.add(piece);
      return spill.settle();
    },
    end: () => spill.end(),
    drop: () => spill.drop(),
  };
}

function fileName(title: string): string {
  return title.replaceAll(/[\\/:*?"<>|]/g, '-');
}

/** In the corner only where it takes long. @throws the signal's reason where someone cancels it */
async function withProgress<Result>(title: string, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const shown = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(shown, (_progress, token) => work(signalOf(token)));
}
