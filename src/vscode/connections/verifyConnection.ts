import * as vscode from 'vscode';
import type { Connection } from '../../keap/connection.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import { signalOf } from '../sending/cancellation.ts';
import { accountWords } from './connectionFacts.ts';
import { namedConnection } from './connectionPick.ts';
import { type ConnectionServices, isReal } from './connectionServices.ts';
import { checkKey, type KeyCheck, type Reached } from './keyCheck.ts';
import { UNTRUSTED } from './keyStep.ts';

const REPLACE = 'Replace key';

/** *Verify connection*: asks Keap whether the key still works and what it reaches, and says what is new. */
export async function verifyConnection(argument: unknown, services: ConnectionServices): Promise<void> {
  const { connections, log } = services;
  const title = 'Verify connection';
  const placeholder = 'Connection to check with Keap';
  const none = 'There is no connection to verify; the sandbox needs no key.';
  const connection = await namedConnection(argument, { title, placeholder, of: isReal, none }, services);
  if (!connection) return;
  if (!vscode.workspace.isTrusted) {
    void vscode.window.showWarningMessage(UNTRUSTED);
    return;
  }
  const key = await connections.credential(connection);
  if (key === undefined) {
    await offerReplacing(`The key of ${connection.name} is not stored on this machine.`, connection);
    return;
  }
  const check = await checking(key, connection, services);
  if (check === undefined) return;
  if (!check.works) {
    const message = `${connection.name}: ${plainText(check.message, 500)}`;
    if (check.blame === 'key') await offerReplacing(message, connection);
    else if ((await vscode.window.showErrorMessage(message, 'Show log')) === 'Show log') log.show();
    return;
  }
  const { reached } = check;
  // An unlocking ends with the app it was meant for.
  await connections.change(connection.id, reached);
  if (!isElsewhere(connection, reached)) {
    void vscode.window.showInformationMessage(verifiedWords(connection, reached));
    return;
  }
  const message = `${connection.name} reaches another app than before: ${accountWords(reached)} instead of ${accountWords(connection)}. Requests go there now.`;
  const rename = 'Rename connection';
  if ((await vscode.window.showWarningMessage(message, rename)) === rename) {
    await vscode.commands.executeCommand('keap.renameConnection', { connection });
  }
}

/** Whether a key reaches another app than its connection did; not where either is unknown. */
export function isElsewhere(before: Reached, now: Reached): boolean {
  return before.app !== undefined && now.app !== undefined && before.app !== now.app;
}

/** What a key that works reaches, and what of it is new. */
function verifiedWords(connection: Connection, reached: Reached): string {
  const [before, now] = [accountWords(connection), accountWords({ ...connection, ...reached })];
  const what = now === '' ? 'Keap accepts its key.' : `It reaches ${now}.`;
  const changed = before !== '' && before !== now ? ` Before it was ${before}.` : '';
  return `${connection.name} works. ${what}${changed}`;
}

/** @returns undefined where it was cancelled */
async function checking(
  key: string,
  connection: Connection,
  { sender }: ConnectionServices,
): Promise<KeyCheck | undefined> {
  const progress = {
    location: vscode.ProgressLocation.Notification,
    title: `Verifying ${connection.name}`,
    cancellable: true,
  };
  return vscode.window.withProgress(progress, async (_progress, token) => {
    const check = await checkKey((...request) => sender.check(...request), key, connection, signalOf(token));
    return token.isCancellationRequested ? undefined : check;
  });
}

async function offerReplacing(message: string, connection: Connection): Promise<void> {
  if ((await vscode.window.showErrorMessage(message, REPLACE)) === REPLACE) {
    await vscode.commands.executeCommand('keap.replaceKey', { connection });
  }
}
