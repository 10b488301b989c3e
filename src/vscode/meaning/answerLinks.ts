import * as vscode from 'vscode';
import { type AnswerLink, answerLinks } from '../../keap/meaning/answerLinks.ts';
import { openWords } from '../../keap/meaning/answerReferences.ts';
import { Slices } from '../../keap/table/slices.ts';
import { signalOf } from '../sending/cancellation.ts';
import type { AnswerFactsStore } from './answerFacts.ts';
import { AnswerText, isLarge, rangeOf } from './answerText.ts';

/** VS Code marks every link at once, and stands still for seconds with tens of thousands. */
const MOST_LINKS = 5_000;

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
  /** How far documents have links, as offsets. */
  private readonly ends = new WeakMap<vscode.TextDocument, number>();

  constructor(facts: AnswerFactsStore) {
    this.facts = facts;
  }

  async provideDocumentLinks(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<vscode.DocumentLink[]> {
    const facts = await this.facts.of(document.uri);
    if (!facts || isLarge(document, facts.answer)) return [];
    const found = await answerLinks(new AnswerText(document), facts, MOST_LINKS, signalOf(token));
    const isAll = found.length < MOST_LINKS;
    this.ends.set(document, isAll ? Number.POSITIVE_INFINITY : Math.max(...found.map(({ end }) => end)));
    const links: OwnLink[] = [];
    const slices = new Slices();
    for (const link of found) {
      links.push(new OwnLink(document, link));
      if (slices.over) await slices.rest();
    }
    return links;
  }

  /** Whether what is a link shows as one at an offset of a document. */
  reaches(document: vscode.TextDocument, offset: number): boolean {
    return offset <= (this.ends.get(document) ?? -1);
  }

  resolveDocumentLink(link: vscode.DocumentLink): vscode.DocumentLink {
    if (link instanceof OwnLink) link.target = link.command;
    return link;
  }
}
