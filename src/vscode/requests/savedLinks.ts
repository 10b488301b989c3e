import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import type { OperationSummary } from '../../keap/catalog/operation.ts';
import type { RequestDraft } from '../../keap/request/draft.ts';
import { plainText } from '../../keap/safety/plainText.ts';

/** The saved request that a builder shows. */
export interface SavedLink {
  readonly name: string;
  readonly uri: vscode.Uri;
  /** Of the file, as it was read or written last. */
  readonly text: string;
  /** What the file says. */
  readonly draft: RequestDraft;
  /** Whether the file says more than a builder can: comments, other headers. Writing it anew would take that away. */
  readonly more: boolean;
}

/** Which open builders show a saved request, by operation, for as long as they are open. */
export class SavedLinks implements vscode.Disposable {
  private readonly links = new Map<string, SavedLink>();
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  of(operationKey: string): SavedLink | undefined {
    return this.links.get(operationKey);
  }

  set(operationKey: string, link: SavedLink): void {
    this.links.set(operationKey, link);
    this.changed.fire();
  }

  drop(operationKey: string): void {
    if (this.links.delete(operationKey)) this.changed.fire();
  }

  /** A file has another place and name, or none: then its builder shows a request of its own. */
  moved(from: vscode.Uri, to: Pick<SavedLink, 'name' | 'uri' | 'text'> | undefined): void {
    for (const [key, link] of this.links) {
      if (link.uri.toString() !== from.toString()) continue;
      if (to) this.links.set(key, { ...link, ...to });
      else this.links.delete(key);
    }
    this.changed.fire();
  }

  /** The title of a builder: of a saved request its name, with a dot behind it where it was changed. */
  titleOf({ key, title }: Pick<OperationSummary, 'key' | 'title'>, draft: RequestDraft): string {
    const link = this.links.get(key);
    if (!link) return title;
    return `${plainText(link.name)}${isDeepStrictEqual(link.draft, draft) ? '' : ' ●'}`;
  }

  dispose(): void {
    this.changed.dispose();
  }
}
