import * as vscode from 'vscode';
import type { Connection } from '../../keap/connection.ts';
import type { Commands } from '../commands.ts';
import { addConnection } from './addConnection.ts';
import { switchConnection } from './connectionPick.ts';
import type { ConnectionServices } from './connectionServices.ts';
import {
  allowChanges,
  makeDefault,
  makeReadOnly,
  markProduction,
  markTest,
  renameConnection,
  useConnection,
} from './editConnection.ts';
import { removeConnection } from './removeConnection.ts';
import { replaceKey } from './replaceKey.ts';
import { verifyConnection } from './verifyConnection.ts';

/** The commands of connections. */
export function connectionCommands(services: ConnectionServices): Commands {
  return {
    'keap.addConnection': () => addConnection(services),
    'keap.switchConnection': () => switchConnection(services),
    'keap.useConnection': (argument) => useConnection(argument, services),
    'keap.makeDefaultConnection': (argument) => makeDefault(argument, services),
    'keap.renameConnection': (argument) => renameConnection(argument, services),
    'keap.replaceKey': (argument) => replaceKey(argument, services),
    'keap.verifyConnection': (argument) => verifyConnection(argument, services),
    'keap.markProduction': (argument) => markProduction(argument, services),
    'keap.markTest': (argument) => markTest(argument, services),
    'keap.makeReadOnly': (argument) => makeReadOnly(argument, services),
    'keap.allowChanges': (argument) => allowChanges(argument, services),
    'keap.removeConnection': (argument) => removeConnection(argument, services),
  };
}

/** Says that the active connection went away by itself. */
export async function tellLost(lost: Connection, services: ConnectionServices): Promise<void> {
  const verb = 'Switch connection';
  const message = `${lost.name} was removed in another window; requests go to ${services.connections.active.name} now.`;
  if ((await vscode.window.showWarningMessage(message, verb)) === verb) await switchConnection(services);
}
