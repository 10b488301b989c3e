import type * as vscode from 'vscode';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import type { Exchange } from '../../keap/exchange.ts';
import type { AccountLookup } from '../account/accountLookup.ts';
import type { Commands } from '../commands.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import { readHistorySettings } from '../history/historySettings.ts';
import type { Log } from '../log.ts';
import type { AnswerMeaning } from '../meaning/answerMeaning.ts';
import type { ResponseRoom } from '../responses/responseRoom.ts';
import { CellReferences } from './cellReferences.ts';
import { RowDocuments } from './rowDocuments.ts';
import { TableAnswers } from './tableAnswers.ts';
import { tableCommands } from './tableCommands.ts';
import { TableExports } from './tableExports.ts';
import { TableLayouts } from './tableLayouts.ts';
import { TablePanels } from './tablePanels.ts';
import type { TableServices } from './tableServices.ts';
import { TableSources } from './tableSources.ts';

export interface TableRoomServices extends Pick<TableServices, 'exchangeOf' | 'openResponse'> {
  readonly context: Pick<vscode.ExtensionContext, 'extensionUri' | 'globalState' | 'globalStorageUri'>;
  readonly catalog: CatalogFiles;
  readonly connections: ConnectionStore;
  readonly lookup: AccountLookup;
  readonly log: Log;
  readonly responses: Pick<ResponseRoom, 'answers' | 'documents'>;
  readonly meaning: Pick<AnswerMeaning, 'facts' | 'opener'>;
  /** The exchange behind a document. */
  documentOf(uri: vscode.Uri | undefined): Promise<Exchange | undefined>;
}

/** Lists of answers as tables, their rows as documents, and their export. */
export class TableRoom implements vscode.Disposable {
  readonly panels: TablePanels;
  readonly rows: RowDocuments;
  readonly answers: TableAnswers;
  readonly commands: Commands;
  readonly exports: TableExports;

  constructor(services: TableRoomServices) {
    const { context, log, documentOf, responses } = services;
    const answers = new TableAnswers({
      answers: responses.answers,
      letGo: (answer) => responses.documents.letGo(answer),
      mayWrite: () => readHistorySettings().keepBodies !== 'never',
      log,
    });
    this.answers = answers;
    const exchangeOf = async (id: string) =>
      answers.get(id) ?? (await services.exchangeOf(id)) ?? (await answers.restore(id));
    const sources = new TableSources(services);
    this.exports = new TableExports({ sources, storage: context.globalStorageUri, log });
    this.rows = new RowDocuments({ sources, exchangeOf });
    const references = new CellReferences({ ...services.meaning, answers: responses.answers });
    const layouts = new TableLayouts(context.globalState);
    const { extensionUri } = context;
    this.panels = new TablePanels({
      ...services,
      exchangeOf,
      extensionUri,
      sources,
      answers,
      references,
      layouts,
      rows: this.rows,
      exports: this.exports,
    });
    this.commands = tableCommands({ tables: this.panels, exports: this.exports, exchangeOf, documentOf });
  }

  dispose(): void {
    this.rows.dispose();
  }
}
