import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { type Connection, maskKey, mayReach, parseConnection, SANDBOX } from '../../keap/connection.ts';
import { asList, asNumber, asObject, asString, parseJson } from '../../keap/json.ts';

/** The list of connections, without their keys. It is a secret so that every window hears of a change at once. */
const LIST = 'keap.connections';
const LIST_VERSION = 1;
const ACTIVE_KEY = 'keap.activeConnection';
const LAST_USED_KEY = 'keap.lastUsed';
/** What is remembered by a connection's id, and goes with it. */
const REMEMBERED = [LAST_USED_KEY];

/** What may be changed of a connection once it is there; its key is replaced, not changed. */
export type ConnectionChange = Partial<Pick<Connection, 'name' | 'app' | 'account' | 'production' | 'readOnly'>>;

interface Kept {
  readonly connections: readonly Connection[];
  readonly defaultId: string | undefined;
}

const NOTHING: Kept = { connections: [], defaultId: undefined };

type Context = Pick<vscode.ExtensionContext, 'globalState' | 'workspaceState' | 'secrets'>;

/**
 * The connections of this machine and which of them this workspace uses. The only code that touches SecretStorage:
 * keys go in and out here and are kept nowhere else.
 */
export class ConnectionStore implements vscode.Disposable {
  private readonly context: Context;
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly lostActive = new vscode.EventEmitter<Connection>();
  private readonly listeners: vscode.Disposable[];
  private kept = NOTHING;
  private editing: Promise<void> = Promise.resolve();
  readonly onDidChange = this.changed.event;
  /** Another window removed the connection that this workspace uses; the default is used instead by then. */
  readonly onDidLoseActive = this.lostActive.event;
  /** Resolves once the connections are known: SecretStorage answers only after activation. */
  readonly ready: Promise<void>;

  constructor(context: Context) {
    this.context = context;
    this.listeners = [
      context.secrets.onDidChange(({ key }) => {
        if (key === LIST) void this.refresh();
      }),
      // Where a VS Code does not tell other windows of a changed secret, a window looks when it is returned to.
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) void this.refresh();
      }),
    ];
    this.ready = this.start();
  }

  /** The sandbox first, then the others as they were added. */
  get all(): readonly Connection[] {
    return [SANDBOX, ...this.kept.connections];
  }

  get(id: string): Connection | undefined {
    return this.all.find((connection) => connection.id === id);
  }

  /** What requests of this workspace go to: what was chosen for it, else the default. */
  get active(): Connection {
    return this.get(asString(this.context.workspaceState.get(ACTIVE_KEY)) ?? '') ?? this.default;
  }

  /** What workspaces use that have chosen nothing; the sandbox until someone said otherwise. */
  get default(): Connection {
    return this.get(this.kept.defaultId ?? '') ?? SANDBOX;
  }

  /** Chooses a connection for this workspace. */
  async activate(id: string): Promise<void> {
    await this.context.workspaceState.update(ACTIVE_KEY, id);
    this.changed.fire();
  }

  async makeDefault(id: string): Promise<void> {
    await this.edit((kept) => ({ ...kept, defaultId: id }));
  }

  /** Stores a connection with its key and makes it the active one. */
  async add(connection: Omit<Connection, 'id' | 'maskedKey'>, key: string): Promise<Connection> {
    const added = { ...connection, id: randomUUID(), maskedKey: maskKey(key) };
    await this.context.secrets.store(secretName(added.id), key);
    await this.edit((kept) => ({ ...kept, connections: [...kept.connections, added] }));
    await this.activate(added.id);
    return added;
  }

  async change(id: string, change: ConnectionChange): Promise<void> {
    await this.edit((kept) => ({ ...kept, connections: kept.connections.map(changing(id, change)) }));
  }

  /**
   * Puts another key in the place of a connection's; what was known of the old one's account is replaced with it.
   * @returns whether the connection was still there
   */
  async replaceKey(
    id: string,
    key: string,
    { app, account }: Pick<ConnectionChange, 'app' | 'account'>,
  ): Promise<boolean> {
    const known = { ...(app ? { app } : {}), ...(account ? { account } : {}) };
    const replace = ({ app: _app, account: _account, ...rest }: Connection): Connection => ({
      ...rest,
      ...known,
      maskedKey: maskKey(key),
    });
    await this.edit((kept) => ({
      ...kept,
      connections: kept.connections.map((connection) => (connection.id === id ? replace(connection) : connection)),
    }));
    if (!this.get(id)) return false;
    await this.context.secrets.store(secretName(id), key);
    return true;
  }

  /** Removes a connection, its key and what is remembered of it. */
  async remove(id: string): Promise<void> {
    await this.context.secrets.delete(secretName(id));
    await this.edit(
      ({ connections, defaultId }) => ({
        connections: connections.filter((connection) => connection.id !== id),
        defaultId: defaultId === id ? undefined : defaultId,
      }),
      id,
    );
    await this.forgetGone();
  }

  /** The key of a connection, for the one request being sent. */
  async credential(connection: Connection): Promise<string | undefined> {
    return this.context.secrets.get(secretName(connection.id));
  }

  /** When a connection last got an answer, in milliseconds since 1970; undefined for never. */
  lastUsed(id: string): number | undefined {
    return asNumber(this.lastUsedTimes()[id]);
  }

  /** Remembers that a connection got an answer. */
  async used(id: string, at: number): Promise<void> {
    if (id === SANDBOX.id || !this.get(id)) return;
    await this.context.globalState.update(LAST_USED_KEY, { ...this.lastUsedTimes(), [id]: at });
    this.changed.fire();
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
    this.changed.dispose();
    this.lostActive.dispose();
  }

  private lastUsedTimes(): Readonly<Record<string, unknown>> {
    return asObject(this.context.globalState.get(LAST_USED_KEY)) ?? {};
  }

  private async read(): Promise<Kept> {
    return parseKept((await this.context.secrets.get(LIST)) ?? '');
  }

  private async start(): Promise<void> {
    const kept = await this.read().catch(() => undefined);
    if (!kept) return;
    this.kept = kept;
    await this.forgetGone();
    this.changed.fire();
  }

  /** Looks at the list anew. Where it cannot be read, what was known stays. */
  private async refresh(): Promise<void> {
    const kept = await this.read().catch(() => undefined);
    if (kept && JSON.stringify(kept) !== JSON.stringify(this.kept)) await this.take(kept);
  }

  /** Goes on with another list, and tells who listens. @param removing what this window itself takes out of it */
  private async take(kept: Kept, removing?: string): Promise<void> {
    const { active } = this;
    this.kept = kept;
    const lost = !this.get(active.id);
    if (lost) await this.forgetGone();
    this.changed.fire();
    if (lost && active.id !== removing) this.lostActive.fire(active);
  }

  /** Drops what is remembered of connections that are gone, and the choice of one. */
  private async forgetGone(): Promise<void> {
    const { globalState, workspaceState } = this.context;
    for (const key of REMEMBERED) {
      const remembered = Object.entries(asObject(globalState.get(key)) ?? {});
      const left = remembered.filter(([id]) => this.get(id));
      if (left.length < remembered.length) await globalState.update(key, Object.fromEntries(left));
    }
    const chosen = asString(workspaceState.get(ACTIVE_KEY));
    if (chosen !== undefined && !this.get(chosen)) await workspaceState.update(ACTIVE_KEY, undefined);
  }

  /** Changes the list as it is now, one after the other: another window may have changed it since this one looked. */
  private edit(work: (kept: Kept) => Kept, removing?: string): Promise<void> {
    const edited = this.editing.then(async () => {
      const kept = work(await this.read());
      await this.context.secrets.store(LIST, JSON.stringify({ version: LIST_VERSION, ...kept }));
      await this.take(kept, removing);
    });
    this.editing = edited.catch(() => undefined);
    return edited;
  }
}

function secretName(id: string): string {
  return `keap.connection.${id}`;
}

function changing(id: string, change: Partial<Connection>): (connection: Connection) => Connection {
  return (connection) => (connection.id === id ? { ...connection, ...change } : connection);
}

function parseKept(text: string): Kept {
  const parsed = parseJson(text);
  const root = 'value' in parsed ? asObject(parsed.value) : undefined;
  if (asNumber(root?.['version']) !== LIST_VERSION) return NOTHING;
  const connections = (asList(root?.['connections']) ?? []).flatMap((item) => readConnection(item) ?? []);
  return { connections, defaultId: asString(root?.['defaultId']) };
}

/** A stored connection; one that names a foreign server is as good as none. */
function readConnection(value: unknown): Connection | undefined {
  const connection = parseConnection(value);
  return connection && connection.kind !== 'sandbox' && mayReach(connection) ? connection : undefined;
}
