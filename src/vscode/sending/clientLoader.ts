import { join } from 'node:path';
import * as vscode from 'vscode';
import type { KeapClient } from '../../keap/client.ts';
import type { Guard } from '../../keap/safety/safety.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import { readOwnLimits } from '../limits/limitSettings.ts';
import type { Log } from '../log.ts';
import type { SandboxHost } from '../sandbox/sandboxHost.ts';
import { readNetworkSettings } from './network.ts';
import { loadClientModule } from './openTransport.ts';

/** Where the limits of each key are kept: in the extension's own folder, which every window of this machine shares. */
export function ledgerFolder({ globalStorageUri }: Pick<vscode.ExtensionContext, 'globalStorageUri'>): string {
  return join(globalStorageUri.fsPath, 'limits');
}

/** Loads the client, and undici with it, with the first request; closes it with VS Code. */
export function clientLoader(
  context: Pick<vscode.ExtensionContext, 'globalStorageUri'>,
  connections: ConnectionStore,
  sandbox: SandboxHost,
  guard: Guard,
  log: Log,
): vscode.Disposable & { readonly load: () => Promise<KeapClient> } {
  let loaded: Promise<KeapClient> | undefined;
  const load = async (): Promise<KeapClient> => {
    const { createClient } = await loadClientModule();
    return createClient({
      guard,
      network: readNetworkSettings,
      credential: async (connection) =>
        connection.kind === 'sandbox' ? (await sandbox.start()).key : connections.credential(connection),
      readFile: async ({ uri }) => vscode.workspace.fs.readFile(vscode.Uri.parse(uri, true)),
      ledgerFolder: ledgerFolder(context),
      ownLimits: readOwnLimits,
      note: (words) => log.note(words),
    });
  };
  return {
    load: () => {
      loaded ??= load();
      return loaded;
    },
    dispose: () => void loaded?.then((client) => client.close()),
  };
}
