import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Exchange } from '../../keap/exchange.ts';
import { asObject, asString } from '../../keap/json.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import { MOST_COLUMNS } from '../../keap/table/columns.ts';
import { type ExportColumn, type ExportFormat, exportText } from '../../keap/table/exportRows.ts';
import type { TableSource } from '../../keap/table/tableSource.ts';
import type { Log } from '../log.ts';
import { signalOf } from '../sending/cancellation.ts';
import { streamToFile } from '../streamToFile.ts';
import { readExportSettings } from './exportSettings.ts';
import type { FieldNames } from './fieldNames.ts';
import { titledColumns } from './shownTable.ts';
import type { TableSources } from './tableSources.ts';

/** What is exported. */
export interface ExportSubject {
  readonly exchange: Exchange;
  readonly source: TableSource;
  readonly names: FieldNames | undefined;
  /** What the table shows, where one is open. */
  readonly shown?: { readonly columns: readonly string[]; readonly numbers: Uint32Array };
}

type Shown = NonNullable<ExportSubject['shown']>;

interface FormatItem extends vscode.QuickPickItem {
  readonly format: ExportFormat;
  readonly mark: boolean;
}

const FORMATS: readonly FormatItem[] = [
  { label: 'CSV', description: 'UTF-8', format: 'csv', mark: false },
  { label: 'CSV for Excel', description: 'UTF-8 with the mark that Excel needs', format: 'csv', mark: true },
  { label: 'NDJSON', description: 'A record a line, values as they came', format: 'ndjson', mark: false },
  { label: 'JSON', description: 'A list of records, values as they came', format: 'json', mark: false },
];

const ENDINGS: Readonly<Record<ExportFormat, string>> = { csv: 'csv', ndjson: 'ndjson', json: 'json' };

export interface TableExportServices {
  readonly sources: TableSources;
  /** Where the extension keeps its files. */
  readonly storage: vscode.Uri;
  readonly log: Log;
}

const LEFT_OUT = `It has the first ${MOST_COLUMNS.toLocaleString('en-US')} columns; JSON and NDJSON hold everything.`;
const ELSEWHERE = 'Choose another place';

/** Lists of answers as files. */
export class TableExports {
  private readonly sources: TableSources;
  private readonly scratch: string;
  private readonly log: Log;

  constructor({ sources, storage, log }: TableExportServices) {
    this.sources = sources;
    this.scratch = join(storage.fsPath, 'exports');
    this.log = log;
  }

  /** Asks what of an answer to export, how and where, and does it. */
  async askFor(exchange: Exchange): Promise<void> {
    const source = await withProgress('Looking for the list in the answer', (signal, onShare) =>
      this.sources.of(exchange, signal, onShare),
    );
    if (source) await this.ask({ exchange, source, names: await this.sources.namesOf(exchange, source) });
    else void vscode.window.showInformationMessage('This answer has no list to export. Save it as it came instead.');
  }

  /** The same for a list that was found already. */
  async ask(subject: ExportSubject): Promise<void> {
    const title = `Export ${plainText(subject.exchange.operation.title)}`;
    const shown = subject.shown ? await pickScope(title, subject.source.rows.count, subject.shown) : 'all';
    if (!shown) return;
    const picked = await vscode.window.showQuickPick(FORMATS, { title, placeHolder: 'Format of the file' });
    if (!picked) return;
    await this.save(subject, shown === 'all' ? undefined : shown, picked);
  }

  private async save(subject: ExportSubject, shown: Shown | undefined, picked: FormatItem): Promise<void> {
    const target = await askTarget(subject.exchange, picked.format);
    if (!target) return;
    const name = plainText(nameOf(target));
    try {
      const count = await withProgress(`Exporting to ${name}`, (signal, onShare) =>
        this.write(subject, shown, picked, target, signal, onShare),
      );
      if (count === undefined) return;
      const rows = `${count.toLocaleString('en-US')} ${count === 1 ? 'row' : 'rows'}`;
      const isPart = picked.format === 'csv' && subject.source.columns.hasMore;
      const message = `Exported ${rows} to ${name}.${isPart ? ` ${LEFT_OUT}` : ''}`;
      const chosen = await vscode.window.showInformationMessage(message, 'Open file');
      if (chosen) await vscode.commands.executeCommand('vscode.open', target);
    } catch (error) {
      this.log.error('An export could not be written.', error);
      const message = `${name} could not be written${reasonOf(error)}. What was there before is unchanged.`;
      const chosen = await vscode.window.showErrorMessage(message, ELSEWHERE);
      if (chosen) await this.save(subject, shown, picked);
    }
  }

  /** @returns how many rows were written */
  private async write(
    { source, names }: ExportSubject,
    shown: Shown | undefined,
    { format, mark }: FormatItem,
    target: vscode.Uri,
    signal: AbortSignal,
    onShare: (share: number) => void,
  ): Promise<number> {
    const needsColumns = format === 'csv' || shown !== undefined;
    // The file's first line names every column there is.
    const looks = needsColumns && !shown && !source.complete;
    if (looks) await source.collect(signal, (share) => onShare(share / 2));
    const numbers = shown?.numbers ?? Array.from({ length: source.rows.count }, (_, number) => number);
    const columns = needsColumns ? exportColumns(source, names, shown?.columns) : undefined;
    const csv = { ...readExportSettings(), mark };
    const text = exportText(source.rows, { format, columns, numbers, csv }, signal, (share) =>
      onShare(looks ? (1 + share) / 2 : share),
    );
    await streamToFile(target, text, this.scratch, signal);
    return numbers.length;
  }
}

function exportColumns(
  source: TableSource,
  names: FieldNames | undefined,
  chosen: readonly string[] | undefined,
): readonly ExportColumn[] {
  const columns = titledColumns(source.columns.columns, (id) => names?.nameOf(id));
  if (!chosen) return columns;
  const byId = new Map(columns.map((column) => [column.id, column]));
  return chosen.flatMap((id) => byId.get(id) ?? []);
}

async function pickScope(title: string, count: number, shown: Shown): Promise<Shown | 'all' | undefined> {
  const rows = (number: number) => `${number.toLocaleString('en-US')} ${number === 1 ? 'row' : 'rows'}`;
  const columns = shown.columns.length === 1 ? '1 column' : `${shown.columns.length} columns`;
  const items = [
    { label: 'What is shown', description: `${rows(shown.numbers.length)}, ${columns}, in their order`, scope: shown },
    { label: 'Everything', description: `${rows(count)}, all columns`, scope: 'all' as const },
  ];
  return (await vscode.window.showQuickPick(items, { title, placeHolder: 'What to export' }))?.scope;
}

async function askTarget({ operation }: Exchange, format: ExportFormat): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = `${operation.title.replaceAll(/[\\/:*?"<>|]/g, '-')}.${ENDINGS[format]}`;
  return vscode.window.showSaveDialog({
    title: 'Export',
    filters: { [format === 'csv' ? 'CSV' : format === 'json' ? 'JSON' : 'NDJSON']: [ENDINGS[format]] },
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {}),
  });
}

/** Shows what is done of a work that can be cancelled; undefined where it was. */
async function withProgress<Result>(
  title: string,
  work: (signal: AbortSignal, onShare: (share: number) => void) => Promise<Result>,
): Promise<Result | undefined> {
  const shown = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(shown, async (progress, token) => {
    let told = 0;
    try {
      return await work(signalOf(token), (share) => {
        const percent = Math.floor(share * 100);
        if (percent <= told) return;
        progress.report({ increment: percent - told, message: `${percent} %` });
        told = percent;
      });
    } catch (error) {
      if (token.isCancellationRequested) return undefined;
      throw error;
    }
  });
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this place may not be written to',
  EPERM: 'this place may not be written to',
  EROFS: 'this place may not be written to',
  ENOSPC: 'the disk is full',
  ENOENT: 'its folder is gone',
};

function reasonOf(error: unknown): string {
  const code = asString(asObject(error)?.['code']);
  const reason = code === undefined ? undefined : REASONS[code];
  return reason === undefined ? '' : `: ${reason}`;
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
