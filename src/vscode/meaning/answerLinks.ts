import * as vscode from 'vscode';
import { answerLinks } from '../../keap/meaning/answerLinks.ts';
import { type AnswerReference, openWords } from '../../keap/meaning/answerReferences.ts';
import { signalOf } from '../sending/cancellation.ts';
import type { AnswerFactsStore } from './answerFacts.ts';
import { rangeOf } from './answerHovers.ts';
import { hasLinks, MOST_LINKS } from './linkBounds.ts';

/** Where a link leads is told only when somebody follows it. */
class ReferenceLink extends vscode.DocumentLink {
  readonly command: vscode.Uri;

  constructor(document: vscode.TextDocument, reference: AnswerReference) {
    super(rangeOf(document, reference));
    const argument = JSON.stringify([document.uri.toString(), reference.start]);
    this.command = vscode.Uri.parse(`command:keap.openReference?${encodeURIComponent(argument)}`);
    this.tooltip = openWords(reference.kind, reference.id);
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
    const text = facts ? document.getText() : '';
    if (!facts || !hasLinks(text)) return [];
    const { references, list } = facts;
    const found = await answerLinks(text, references, list, MOST_LINKS, signalOf(token));
    return found.map((reference) => new ReferenceLink(document, reference));
  }

  resolveDocumentLink(link: vscode.DocumentLink): vscode.DocumentLink {
    if (link instanceof ReferenceLink) link.target = link.command;
    return link;
  }
}
