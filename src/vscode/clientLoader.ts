import * as vscode from 'vscode';
import type { KeapClient } from '../keap/client.ts';
import { asNumber, asObject } from '../keap/json.ts';
import type { Guard } from '../keap/safety/safety.ts';
import { type ConnectionStore, DAY_COUNTS_KEY } from './connections/connectionStore.ts';
import { readNetworkSettings } from './network.ts';
import type { SandboxHost } from './sandboxHost.ts';

/** Loads the client, and undici with it, with the first request; closes it with VS Code. */
export function clientLoader(
  context: Pick<vscode.ExtensionContext, 'globalState'>,
  connections: ConnectionStore,
  sandbox: SandboxHost,
  guard: Guard,
): vscode.Disposable & { readonly load: () => Promise<KeapClient> } {
  let loaded: Promise<KeapClient> | undefined;
  const load = async (): Promise<KeapClient> => {
    // Loading undici would make it the dispatcher of the host's own fetch, unless that has settled on its own before.
    await fetch('data:,').catch(() => undefined);
    const { createClient } = await import('../keap/createClient.ts');
    return createClient({
      guard,
      network: readNetworkSettings,
      credential: async (connection) =>
        connection.kind === 'sandbox' ? (await sandbox.start()).key : connections.credential(connection),
      readFile: async ({ uri }) => vscode.workspace.fs.readFile(vscode.Uri.parse(uri, true)),
      dayCount: {
        load: (id) => parseDayCount(asObject(context.globalState.get(DAY_COUNTS_KEY))?.[id]),
        save: (id, count) => {
          // The last answer of a connection may come after it was removed.
          if (!connections.get(id)) return;
          const counts = asObject(context.globalState.get(DAY_COUNTS_KEY));
          void context.globalState.update(DAY_COUNTS_KEY, { ...counts, [id]: count });
        },
      },
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

function parseDayCount(value: unknown): { day: number; used: number } | undefined {
  const count = asObject(value);
  const day = asNumber(count?.['day']);
  const used = asNumber(count?.['used']);
  return day === undefined || used === undefined ? undefined : { day, used };
}
