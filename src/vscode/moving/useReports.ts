import * as vscode from 'vscode';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import { type Report, type ReportFacts, useReport, useRows, useSentence } from '../../keap/moving/use/useReport.ts';
import { csvLine } from '../../keap/table/csv.ts';
import { scanWorkspace, type WorkspaceUses } from './useScan.ts';
import { USE_SCHEME } from './useScheme.ts';

const NAME = '/Use of XML-RPC and REST v1.md';
const SHOW = 'Show report';

/** *Keap: Find XML-RPC use in workspace*: what was found, as a document whose places and operations are links. */
export class UseReports implements vscode.TextDocumentContentProvider, vscode.DocumentLinkProvider, vscode.Disposable {
  private readonly catalog: CatalogFiles;
  private readonly marks = vscode.languages.createDiagnosticCollection('keap.use');
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly registration: vscode.Disposable;
  private found: WorkspaceUses | undefined;
  private report: Report | undefined;

  constructor(catalog: CatalogFiles) {
    this.catalog = catalog;
    this.registration = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(USE_SCHEME, this),
      vscode.languages.registerDocumentLinkProvider({ scheme: USE_SCHEME }, this),
    );
  }

  /** Reads the workspace and shows what was found. */
  async run(): Promise<void> {
    if (!vscode.workspace.workspaceFolders) {
      void vscode.window.showInformationMessage('Open a folder first: its code is what is looked through.');
      return;
    }
    this.marks.clear();
    const title = 'Finding use of XML-RPC and REST v1';
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    const found = await vscode.window.withProgress(options, (progress, token) => {
      let told = 0;
      return scanWorkspace(this.catalog, token, (done, all) => {
        progress.report({ message: `${done} of ${all} files`, increment: (100 * (done - told)) / Math.max(all, 1) });
        told = done;
      });
    });
    this.found = found;
    this.report = useReport(found.files, await this.facts(found));
    this.changed.fire(ADDRESS);
    if (found.files.length > 0) await this.show();
    else if (found.whole) await tellNone(found.read, () => this.show());
  }

  /** Writes what was found as a table. */
  async saveCsv(): Promise<void> {
    if (!this.found) return tellFirst();
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const uri = await vscode.window.showSaveDialog({
      title: 'Save XML-RPC use as CSV',
      filters: { CSV: ['csv'] },
      ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, 'xml-rpc-use.csv') } : {}),
    });
    if (!uri) return;
    const rows = useRows(this.found.files, await this.facts(this.found));
    const text = rows.map((row) => csvLine(row, { separator: ',', guard: true })).join('');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(`\ufeff${text}`));
  }

  /** Marks every use in *Problems* and in its file, or takes the marks away. */
  async toggleMarks(): Promise<void> {
    if (!this.found) return tellFirst();
    let marked = false;
    this.marks.forEach(() => {
      marked = true;
    });
    this.marks.clear();
    if (marked) return;
    const facts = await this.facts(this.found);
    for (const { uri, uses } of this.found.files) {
      const diagnostics = uses.map((use) => {
        const { line, column, start, end } = use;
        const range = new vscode.Range(line, column, line, column + end - start);
        const message = useSentence(use, facts);
        const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Information);
        diagnostic.source = 'Keap';
        return diagnostic;
      });
      this.marks.set(uri, diagnostics);
    }
    await vscode.commands.executeCommand('workbench.actions.view.problems');
  }

  provideTextDocumentContent(): string {
    return this.report?.text ?? 'This report is no longer kept. Run the command Keap: Find XML-RPC use in workspace.\n';
  }

  provideDocumentLinks(): vscode.DocumentLink[] {
    const files = this.found?.files ?? [];
    return (this.report?.links ?? []).flatMap(({ line, start, end, to }) => {
      const range = new vscode.Range(line, start, line, end);
      if ('operation' in to) {
        const argument = encodeURIComponent(JSON.stringify([to.operation]));
        const link = new vscode.DocumentLink(range, vscode.Uri.parse(`command:keap.openBuilder?${argument}`));
        link.tooltip = 'Open in request builder';
        return [link];
      }
      const { uri } = files[to.file] ?? {};
      if (!uri) return [];
      const fragment = `L${to.use.line + 1},${to.use.column + 1}`;
      return [new vscode.DocumentLink(range, uri.with({ fragment }))];
    });
  }

  dispose(): void {
    for (const each of [this.registration, this.marks, this.changed]) each.dispose();
  }

  private async show(): Promise<void> {
    await vscode.window.showTextDocument(ADDRESS, { preview: false });
  }

  private async facts({ read, whole }: WorkspaceUses): Promise<ReportFacts> {
    const [v1, v2, xmlrpc] = await Promise.all([
      this.catalog.version('v1'),
      this.catalog.version('v2'),
      this.catalog.version('xmlrpc'),
    ]);
    return { catalogs: { v1, v2, xmlrpc }, read, whole, now: Date.now() };
  }
}

const ADDRESS = vscode.Uri.from({ scheme: USE_SCHEME, path: NAME });

async function tellNone(read: number, show: () => Promise<void>): Promise<void> {
  const files = `${read.toLocaleString('en-US')} ${read === 1 ? 'file' : 'files'}`;
  const chosen = await vscode.window.showInformationMessage(
    `No use of XML-RPC or REST v1 was found in ${files}.`,
    SHOW,
  );
  if (chosen === SHOW) await show();
}

function tellFirst(): void {
  void vscode.window.showInformationMessage('Run Keap: Find XML-RPC use in workspace first.');
}
