import * as vscode from 'vscode';
import type { Exchange } from '../../keap/exchange.ts';
import { asObject, asString } from '../../keap/json.ts';
import type { Commands } from '../commands.ts';
import { activeUri } from '../responses/responseStatus.ts';
import type { TableExports } from './tableExports.ts';
import type { TablePanels } from './tablePanels.ts';
import type { TableServices } from './tableServices.ts';

export interface TableCommandServices extends Pick<TableServices, 'exchangeOf'> {
  readonly tables: TablePanels;
  readonly exports: TableExports;
  /** The exchange behind a document. */
  documentOf(uri: vscode.Uri | undefined): Promise<Exchange | undefined>;
}

const SEARCH = 'Search history';

/** The commands of tables. Those about cells are for the table in the active tab. */
export function tableCommands({ tables, exports, exchangeOf, documentOf }: TableCommandServices): Commands {
  /** The answer that a document, a row of the history, an id or, without any of these, the active tab stands for. */
  const named = async (argument: unknown): Promise<Exchange | undefined> => {
    if (argument instanceof vscode.Uri) return documentOf(argument);
    const source = asObject(argument);
    const id = asString(asObject(source?.['entry'])?.['id']) ?? asString(source?.['id']);
    if (id !== undefined) return exchangeOf(id);
    return (await documentOf(activeUri())) ?? tables.active?.exchange;
  };
  const withExchange = (work: (exchange: Exchange) => unknown) => async (argument: unknown) => {
    const exchange = await named(argument);
    if (exchange) {
      await work(exchange);
      return;
    }
    const message =
      argument === undefined
        ? 'Open a response with a list first, or pick one from the history.'
        : 'This answer is no longer kept. Send the request again to see it.';
    const chosen = await vscode.window.showInformationMessage(message, SEARCH);
    if (chosen === SEARCH) await vscode.commands.executeCommand('keap.searchHistory');
  };
  return {
    'keap.openTable': withExchange((exchange) => tables.show(exchange)),
    'keap.exportResponse': withExchange((exchange) => exports.askFor(exchange)),
    'keap.exportTable': () => tables.active?.command('export'),
    'keap.copyTableCells': () => tables.active?.command('copyCells'),
    'keap.copyTableRow': () => tables.active?.command('copyRow'),
    'keap.openTableReference': () => tables.active?.command('openReference'),
    'keap.openTableRow': () => tables.active?.command('openRow'),
  };
}
