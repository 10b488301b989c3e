import * as vscode from 'vscode';
import type { BuilderCalls } from '../../protocol/builder.ts';
import type { Handlers } from '../webviews/webviewRpc.ts';

const COMMANDS = { pages: 'keap.allPages', rows: 'keap.runForEachRow' } as const;

/** How a builder becomes the start of a run, or of a request of v2: by the commands that know its draft by its operation. */
export function runHandlers(operationKey: string): Pick<Handlers<BuilderCalls>, 'makeRun' | 'convertToV2'> {
  return {
    makeRun: {
      parse: (argument) => (argument === 'pages' || argument === 'rows' ? argument : undefined),
      work: (wish) => {
        // It asks a person; the page does not wait for that.
        void vscode.commands.executeCommand(COMMANDS[wish], operationKey);
        return null;
      },
    },
    convertToV2: {
      parse: (argument) => (argument === null ? null : undefined),
      work: () => {
        void vscode.commands.executeCommand('keap.convertToV2', operationKey);
        return null;
      },
    },
  };
}
