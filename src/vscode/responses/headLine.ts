import * as vscode from 'vscode';
import type { Answer } from '../../keap/answers/answer.ts';
import { nextPage } from '../../keap/answers/nextPage.ts';
import type { Exchange } from '../../keap/exchange.ts';
import { isSuccess } from '../../keap/http/fault.ts';
import { isOverview } from '../../keap/overview/overviewAnswer.ts';
import { headWords } from './headWords.ts';
import type { ResponseDocuments } from './responseDocuments.ts';
import { shownAt } from './responseName.ts';
import { RESPONSE_SCHEME } from './responseScheme.ts';

/** Something that can be done with an answer, from above its first line. */
export interface HeadAction {
  readonly title: string;
  readonly tooltip: string;
  /** Is handed the document's address. */
  readonly command: string;
  readonly applies: (answer: Answer, canEdit: CanEdit) => boolean | Promise<boolean>;
}

/** Whether an answer of an operation may show a record that can be edited. */
export type CanEdit = (operation: Exchange['operation']) => Promise<boolean>;

/**
 * What stands behind the facts, in this order. Whoever brings a command adds its line here.
 */
const ACTIONS: readonly HeadAction[] = [
  {
    title: 'Next page',
    tooltip: 'Ask for the page behind this one, which takes one call',
    command: 'keap.nextPage',
    applies: (answer) => answer.draft !== undefined && nextPage(answer) !== undefined,
  },
  {
    title: 'All pages',
    tooltip: 'Fetch this page and all others as a run, after an estimate of its calls',
    command: 'keap.allPages',
    applies: (answer) => answer.draft !== undefined && nextPage(answer) !== undefined,
  },
  {
    title: 'Edit this record',
    tooltip: 'Open what can be changed of this record as text',
    command: 'keap.editRecord',
    applies: async ({ exchange, kind }, canEdit) =>
      kind === 'json' && isSuccess(exchange.response) && canEdit(exchange.operation),
  },
  {
    title: 'Compare',
    tooltip: 'Compare with another answer, connection or file',
    command: 'keap.compareResponse',
    applies: ({ kind }) => kind === 'json' || kind === 'text',
  },
  {
    title: 'Compare with v2',
    tooltip: 'Send the same request in REST v2, which takes one call, and compare both answers',
    command: 'keap.compareWithV2',
    applies: ({ draft, exchange, kind }) =>
      draft !== undefined && kind === 'json' && !isOverview(exchange) && readsByOlderApi(exchange),
  },
  {
    title: 'Table',
    tooltip: 'Show the list of this answer as a table',
    command: 'keap.openTable',
    // A record has lists, too; its path ends in its id.
    applies: ({ exchange, nature }) =>
      !isOverview(exchange) &&
      nature.outline?.list !== undefined &&
      isSuccess(exchange.response) &&
      !exchange.operation.path.endsWith('}'),
  },
  {
    title: 'Find',
    tooltip: 'Find inside by JSONPath or JMESPath',
    command: 'keap.findInResponse',
    applies: ({ kind }) => kind === 'json',
  },
  {
    title: 'Refresh',
    tooltip: 'Send the request again and show its answer here',
    command: 'keap.refreshResponse',
    applies: ({ draft, exchange }) => draft !== undefined || isOverview(exchange),
  },
  {
    title: 'Save as',
    tooltip: 'Save the answer as it came',
    command: 'keap.saveResponse',
    applies: ({ kind }) => kind !== 'empty',
  },
  {
    title: 'Request',
    tooltip: 'Open the request of this answer in its builder',
    command: 'keap.openResponseRequest',
    applies: ({ draft }) => draft !== undefined,
  },
];

/** Whether it was asked of v1 or XML-RPC what by its name only reads; the command looks at the operation itself. */
function readsByOlderApi({ operation: { key, method } }: Exchange): boolean {
  return (key.startsWith('v1:') && method === 'GET') || /^xmlrpc:\w+\.(query|load|find|get|list|aff)/.test(key);
}

/** Documents of answers, and when they change. */
export type AnswerDocuments = Pick<ResponseDocuments, 'answerOf' | 'exchangeOf' | 'onDidChange'>;

/** Facts of an answer and what can be done with it, above the first line of its document. */
export class HeadLine implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly documents: AnswerDocuments;
  private readonly canEdit: CanEdit;
  private readonly registration: vscode.Disposable;
  readonly onDidChangeCodeLenses: vscode.Event<void>;

  constructor(documents: AnswerDocuments, canEdit: CanEdit) {
    this.documents = documents;
    this.canEdit = canEdit;
    this.onDidChangeCodeLenses = documents.onDidChange;
    this.registration = vscode.languages.registerCodeLensProvider({ scheme: RESPONSE_SCHEME }, this);
  }

  async provideCodeLenses({ uri }: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const answer = this.documents.answerOf(uri);
    // What is no longer kept says so in its text, and can be asked for again.
    if (!answer && shownAt(uri)?.shown !== 'body') return [];
    const top = new vscode.Range(0, 0, 0, 0);
    const lens = (title: string, tooltip: string, command: string) =>
      new vscode.CodeLens(top, { title, tooltip, command, arguments: [uri] });
    if (!answer) return [lens('Send again', 'Send the request of this answer again', 'keap.refreshResponse')];
    const applying = await Promise.all(ACTIONS.map(({ applies }) => applies(answer, this.canEdit)));
    return [
      lens(headWords(answer).join(' · '), 'Show headers and timing', 'keap.showHeaders'),
      ...ACTIONS.filter((_, index) => applying[index]).map(({ title, tooltip, command }) =>
        lens(title, tooltip, command),
      ),
    ];
  }

  dispose(): void {
    this.registration.dispose();
  }
}
