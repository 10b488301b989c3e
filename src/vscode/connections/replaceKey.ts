import * as vscode from 'vscode';
import type { Connection } from '../../keap/connection.ts';
import { accountWords, REMOVE_ADVICE } from './connectionFacts.ts';
import { namedConnection } from './connectionPick.ts';
import { type ConnectionServices, isReal } from './connectionServices.ts';
import type { Reached } from './keyCheck.ts';
import { askForKey } from './keyStep.ts';
import { ACTION, BACK, onlyStep } from './multiStep.ts';
import { isElsewhere } from './verifyConnection.ts';

/** *Replace key*: another key for a connection, checked first; one that reaches another app is asked about. */
export async function replaceKey(argument: unknown, services: ConnectionServices): Promise<void> {
  const { connections } = services;
  const title = 'Replace key';
  const placeholder = 'Connection to give another key';
  const none = 'There is no connection to give a key; the sandbox needs none.';
  const connection = await namedConnection(argument, { title, placeholder, of: isReal, none }, services);
  if (!connection || connection.kind === 'sandbox') return;
  const { kind, name, id } = connection;
  const place = onlyStep(`Replace key of ${name}`);
  const step = { place, connection: { ...connection, kind }, value: '', verb: 'store it' };
  const typed = await askForKey(step, services);
  if (typed === undefined || typed === BACK || typed === ACTION) return;
  // A Legacy Key goes to the server of its app, so that much is known of it.
  const app = kind === 'legacyKey' && connection.app ? { app: connection.app } : {};
  const reached = typed.check?.works ? typed.check.reached : app;
  if (isElsewhere(connection, reached) && !(await confirmed(connection, reached))) return;
  if (!(await connections.replaceKey(id, typed.key, reached))) {
    void vscode.window.showWarningMessage(`${name} was removed meanwhile, so the key was not stored.`);
    return;
  }
  const unchecked = typed.check?.works ? '' : ' The new one was not checked.';
  void vscode.window.showInformationMessage(`The key of ${name} is replaced.${unchecked} ${REMOVE_ADVICE}`);
}

async function confirmed(connection: Connection, reached: Reached): Promise<boolean> {
  const detail = `Requests of ${connection.name} went to ${accountWords(connection)} so far. To keep both, add a connection instead.`;
  const message = `This key reaches another app, ${accountWords(reached)}. Replace the key of ${connection.name}?`;
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, 'Replace')) === 'Replace';
}
