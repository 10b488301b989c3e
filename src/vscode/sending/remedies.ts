import * as vscode from 'vscode';
import type { SendErrorCode } from '../../keap/http/sendError.ts';

/** The one thing to do about a request that got no answer. */
export interface Remedy {
  readonly label: string;
  run(): Thenable<unknown>;
}

/** Where there is nothing better, the log is the place to look. */
const REMEDIES: Readonly<Partial<Record<SendErrorCode, readonly [label: string, command: string, argument?: string]>>> =
  {
    readOnly: ['Unlock…', 'keap.unlockConnection'],
    untrusted: ['Manage workspace trust', 'workbench.trust.manage'],
    wrongCredential: ['Switch connection', 'keap.switchConnection'],
    dailyLimit: ['Show limits', 'keap.showLimits'],
    noCredential: ['Replace key', 'keap.replaceKey'],
    timeout: ['Open setting', 'workbench.action.openSettings', 'keap.request.timeoutSeconds'],
    tooLarge: ['Open setting', 'workbench.action.openSettings', 'keap.response.maxMegabytes'],
    proxy: ['Open setting', 'workbench.action.openSettings', 'http.proxy'],
    proxyAuthentication: ['Open setting', 'workbench.action.openSettings', 'http.proxy'],
  };

/** What helps with an error; undefined for what the log alone explains. */
export function remedyOf(code: string): Remedy | undefined {
  const remedy = Object.hasOwn(REMEDIES, code) ? REMEDIES[code as SendErrorCode] : undefined;
  if (!remedy) return undefined;
  const [label, command, ...argument] = remedy;
  return { label, run: () => vscode.commands.executeCommand(command, ...argument) };
}
