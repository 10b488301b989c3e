import * as vscode from 'vscode';
import type { Exchange } from '../../keap/exchange.ts';
import type { BuilderCalls } from '../../protocol/builder.ts';
import type { ResponseDocuments } from '../responses/responseDocuments.ts';
import type { Handlers } from '../webviews/webviewRpc.ts';

/**
 * What can be done with the last answer: show it, show its headers, and put back what it changed.
 * @param last undefined where nothing was answered yet
 * @param column where documents open
 */
export function answerHandlers(
  last: () => Exchange | undefined,
  documents: ResponseDocuments,
  column: () => vscode.ViewColumn,
): Pick<Handlers<BuilderCalls>, 'openResponse' | 'openHeaders' | 'putBack'> {
  const none = (argument: unknown) => (argument === null ? null : undefined);
  const withLast = (work: (exchange: Exchange) => unknown) => ({
    parse: none,
    work: async () => {
      const exchange = last();
      if (exchange) await work(exchange);
      return null;
    },
  });
  return {
    openResponse: withLast((exchange) => documents.open(exchange, column())),
    openHeaders: withLast((exchange) => documents.openHeaders(exchange, column())),
    // It may ask a person something; the page does not wait for that.
    putBack: withLast(({ id }) => void vscode.commands.executeCommand('keap.putBack', id)),
  };
}
