import * as vscode from 'vscode';
import type { RecordText } from '../../keap/edit/putBack.ts';
import { PlainFiles } from '../plainFiles.ts';

const NOT_KEPT = JSON.stringify('This text is no longer kept. Edit the record again from an answer.');

/**
 * Records as someone edits them: JSON documents that are nowhere but in memory. Saving one sends nothing. After a
 * restart VS Code restores what was typed and not saved, and *Review change* holds it against the record as it is.
 */
export class EditDocuments extends PlainFiles {
  private readonly files = new Map<string, { text: Uint8Array; time: number }>();
  /** As they were opened, by address. */
  private readonly bases = new Map<string, RecordText>();
  protected readonly refusal = 'Here are texts of records alone. Send “Delete …” to delete a record.';

  /** Opens a record's text to be edited; one that is being edited already stays as it is. */
  async open(uri: vscode.Uri, record: RecordText, column: vscode.ViewColumn): Promise<void> {
    const isOpen = vscode.workspace.textDocuments.some((document) => isSame(document.uri, uri) && document.isDirty);
    if (!isOpen) {
      this.bases.set(uri.toString(), record);
      this.writeFile(uri, Buffer.from(record.text));
    }
    await vscode.window.showTextDocument(uri, { viewColumn: column, preview: false });
  }

  /** The text that a document was opened with; undefined after a restart. */
  baseOf(uri: vscode.Uri): string | undefined {
    return this.bases.get(uri.toString())?.text;
  }

  /** What the record has besides. */
  leftOutOf(uri: vscode.Uri): readonly string[] {
    return this.bases.get(uri.toString())?.leftOut ?? [];
  }

  /** Closes a document whose change was sent, with nothing left to ask about. */
  async close(uri: vscode.Uri): Promise<void> {
    const document = vscode.workspace.textDocuments.find((each) => isSame(each.uri, uri));
    if (document?.isDirty) await document.save();
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const own = tabs.filter(({ input }) => input instanceof vscode.TabInputText && isSame(input.uri, uri));
    await vscode.window.tabGroups.close(own);
    this.files.delete(uri.toString());
    this.bases.delete(uri.toString());
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const time = this.files.get(uri.toString())?.time ?? 0;
    return { type: vscode.FileType.File, ctime: time, mtime: time, size: this.readFile(uri).byteLength };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    return this.files.get(uri.toString())?.text ?? Buffer.from(NOT_KEPT);
  }

  override writeFile(uri: vscode.Uri, text: Uint8Array): void {
    const before = this.files.get(uri.toString())?.time ?? 0;
    this.files.set(uri.toString(), { text, time: Math.max(Date.now(), before + 1) });
    this.tellChanged(uri);
  }

  override dispose(): void {
    this.files.clear();
    this.bases.clear();
    super.dispose();
  }
}

function isSame(one: vscode.Uri, other: vscode.Uri): boolean {
  return one.toString() === other.toString();
}
