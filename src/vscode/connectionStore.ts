import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { type Connection, KEAP_ORIGINS, parseConnection } from '../keap/connection.ts';
import { asList, asNumber, asObject } from '../keap/json.ts';

const STATE_KEY = 'keap.connections';
const ACTIVE_KEY = 'keap.activeConnection';
const STATE_VERSION = 1;

/** The connection everyone has: the local Keap. Its address is known once it runs. */
export const SANDBOX: Connection = { id: 'sandbox', name: 'Sandbox', kind: 'sandbox', origin: 'http://127.0.0.1:0' };

/**
 * The connections of this machine and which of them this workspace uses. The only code that touches SecretStorage:
 * keys go in and out here and are kept nowhere else.
 */
export class ConnectionStore implements vscode.Disposable {
  private readonly context: Pick<vscode.ExtensionContext, 'globalState' | 'workspaceState' | 'secrets'>;
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(context: Pick<vscode.ExtensionContext, 'globalState' | 'workspaceState' | 'secrets'>) {
    this.context = context;
  }

  /** The sandbox first, then the others as they were added. */
  get all(): readonly Connection[] {
    const stored = asObject(this.context.globalState.get(STATE_KEY));
    const list = asNumber(stored?.['version']) === STATE_VERSION ? (asList(stored?.['connections']) ?? []) : [];
    return [SANDBOX, ...list.flatMap((item) => readConnection(item) ?? [])];
  }

  /** What requests of this workspace go to; the sandbox until someone chose otherwise. */
  get active(): Connection {
    const id = this.context.workspaceState.get(ACTIVE_KEY);
    return this.all.find((connection) => connection.id === id) ?? SANDBOX;
  }

  async activate(id: string): Promise<void> {
    await this.context.workspaceState.update(ACTIVE_KEY, id);
    this.changed.fire();
  }

  /** Stores a connection with its key and makes it the active one. */
  async add(connection: Omit<Connection, 'id'>, key: string): Promise<Connection> {
    const added = { id: randomUUID(), ...connection };
    await this.context.secrets.store(secretName(added.id), key);
    await this.write([...this.all, added]);
    await this.activate(added.id);
    return added;
  }

  /** Removes a connection and its key. */
  async remove(id: string): Promise<void> {
    await this.context.secrets.delete(secretName(id));
    await this.write(this.all.filter((connection) => connection.id !== id));
    if (this.context.workspaceState.get(ACTIVE_KEY) === id) await this.activate(SANDBOX.id);
    else this.changed.fire();
  }

  /** The key of a connection, for the one request being sent. */
  async credential(connection: Connection): Promise<string | undefined> {
    return this.context.secrets.get(secretName(connection.id));
  }

  dispose(): void {
    this.changed.dispose();
  }

  private async write(connections: readonly Connection[]): Promise<void> {
    const kept = connections.filter(({ kind }) => kind !== 'sandbox');
    await this.context.globalState.update(STATE_KEY, { version: STATE_VERSION, connections: kept });
  }
}

function secretName(id: string): string {
  return `keap.connection.${id}`;
}

/** A stored connection; one that names a foreign server is as good as none. */
function readConnection(value: unknown): Connection | undefined {
  const connection = parseConnection(value);
  return connection && connection.kind !== 'sandbox' && KEAP_ORIGINS.includes(connection.origin)
    ? connection
    : undefined;
}
