import * as vscode from 'vscode';
import { type AnswerLink, answerLinks } from '../../keap/meaning/answerLinks.ts';
import { openWords } from '../../keap/meaning/answerReferences.ts';
import { Slices } from '../../keap/table/slices.ts';
import { signalOf } from '../sending/cancellation.ts';
import type { AnswerFactsStore } from './answerFacts.ts';
import { isLarge, rangeOf } from './answerText.ts';

/** Every link is marked in the editor, which becomes slow with very many. */
const MOST_LINKS = 20_000;

/** Where a link leads is told only when somebody follows it. */
class OwnLink extends vscode.DocumentLink {
  readonly command: vscode.Uri;

  constructor(document: vscode.TextDocument, link: AnswerLink) {
    super(rangeOf(document, link));
    const argument = JSON.stringify([document.uri.toString(), link.start]);
    this.command = vscode.Uri.parse(`command:keap.openReference?${encodeURIComponent(argument)}`);
    this.tooltip = 'page' in link ? link.words : openWords(link.kind, link.id);
  }
}

/** Ids in answers as links to their records. */
export class AnswerLinks implements vscode.DocumentLinkProvider {
  private readonly facts: AnswerFactsStore;

  constructor(facts: AnswerFactsStore) {
    this.facts = facts;
  }

  async provideDocumentLinks(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<vscode.DocumentLink[]> {
    const facts = await this.facts.of(document.uri);
    if (!facts || isLarge(document, facts.answer)) return [];
    const found = await answerLinks(document.getText(), facts, MOST_LINKS, signalOf(token));
    const links: OwnLink[] = [];
    const slices = new Slices();
    for (const link of found) {
      links.push(new OwnLink(document, link));
      if (slices.over) await slices.rest();
    }
    return links;
  }

  resolveDocumentLink(link: vscode.DocumentLink): vscode.DocumentLink {
    if (link instanceof OwnLink) link.target = link.command;
    return link;
  }
}
