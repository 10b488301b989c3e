import * as vscode from 'vscode';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import type { Connection } from '../../keap/connection.ts';
import { parseExact, printExact } from '../../keap/exactJson.ts';
import type { Exchange } from '../../keap/exchange.ts';
import { isSuccess } from '../../keap/http/fault.ts';
import { bodyText } from '../../keap/http/httpResponse.ts';
import { asObject, asString } from '../../keap/json.ts';
import { alignAnswers } from '../../keap/moving/align.ts';
import { type Converted, convertDraft } from '../../keap/moving/convertDraft.ts';
import { emptyDraft, type RequestDraft } from '../../keap/request/draft.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import type { BuilderPanels } from '../builder/builderPanels.ts';
import { showDraft } from '../builder/showDraft.ts';
import type { Commands } from '../commands.ts';
import type { Comparing } from '../compare/comparing.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import type { HistoryStore } from '../history/historyStore.ts';
import { pickOperation } from '../operations/operationPick.ts';
import { answerConnection } from '../responses/answerConnection.ts';
import type { Asked } from '../responses/responseCommands.ts';
import { RESPONSE_SCHEME } from '../responses/responseScheme.ts';
import { activeUri } from '../responses/responseStatus.ts';
import type { Sender } from '../sending/sender.ts';
import type { Mappings } from './mappings.ts';
import type { UseReports } from './useReports.ts';

export interface MovingServices {
  readonly catalog: CatalogFiles;
  readonly connections: ConnectionStore;
  readonly history: HistoryStore;
  readonly panels: BuilderPanels;
  readonly sender: Sender;
  readonly comparing: Pick<Comparing, 'sides'>;
  readonly askedBehind: (uri: vscode.Uri | undefined) => Promise<Asked | undefined>;
  readonly answerBehind: (uri: vscode.Uri | undefined) => Promise<Exchange | undefined>;
  readonly openAnswer: (exchange: Exchange) => Promise<void>;
  readonly mappings: Mappings;
  readonly uses: UseReports;
}

/** A request of an older API, and whom it was sent to where it was. */
interface Older {
  readonly draft: RequestDraft;
  readonly from?: Asked['from'];
  readonly exchange?: Exchange;
}

const MAPPING = 'Show counterpart';

/** The commands that lead from XML-RPC and v1 to v2. */
export function movingCommands(services: MovingServices): Commands {
  const { catalog, panels, uses } = services;
  return {
    'keap.convertToV2': async (argument) => {
      const older = await olderRequest(argument, 'Convert to v2', services);
      const converted = older && (await convert(older.draft, services));
      if (!older || !converted) return;
      if ('none' in converted) return tellNone(older.draft, converted.none, services);
      const { operation, draft, notes } = converted;
      const { schemas } = await catalog.version('v2');
      const from = (await catalog.operation(older.draft.operationKey))?.operation;
      await showDraft(panels, { operation, schemas, draft, words: 'what was converted', kept: [] });
      await panels.tellConverted(operation.key, { name: from?.call ? from.operationId : (from?.title ?? ''), notes });
    },
    'keap.showCounterpart': async (argument) => {
      const older = await olderRequest(argument, 'Show counterpart in REST v2', services);
      if (older) await showMapping(older.draft, services);
    },
    'keap.compareWithV2': async (argument) => {
      const older = await olderRequest(argument, 'Compare with v2', services);
      if (older) await compare(older, services);
    },
    'keap.findOlderCalls': () => uses.run(),
    'keap.saveOlderCalls': () => uses.saveCsv(),
    'keap.markOlderCalls': () => uses.toggleMarks(),
  };
}

/** What an argument stands for: a document of an answer, a row of the tree or of the history, else the open builder. */
async function olderRequest(argument: unknown, title: string, services: MovingServices): Promise<Older | undefined> {
  const { catalog, history, panels, askedBehind, answerBehind } = services;
  const uri = argument instanceof vscode.Uri ? argument : undefined;
  if (uri?.scheme === RESPONSE_SCHEME) return fromDocument(uri);
  const entryId = asString(asObject(asObject(argument)?.['entry'])?.['id']);
  const entry = history.latest().find(({ id }) => id === entryId);
  if (entry) {
    const draft = (await history.draftOf(entry)) ?? emptyDraft(entry.operation.key);
    const exchange = (await history.kept(entry))?.exchange;
    return { draft, from: entry.connection, ...(exchange ? { exchange } : {}) };
  }
  const key = asString(argument) ?? asString(asObject(asObject(argument)?.['operation'])?.['key']);
  if (key !== undefined) return { draft: panels.draftOf(key) ?? emptyDraft(key) };
  const { active } = panels;
  if (active) return { draft: active.draft };
  const shown = activeUri();
  if (shown?.scheme === RESPONSE_SCHEME) return fromDocument(shown);
  const older = (await catalog.index()).filter(({ version }) => version !== 'v2');
  const picked = await pickOperation(older, [], title);
  return picked && { draft: panels.draftOf(picked.key) ?? emptyDraft(picked.key) };

  async function fromDocument(document: vscode.Uri): Promise<Older | undefined> {
    const asked = await askedBehind(document);
    if (!asked) inform('What was asked is no longer kept. Find the operation again to send it.');
    const exchange = await answerBehind(document);
    return asked && { draft: asked.draft, from: asked.from, ...(exchange ? { exchange } : {}) };
  }
}

async function convert(draft: RequestDraft, { catalog }: MovingServices): Promise<Converted | undefined> {
  const found = await catalog.operation(draft.operationKey);
  return found && convertDraft(found.operation, draft, await catalog.version('v2'));
}

async function tellNone(draft: RequestDraft, why: string, services: MovingServices): Promise<void> {
  const isV2 = draft.operationKey.startsWith('v2:');
  const chosen = await vscode.window.showInformationMessage(plainText(why, 300), ...(isV2 ? [] : [MAPPING]));
  if (chosen === MAPPING) await showMapping(draft, services);
}

async function showMapping(draft: RequestDraft, { catalog, mappings }: MovingServices): Promise<void> {
  const found = await catalog.operation(draft.operationKey);
  if (!found) return;
  const table = draft.parameters['argument:table'];
  await mappings.show(found.operation, typeof table === 'string' && table !== '' ? table : undefined);
}

/** Sends what was converted, and the older request where its answer is not there, and compares both answers. */
async function compare(older: Older, services: MovingServices): Promise<void> {
  const { catalog, connections, sender, comparing } = services;
  const found = await catalog.operation(older.draft.operationKey);
  const converted = await convert(older.draft, services);
  if (!found || !converted) return;
  if ('none' in converted) return tellNone(older.draft, converted.none, services);
  if (found.operation.effect !== 'reads' || converted.operation.effect !== 'reads') {
    return inform('Only requests that read are sent twice to be compared. Convert this one, and look at it first.');
  }
  const missing = converted.notes.filter(({ kind }) => kind === 'fill').map(({ about }) => about);
  if (missing.length > 0) {
    return inform(`REST v2 also needs ${missing.join(' and ')}. Convert the request, fill that in, and send it.`);
  }
  const connection = await connectionOf(older, connections);
  if (!connection) return;
  const v2 = await catalog.version('v2');
  const first =
    older.exchange ??
    (await sender.sendWithProgress({
      operation: found.operation,
      schemas: found.catalog.schemas,
      draft: older.draft,
      connection,
    }));
  if (!first) return;
  if (!isSuccess(first.response)) return refused(first, services);
  const second = await sender.sendWithProgress({
    ...{ operation: converted.operation, schemas: v2.schemas, draft: converted.draft, connection },
  });
  if (!second) return;
  if (!isSuccess(second.response)) return refused(second, services);
  const texts = await alignedTexts(first, second);
  await comparing.sides(first, second, texts);
  const lost = converted.notes.filter(({ kind }) => kind === 'lost').map(({ about }) => about);
  if (lost.length > 0 && !(texts && texts[0] === texts[1])) {
    const words = `${lost.slice(0, 5).join(', ')}${lost.length > 5 ? ' and more' : ''}`;
    inform(`REST v2 was asked without ${words}, so its answer may differ. Convert the request to see why.`);
  }

  async function alignedTexts(one: Exchange, other: Exchange) {
    if (!found || !converted || 'none' in converted) return undefined;
    if (![one, other].every(({ response }) => response.body.byteLength <= MOST_BYTES)) return undefined;
    const values = await Promise.all([one, other].map(async ({ response }) => jsonOf(await bodyText(response))));
    const request = { operation: found.operation, draft: older.draft };
    const aligned = alignAnswers(request, values[0], values[1], converted.operation, v2);
    return aligned && ([printExact(aligned.older), printExact(aligned.newer)] as const);
  }
}

/** There is nothing to compare with what was refused. */
async function refused(exchange: Exchange, { openAnswer }: MovingServices): Promise<void> {
  await openAnswer(exchange);
  inform(`${exchange.operation.title} was refused, so there is nothing to compare: its answer says why.`);
}

/** More is compared as it came. */
const MOST_BYTES = 8 * 2 ** 20;

function jsonOf(text: string): unknown {
  try {
    return parseExact(text);
  } catch {
    return undefined;
  }
}

async function connectionOf({ from }: Older, connections: ConnectionStore): Promise<Connection | undefined> {
  await connections.ready;
  return from ? answerConnection(from, connections) : connections.active;
}

function inform(sentence: string): void {
  void vscode.window.showInformationMessage(plainText(sentence, 300));
}
