import * as vscode from 'vscode';
import type { Connection } from '../../keap/connection.ts';
import { asObject, asString } from '../../keap/json.ts';
import { kindAndAccount } from './connectionFacts.ts';
import { connectionIcon } from './connectionIcon.ts';
import type { ConnectionServices } from './connectionServices.ts';
import { BACK, onlyStep, pickOne } from './multiStep.ts';

/** What to choose a connection for. */
export interface ConnectionChoice {
  /** The command's title. */
  readonly title: string;
  /** What happens to the chosen one. */
  readonly placeholder: string;
  readonly of: (connection: Connection) => boolean;
  /** Said where there is none of these. */
  readonly none: string;
}

interface ConnectionItem extends vscode.QuickPickItem {
  readonly connection?: Connection;
}

/** The connection that a row of the view stands for, or the one someone picks; undefined where nobody did. */
export async function namedConnection(
  argument: unknown,
  choice: ConnectionChoice,
  services: ConnectionServices,
): Promise<Connection | undefined> {
  const { connections } = services;
  await connections.ready;
  const named = connections.get(asString(asObject(asObject(argument)?.['connection'])?.['id']) ?? '');
  if (named) return choice.of(named) ? named : undefined;
  const items = connections.all.filter(choice.of).map((connection) => connectionItem(connection, services));
  if (items.length === 0) {
    void vscode.window.showInformationMessage(choice.none);
    return undefined;
  }
  const chosen = await pickOne({ ...onlyStep(choice.title), placeholder: choice.placeholder, items });
  return chosen === undefined || chosen === BACK ? undefined : chosen.connection;
}

/** *Keap: Switch connection*: the connections to choose from, and a way to add one. */
export async function switchConnection(services: ConnectionServices): Promise<void> {
  const { connections } = services;
  await connections.ready;
  const items: ConnectionItem[] = [
    ...connections.all.map((connection) => connectionItem(connection, services)),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: 'Add connection…', iconPath: new vscode.ThemeIcon('add'), alwaysShow: true },
  ];
  // It stays when it loses the focus: an answer that opens meanwhile takes that.
  const chosen = await pickOne({
    ...onlyStep('Switch connection'),
    placeholder: 'Requests of this workspace go to',
    items,
    active: items.find(({ connection }) => connection?.id === connections.active.id),
  });
  if (chosen === undefined || chosen === BACK) return;
  if (chosen.connection) await connections.activate(chosen.connection.id);
  else await vscode.commands.executeCommand('keap.addConnection');
}

function connectionItem(connection: Connection, { connections, locks }: ConnectionServices): ConnectionItem {
  const marks = [
    connection.id === connections.active.id ? 'active' : '',
    connection.id === connections.default.id ? 'default' : '',
  ];
  return {
    connection,
    label: connection.name,
    description: marks.filter(Boolean).join(', '),
    detail: kindAndAccount(connection),
    iconPath: connectionIcon(connection, locks.unlockedUntil(connection) !== undefined),
  };
}
