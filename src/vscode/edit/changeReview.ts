import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { Connection } from '../../keap/connection.ts';
import type { InCatalog, PlannedChange } from '../../keap/edit/putBack.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import { PlainFiles } from '../plainFiles.ts';
import { CHANGE_SCHEME } from './editSchemes.ts';

/** A change that waits for *Send change*. */
export interface ReviewedChange {
  readonly plan: PlannedChange;
  readonly by: InCatalog;
  readonly connection: Connection;
  /** What the record is called, such as `Contact 7`. */
  readonly title: string;
  /** Warnings the person has agreed to. */
  readonly agreed: readonly string[];
  /** The document it was edited in, which closes once the change is made. */
  readonly edited?: vscode.Uri;
}

/** A change is kept until its diff editor is closed, and this many at most. */
const MOST = 50;

/**
 * Shows changes in VS Code's diff editor: the record as it is, and as it will be if Keap does as it is told. A file
 * system, which VS Code finds again after a restart, if only to be told that the change is gone.
 */
export class ChangeReview extends PlainFiles {
  private readonly changes = new Map<string, ReviewedChange>();
  protected readonly refusal = READ_ONLY;
  private readonly created = Date.now();

  async show(change: ReviewedChange): Promise<void> {
    // An address of an earlier window may still be open in a tab.
    const authority = randomUUID();
    this.changes.set(authority, change);
    const [oldest] = this.changes.keys();
    if (this.changes.size > MOST && oldest !== undefined) this.changes.delete(oldest);
    const side = (name: string) =>
      vscode.Uri.from({ scheme: CHANGE_SCHEME, authority, path: `/${name}/${change.title}.json` });
    const { operation } = change.by;
    const title = `${operation.title} on ${plainText(change.connection.name)}: ${change.title}`;
    await vscode.commands.executeCommand('vscode.diff', side('now'), side('after'), title, { preview: false });
    const { notes } = change.plan;
    if (notes.length > 0) void vscode.window.showWarningMessage(plainText(notes.join(' '), 600));
  }

  /** The change that the active diff editor shows. */
  get active(): ReviewedChange | undefined {
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    return input instanceof vscode.TabInputTextDiff ? this.changes.get(input.modified.authority) : undefined;
  }

  /** Closes the diff editor of a change. */
  async close(change: ReviewedChange): Promise<void> {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const own = tabs.filter(
      ({ input }) =>
        input instanceof vscode.TabInputTextDiff &&
        input.modified.scheme === CHANGE_SCHEME &&
        this.changes.get(input.modified.authority) === change,
    );
    await vscode.window.tabGroups.close(own);
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const { created } = this;
    return { type: vscode.FileType.File, ctime: created, mtime: created, size: this.readFile(uri).byteLength };
  }

  readFile({ authority, path }: vscode.Uri): Uint8Array {
    const plan = this.changes.get(authority)?.plan;
    if (!plan) return Buffer.from(NOT_KEPT);
    return Buffer.from(path.startsWith('/now/') ? plan.before : plan.after);
  }

  override dispose(): void {
    this.changes.clear();
    super.dispose();
  }
}

const READ_ONLY = 'A change is read-only here: edit the record, or open the change in the request builder.';
const NOT_KEPT = JSON.stringify('This change is no longer kept. Review it again.');
