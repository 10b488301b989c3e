import * as vscode from 'vscode';
import type { Connection } from '../../keap/connection.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';

/** The connection an answer came from, as it is now; undefined where it leads elsewhere by now, which was then said. */
export async function answerConnection(
  from: Connection,
  connections: ConnectionStore,
): Promise<Connection | undefined> {
  await connections.ready;
  const connection = connections.get(from.id);
  const name = plainText(from.name, 40);
  if (!connection)
    return inform(`${name}, the connection of this answer, was removed. Send its request again on another.`);
  if ((connection.app ?? '') !== (from.app ?? '')) {
    return inform(`${name} has a key of another account now. Send the request of this answer again first.`);
  }
  return connection;
}

function inform(sentence: string): undefined {
  void vscode.window.showInformationMessage(sentence);
}
