import * as vscode from 'vscode';
import { type AnswerReference, openWords } from '../../keap/meaning/answerReferences.ts';
import { JsonWalk } from '../../keap/meaning/jsonWalk.ts';
import { walkInSlices } from '../../keap/meaning/slices.ts';
import { signalOf } from '../sending/cancellation.ts';
import type { AnswerFactsStore } from './answerFacts.ts';
import { rangeOf } from './answerHovers.ts';

/** In larger answers only hovers and the command open what an id refers to: VS Code asks for all links at once. */
const LARGEST = 5_000_000;
/** VS Code marks every link in its editor, so that it becomes slow with very many. */
const MOST_LINKS = 20_000;

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
    if (!facts || text.length > LARGEST) return [];
    const links: ReferenceLink[] = [];
    const take = ({ event, path, source, start }: JsonWalk): boolean => {
      if (event !== 'scalar') return true;
      for (const reference of facts.references.of(path, source, start))
        links.push(new ReferenceLink(document, reference));
      return links.length < MOST_LINKS;
    };
    await walkInSlices(new JsonWalk(text), take, signalOf(token));
    return links;
  }

  resolveDocumentLink(link: vscode.DocumentLink): vscode.DocumentLink {
    if (link instanceof ReferenceLink) link.target = link.command;
    return link;
  }
}
