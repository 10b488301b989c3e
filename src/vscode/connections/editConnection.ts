import * as vscode from 'vscode';
import type { Connection } from '../../keap/connection.ts';
import { nameProblem } from './connectionName.ts';
import { namedConnection } from './connectionPick.ts';
import { type ConnectionServices, isReal } from './connectionServices.ts';
import { askText, onlyStep } from './multiStep.ts';

const NONE = 'There is no connection of your own yet; add one first.';

/** *Use in this workspace*: the connection that requests from here go to. */
export async function useConnection(argument: unknown, services: ConnectionServices): Promise<void> {
  const title = 'Use in this workspace';
  const placeholder = 'Requests of this workspace go to';
  const chosen = await namedConnection(argument, { title, placeholder, of: () => true, none: NONE }, services);
  if (chosen) await services.connections.activate(chosen.id);
}

/** *Make default connection*: the one that workspaces use which have chosen nothing. */
export async function makeDefault(argument: unknown, services: ConnectionServices): Promise<void> {
  const { connections } = services;
  const title = 'Make default connection';
  const placeholder = 'Workspaces that have chosen none use';
  const of = ({ id }: Connection) => id !== connections.default.id;
  const none = 'The sandbox is the only connection, and the default.';
  const chosen = await namedConnection(argument, { title, placeholder, of, none }, services);
  if (chosen) await connections.makeDefault(chosen.id);
}

/** *Rename connection*. */
export async function renameConnection(argument: unknown, services: ConnectionServices): Promise<void> {
  const { connections } = services;
  const title = 'Rename connection';
  const placeholder = 'Connection to rename';
  const chosen = await namedConnection(argument, { title, placeholder, of: isReal, none: NONE }, services);
  if (!chosen) return;
  const check = (text: string) =>
    nameProblem(
      text,
      connections.all.filter(({ id }) => id !== chosen.id).map(({ name }) => name),
    );
  const name = await askText({ ...onlyStep(title), prompt: `New name of ${chosen.name}`, value: chosen.name, check });
  if (typeof name === 'string') await connections.change(chosen.id, { name: name.trim() });
}

/** *Mark as production*: real customers are behind it, so it only reads from now on. */
export async function markProduction(argument: unknown, services: ConnectionServices): Promise<void> {
  const { connections, locks } = services;
  const title = 'Mark as production';
  const placeholder = 'Connection with real customers behind it';
  const of = (connection: Connection) => isReal(connection) && !connection.production;
  const none = 'There is no test account to mark as production.';
  const chosen = await namedConnection(argument, { title, placeholder, of, none }, services);
  if (!chosen) return;
  locks.lock(chosen.id);
  await connections.change(chosen.id, { production: true, readOnly: true });
}

/** *Mark as test account*. What it lets through stays as it is. */
export async function markTest(argument: unknown, services: ConnectionServices): Promise<void> {
  const { connections } = services;
  const title = 'Mark as test account';
  const placeholder = 'Connection without real customers';
  const of = ({ production }: Connection) => production;
  const none = 'There is no connection marked as production.';
  const chosen = await namedConnection(argument, { title, placeholder, of, none }, services);
  if (!chosen) return;
  await connections.change(chosen.id, { production: false });
  if (!chosen.readOnly) return;
  const action = 'Allow changes';
  const message = `${chosen.name} is a test account now and still read-only.`;
  if ((await vscode.window.showInformationMessage(message, action)) === action) {
    await connections.change(chosen.id, { readOnly: false });
  }
}

/** *Make read-only*; an unlocking ends with it. */
export async function makeReadOnly(argument: unknown, services: ConnectionServices): Promise<void> {
  const { connections, locks } = services;
  const title = 'Make read-only';
  const placeholder = 'Connection that shall only read';
  const of = (connection: Connection) => isReal(connection) && !connection.readOnly;
  const none = 'There is no connection that may change anything, but for the sandbox.';
  const chosen = await namedConnection(argument, { title, placeholder, of, none }, services);
  if (!chosen) return;
  locks.lock(chosen.id);
  await connections.change(chosen.id, { readOnly: true });
}

/** *Allow changes*, for good; asks where real customers are behind it. */
export async function allowChanges(argument: unknown, services: ConnectionServices): Promise<void> {
  const { connections } = services;
  const title = 'Allow changes';
  const placeholder = 'Connection that may change records from now on';
  const of = ({ readOnly }: Connection) => readOnly;
  const none = 'There is no read-only connection.';
  const chosen = await namedConnection(argument, { title, placeholder, of, none }, services);
  if (!chosen || (chosen.production && !(await confirmed(chosen)))) return;
  await connections.change(chosen.id, { readOnly: false });
}

async function confirmed({ name }: Connection): Promise<boolean> {
  const detail =
    'It is marked as production and would be open to changes in every window, until you make it read-only again. Unlocking it for an hour is most often enough.';
  const verb = 'Allow changes';
  const options = { modal: true, detail };
  return (await vscode.window.showWarningMessage(`Allow changes on ${name} for good?`, options, verb)) === verb;
}
