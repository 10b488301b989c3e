import { join } from 'node:path';
import * as vscode from 'vscode';
import { AnswerThread } from './keap/answerThread/answerThread.ts';
import type { Connection } from './keap/connection.ts';
import type { Question } from './keap/safety/safety.ts';
import { AccountLookup } from './vscode/account/accountLookup.ts';
import { lookUpCommands } from './vscode/account/lookUpCommands.ts';
import { ApiChangesRoom } from './vscode/apiChanges/apiChangesRoom.ts';
import { BodyDocuments } from './vscode/bodies/bodyDocuments.ts';
import { BuilderPanels } from './vscode/builder/builderPanels.ts';
import { DraftFiles } from './vscode/builder/draftFiles.ts';
import type { Commands } from './vscode/commands.ts';
import { compareCommands } from './vscode/compare/compareCommands.ts';
import { Comparing } from './vscode/compare/comparing.ts';
import { Comparisons } from './vscode/compare/comparisons.ts';
import { addConnection } from './vscode/connections/addConnection.ts';
import { connectionCommands, tellLost } from './vscode/connections/connectionCommands.ts';
import { LegacyKeys } from './vscode/connections/legacyKeys.ts';
import { diagnosticsCommands } from './vscode/diagnostics/diagnosticsCommand.ts';
import type { Rows } from './vscode/doors.ts';
import { SafeEdits } from './vscode/edit/safeEdits.ts';
import { guarded } from './vscode/errors.ts';
import { findCommands } from './vscode/find/findCommands.ts';
import { FoundDocuments } from './vscode/find/foundDocuments.ts';
import type { Early, Late } from './vscode/furniture.ts';
import { historyCommands } from './vscode/history/historyCommands.ts';
import { HistoryStore } from './vscode/history/historyStore.ts';
import { HistoryView } from './vscode/history/historyView.ts';
import { HooksRoom } from './vscode/hooks/hooksRoom.ts';
import { limitMeter } from './vscode/limits/limitMeter.ts';
import { LimitStore } from './vscode/limits/limitStore.ts';
import { LimitsView } from './vscode/limits/limitsView.ts';
import { Log } from './vscode/log.ts';
import { AnswerMeaning } from './vscode/meaning/answerMeaning.ts';
import { learnNames } from './vscode/meaning/learnNames.ts';
import { Mappings } from './vscode/moving/mappings.ts';
import { movingCommands } from './vscode/moving/movingCommands.ts';
import { UseReports } from './vscode/moving/useReports.ts';
import { operationCommands } from './vscode/operations/operationCommands.ts';
import { tooltipOf } from './vscode/operations/operationTooltip.ts';
import { RequestCode } from './vscode/operations/requestCode.ts';
import { Overviews } from './vscode/overview/overviews.ts';
import { HTTP_FILES } from './vscode/requests/httpSelector.ts';
import { VARIABLE_COMPLETIONS } from './vscode/requests/requestLenses.ts';
import { RequestRoom } from './vscode/requests/requestRoom.ts';
import { askedBehind } from './vscode/responses/responseCommands.ts';
import { ResponseRoom } from './vscode/responses/responseRoom.ts';
import { RESPONSE_SCHEME } from './vscode/responses/responseScheme.ts';
import { RunsRoom } from './vscode/runs/runsRoom.ts';
import { askApproval } from './vscode/safety/approval.ts';
import { KeyScan } from './vscode/safety/keyScan.ts';
import { keyScanCommands, registerKeyActions } from './vscode/safety/keyScanActions.ts';
import { lockCommands } from './vscode/safety/lockCommands.ts';
import { readSafetySettings } from './vscode/safety/safetySettings.ts';
import { sandboxCommands } from './vscode/sandbox/sandboxCommands.ts';
import { SandboxHost } from './vscode/sandbox/sandboxHost.ts';
import { clientLoader, ledgerFolder } from './vscode/sending/clientLoader.ts';
import { Sender, type SenderOptions } from './vscode/sending/sender.ts';
import { TableRoom } from './vscode/table/tableRoom.ts';

/** Views that tell what was used last are drawn anew once the answer had time to show. Milliseconds. */
const USED_AFTER_MS = 500;

/** Builds everything that is needed only once someone does something. Client and sandbox load later still. */
export function furnish({ context, catalog, memory, connections, locks, status, apiView }: Early): Late {
  const log = new Log();
  const dist = join(context.extensionPath, 'dist');
  const sandbox = new SandboxHost(join(dist, 'sandbox.cjs'), join(dist, 'data'));
  const guard = {
    access: (connection: Connection) => locks.access(connection),
    settings: readSafetySettings,
    approve: (question: Question, signal: AbortSignal) =>
      askApproval(question, signal, ({ operation, draft }) => panels.show(operation.key, draft)),
  };
  const client = clientLoader(context, connections, sandbox, guard, log);
  const limits = new LimitStore(connections, ledgerFolder(context));
  const loadClient = async () => limits.follow(await client.load());
  const safeEdits = new SafeEdits(catalog, context.globalStorageUri);
  const before = safeEdits.before(() => sender);
  const prepare: SenderOptions['prepare'] = (...request) => before.prepare(...request);
  const isKept = (id: string) => history.holds(id) || tables.answers.holds(id);
  const legacyKeys = new LegacyKeys(connections);
  const responses = new ResponseRoom({
    folder: join(context.globalStorageUri.fsPath, 'answers'),
    isKept,
    recall: (id) => history.recall(id),
    canEdit: (operation) => safeEdits.canEdit(operation),
    ...{ legacyKeys, log },
  });
  const { documents } = responses;
  const sink = responses.answers.sinkFor;
  const sender: Sender = new Sender({ client: loadClient, sandbox: () => sandbox.start(), prepare, sink, log });
  const lookup = new AccountLookup({ connections, sender, catalog });
  const bodies = new BodyDocuments(catalog, () => panels);
  const draftFolder = join((context.storageUri ?? context.globalStorageUri).fsPath, 'drafts');
  const drafts = new DraftFiles(draftFolder, legacyKeys);
  const code = new RequestCode(context.globalState, legacyKeys);
  const room = new RequestRoom({ catalog, connections, locks, sender, documents }, context.globalStorageUri);
  const { saver, links } = room;
  const connecting = { connections, sender, locks, log };
  const connect = guarded(log, (key: string | undefined) => addConnection(connecting, key));
  const state = context.globalState;
  const shown = { connections, locks, sender, documents, bodies, drafts, code, saver, links, state, log };
  const panels = new BuilderPanels(catalog, {
    ...shown,
    lookup,
    extensionUri: context.extensionUri,
    addConnection: connect,
    snapshots: safeEdits.snapshots,
    seen: (key) => void apiChanges.marks.see(key),
  });
  const history: HistoryStore = new HistoryStore({
    folder: join(context.globalStorageUri.fsPath, 'history'),
    ...{ sender, connections, legacyKeys, log },
  });
  const meaning = new AnswerMeaning({ catalog, connections, sender, documents, lookup, panels });
  const thread = new AnswerThread({ file: join(dist, 'answers.cjs') });
  const answerOf = async (id: string) => {
    const shown = await documents.answerBehind(vscode.Uri.from({ scheme: RESPONSE_SCHEME, authority: id, path: '/' }));
    const entry = shown ? undefined : history.latest().find((each) => each.id === id);
    return shown?.exchange ?? (entry && (await history.kept(entry))?.exchange);
  };
  const found = new FoundDocuments(thread, { answerOf, onDidChange: documents.onDidChange });
  const comparisons = new Comparisons(thread);
  const comparing = new Comparing({ history, catalog, connecting, sender, comparisons });
  const overviews = new Overviews({
    ...{ catalog, connecting, sender, documents, comparisons, answers: responses.answers },
    learn: (answer) => learnNames(answer, lookup.records, catalog).catch(() => undefined),
  });
  const tables: TableRoom = new TableRoom({
    ...{ context, catalog, connections, lookup, log, responses, meaning },
    documentOf: async (uri) => (await documents.answerBehind(uri))?.exchange,
    exchangeOf: answerOf,
    openResponse: (exchange, column) => documents.open(exchange, column),
  });
  const runs = new RunsRoom({
    ...{ context, catalog, connections, locks, sender, panels, legacyKeys, log },
    sinkFor: sink,
    askedBehind: (uri) => askedBehind(uri, { documents, catalog, history }),
    openDocument: (exchange, draft) => {
      responses.answers.note(exchange, draft);
      return documents.open(exchange, vscode.ViewColumn.Active, false, false);
    },
    openTable: (exchange, draft) => {
      responses.answers.note(exchange, draft);
      tables.panels.show(exchange);
    },
    exportAnswer: (exchange) => tables.exports.askFor(exchange),
    used: (key) => void memory.used(key),
  });
  const hooks = new HooksRoom({ catalog, connections, locks, sender, sandbox, responses: documents });
  const scan = new KeyScan();
  const mappings = new Mappings(catalog);
  const uses = new UseReports(catalog);
  const reviewFile = join(dist, 'review.cjs');
  const apiChanges: ApiChangesRoom = new ApiChangesRoom({ context, catalog, apiView, reviewFile, log });
  const commands: Commands = {
    ...operationCommands({ catalog, memory, connections, locks, sender, documents, bodies, panels, code, apiView }),
    ...lookUpCommands({ lookup, connections }),
    ...connectionCommands(connecting),
    ...lockCommands(connections, locks),
    ...responses.commands({
      ...{ catalog, connections, history, sender, panels },
      readOverviewAgain: (overview) => overviews.again(overview),
    }),
    ...meaning.commands,
    ...tables.commands,
    ...safeEdits.commands({ connections, sender, documents, panels }),
    ...historyCommands({ store: history, catalog, connections, sender, documents, panels, code, comparing }),
    ...findCommands({ thread, documents, found, state }),
    ...compareCommands({
      ...{ comparing, comparisons, documents },
      compareOverview: (overview) => overviews.compare(overview),
    }),
    ...overviews.commands,
    ...room.commands(panels),
    ...runs.commands,
    ...hooks.commands,
    ...movingCommands({
      ...{ catalog, connections, history, panels, sender, comparing, mappings, uses },
      askedBehind: (uri) => askedBehind(uri, { documents, catalog, history }),
      answerBehind: async (uri) => (await documents.answerBehind(uri))?.exchange,
      openAnswer: (exchange) => documents.open(exchange, vscode.ViewColumn.Active),
    }),
    ...keyScanCommands(scan, { connections, addConnection: connect }),
    ...diagnosticsCommands({ extension: context.extension, catalog, connections, log }),
    ...sandboxCommands(sandbox),
    ...apiChanges.commands,
    'keap.showLimits': () => vscode.commands.executeCommand('keap.limits.focus'),
  };
  status.showMeter(limitMeter(limits));
  context.subscriptions.push(
    log,
    sandbox,
    client,
    limits,
    sender,
    lookup,
    history,
    responses,
    responses.follow({ sender, history, connections }),
    meaning,
    thread,
    found,
    comparisons,
    tables,
    runs,
    hooks,
    room,
    safeEdits,
    safeEdits.follow({ connections, sender }),
    bodies,
    scan,
    mappings,
    uses,
    apiChanges,
    registerKeyActions(),
    vscode.languages.registerCompletionItemProvider(HTTP_FILES, VARIABLE_COMPLETIONS, '{'),
    sender.onDidExchange(({ connection, sentAt }) => {
      setTimeout(() => void connections.used(connection.id, sentAt), USED_AFTER_MS);
    }),
    sender.onDidSend(({ operation, source, result }) => {
      // What no person asked for is not what they used last.
      if (source !== undefined || !('response' in result)) return;
      setTimeout(() => void memory.used(operation.key), USED_AFTER_MS);
    }),
  );
  return {
    commands,
    run: guarded(log, (id: string, args: readonly unknown[]) => commands[id]?.(...args)),
    builders: panels,
    tables: tables.panels,
    rows: tables.rows,
    responses: documents,
    edits: safeEdits.edits,
    changes: safeEdits.review,
    bodies,
    found,
    comparisons,
    mappings,
    apiReports: apiChanges.reports,
    limitsView: (view) => {
      const provider = new LimitsView(view, { connections, limits });
      context.subscriptions.push(provider);
      return provider;
    },
    historyView: (view) => {
      const provider = new HistoryView(view, history);
      context.subscriptions.push(provider);
      return provider;
    },
    savedView: room.view as Rows,
    runsView: (view) => runs.view(view),
    rowRuns: runs.pages,
    hookDocuments: hooks.documents,
    hooksView: () => hooks.view() as Rows,
    closeRuns: () => runs.close(),
    lenses: room.lenses,
    tooltip: (key) => tooltipOf(catalog, key, apiChanges.marks.news(key)),
    tellLost: guarded(log, (lost: Connection) => tellLost(lost, connecting)),
  };
}
