import type * as vscode from 'vscode';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import type { Exchange } from '../../keap/exchange.ts';
import type { AccountLookup } from '../account/accountLookup.ts';
import type { Commands } from '../commands.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import type { Log } from '../log.ts';
import { RowDocuments } from './rowDocuments.ts';
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
  /** The exchange behind a document. */
  documentOf(uri: vscode.Uri | undefined): Exchange | undefined;
}

/** Lists of answers as tables, their rows as documents, and their export. */
export class TableRoom implements vscode.Disposable {
  readonly panels: TablePanels;
  readonly rows: RowDocuments;
  readonly commands: Commands;

  constructor(services: TableRoomServices) {
    const { context, log, exchangeOf, documentOf } = services;
    const sources = new TableSources(services);
    const exports = new TableExports({ sources, storage: context.globalStorageUri, log });
    this.rows = new RowDocuments({ sources, exchangeOf });
    const layouts = new TableLayouts(context.globalState);
    const { extensionUri } = context;
    this.panels = new TablePanels({ ...services, extensionUri, sources, layouts, rows: this.rows, exports });
    this.commands = tableCommands({ tables: this.panels, exports, exchangeOf, documentOf });
  }

  dispose(): void {
    this.rows.dispose();
  }
}
