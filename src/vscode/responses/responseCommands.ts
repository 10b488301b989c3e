import * as vscode from 'vscode';
import type { Answer } from '../../keap/answers/answer.ts';
import { nextPage, nextPageDraft } from '../../keap/answers/nextPage.ts';
import type { Operation } from '../../keap/catalog/operation.ts';
import type { Schemas } from '../../keap/catalog/schema.ts';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import type { Connection } from '../../keap/connection.ts';
import type { Exchange } from '../../keap/exchange.ts';
import type { HistoryEntry } from '../../keap/history/historyEntry.ts';
import { timeOfDay } from '../../keap/history/historyWords.ts';
import { isThere } from '../../keap/http/body.ts';
import { isOverview } from '../../keap/overview/overviewAnswer.ts';
import { parameterId, type RequestDraft } from '../../keap/request/draft.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import type { BuilderPanels } from '../builder/builderPanels.ts';
import { showDraft } from '../builder/showDraft.ts';
import type { Commands } from '../commands.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import type { HistoryStore } from '../history/historyStore.ts';
import type { Log } from '../log.ts';
import type { Sender } from '../sending/sender.ts';
import { answerConnection } from './answerConnection.ts';
import type { ResponseDocuments } from './responseDocuments.ts';
import { NOT_KEPT } from './responseDocuments.ts';
import { shownAt } from './responseName.ts';
import { saveAnswer } from './responseSaver.ts';
import { activeUri } from './responseStatus.ts';

export interface ResponseServices {
  readonly documents: ResponseDocuments;
  readonly catalog: CatalogFiles;
  readonly connections: ConnectionStore;
  readonly history: HistoryStore;
  readonly sender: Sender;
  readonly panels: BuilderPanels;
  readonly log: Log;
  /** Reads an overview once more; undefined where that came to nothing, which was then said. */
  readonly readOverviewAgain: (overview: Exchange) => Promise<Exchange | undefined>;
}

/** What a document asked for, as far as it is known, with the answer where that is kept. */
export interface Asked {
  readonly operation: Operation;
  readonly schemas: Schemas;
  readonly draft: RequestDraft;
  /** The connection it was asked of, as far as it is known. */
  readonly from: Connection | HistoryEntry['connection'];
  readonly sentAt: number;
}

const OPEN_FIRST = 'Open a response first, or send its request again.';

/** The commands of a response document. */
export function responseCommands(services: ResponseServices): Commands {
  const { documents, sender, panels, log } = services;
  const withAnswer = (work: (answer: Answer, uri: vscode.Uri) => Promise<unknown>) => async (argument: unknown) => {
    const uri = argument instanceof vscode.Uri ? argument : activeUri();
    const answer = await documents.answerBehind(uri);
    if (uri && answer) await work(answer, uri);
    else inform(OPEN_FIRST);
  };
  const send = async (asked: Asked, draft: RequestDraft): Promise<Exchange | undefined> => {
    const connection = await answerConnection(asked.from, services.connections);
    if (!connection) return undefined;
    const { operation, schemas } = asked;
    return sender.sendWithProgress({ operation, schemas, draft, connection });
  };
  return {
    'keap.showHeaders': withAnswer(({ exchange }) => documents.openHeaders(exchange)),
    'keap.saveResponse': withAnswer(async (answer) =>
      (await isThere(answer.exchange.response.body)) ? saveAnswer(answer) : inform(NOT_KEPT),
    ),
    'keap.refreshResponse': async (argument) => {
      const uri = argument instanceof vscode.Uri ? argument : activeUri();
      const overview = await overviewBehind(uri, documents);
      if (uri && overview) {
        const again = await services.readOverviewAgain(overview);
        if (again) await documents.replace(uri, again);
        return;
      }
      const asked = await askedBehind(uri, services);
      if (!uri || !asked) return inform(uri && shownAt(uri) ? NOT_KNOWN : OPEN_FIRST);
      const exchange = await send(asked, asked.draft);
      if (exchange) await documents.replace(uri, exchange);
    },
    'keap.nextPage': withAnswer(async (answer, uri) => {
      const [asked, next] = [await askedBehind(uri, services), nextPage(answer)];
      const takes = (id: string) => asked?.operation.parameters.some((each) => parameterId(each) === id) ?? false;
      const draft = asked && next && nextPageDraft(asked.draft, next, takes);
      if (!asked || !draft) return inform(asked ? 'This answer has no next page.' : NOT_KNOWN);
      const exchange = await send(asked, draft);
      if (exchange) await documents.open(exchange, vscode.ViewColumn.Active, false, false);
    }),
    'keap.openResponseRequest': async (argument) => {
      const uri = argument instanceof vscode.Uri ? argument : activeUri();
      if (await overviewBehind(uri, documents)) return inform(MANY_REQUESTS);
      const asked = await askedBehind(uri, services);
      if (!asked) return inform(uri && shownAt(uri) ? NOT_KNOWN : OPEN_FIRST);
      await showDraft(panels, { ...asked, words: `what was sent at ${timeOfDay(asked.sentAt)}`, kept: [] });
    },
    'keap.showLog': () => log.show(),
  };
}

const MANY_REQUESTS = 'An overview is made of the answers to many requests; the history lists them.';
const NOT_KNOWN = 'What was asked is no longer kept. Find the operation again to send it.';

async function overviewBehind(
  uri: vscode.Uri | undefined,
  documents: ResponseDocuments,
): Promise<Exchange | undefined> {
  const exchange = (await documents.answerBehind(uri))?.exchange;
  return exchange && isOverview(exchange) ? exchange : undefined;
}

/** What a document asked for: from what is kept of it, or from the history. */
export async function askedBehind(
  uri: vscode.Uri | undefined,
  { documents, catalog, history }: Pick<ResponseServices, 'documents' | 'catalog' | 'history'>,
): Promise<Asked | undefined> {
  const { id } = shownAt(uri) ?? {};
  const answer = await documents.answerBehind(uri);
  const entry = history.latest().find((each) => each.id === (answer?.exchange.id ?? id));
  const draft = answer?.draft ?? (entry && (await history.draftOf(entry)));
  const key = answer?.exchange.operation.key ?? entry?.operation.key;
  const from = answer?.exchange.connection ?? entry?.connection;
  const found = key === undefined ? undefined : await catalog.operation(key);
  if (!draft || !found || !from) return undefined;
  const { schemas } = found.catalog;
  return {
    operation: found.operation,
    schemas,
    draft,
    from,
    sentAt: answer?.exchange.sentAt ?? entry?.at ?? 0,
  };
}

function inform(sentence: string): void {
  void vscode.window.showInformationMessage(plainText(sentence, 300));
}
