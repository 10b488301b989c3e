import * as vscode from 'vscode';
import type { Operation } from '../../keap/catalog/operation.ts';
import { unkeptWords } from '../../keap/moving/unkeptWords.ts';
import type { ConvertedFrom } from '../../protocol/builder.ts';

const SEND = 'Send';

/**
 * Asks whether a converted request that does more than read goes although it does not keep everything of the older
 * one. The button that has the focus sends nothing.
 */
export async function mayGoConverted(operation: Operation, { name, notes }: ConvertedFrom): Promise<boolean> {
  const detail = unkeptWords(notes);
  if (detail === undefined || operation.effect === 'reads') return true;
  const message = `This does not keep everything of ${name}. Send it all the same?`;
  const chosen = await vscode.window.showWarningMessage(message, { modal: true, detail }, 'Review notes', SEND);
  return chosen === SEND;
}
