import * as vscode from 'vscode';
import { aOf, oneOf } from '../../keap/account/kinds.ts';
import { listingOf } from '../../keap/account/listing.ts';
import { READS_ROW } from '../../keap/account/rowRecords.ts';
import { nextPageDraft } from '../../keap/answers/nextPage.ts';
import type { Operation } from '../../keap/catalog/operation.ts';
import type { Schemas } from '../../keap/catalog/schema.ts';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import { isCallable } from '../../keap/connection.ts';
import type { Exchange } from '../../keap/exchange.ts';
import { explainResponse } from '../../keap/http/explain.ts';
import type { AnswerReference } from '../../keap/meaning/answerReferences.ts';
import { listedItem } from '../../keap/meaning/listedItem.ts';
import { openingDraft, openingOf, type Standing } from '../../keap/meaning/opening.ts';
import type { PageLink } from '../../keap/meaning/pageLinks.ts';
import { rowDraft } from '../../keap/meaning/rowDraft.ts';
import { parameterId, type RequestDraft } from '../../keap/request/draft.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import { answerConnection } from '../responses/answerConnection.ts';
import type { ResponseDocuments } from '../responses/responseDocuments.ts';
import { activeUri } from '../responses/responseStatus.ts';
import type { Sender } from '../sending/sender.ts';
import type { AnswerFacts } from './answerFacts.ts';
import { rangeOf } from './answerText.ts';

export interface RecordOpenerServices {
  readonly catalog: CatalogFiles;
  readonly connections: ConnectionStore;
  readonly sender: Pick<Sender, 'sendWithProgress'>;
  readonly documents: Pick<ResponseDocuments, 'open' | 'exchangeOf'>;
}

/** Opens the records that ids refer to, on the connection that their answer came from: one call each. */
export class RecordOpener {
  private readonly services: RecordOpenerServices;
  private readonly underWay = new Set<string>();

  constructor(services: RecordOpenerServices) {
    this.services = services;
  }

  async open(reference: AnswerReference, standing: Standing, from: Exchange): Promise<void> {
    const { catalog } = this.services;
    const { kind } = reference;
    if (!isCallable('v2', from.connection)) return this.openRow(reference, from);
    const opening = openingOf(reference, standing);
    if ('lacks' in opening) {
      return inform(
        `The answer does not say of which ${opening.lacks} this is ${aOf(kind)}, so it cannot be opened from here.`,
      );
    }
    const found = await catalog.operation(opening.operation);
    if (!found) return;
    const { schemas } = found.catalog;
    const draft = openingDraft(reference, opening, found.operation, schemas);
    const exchange = await this.send(found.operation, schemas, draft, from);
    if (!exchange) return;
    if (opening.parameter === undefined) await this.reveal(exchange, reference);
  }

  /** Opens the row of a record where REST cannot be asked. */
  private async openRow(reference: AnswerReference, from: Exchange): Promise<void> {
    const found = await this.services.catalog.operation(READS_ROW);
    const draft = rowDraft(reference, found?.catalog.tables ?? []);
    if (found && draft) await this.send(found.operation, found.catalog.schemas, draft, from);
    else
      inform(`XML-RPC reads no ${oneOf(reference.kind)}, and a Legacy Key calls nothing else, so it cannot be opened.`);
  }

  /** Opens another page of the list that an answer is a page of. */
  async openPage({ page }: PageLink, { answer, operation, schemas }: AnswerFacts): Promise<void> {
    const takes = (id: string) => operation.parameters.some((each) => parameterId(each) === id);
    const draft = answer.draft && nextPageDraft(answer.draft, page, takes);
    if (draft) await this.send(operation, schemas, draft, answer.exchange);
    else inform('What was asked for this answer is not known any more, so neither are its other pages.');
  }

  /** Sends on the connection of an answer and opens what comes. @returns the answer where it is a success */
  private async send(
    operation: Operation,
    schemas: Schemas,
    draft: RequestDraft,
    from: Exchange,
  ): Promise<Exchange | undefined> {
    const { connections, sender, documents } = this.services;
    const connection = await answerConnection(from.connection, connections);
    if (!connection) return undefined;
    const name = JSON.stringify([connection.id, draft]);
    // Whoever clicks twice means one call.
    if (this.underWay.has(name)) return undefined;
    this.underWay.add(name);
    const asked = { operation, schemas, draft, connection };
    const exchange = await sender.sendWithProgress(asked).finally(() => this.underWay.delete(name));
    if (!exchange) return undefined;
    // Whoever follows one id of a list goes on to the next: a preview would be gone.
    if (documents.exchangeOf(activeUri())?.id === from.id) {
      await vscode.commands.executeCommand('workbench.action.keepEditor');
    }
    await documents.open(exchange, vscode.ViewColumn.Active);
    const explanation = explainResponse(exchange.response, asked);
    if (explanation === undefined) return exchange;
    void vscode.window.showErrorMessage(explanation);
    return undefined;
  }

  /** Shows the record in a list's answer. */
  private async reveal(exchange: Exchange, { kind, id }: AnswerReference): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (!editor || this.services.documents.exchangeOf(editor.document.uri)?.id !== exchange.id) return;
    const span = await listedItem(editor.document.getText(), listingOf(kind), id, new AbortController().signal);
    if (!span) return inform(`${plainText(id, 40)} is not on this page of the list.`);
    const at = rangeOf(editor.document, span);
    editor.selection = new vscode.Selection(at.start, at.start);
    editor.revealRange(at, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }
}

function inform(sentence: string): void {
  void vscode.window.showInformationMessage(sentence);
}
