import { type FSWatcher, watch } from 'node:fs';
import * as vscode from 'vscode';
import type { KeapClient } from '../../keap/client.ts';
import type { Connection } from '../../keap/connection.ts';
import { SYSTEM_CLOCK } from '../../keap/limits/clock.ts';
import { LimitReader } from '../../keap/limits/limitReader.ts';
import type { LimitState } from '../../keap/limits/limitState.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import { readOwnLimits } from './limitSettings.ts';

/** No surface shows something new more often than this, in milliseconds. */
const LEAST_BETWEEN_MS = 500;
/** How often to look while the window has the focus, in milliseconds: calls of a minute come back by themselves. */
const LOOK_MS = 5_000;
const LOOK_CLOSELY_MS = 1_000;

type Client = Pick<KeapClient, 'limitState' | 'onDidChangeLimits'>;

/**
 * The limits of the active connection's key, as the client knows them. It does not load the client: until the first
 * request has, it reads what the key's ledger remembers. It hears of what other windows send by the ledger they share,
 * and looks by the clock only while the window has the focus.
 */
export class LimitStore implements vscode.Disposable {
  private readonly connections: ConnectionStore;
  private readonly ledgerFolder: string;
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly listeners: vscode.Disposable[];
  private client: Client | undefined;
  private readonly reader: LimitReader;
  private ledger: FSWatcher | undefined;
  private known: LimitState | undefined;
  private closely = false;
  private lookedAt = 0;
  private dueAt = Number.POSITIVE_INFINITY;
  private timer: NodeJS.Timeout | undefined;
  private disposed = false;
  readonly onDidChange = this.changed.event;

  constructor(connections: ConnectionStore, ledgerFolder: string) {
    this.connections = connections;
    this.ledgerFolder = ledgerFolder;
    const soon = () => this.lookIn(0);
    this.listeners = [connections.onDidChange(soon), vscode.window.onDidChangeWindowState(soon)];
    this.reader = new LimitReader({ folder: ledgerFolder, clock: SYSTEM_CLOCK, own: readOwnLimits });
    soon();
  }

  /** What is known; undefined for a connection chosen this moment. */
  get state(): LimitState | undefined {
    return this.known?.connectionId === this.connections.active.id ? this.known : undefined;
  }

  /** Listens to a client from now on, and hands it back. */
  follow<Followed extends Client>(client: Followed): Followed {
    if (this.client === client) return client;
    this.client = client;
    const end = client.onDidChangeLimits((id) => {
      if (id === this.connections.active.id) this.lookIn(0);
    });
    this.listeners.push({ dispose: end });
    this.lookIn(0);
    return client;
  }

  /** Whether someone reads times that go by, such as when the next call is free. */
  watchClosely(closely: boolean): void {
    this.closely = closely;
    this.lookIn(0);
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
    this.ledger?.close();
    for (const listener of this.listeners) listener.dispose();
    this.changed.dispose();
  }

  /** Looks in some milliseconds unless it will sooner; never within half a second of the last look. */
  private lookIn(ms: number): void {
    const now = Date.now();
    // A clock that was set back does not make it wait the longer.
    const rest = Math.min(LEAST_BETWEEN_MS, this.lookedAt + LEAST_BETWEEN_MS - now);
    const at = now + Math.max(ms, rest);
    if (this.disposed || at >= this.dueAt) return;
    clearTimeout(this.timer);
    this.dueAt = at;
    this.timer = setTimeout(() => {
      this.dueAt = Number.POSITIVE_INFINITY;
      void this.look();
    }, at - now);
    // Nothing has to go on for it.
    this.timer.unref();
  }

  private async look(): Promise<void> {
    this.lookedAt = Date.now();
    const { active } = this.connections;
    // A key that cannot be read has no limits to show; sending says what is wrong with it.
    const state = await this.read(active).catch(() => undefined);
    if (this.disposed) return;
    this.known = state;
    this.ledger ??= this.watchLedger();
    this.changed.fire();
    const next = this.nextLook();
    if (next !== undefined) this.lookIn(next);
  }

  private async read(connection: Connection): Promise<LimitState> {
    if (this.client) return this.client.limitState(connection);
    // A window's sandbox is its own: nothing was sent to it yet.
    const key = connection.kind === 'sandbox' ? undefined : await this.connections.credential(connection);
    return this.reader.read(connection, key);
  }

  /** Listens to what other windows write. Undefined where there is no ledger yet, or files cannot be watched. */
  private watchLedger(): FSWatcher | undefined {
    try {
      const watcher = watch(this.ledgerFolder, { persistent: false }, (_event, file) => {
        if (file?.endsWith('.ledger')) this.lookIn(0);
      });
      watcher.on('error', () => watcher.close());
      return watcher;
    } catch {
      return undefined;
    }
  }

  /** When what is shown is no longer true by itself; undefined for not while nobody looks. */
  private nextLook(): number | undefined {
    if (!this.client && this.connections.active.kind === 'sandbox') return undefined;
    const now = Date.now();
    const { held } = this.known ?? {};
    const holdEnds = held && held.until > now ? held.until - now : undefined;
    if (!vscode.window.state.focused) return holdEnds;
    return Math.min(holdEnds ?? LOOK_MS, this.closely ? LOOK_CLOSELY_MS : LOOK_MS);
  }
}
