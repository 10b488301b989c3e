import * as vscode from 'vscode';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import type { AccountLookup } from '../account/accountLookup.ts';
import type { BuilderPanels } from '../builder/builderPanels.ts';
import type { Commands } from '../commands.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import type { ResponseDocuments } from '../responses/responseDocuments.ts';
import { RESPONSE_SCHEME } from '../responses/responseScheme.ts';
import type { Sender } from '../sending/sender.ts';
import { AnswerFactsStore } from './answerFacts.ts';
import { AnswerHovers } from './answerHovers.ts';
import { AnswerLinks } from './answerLinks.ts';
import { AnswerSymbols } from './answerSymbols.ts';
import { learnNames } from './learnNames.ts';
import { meaningCommands } from './meaningCommands.ts';
import { RecordOpener } from './recordOpener.ts';
import { RequestLenses } from './requestLenses.ts';

export interface AnswerMeaningServices {
  readonly catalog: CatalogFiles;
  readonly connections: ConnectionStore;
  readonly sender: Sender;
  readonly documents: ResponseDocuments;
  readonly lookup: AccountLookup;
  readonly panels: BuilderPanels;
}

const ANSWERS: vscode.DocumentSelector = { scheme: RESPONSE_SCHEME };

/**
 * What the documents of answers say of themselves: hovers, links, outline. They need no doors: the text of an answer
 * comes from this side of them.
 */
export class AnswerMeaning implements vscode.Disposable {
  readonly commands: Commands;
  readonly facts: AnswerFactsStore;
  readonly opener: RecordOpener;
  private readonly registrations: vscode.Disposable;
  private readonly symbols: AnswerSymbols;
  private outline: vscode.Disposable;

  constructor({ catalog, connections, sender, documents, lookup, panels }: AnswerMeaningServices) {
    const { records } = lookup;
    const facts = new AnswerFactsStore(catalog, (uri) => documents.answerOf(uri));
    const opener = new RecordOpener({ catalog, connections, sender, documents });
    this.facts = facts;
    this.opener = opener;
    this.commands = meaningCommands({ facts, opener, lookup, connections, panels });
    const links = new AnswerLinks(facts);
    const isLinked = (document: vscode.TextDocument, offset: number) => links.reaches(document, offset);
    this.symbols = new AnswerSymbols(facts, records);
    this.outline = this.registerSymbols();
    this.registrations = vscode.Disposable.from(
      vscode.languages.registerHoverProvider(ANSWERS, new AnswerHovers(facts, records, isLinked)),
      vscode.languages.registerDocumentLinkProvider(ANSWERS, links),
      vscode.languages.registerCodeLensProvider(ANSWERS, new RequestLenses(facts)),
      lookup.onDidChange(() => this.renewOutline()),
      // A name less is nothing to tell of.
      sender.onDidExchange((exchange) => void learnNames(exchange, records, catalog).catch(() => undefined)),
    );
  }

  dispose(): void {
    this.registrations.dispose();
    this.outline.dispose();
  }

  /** More names are known. VS Code asks for an outline again only when its document or who gives it changes. */
  private renewOutline(): void {
    this.outline.dispose();
    this.outline = this.registerSymbols();
  }

  private registerSymbols(): vscode.Disposable {
    return vscode.languages.registerDocumentSymbolProvider(ANSWERS, this.symbols, { label: 'Keap' });
  }
}
