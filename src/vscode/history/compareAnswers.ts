import * as vscode from 'vscode';
import type { Exchange } from '../../keap/exchange.ts';
import type { HistoryEntry } from '../../keap/history/historyEntry.ts';
import { timeOfDay } from '../../keap/history/historyWords.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import type { ResponseDocuments } from '../responses/responseDocuments.ts';
import { pickEntry } from './historyPick.ts';
import type { HistoryStore } from './historyStore.ts';

/** Opens the answer of an entry beside that of another that someone picks, in VS Code's own comparison. */
export async function compareAnswers(
  entry: HistoryEntry,
  { store, documents }: { readonly store: HistoryStore; readonly documents: ResponseDocuments },
): Promise<void> {
  const others = store.latest().filter((other) => other.id !== entry.id && 'status' in other.outcome);
  const isSame = ({ operation }: HistoryEntry) => operation.key === entry.operation.key;
  const chosen = await pickEntry(
    {
      title: `Compare ${plainText(entry.operation.title)} from ${timeOfDay(entry.at)} with`,
      // What compares best comes first.
      entries: [...others.filter(isSame), ...others.filter((other) => !isSame(other))],
      heading: (other) => (isSame(other) ? 'The same operation' : 'Other operations'),
      none: 'There is no other answer to compare with.',
    },
    store,
  );
  if (!chosen) return;
  const other = chosen.entry;
  const [older, newer] = entry.at <= other.at ? [entry, other] : [other, entry];
  const left = await answerOf(older, store);
  const right = await answerOf(newer, store);
  if (!left || !right) return;
  const [one, two] = [documents.comparable(left), documents.comparable(right)];
  if (!one || !two) {
    void vscode.window.showInformationMessage('Answers that are not text cannot be compared.');
    return;
  }
  await vscode.commands.executeCommand('vscode.diff', one, two, titleOf(older, newer));
}

async function answerOf(entry: HistoryEntry, store: HistoryStore): Promise<Exchange | undefined> {
  const exchange = (await store.kept(entry))?.exchange;
  if (!exchange) {
    const message = `The answer of ${entry.operation.title} from ${timeOfDay(entry.at)} is not kept, so it cannot be compared.`;
    void vscode.window.showInformationMessage(plainText(message, 300));
  }
  return exchange;
}

/** What both have in common is said once, as in `Get contact 14:03:05 ↔ 14:03:07`. */
function titleOf(older: HistoryEntry, newer: HistoryEntry): string {
  const connections = older.connection.id !== newer.connection.id;
  const nameOf = ({ operation, connection, at }: HistoryEntry, titled: boolean): string =>
    [
      ...(titled ? [operation.title] : []),
      ...(connections ? [`on ${connection.name}`] : []),
      new Date(at).toLocaleTimeString('en-GB'),
    ].join(' ');
  const titled = older.operation.key !== newer.operation.key;
  return plainText(`${nameOf(older, true)} ↔ ${nameOf(newer, titled)}`, 150);
}
