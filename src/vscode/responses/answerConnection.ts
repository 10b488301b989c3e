import * as vscode from 'vscode';
import type { Connection } from '../../keap/connection.ts';
import type { HistoryEntry } from '../../keap/history/historyEntry.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';

/**
 * The connection an answer came from, as it is now; undefined where it leads elsewhere by now, which was then said.
 * @param from the connection as it was, or what the history tells of it, which does not know the account
 */
export async function answerConnection(
  from: Connection | HistoryEntry['connection'],
  connections: ConnectionStore,
): Promise<Connection | undefined> {
  await connections.ready;
  const connection = connections.get(from.id);
  const name = plainText(from.name, 40);
  if (!connection)
    return inform(`${name}, the connection of this answer, was removed. Send its request again on another.`);
  if ('origin' in from && (connection.app ?? '') !== (from.app ?? '')) {
    return inform(`${name} has a key of another account now. Send the request of this answer again first.`);
  }
  return connection;
}

function inform(sentence: string): undefined {
  void vscode.window.showInformationMessage(sentence);
}
