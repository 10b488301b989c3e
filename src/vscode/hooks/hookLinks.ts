import * as vscode from 'vscode';
import { deliveredReader } from '../../keap/hooks/delivery.ts';
import type { HookDocuments } from './hookDocuments.ts';

/** The lines of a delivery that hold an id, as we lay them out. */
const ID_LINE = /^ {4,8}"(?:id|tagId)": "?([\w-]+)"?,?$/;

/** Beyond these a document has no links: who reads on looks for one id. */
const MOST_LINKS = 1_000;

/**
 * Ids of a delivery as links to their records. A link holds the number of the post and the id alone; what it opens and
 * where is found out when it is followed.
 */
export class HookLinks implements vscode.DocumentLinkProvider {
  private readonly documents: HookDocuments;

  constructor(documents: HookDocuments) {
    this.documents = documents;
  }

  provideDocumentLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
    const post = this.documents.postOf(document.uri);
    if (!post?.delivery || deliveredReader(post.delivery) === undefined) return [];
    const links: vscode.DocumentLink[] = [];
    for (let line = 0; line < document.lineCount && links.length < MOST_LINKS; line++) {
      const { text } = document.lineAt(line);
      const id = ID_LINE.exec(text)?.[1];
      if (id === undefined) continue;
      const start = text.lastIndexOf(id);
      const argument = encodeURIComponent(JSON.stringify([{ post: { id: post.id }, id }]));
      const target = vscode.Uri.parse(`command:keap.openHookRecord?${argument}`);
      const link = new vscode.DocumentLink(new vscode.Range(line, start, line, start + id.length), target);
      link.tooltip = 'Open record';
      links.push(link);
    }
    return links;
  }
}
