import * as vscode from 'vscode';
import type { BuilderCalls } from '../../protocol/builder.ts';
import type { Handlers } from '../webviews/webviewRpc.ts';

const COMMANDS = { pages: 'keap.allPages', rows: 'keap.runForEachRow' } as const;

/** How a builder becomes the start of a run: by the commands that know its draft by its operation. */
export function runHandlers(operationKey: string): Pick<Handlers<BuilderCalls>, 'makeRun'> {
  return {
    makeRun: {
      parse: (argument) => (argument === 'pages' || argument === 'rows' ? argument : undefined),
      work: (wish) => {
        // It asks a person; the page does not wait for that.
        void vscode.commands.executeCommand(COMMANDS[wish], operationKey);
        return null;
      },
    },
  };
}
