import * as vscode from 'vscode';
import type { Wanted } from '../../keap/account/accountRecords.ts';
import { manyOf } from '../../keap/account/kinds.ts';
import type { Connection } from '../../keap/connection.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import { signalOf } from '../sending/cancellation.ts';
import { type AccountLookup, lookupSentence } from './accountLookup.ts';

/** Fetches a list without a picker; tells why where it cannot. */
export async function fetchList(
  connection: Connection,
  wanted: Wanted,
  { records }: Pick<AccountLookup, 'records'>,
): Promise<boolean> {
  const title = `Fetching ${manyOf(wanted.kind)} of ${plainText(connection.name)}`;
  const shown = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  try {
    await vscode.window.withProgress(shown, (_progress, token) => records.list(connection.id, wanted, signalOf(token)));
    return true;
  } catch (error) {
    const sentence = lookupSentence(error);
    if (sentence !== undefined) void vscode.window.showInformationMessage(sentence);
    return false;
  }
}
