import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type * as vscode from 'vscode';
import { CatalogFiles } from './keap/catalogFiles.ts';
import { REPORT_SCHEME } from './vscode/apiChanges/reportScheme.ts';
import { takenFolder } from './vscode/apiChanges/takenFolder.ts';
import { BODY_SCHEME } from './vscode/bodies/bodyScheme.ts';
import { BUILDER_VIEW } from './vscode/builder/builderView.ts';
import { COMPARISON_SCHEME } from './vscode/compare/comparisonScheme.ts';
import { ConnectionStatus } from './vscode/connections/connectionStatus.ts';
import { ConnectionStore } from './vscode/connections/connectionStore.ts';
import { ConnectionsView } from './vscode/connections/connectionsView.ts';
import { contextKey } from './vscode/contextKey.ts';
import { commandDoors, fileDoor, lensDoor, once, panelDoor, treeDoor } from './vscode/doors.ts';
import { CHANGE_SCHEME, EDIT_SCHEME } from './vscode/edit/editSchemes.ts';
import { FOUND_SCHEME } from './vscode/find/foundScheme.ts';
import { HOOK_SCHEME } from './vscode/hooks/hookScheme.ts';
import { MAPPING_SCHEME } from './vscode/moving/mappingScheme.ts';
import { ApiView } from './vscode/operations/apiView.ts';
import { OperationMemory } from './vscode/operations/operationMemory.ts';
import { HTTP_FILES, SAVED_DRAG } from './vscode/requests/httpSelector.ts';
import { RESPONSE_SCHEME } from './vscode/responses/responseScheme.ts';
import { hasOwnRuns } from './vscode/runs/ownRunsKey.ts';
import { ROW_RUN_VIEW } from './vscode/runs/rowRunViewType.ts';
import { Locks } from './vscode/safety/locks.ts';
import { StartView } from './vscode/startView.ts';
import { ROW_SCHEME } from './vscode/table/rowScheme.ts';
import { TABLE_VIEW } from './vscode/table/tableViewType.ts';

/** Milliseconds after activation, when VS Code has done most of its own. */
const METER_AFTER_MS = 3_000;

/** What there is to be done before the extension ends; VS Code hands `deactivate` nothing. */
let ending: (() => Promise<void>) | undefined;

/** Gives runs the time to write down the answers that are on their way. */
export async function deactivate(): Promise<void> {
  await ending?.();
}

/**
 * Makes what VS Code shows at once, and doors to everything else: that is in a bundle of its own, which loads when the
 * first door opens.
 */
export function activate(context: vscode.ExtensionContext): void {
  const taken = takenFolder(context);
  const catalog = new CatalogFiles(join(context.extensionPath, 'dist', 'data'), async (builtIn) =>
    existsSync(join(taken, 'taken.json'))
      ? (await import('./keap/apiChanges/takenReader.ts')).readTakenCatalogs(taken, builtIn)
      : undefined,
  );
  const memory = new OperationMemory(context.globalState);
  const connections = new ConnectionStore(context);
  const locks = new Locks();
  const status = new ConnectionStatus(connections, locks);
  const apiView = new ApiView(catalog, memory, { connections, tooltip: async (key) => (await late()).tooltip(key) });
  const early = { context, catalog, memory, connections, locks, status, apiView };
  const late = once(async () => {
    const furnished = (await import('./late.ts')).furnish(early);
    ending = () => furnished.closeRuns();
    return furnished;
  });
  // The view *Get started* goes once an answer has come.
  const started = contextKey('keap.started');
  context.subscriptions.push(
    memory,
    connections,
    locks,
    status,
    apiView,
    new StartView(),
    new ConnectionsView({ connections, locks }),
    treeDoor('keap.limits', async (view) => (await late()).limitsView(view)),
    treeDoor('keap.history', async (view) => (await late()).historyView(view)),
    treeDoor('keap.runs', async (view) => (await late()).runsView(view)),
    treeDoor('keap.saved', async () => (await late()).savedView, SAVED_DRAG),
    treeDoor('keap.hooks', async () => (await late()).hooksView()),
    lensDoor(HTTP_FILES, async () => (await late()).lenses),
    fileDoor(RESPONSE_SCHEME, async () => (await late()).responses, { isReadonly: true }),
    fileDoor(EDIT_SCHEME, async () => (await late()).edits, { isReadonly: false }),
    fileDoor(CHANGE_SCHEME, async () => (await late()).changes, { isReadonly: true }),
    fileDoor(FOUND_SCHEME, async () => (await late()).found, { isReadonly: true }),
    fileDoor(REPORT_SCHEME, async () => (await late()).apiReports, { isReadonly: true }),
    fileDoor(COMPARISON_SCHEME, async () => (await late()).comparisons, { isReadonly: true }),
    fileDoor(MAPPING_SCHEME, async () => (await late()).mappings, { isReadonly: true }),
    fileDoor(BODY_SCHEME, async () => (await late()).bodies, { isReadonly: false }),
    fileDoor(ROW_SCHEME, async () => (await late()).rows, { isReadonly: true }),
    fileDoor(HOOK_SCHEME, async () => (await late()).hookDocuments, { isReadonly: true }),
    panelDoor(BUILDER_VIEW, async () => (await late()).builders),
    panelDoor(TABLE_VIEW, async () => (await late()).tables),
    panelDoor(ROW_RUN_VIEW, async () => (await late()).rowRuns),
    ...commandDoors(context.extension, async (id, args) => (await late()).run(id, args)),
    connections.onDidLoseActive(async (lost) => (await late()).tellLost(lost)),
    memory.onDidChange(() => started(memory.started)),
  );
  started(memory.started);
  // What is left of a key's calls is told from the start, once there is time for it, and runs that can go on.
  const meter = setTimeout(() => {
    const isNeeded =
      connections.active.kind !== 'sandbox' ||
      hasOwnRuns(context.workspaceState) ||
      existsSync(join(taken, 'taken.json'));
    if (isNeeded) void late();
  }, METER_AFTER_MS);
  context.subscriptions.push({ dispose: () => clearTimeout(meter) });
}
