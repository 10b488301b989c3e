import * as vscode from 'vscode';
import { asString } from '../../keap/json.ts';
import type { RequestDraft } from '../../keap/request/draft.ts';
import type { BuilderCalls } from '../../protocol/builder.ts';
import { remedyOf } from '../sending/remedies.ts';
import type { Handlers } from '../webviews/webviewRpc.ts';
import type { BuilderServices } from './builderServices.ts';
import { keyInDraft } from './keyInDraft.ts';

/** What leads from a builder to the connection that it sends with. */
export function connectionHandlers(
  draft: () => RequestDraft,
  addConnection: BuilderServices['addConnection'],
): Pick<Handlers<BuilderCalls>, 'switchConnection' | 'remedy' | 'connectWithKey'> {
  const none = (argument: unknown) => (argument === null ? null : undefined);
  return {
    switchConnection: {
      parse: none,
      work: async () => {
        await vscode.commands.executeCommand('keap.switchConnection');
        return null;
      },
    },
    remedy: {
      // The page can only name a reason; which command that is stands in the table of remedies.
      parse: asString,
      work: async (code) => {
        await remedyOf(code)?.run();
        return null;
      },
    },
    connectWithKey: {
      parse: none,
      work: () => {
        void addConnection(keyInDraft(draft()));
        return null;
      },
    },
  };
}
