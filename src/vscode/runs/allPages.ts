import * as vscode from 'vscode';
import type { Operation, OperationSummary } from '../../keap/catalog/operation.ts';
import type { Schemas } from '../../keap/catalog/schema.ts';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import type { Connection } from '../../keap/connection.ts';
import { asObject, asString } from '../../keap/json.ts';
import type { LimitState } from '../../keap/limits/limitState.ts';
import { firstPage, type Paging, pageSizeOf } from '../../keap/paging.ts';
import type { RequestDraft } from '../../keap/request/draft.ts';
import { requestTarget } from '../../keap/request/httpRequest.ts';
import { validateDraft } from '../../keap/request/validation.ts';
import { estimate, estimateWords } from '../../keap/runs/estimate.ts';
import { pagingOf } from '../../keap/runs/pages.ts';
import { countWords } from '../../keap/runs/runWords.ts';
import { plainText } from '../../keap/safety/plainText.ts';
import { assertAccess } from '../../keap/safety/safety.ts';
import type { BuilderPanels } from '../builder/builderPanels.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import { pickOperation } from '../operations/operationPick.ts';
import { isPaged } from '../operations/operationWords.ts';
import { askForRequired } from '../operations/quickSend.ts';
import { answerConnection } from '../responses/answerConnection.ts';
import { RESPONSE_SCHEME } from '../responses/responseScheme.ts';
import { activeUri } from '../responses/responseStatus.ts';
import type { Locks } from '../safety/locks.ts';
import type { Sender } from '../sending/sender.ts';
import type { RunStarts } from './runStarts.ts';
import type { WindowRuns } from './windowRuns.ts';

/** A list someone wants all pages of. */
export interface WantedList {
  readonly operation: Operation;
  readonly schemas: Schemas;
  readonly draft: RequestDraft;
  /** The connection it is to be asked of, or what is known of the one it was. */
  readonly from: Parameters<typeof answerConnection>[0];
  /** How many records there are, where an answer has told. */
  readonly count?: number | undefined;
}

export interface AllPagesServices {
  readonly catalog: CatalogFiles;
  readonly connections: ConnectionStore;
  readonly locks: Locks;
  readonly sender: Sender;
  readonly panels: BuilderPanels;
  readonly runs: WindowRuns;
  readonly starts: RunStarts;
  /** What a response document asked for; undefined where that is not known. */
  askedBehind(uri: vscode.Uri): Promise<WantedList | undefined>;
}

interface PartItem extends vscode.QuickPickItem {
  readonly most: number | undefined;
}

/** For how many records a list without a count is estimated, and what can be asked for instead of all. */
const ROUND = 10_000;
const PARTS = [1_000, ROUND];
const OPEN_BUILDER = 'Open request builder';

/** *Fetch all pages*: of an answer, of an operation in the tree or a builder, or of one that someone picks. */
export async function allPages(argument: unknown, services: AllPagesServices): Promise<void> {
  const { connections, locks, sender, runs, starts } = services;
  await connections.ready;
  const wanted = await wantedList(argument, services);
  if (!wanted) return;
  const { operation, schemas } = wanted;
  const paging = pagingOf(operation, schemas);
  if (!paging) return inform(`${operation.title} lists nothing, so there are no pages to fetch.`);
  if (paging.kind === 'single') return inform(paging.words);
  const connection = await answerConnection(wanted.from, connections);
  if (!connection) return;
  // Nobody chooses how much to fetch for what will be refused.
  assertAccess(operation, connection, locks.access(connection));
  const draft = firstPage(wanted.draft, paging);
  const problem = validateDraft(operation, schemas, draft).find(({ blocking }) => blocking);
  if (problem) {
    const chosen = await vscode.window.showWarningMessage(plainText(problem.message, 300), OPEN_BUILDER);
    if (chosen) await services.panels.show(operation.key);
    return;
  }
  const limits = await sender.limitState(await sender.located(connection));
  const part = await pickPart({ ...wanted, draft }, paging, connection, limits);
  if (!part) return;
  const { most } = part;
  const plan = await runs.store.newPages({ operation, connection, draft, ...(most === undefined ? {} : { most }) });
  await starts.begin(plan.id);
  await vscode.commands.executeCommand('keap.runs.focus', { preserveFocus: true });
}

async function wantedList(argument: unknown, services: AllPagesServices): Promise<WantedList | undefined> {
  const { catalog, connections, panels, askedBehind } = services;
  const active = argument === undefined ? activeUri() : undefined;
  const uri = argument instanceof vscode.Uri ? argument : active?.scheme === RESPONSE_SCHEME ? active : undefined;
  if (uri) {
    const asked = await askedBehind(uri);
    if (asked) return asked;
    return tell('What was asked is no longer kept. Find the operation again to fetch its pages.');
  }
  const key =
    asString(argument) ??
    asString(asObject(asObject(argument)?.['operation'])?.['key']) ??
    panels.active?.draft.operationKey;
  const found = await catalog.operation(key ?? (await pickList(await catalog.index())) ?? '');
  if (!found) return undefined;
  const { operation } = found;
  const { schemas } = found.catalog;
  const known = panels.draftOf(operation.key);
  const asked = known ? { draft: known, inBuilder: false } : await askForRequired(operation, schemas);
  if (!asked) return undefined;
  if (asked.inBuilder) {
    await panels.show(operation.key, asked.draft);
    return undefined;
  }
  return { operation, schemas, draft: asked.draft, from: connections.active };
}

async function pickList(index: readonly OperationSummary[]): Promise<string | undefined> {
  return (await pickOperation(index.filter(isPaged), [], 'Fetch all pages'))?.key;
}

/** Tells what it takes, and asks how much to fetch. */
async function pickPart(
  { operation, schemas, draft, count }: WantedList,
  paging: Exclude<Paging, { kind: 'single' }>,
  connection: Connection,
  limits: LimitState,
): Promise<PartItem | undefined> {
  const size = pageSizeOf(draft, paging);
  const takes = (records: number) =>
    estimateWords(estimate(Math.max(1, Math.ceil(records / size)), limits, Date.now()));
  const all: PartItem =
    count === undefined
      ? {
          label: '$(layers) All records',
          detail: `For every ${ROUND.toLocaleString('en')} records: ${takes(ROUND)}`,
          most: undefined,
        }
      : { label: `$(layers) All ${countWords(count, 'record')}`, detail: takes(count), most: undefined };
  const parts = PARTS.filter((most) => count === undefined || most < count).map(
    (most): PartItem => ({
      label: `$(list-ordered) The first ${countWords(most, 'record')}`,
      detail: takes(most),
      most,
    }),
  );
  // All calls of XML-RPC have one address.
  const asked = operation.call
    ? operation.operationId
    : `${operation.method} ${requestTarget(operation, schemas, draft)}`;
  return vscode.window.showQuickPick([all, ...parts], {
    title: plainText(`${operation.title} on ${connection.name}: all pages`),
    placeHolder: plainText(`${asked}, ${countWords(size, 'record')} a page`, 200),
    ignoreFocusOut: true,
  });
}

function inform(words: string): void {
  void vscode.window.showInformationMessage(plainText(words, 300));
}

function tell(words: string): undefined {
  inform(words);
  return undefined;
}
