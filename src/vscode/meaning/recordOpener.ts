import * as vscode from 'vscode';
import type { AccountRecords } from '../../keap/account/accountRecords.ts';
import { aOf } from '../../keap/account/kinds.ts';
import { listingOf } from '../../keap/account/listing.ts';
import { textOf } from '../../keap/answers/answer.ts';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import type { Exchange } from '../../keap/exchange.ts';
import { explainResponse } from '../../keap/http/explain.ts';
import type { AnswerReference } from '../../keap/meaning/answerReferences.ts';
import { listedItem } from '../../keap/meaning/listedItem.ts';
import { openingDraft, openingOf, type Standing } from '../../keap/meaning/opening.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import type { ResponseDocuments } from '../responses/responseDocuments.ts';
import { activeUri } from '../responses/responseStatus.ts';
import type { Sender } from '../sending/sender.ts';
import { answerConnection } from './answerConnection.ts';
import { rangeOf, recordValue } from './answerHovers.ts';

export interface RecordOpenerServices {
  readonly catalog: CatalogFiles;
  readonly connections: ConnectionStore;
  readonly sender: Pick<Sender, 'sendWithProgress'>;
  readonly documents: Pick<ResponseDocuments, 'open' | 'exchangeOf'>;
  readonly records: AccountRecords;
}

/** Opens the records that ids refer to, on the connection that their answer came from: one call each. */
export class RecordOpener {
  private readonly services: RecordOpenerServices;
  private readonly underWay = new Set<string>();

  constructor(services: RecordOpenerServices) {
    this.services = services;
  }

  async open(reference: AnswerReference, standing: Standing, from: Exchange): Promise<void> {
    const { catalog, connections, sender, documents, records } = this.services;
    const { kind } = reference;
    const opening = openingOf(reference, standing);
    if ('lacks' in opening) {
      return inform(
        `The answer does not say of which ${opening.lacks} this is ${aOf(kind)}, so it cannot be opened from here.`,
      );
    }
    const connection = await answerConnection(from.connection, connections);
    const found = connection && (await catalog.operation(opening.operation));
    if (!found) return;
    const {
      operation,
      catalog: { schemas },
    } = found;
    const draft = openingDraft(reference, opening, operation, schemas);
    const name = JSON.stringify([connection.id, draft.operationKey, draft.parameters]);
    // Whoever clicks twice means one call.
    if (this.underWay.has(name)) return;
    this.underWay.add(name);
    const asked = { operation, schemas, draft, connection };
    const sent = sender.sendWithProgress(asked);
    const exchange = await sent.finally(() => this.underWay.delete(name));
    if (!exchange) return;
    // Whoever follows one id of a list goes on to the next: a preview would be gone.
    if (documents.exchangeOf(activeUri())?.id === from.id) {
      await vscode.commands.executeCommand('workbench.action.keepEditor');
    }
    await documents.open(exchange, vscode.ViewColumn.Active);
    const explanation = explainResponse(exchange.response, asked);
    if (explanation !== undefined) return void vscode.window.showErrorMessage(explanation);
    if (opening.parameter === undefined) return this.reveal(exchange, reference);
    records.take(connection.id, { kind, within: Object.values(opening.within) }, await answerValue(exchange));
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

async function answerValue(exchange: Exchange): Promise<unknown> {
  const text = await textOf(exchange);
  return text === undefined ? undefined : recordValue(text, { start: 0, end: text.length });
}

function inform(sentence: string): void {
  void vscode.window.showInformationMessage(sentence);
}
