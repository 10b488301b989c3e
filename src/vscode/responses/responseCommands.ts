import * as vscode from 'vscode';
import type { Exchange } from '../../keap/exchange.ts';
import type { Commands } from '../commands.ts';
import type { Log } from '../log.ts';
import type { ResponseDocuments } from './responseDocuments.ts';
import { activeUri } from './responseStatus.ts';

/** The commands of a response document. */
export function responseCommands(documents: ResponseDocuments, log: Log): Commands {
  const withExchange = (work: (exchange: Exchange) => Promise<void>) => async (uri: unknown) => {
    const exchange = documents.exchangeOf(uri instanceof vscode.Uri ? uri : activeUri());
    if (exchange) await work(exchange);
    else void vscode.window.showInformationMessage('Open a response first, or send its request again.');
  };
  return {
    'keap.showHeaders': withExchange((exchange) => documents.openHeaders(exchange)),
    'keap.saveResponse': withExchange((exchange) => documents.save(exchange)),
    'keap.showLog': () => log.show(),
  };
}
