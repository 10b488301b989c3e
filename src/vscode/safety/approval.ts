import * as vscode from 'vscode';
import { confirmVerb } from '../../keap/catalog/effectWords.ts';
import { accountOf } from '../../keap/connection.ts';
import type { Question } from '../../keap/safety/safety.ts';

/** Asks whether to send something with consequences, naming account, operation and how many records. */
export async function askApproval(question: Question): Promise<boolean> {
  const { operation, connection, consequence, target } = question;
  const known = accountOf(connection);
  const account = known ? `${connection.name} (${known})` : connection.name;
  const verb = confirmVerb(operation);
  const chosen = await vscode.window.showWarningMessage(
    `${operation.title} on ${account}?`,
    { modal: true, detail: `${consequence}\n\n${operation.method} ${target}` },
    verb,
  );
  return chosen === verb;
}
