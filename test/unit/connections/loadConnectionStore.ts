/** The store of connections in plain Node, with the storage that VS Code would give to several windows. */
import { registerHooks } from 'node:module';
import { EventEmitter } from './fakeVscode.ts';

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vscode'
      ? { url: new URL('./fakeVscode.ts', import.meta.url).href, shortCircuit: true }
      : next(specifier, context),
});

export const { ConnectionStore } = await import('../../../src/vscode/connections/connectionStore.ts');

export type Context = ConstructorParameters<typeof ConnectionStore>[0];

/** A Memento over a map. */
function memento(values: Map<string, unknown>) {
  return {
    keys: () => [...values.keys()],
    get: (key: string): unknown => values.get(key),
    setKeysForSync: () => undefined,
    update: async (key: string, value: unknown) => {
      if (value === undefined) values.delete(key);
      else values.set(key, structuredClone(value));
    },
  };
}

/** One machine: what its windows share. */
export class Machine {
  readonly secrets = new Map<string, string>();
  readonly globalState = new Map<string, unknown>();
  /** Whether windows hear of each other's secrets, as those of a desktop do. */
  tells = true;
  /** Whether the keychain is locked. */
  locked = false;
  private readonly changed = new EventEmitter<{ key: string }>();

  /** A window with a workspace of its own. */
  window(workspaceState = new Map<string, unknown>()): Context {
    const { secrets, changed } = this;
    const tell = (key: string) => this.tells && changed.fire({ key });
    const unlocked = () => {
      if (this.locked) throw new Error('The keychain is locked.');
      return secrets;
    };
    return {
      globalState: memento(this.globalState),
      workspaceState: memento(workspaceState),
      secrets: {
        get: async (key: string) => unlocked().get(key),
        keys: async () => [...unlocked().keys()],
        store: async (key: string, value: string) => {
          unlocked().set(key, value);
          tell(key);
        },
        delete: async (key: string) => {
          unlocked().delete(key);
          tell(key);
        },
        onDidChange: changed.event,
      },
    } as unknown as Context;
  }
}
