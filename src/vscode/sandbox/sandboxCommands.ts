import * as vscode from 'vscode';
import type { Commands } from '../commands.ts';
import type { SandboxHost } from './sandboxHost.ts';

/** *Keap: Reset sandbox*: the made-up account as it was at the start, after asking. */
async function resetSandbox(sandbox: SandboxHost): Promise<void> {
  const verb = 'Reset';
  const chosen = await vscode.window.showWarningMessage(
    'Reset the sandbox?',
    { modal: true, detail: 'Everything made, changed or deleted in the made-up account is undone.' },
    verb,
  );
  if (chosen !== verb) return;
  sandbox.reset();
  void vscode.window.showInformationMessage('The sandbox is as it was at the start.');
}

/** The commands of the sandbox. */
export function sandboxCommands(sandbox: SandboxHost): Commands {
  return { 'keap.resetSandbox': () => resetSandbox(sandbox) };
}
