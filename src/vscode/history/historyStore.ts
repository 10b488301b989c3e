import { type FSWatcher, mkdirSync, watch } from 'node:fs';
import * as vscode from 'vscode';
import type { Connection } from '../../keap/connection.ts';
import type { Exchange } from '../../keap/exchange.ts';
import { History } from '../../keap/history/history.ts';
import type { HistoryEntry, Sent } from '../../keap/history/historyEntry.ts';
import type { RequestDraft } from '../../keap/request/draft.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import type { LegacyKeys } from '../connections/legacyKeys.ts';
import type { Log } from '../log.ts';
import type { Sender } from '../sending/sender.ts';
import { readHistorySettings } from './historySettings.ts';

/** Reading a long history would hold up the first request of a window; so long after the start nobody waits. */
const START_MS = 3_000;
/** Writes of other windows come in bursts. */
const LOOK_MS = 200;

export interface HistoryStoreOptions {
  /** In the extension's own storage, which all windows of the machine share. */
  readonly folder: string;
  readonly sender: Pick<Sender, 'onDidSend'>;
  readonly connections: ConnectionStore;
  readonly legacyKeys: Pick<LegacyKeys, 'mask'>;
  readonly log: Log;
}

/** The history as this window has it: it writes down what is sent, and hears of what other windows write. */
export class HistoryStore implements vscode.Disposable {
  private readonly options: HistoryStoreOptions;
  private readonly history: History;
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly disposables: readonly vscode.Disposable[];
  private readonly starting: NodeJS.Timeout;
  private watcher: FSWatcher | undefined;
  private looking: NodeJS.Timeout | undefined;
  private known: readonly Connection[];
  readonly onDidChange = this.changed.event;

  constructor(options: HistoryStoreOptions) {
    this.options = options;
    const { folder, sender, connections, legacyKeys, log } = options;
    const note = (words: string) => log.note(words);
    const mask = (text: string) => legacyKeys.mask(text);
    this.history = new History({ folder, settings: readHistorySettings, now: Date.now, mask, note });
    const configured = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('keap.history')) void this.history.tidy();
    });
    this.disposables = [
      configured,
      sender.onDidSend((sent) => void this.record(sent)),
      connections.onDidChange(() => void this.forgetRemoved()),
      this.changed,
    ];
    this.known = connections.all;
    this.starting = setTimeout(() => {
      void this.history.tidy();
      this.look();
    }, START_MS);
  }

  /** Newest first, as far as this window has read. */
  get entries(): readonly HistoryEntry[] {
    return this.history.entries;
  }

  /** Newest first, with what other windows wrote this moment. */
  latest(): readonly HistoryEntry[] {
    this.look();
    return this.history.entries;
  }

  /** What was sent and what came back, as far as it is kept. */
  kept(entry: HistoryEntry): ReturnType<History['kept']> {
    return this.history.kept(entry);
  }

  /** What was sent and what came back, by the exchange's id, where both are kept. */
  async recall(id: string): Promise<{ readonly exchange: Exchange; readonly draft: RequestDraft } | undefined> {
    const entry = this.latest().find((each) => each.id === id);
    const { exchange, draft } = (entry && (await this.kept(entry))) ?? {};
    return exchange && draft && { exchange, draft };
  }

  /** What is known without waiting of a request that was sent. */
  keptNow(entry: HistoryEntry): ReturnType<History['keptNow']> {
    return this.history.keptNow(entry);
  }

  /** Whether an exchange is kept in memory. */
  holds(id: string): boolean {
    return this.history.holds(id);
  }

  /** What was sent; cheaper than all that is kept. */
  draftOf(entry: HistoryEntry): ReturnType<History['draftOf']> {
    return this.history.draftOf(entry);
  }

  async remove(entry: HistoryEntry): Promise<void> {
    await this.history.remove([entry]);
    this.changed.fire();
  }

  async clear(): Promise<void> {
    await this.history.clear();
    this.changed.fire();
  }

  dispose(): void {
    clearTimeout(this.starting);
    clearTimeout(this.looking);
    this.watcher?.close();
    for (const disposable of this.disposables) disposable.dispose();
  }

  private async record(sent: Sent): Promise<void> {
    try {
      await this.history.record(sent);
    } catch (error) {
      this.options.log.error('A request could not be written into the history.', error);
    }
    this.changed.fire();
  }

  /** Reads what other windows wrote, and listens for more. */
  private look(): void {
    this.watcher ??= this.watchFolder();
    if (this.history.look()) this.changed.fire();
  }

  /** Undefined where there can be no folder, or none can be watched. */
  private watchFolder(): FSWatcher | undefined {
    try {
      mkdirSync(this.options.folder, { recursive: true, mode: 0o700 });
      const watcher = watch(this.options.folder, { persistent: false }, (_event, file) => {
        if (file !== null && file !== 'journal.jsonl') return;
        clearTimeout(this.looking);
        this.looking = setTimeout(() => this.look(), LOOK_MS);
      });
      watcher.on('error', () => watcher.close());
      return watcher;
    } catch {
      return undefined;
    }
  }

  /** What was sent to a connection goes with it. Those of a list that could not be read were never seen. */
  private async forgetRemoved(): Promise<void> {
    const { connections, log } = this.options;
    const before = this.known;
    this.known = connections.all;
    for (const { id } of before) {
      if (connections.get(id)) continue;
      await this.history.forgetConnection(id).catch((error: unknown) => {
        log.error('What was sent to a connection that is gone could not be removed.', error);
      });
    }
  }
}
