import * as vscode from 'vscode';
import type { Answer } from '../../keap/answers/answer.ts';
import { headWords } from './headWords.ts';
import { RESPONSE_SCHEME } from './responseScheme.ts';

/** Something that can be done with an answer, from above its first line. */
export interface HeadAction {
  readonly title: string;
  readonly tooltip: string;
  /** Is handed the document's address. */
  readonly command: string;
  readonly applies: (answer: Answer) => boolean;
}

/**
 * What stands behind the facts, in this order: next page, edit, compare, table, find, refresh, save, request. Whoever
 * brings a command adds its line here.
 */
const ACTIONS: readonly HeadAction[] = [
  {
    title: 'Edit this record',
    tooltip: 'Open what can be changed of this record as text',
    command: 'keap.editRecord',
    applies: ({ exchange, kind }) => kind === 'json' && exchange.response.status < 300,
  },
  {
    title: 'Compare',
    tooltip: 'Compare with another answer, connection or file',
    command: 'keap.compareResponse',
    applies: ({ kind }) => kind === 'json' || kind === 'text',
  },
  {
    title: 'Table',
    tooltip: 'Show the list of this answer as a table',
    command: 'keap.openTable',
    applies: ({ exchange, kind }) => 
      kind === 'json' && exchange.response.status < 300 && /[^}]$/.test(exchange.operation.path),
  },
  {
    title: 'Find',
    tooltip: 'Find inside by JSONPath or JMESPath',
    command: 'keap.findInResponse',
    applies: ({ kind }) => kind === 'json',
  },
  {
    title: 'Save as',
    tooltip: 'Save the answer as it came',
    command: 'keap.saveResponse',
    applies: ({ kind }) => kind !== 'empty',
  },
];

/** Facts of an answer and what can be done with it, above the first line of its document. */
export class HeadLine implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly answerOf: (uri: vscode.Uri) => Answer | undefined;
  private readonly registration: vscode.Disposable;

  constructor(answerOf: (uri: vscode.Uri) => Answer | undefined) {
    this.answerOf = answerOf;
    this.registration = vscode.languages.registerCodeLensProvider({ scheme: RESPONSE_SCHEME }, this);
  }

  provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
    const answer = this.answerOf(uri);
    if (!answer) return [];
    const top = new vscode.Range(0, 0, 0, 0);
    const lens = (title: string, tooltip: string, command: string) =>
      new vscode.CodeLens(top, { title, tooltip, command, arguments: [uri] });
    return [
      lens(headWords(answer.exchange).join(' · '), 'Show headers and timing', 'keap.showHeaders'),
      ...ACTIONS.filter(({ applies }) => applies(answer)).map(({ title, tooltip, command }) =>
        lens(title, tooltip, command),
      ),
    ];
  }

  dispose(): void {
    this.registration.dispose();
  }
}
