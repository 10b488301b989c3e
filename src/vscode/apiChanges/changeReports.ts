import * as vscode from 'vscode';
import { API_LABELS } from '../../keap/catalog/catalogData.ts';
import type { RestVersion } from '../../keap/catalog/operation.ts';
import { PlainFiles } from '../plainFiles.ts';
import { REPORT_SCHEME } from './reportScheme.ts';

/** What changed in the API, as documents to read. After a restart a tab shows what changed with the description in use. */
export class ChangeReports extends PlainFiles {
  private readonly texts = new Map<string, string>();
  private readonly reportInUse: (name: string) => Promise<string | undefined>;
  private version = 1;
  protected readonly refusal = 'Reports of changes are read-only.';

  /** @param reportInUse gives the report of this name that belongs to a description in use */
  constructor(reportInUse: (name: string) => Promise<string | undefined>) {
    super();
    this.reportInUse = reportInUse;
  }

  /** Opens a report, in VS Code's Markdown preview where there is one. */
  async show(name: string, text: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: REPORT_SCHEME, path: `/${name}.md` });
    this.texts.set(uri.path, text);
    this.version++;
    this.tellChanged(uri);
    try {
      await vscode.commands.executeCommand('markdown.showPreview', uri);
    } catch {
      await vscode.window.showTextDocument(uri, { preview: false });
    }
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { byteLength } = await this.readFile(uri);
    return { type: vscode.FileType.File, ctime: 0, mtime: this.version, size: byteLength };
  }

  async readFile({ path }: vscode.Uri): Promise<Uint8Array> {
    const text = this.texts.get(path) ?? (await this.reportInUse(path.slice(1, -'.md'.length)));
    return Buffer.from(text ?? 'This report is no longer kept. Check for API changes once more.');
  }
}

/** What the report of a version is called. */
export function reportName(version: RestVersion): string {
  return `Changes of ${API_LABELS[version]}`;
}
