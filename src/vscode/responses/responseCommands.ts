import * as vscode from 'vscode';
import { guarded } from '../errors.ts';
import type { Log } from '../log.ts';
import type { ResponseDocuments } from './responseDocuments.ts';
import { activeUri } from './responseStatus.ts';

/** The commands of a response document. */
export function registerResponseCommands(documents: ResponseDocuments, log: Log): vscode.Disposable[] {
  const withExchange = (work: (exchange: NonNullable<ReturnType<ResponseDocuments['exchangeOf']>>) => Promise<void>) =>
    guarded(log, async (uri?: unknown) => {
      const exchange = documents.exchangeOf(uri instanceof vscode.Uri ? uri : activeUri());
      if (exchange) await work(exchange);
      else void vscode.window.showInformationMessage('Open a response first, or send its request again.');
    });
  return [
    vscode.commands.registerCommand(
      'keap.showHeaders',
      withExchange((exchange) => documents.openHeaders(exchange)),
    ),
    vscode.commands.registerCommand(
      'keap.saveResponse',
      withExchange((exchange) => documents.save(exchange)),
    ),
    vscode.commands.registerCommand('keap.showLog', () => log.show()),
  ];
}
