import * as vscode from 'vscode';
import type { Connection } from '../../keap/connection.ts';
import { asObject, asString } from '../../keap/json.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import type { Commands } from '../commands.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import type { Locks } from './locks.ts';

const MINUTE_MS = 60_000;

const SPANS = [
  { label: 'For 15 minutes', ms: 15 * MINUTE_MS },
  { label: 'For one hour', ms: 60 * MINUTE_MS },
  { label: 'Until this window closes', detail: 'Reloading the window locks it, too', ms: Number.POSITIVE_INFINITY },
];

/** *Keap: Unlock connection* and *Keap: Lock connection*: of the connection given, else of the active one. */
export function lockCommands(store: ConnectionStore, locks: Locks): Commands {
  const named = async (argument: unknown): Promise<Connection> => {
    await store.ready;
    const id = asString(argument) ?? asString(asObject(asObject(argument)?.['connection'])?.['id']);
    return (id === undefined ? undefined : store.get(id)) ?? store.active;
  };
  return {
    'keap.unlockConnection': async (argument) => unlock(await named(argument), locks),
    'keap.lockConnection': async (argument) => lock(await named(argument), locks),
  };
}

async function unlock(connection: Connection, locks: Locks): Promise<void> {
  const name = plainText(connection.name);
  if (!connection.readOnly) {
    void vscode.window.showInformationMessage(`${name} is not read-only, so there is nothing to unlock.`);
    return;
  }
  if (locks.access(connection) === 'none') {
    const trust = 'Manage workspace trust';
    const sentence = `VS Code does not trust this folder, so ${name} stays locked here.`;
    if ((await vscode.window.showWarningMessage(sentence, trust)) === trust) {
      await vscode.commands.executeCommand('workbench.trust.manage');
    }
    return;
  }
  const account = connection.app ? ` (${plainText(connection.app)})` : '';
  const chosen = await vscode.window.showQuickPick(SPANS, {
    title: `Unlock ${name}${account}${connection.production ? ', production' : ''}`,
    placeHolder: 'This window may then create, change, delete, mail and charge; what is grave still asks',
    ignoreFocusOut: true,
  });
  if (chosen) locks.unlock(connection, chosen.ms);
}

function lock(connection: Connection, locks: Locks): void {
  if (locks.unlockedUntil(connection) !== undefined) {
    locks.lock(connection.id);
    return;
  }
  const name = plainText(connection.name);
  void vscode.window.showInformationMessage(
    connection.readOnly
      ? `${name} is locked already.`
      : `${name} is not read-only; make it read-only to have it locked in every window.`,
  );
}
