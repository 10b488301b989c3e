import * as vscode from 'vscode';
import type { AnswerThread } from '../../keap/answerThread/answerThread.ts';
import type { Commands } from '../commands.ts';
import type { ResponseDocuments } from '../responses/responseDocuments.ts';
import { shownAt } from '../responses/responseName.ts';
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
      const edited = await found.foundOf(uri);
      const answer = edited ? undefined : await documents.answerBehind(uri);
      const document = edited?.document ?? shownAt(uri)?.id;
      const exchange = edited?.exchange ?? answer?.exchange;
      if (!exchange || document === undefined) {
        void vscode.window.showInformationMessage('Open a response first, then find something in it.');
        return;
      }
      if (answer && answer.kind !== 'json') {
        const message = `The answer of ${exchange.operation.title} is not JSON. Use Find of the editor to search its text.`;
        void vscode.window.showInformationMessage(message);
        return;
      }
      const start: Found = edited ?? { document, exchange, expression: '' };
      const column = edited ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside;
      await pickExpression({
        found: start,
        recent: recent.of(exchange.operation.key),
        thread,
        show: async (expression) => {
          await found.open({ document, exchange, expression }, column);
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
