import { join } from 'node:path';
import * as vscode from 'vscode';
import { CatalogFiles } from './keap/catalogFiles.ts';
import type { Connection } from './keap/connection.ts';
import type { Question } from './keap/safety/safety.ts';
import { BuilderPanels } from './vscode/builder/builderPanels.ts';
import { DraftFiles } from './vscode/builder/draftFiles.ts';
import { addConnection } from './vscode/connections/addConnection.ts';
import { registerConnectionCommands } from './vscode/connections/connectionCommands.ts';
import { ConnectionStatus } from './vscode/connections/connectionStatus.ts';
import { ConnectionStore } from './vscode/connections/connectionStore.ts';
import { ConnectionsView } from './vscode/connections/connectionsView.ts';
import { registerDiagnosticsCommand } from './vscode/diagnostics/diagnosticsCommand.ts';
import { guarded } from './vscode/errors.ts';
import { LimitStore } from './vscode/limits/limitStore.ts';
import { LimitsView } from './vscode/limits/limitsView.ts';
import { Log } from './vscode/log.ts';
import { ApiView } from './vscode/operations/apiView.ts';
import { registerOperationCommands } from './vscode/operations/operationCommands.ts';
import { OperationMemory } from './vscode/operations/operationMemory.ts';
import { RequestCode } from './vscode/operations/requestCode.ts';
import { registerResponseCommands } from './vscode/responses/responseCommands.ts';
import { RESPONSE_SCHEME, ResponseDocuments } from './vscode/responses/responseDocuments.ts';
import { ResponseStatus } from './vscode/responses/responseStatus.ts';
import { askApproval } from './vscode/safety/approval.ts';
import { registerKeyScan } from './vscode/safety/keyScanActions.ts';
import { registerLockCommands } from './vscode/safety/lockCommands.ts';
import { Locks } from './vscode/safety/locks.ts';
import { readSafetySettings } from './vscode/safety/safetySettings.ts';
import { registerSandboxCommands } from './vscode/sandbox/sandboxCommands.ts';
import { SandboxHost } from './vscode/sandbox/sandboxHost.ts';
import { clientLoader, ledgerFolder } from './vscode/sending/clientLoader.ts';
import { Sender } from './vscode/sending/sender.ts';
import { StartView } from './vscode/startView.ts';

/** Builds the core's objects and hands them to the surfaces. Catalog, client and sandbox load when first needed. */
export function activate(context: vscode.ExtensionContext): void {
  const dataFolder = join(context.extensionPath, 'dist', 'data');
  const log = new Log();
  const catalog = new CatalogFiles(dataFolder);
  const memory = new OperationMemory(context.globalState);
  const connections = new ConnectionStore(context);
  const sandbox = new SandboxHost(join(context.extensionPath, 'dist', 'sandbox.cjs'), dataFolder);
  const locks = new Locks();
  const guard = {
    access: (connection: Connection) => locks.access(connection),
    settings: readSafetySettings,
    approve: (question: Question, signal: AbortSignal) =>
      askApproval(question, signal, ({ operation, draft }) => panels.show(operation.key, draft)),
  };
  const client = clientLoader(context, connections, sandbox, guard, log);
  const limits = new LimitStore(connections, ledgerFolder(context));
  const loadClient = async () => limits.follow(await client.load());
  const sender = new Sender({ client: loadClient, sandbox: () => sandbox.start(), log });
  const documents = new ResponseDocuments();
  const drafts = new DraftFiles(join((context.storageUri ?? context.globalStorageUri).fsPath, 'drafts'));
  const code = new RequestCode(context.globalState);
  const connecting = { connections, sender, locks, log };
  const connect = guarded(log, (key: string | undefined) => addConnection(connecting, key));
  const shown = { connections, locks, sender, documents, drafts, code, log };
  const services = { ...shown, extensionUri: context.extensionUri, addConnection: connect };
  const panels = new BuilderPanels(catalog, services);
  const apiView = new ApiView(catalog, memory);
  const readOnly = { isReadonly: true, isCaseSensitive: true };
  context.subscriptions.push(
    log,
    memory,
    connections,
    locks,
    sandbox,
    client,
    limits,
    sender,
    documents,
    vscode.workspace.registerFileSystemProvider(RESPONSE_SCHEME, documents, readOnly),
    panels,
    apiView,
    new StartView(),
    new ConnectionStatus(connections, locks, limits),
    new ResponseStatus((uri) => documents.exchangeOf(uri)),
    ...registerOperationCommands({
      catalog,
      memory,
      connections,
      locks,
      sender,
      documents,
      panels,
      code,
      apiView,
      log,
    }),
    new ConnectionsView({ connections, locks }),
    new LimitsView({ connections, limits, client: loadClient, log }),
    ...registerConnectionCommands({ connections, sender, locks, log }),
    ...registerLockCommands(connections, locks, log),
    ...registerResponseCommands(documents, log),
    ...registerKeyScan({ connections, addConnection: connect, log }),
    registerDiagnosticsCommand({ extension: context.extension, catalog, connections, log }),
    ...registerSandboxCommands(sandbox, log),
    sender.onDidExchange(({ operation, connection, sentAt }) => {
      void memory.used(operation.key);
      void connections.used(connection.id, sentAt);
    }),
    memory.onDidChange(() => tellStarted(memory)),
  );
  tellStarted(memory);
}

/** The view *Get started* goes once an answer has come. */
function tellStarted(memory: OperationMemory): void {
  void vscode.commands.executeCommand('setContext', 'keap.started', memory.started);
}
