import * as vscode from 'vscode';
import type { AnswerThread } from '../../keap/answerThread/answerThread.ts';
import type { Commands } from '../commands.ts';
import type { ResponseDocuments } from '../responses/responseDocuments.ts';
import { RESPONSE_SCHEME } from '../responses/responseScheme.ts';
import { activeUri } from '../responses/responseStatus.ts';
import { pickExpression } from './findPick.ts';
import type { Found, FoundDocuments } from './foundDocuments.ts';
import { RecentExpressions } from './recentExpressions.ts';

export interface FindServices {
  readonly thread: AnswerThread;
  readonly documents: ResponseDocuments;
  readonly found: FoundDocuments;
  readonly state: vscode.Memento;
}

/** Finding inside an answer by JSONPath or JMESPath. */
export function findCommands({ thread, documents, found, state }: FindServices): Commands {
  const recent = new RecentExpressions(state);
  return {
    'keap.findInResponse': async (argument) => {
      const uri = argument instanceof vscode.Uri ? argument : activeUri();
      const edited = found.foundOf(uri);
      const exchange = edited?.exchange ?? documents.exchangeOf(uri);
      if (!exchange) {
        void vscode.window.showInformationMessage('Open a response first, then find something in it.');
        return;
      }
      const body = vscode.Uri.from({ scheme: RESPONSE_SCHEME, authority: exchange.id, path: '/' });
      if (documents.answerOf(body)?.kind !== 'json') {
        const message = `The answer of ${exchange.operation.title} is not JSON. Use Find of the editor to search its text.`;
        void vscode.window.showInformationMessage(message);
        return;
      }
      const start: Found = edited ?? { exchange, expression: '' };
      const column = edited ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside;
      await pickExpression({
        found: start,
        recent: recent.of(exchange.operation.key),
        thread,
        show: async (expression) => {
          await found.open({ exchange, expression }, column);
          if (edited && edited.expression !== expression) await closeTab(uri);
          await recent.used(exchange.operation.key, expression);
        },
      });
    },
  };
}

/** Closes the tab of a document whose place another has taken. */
async function closeTab(uri: vscode.Uri | undefined): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const old = tabs.filter(
    ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri?.toString(),
  );
  await vscode.window.tabGroups.close(old, true);
}
