import * as vscode from 'vscode';
import type { Answer } from '../../keap/answers/answer.ts';
import { timeOfDay } from '../../keap/history/historyWords.ts';
import { outcomeWords } from '../../keap/http/statusWords.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import type { Comparing } from './comparing.ts';

interface Counterpart extends vscode.QuickPickItem {
  /** Undefined where it cannot be had; the description says why. */
  readonly compare: (() => Promise<void>) | undefined;
}

/** Lets someone choose what an answer is compared with, and compares. */
export async function pickCounterpart({ exchange, draft }: Answer, comparing: Comparing): Promise<void> {
  const previous = await comparing.previous(exchange);
  const others = await comparing.others(exchange);
  const { sentAt, operation } = exchange;
  const items: Counterpart[] = [
    counterpart('Previous answer', 'history', {
      description: previous
        ? `the same request at ${timeOfDay(previous.sentAt)} · ${outcomeWords(previous.response)}`
        : 'no earlier answer to this request is kept',
      compare: previous && (() => comparing.answers(previous, exchange)),
    }),
    counterpart('Another answer…', 'list-unordered', {
      description: 'from the history',
      compare: () => comparing.withAnother(exchange),
    }),
    counterpart('Another connection…', 'plug', {
      description: 'reason' in others ? others.reason : 'sends the same request there: one call',
      compare: 'reason' in others ? undefined : () => comparing.withConnection(exchange, draft),
    }),
    counterpart('A file…', 'file', {
      description: 'such as a response saved before',
      compare: () => comparing.withFile(exchange),
    }),
  ];
  // What can be had comes first.
  const inOrder = [...items.filter(({ compare }) => compare), ...items.filter(({ compare }) => !compare)];
  const chosen = await vscode.window.showQuickPick(inOrder, {
    title: `Compare ${plainText(operation.title)} from ${timeOfDay(sentAt)}`,
    placeHolder: 'Compare with',
  });
  if (chosen?.compare) await chosen.compare();
  else if (chosen) void vscode.window.showInformationMessage(`${chosen.label}: ${chosen.description}.`);
}

function counterpart(
  label: string,
  icon: string,
  rest: Pick<Counterpart, 'compare'> & { readonly description: string },
): Counterpart {
  return { label, iconPath: new vscode.ThemeIcon(rest.compare ? icon : 'circle-slash'), ...rest };
}
