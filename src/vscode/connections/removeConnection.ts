import * as vscode from 'vscode';
import { REMOVE_ADVICE } from './connectionFacts.ts';
import { namedConnection } from './connectionPick.ts';
import { type ConnectionServices, isReal } from './connectionServices.ts';

/** *Keap: Remove connection*: one of them, after asking, together with its key and all that is remembered of it. */
export async function removeConnection(argument: unknown, services: ConnectionServices): Promise<void> {
  const { connections, locks } = services;
  const title = 'Remove connection';
  const placeholder = 'Connection to remove with its key';
  const none = 'There is no connection to remove; the sandbox always stays.';
  const connection = await namedConnection(argument, { title, placeholder, of: isReal, none }, services);
  if (!connection) return;
  const detail = `The key is deleted from this machine. It stays valid in Keap until someone removes it there. ${REMOVE_ADVICE} What is kept of its answers, and its runs with their files, are deleted, too.`;
  const verb = 'Remove';
  const options = { modal: true, detail };
  if ((await vscode.window.showWarningMessage(`Remove ${connection.name}?`, options, verb)) !== verb) return;
  locks.lock(connection.id);
  await connections.remove(connection.id);
}
