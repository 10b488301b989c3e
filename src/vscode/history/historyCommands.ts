import * as vscode from 'vscode';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import { DEFAULT_ORIGIN } from '../../keap/connection.ts';
import type { HistoryEntry } from '../../keap/history/historyEntry.ts';
import { outcomeWords, timeOfDay } from '../../keap/history/historyWords.ts';
import { asObject, asString } from '../../keap/json.ts';
import { buildRequest } from '../../keap/request/httpRequest.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import type { BuilderPanels } from '../builder/builderPanels.ts';
import { showDraft } from '../builder/showDraft.ts';
import type { Commands } from '../commands.ts';
import type { Comparing } from '../compare/comparing.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import type { RequestCode } from '../operations/requestCode.ts';
import type { ResponseDocuments } from '../responses/responseDocuments.ts';
import type { Sender } from '../sending/sender.ts';
import { pickEntry } from './historyPick.ts';
import type { HistoryStore } from './historyStore.ts';

export interface HistoryServices {
  readonly store: HistoryStore;
  readonly catalog: CatalogFiles;
  readonly connections: ConnectionStore;
  readonly sender: Sender;
  readonly documents: ResponseDocuments;
  readonly panels: BuilderPanels;
  readonly code: RequestCode;
  readonly comparing: Pick<Comparing, 'entry'>;
}

const NONE = 'The history is empty: nothing was sent yet, or it was cleared.';
const SEND_AGAIN = 'Send again';
const OPEN_BUILDER = 'Open request builder';

/** The commands of the history: find, open, send again, copy, compare, remove, clear. */
export function historyCommands(services: HistoryServices): Commands {
  const { store, catalog, connections, sender, documents, panels, code, comparing } = services;

  /** The entry that a row stands for, or the one someone picks. */
  const named = async (argument: unknown, title: string): Promise<HistoryEntry | undefined> => {
    const id = asString(asObject(asObject(argument)?.['entry'])?.['id']);
    const entries = store.latest();
    const known = entries.find((entry) => entry.id === id);
    return known ?? (await pickEntry({ title, entries, none: NONE }, store))?.entry;
  };
  const withEntry = (title: string, work: (entry: HistoryEntry) => Promise<unknown>) => async (argument: unknown) => {
    const entry = await named(argument, title);
    if (entry) await work(entry);
  };

  const openAnswer = async (entry: HistoryEntry): Promise<void> => {
    const exchange = (await store.kept(entry))?.exchange;
    if (exchange) return documents.open(exchange, vscode.ViewColumn.Active);
    const { operation, outcome } = entry;
    const message =
      'error' in outcome
        ? `${operation.title} has no answer to show: ${outcomeWords(outcome)}.`
        : `The answer of ${operation.title} from ${timeOfDay(entry.at)} is no longer kept.`;
    const verb = await vscode.window.showInformationMessage(plainText(message, 300), SEND_AGAIN);
    if (verb === SEND_AGAIN) await sendAgain(entry);
  };

  /** Says that nobody knows what was asked, and offers to ask it anew. */
  const offerBuilder = async ({ operation }: HistoryEntry): Promise<void> => {
    const message = `What was asked with ${operation.title} is no longer kept. Fill it in anew to send it.`;
    const verb = await vscode.window.showInformationMessage(plainText(message, 300), OPEN_BUILDER);
    if (verb === OPEN_BUILDER) await panels.show(operation.key);
  };

  const openRequest = async (entry: HistoryEntry): Promise<void> => {
    const draft = await store.draftOf(entry);
    const found = await catalog.operation(entry.operation.key);
    if (!draft || !found) return offerBuilder(entry);
    const {
      operation,
      catalog: { schemas },
    } = found;
    const kept = store.entries.flatMap((each) => store.keptNow(each)?.draft ?? []);
    await showDraft(panels, { operation, schemas, draft, words: `what was sent at ${timeOfDay(entry.at)}`, kept });
  };

  const sendAgain = async (entry: HistoryEntry): Promise<void> => {
    await connections.ready;
    const draft = await store.draftOf(entry);
    const found = await catalog.operation(entry.operation.key);
    if (!draft || !found) return offerBuilder(entry);
    const connection = connections.get(entry.connection.id);
    if (!connection) {
      const message = `The connection ${entry.connection.name} was removed. Open the request to send it with another.`;
      const verb = await vscode.window.showWarningMessage(plainText(message, 300), OPEN_BUILDER);
      if (verb === OPEN_BUILDER) await openRequest(entry);
      return;
    }
    const { schemas } = found.catalog;
    const exchange = await sender.sendWithProgress({ operation: found.operation, schemas, draft, connection });
    if (exchange) await documents.open(exchange, vscode.ViewColumn.Active);
  };

  const copyCurl = async (entry: HistoryEntry): Promise<void> => {
    const draft = await store.draftOf(entry);
    const found = await catalog.operation(entry.operation.key);
    if (!draft || !found) return offerBuilder(entry);
    const connection = connections.get(entry.connection.id);
    const origin = connection && connection.kind !== 'sandbox' ? connection.origin : DEFAULT_ORIGIN;
    await code.copyAs('curl', { request: buildRequest(found.operation, found.catalog.schemas, draft), origin });
  };

  const open = { iconPath: new vscode.ThemeIcon('edit'), tooltip: 'Open request from history' };
  const again = { iconPath: new vscode.ThemeIcon('debug-rerun'), tooltip: SEND_AGAIN };

  return {
    'keap.searchHistory': async () => {
      const choice = { title: 'Search history', entries: store.latest(), none: NONE, buttons: [open, again] };
      const chosen = await pickEntry(choice, store);
      if (!chosen) return;
      const work = chosen.button === open ? openRequest : chosen.button === again ? sendAgain : openAnswer;
      await work(chosen.entry);
    },
    'keap.openHistoryAnswer': withEntry('Open answer from history', openAnswer),
    'keap.openHistoryRequest': withEntry('Open request from history', openRequest),
    'keap.sendAgain': withEntry(SEND_AGAIN, sendAgain),
    'keap.copyHistoryCurl': withEntry('Copy request from history as cURL', copyCurl),
    'keap.compareAnswers': withEntry('Compare answers: the first', (entry) => comparing.entry(entry)),
    'keap.removeFromHistory': withEntry('Remove from history', (entry) => store.remove(entry)),
    'keap.clearHistory': async () => {
      const count = store.latest().length;
      const detail = `${count} ${count === 1 ? 'entry goes' : 'entries go'}, in all windows, with what is kept of requests and answers.`;
      const verb = 'Clear history';
      const chosen = await vscode.window.showWarningMessage('Clear the history?', { modal: true, detail }, verb);
      if (chosen === verb) await store.clear();
    },
  };
}
