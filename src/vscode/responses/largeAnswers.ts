import * as vscode from 'vscode';
import type { Answer } from '../../keap/answers/answer.ts';
import { LARGEST_TEXT } from '../../keap/answers/answerReader.ts';
import { statusWords } from '../../keap/http/statusWords.ts';
import { asNumber } from '../../keap/json.ts';
import { sizeWords } from '../../keap/request/measures.ts';

/** What can be done with an answer that is not simply opened. */
export interface Choices {
  readonly open: (answer: Answer, options: vscode.TextDocumentShowOptions, raw?: boolean) => Promise<void>;
  readonly openHeaders: (answer: Answer) => Promise<void>;
  readonly save: (answer: Answer) => Promise<void>;
}

/**
 * Asks what to do with an answer that is no text, or so large that opening it takes long. Undefined where it is simply
 * opened; else a promise of the end.
 */
export function askFirst(answer: Answer, column: vscode.ViewColumn, choices: Choices): Promise<void> | undefined {
  if (answer.kind === 'binary') return offerBinary(answer, choices);
  return answer.exchange.response.body.byteLength > readAskAbove() ? offerLarge(answer, column, choices) : undefined;
}

function readAskAbove(): number {
  const settings = vscode.workspace.getConfiguration('keap');
  const megabytes = asNumber(settings.get('response.askAboveMegabytes')) ?? 0;
  return Math.max(1, megabytes) * 2 ** 20;
}

async function offerBinary(answer: Answer, choices: Choices): Promise<void> {
  const { exchange, nature } = answer;
  const size = sizeWords(exchange.response.body.byteLength);
  const message = `${answered(answer)} ${size} that are not text (${nature.extension}).`;
  const chosen = await vscode.window.showInformationMessage(message, 'Save as…', 'Show headers');
  if (chosen === 'Save as…') await choices.save(answer);
  if (chosen === 'Show headers') await choices.openHeaders(answer);
}

async function offerLarge(answer: Answer, viewColumn: vscode.ViewColumn, choices: Choices): Promise<void> {
  const { exchange, kind, nature } = answer;
  const { byteLength } = exchange.response.body;
  const isOpened = byteLength <= LARGEST_TEXT;
  const isLaidOut = kind === 'json' && nature.flaw === undefined;
  const verbs = [
    ...(isOpened && (isLaidOut || kind !== 'json') ? ['Open'] : []),
    ...(isOpened && kind === 'json' ? ['Open unformatted'] : []),
    ...(kind === 'json' && nature.outline?.list ? ['Open as table'] : []),
    'Save as…',
  ];
  const why = isOpened
    ? 'Opening it takes a while, and VS Code may show it without colours.'
    : 'VS Code opens no document of this size.';
  const message = `${answered(answer)} ${sizeWords(byteLength)}. ${why}`;
  const chosen = await vscode.window.showInformationMessage(message, ...verbs);
  const options = { viewColumn, preview: true };
  if (chosen === 'Open') await choices.open(answer, options);
  if (chosen === 'Open unformatted') await choices.open(answer, options, true);
  if (chosen === 'Open as table') await vscode.commands.executeCommand('keap.openTable', { id: exchange.id });
  if (chosen === 'Save as…') await choices.save(answer);
}

function answered({ exchange: { operation, response } }: Answer): string {
  return `${operation.title} answered ${statusWords(response)} with`;
}
