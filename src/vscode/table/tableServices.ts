import type * as vscode from 'vscode';
import type { Exchange } from '../../keap/exchange.ts';
import type { AccountLookup } from '../account/accountLookup.ts';
import type { Log } from '../log.ts';
import type { CellReferences } from './cellReferences.ts';
import type { RowDocuments } from './rowDocuments.ts';
import type { TableAnswers } from './tableAnswers.ts';
import type { TableExports } from './tableExports.ts';
import type { TableLayouts } from './tableLayouts.ts';
import type { TableSources } from './tableSources.ts';

/** What tables need of the extension. */
export interface TableServices {
  readonly extensionUri: vscode.Uri;
  readonly sources: TableSources;
  readonly answers: TableAnswers;
  readonly lookup: AccountLookup;
  readonly layouts: TableLayouts;
  readonly rows: RowDocuments;
  readonly exports: TableExports;
  readonly references: CellReferences;
  readonly log: Log;
  /** The answer of an id; undefined where it is no longer kept. */
  exchangeOf(id: string): Exchange | undefined | Promise<Exchange | undefined>;
  openResponse(exchange: Exchange, column: vscode.ViewColumn): Promise<void>;
}
