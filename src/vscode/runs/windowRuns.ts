import { type FSWatcher, mkdirSync, watch } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import { routeWords } from '../../keap/catalog/routeWords.ts';
import type { CatalogFiles } from '../../keap/catalogFiles.ts';
import type { Connection } from '../../keap/connection.ts';
import { SendError } from '../../keap/http/sendError.ts';
import { SYSTEM_CLOCK } from '../../keap/limits/clock.ts';
import type { StartOptions } from '../../keap/runs/run.ts';
import { isSameAccount, type RunAccount, type RunPlan } from '../../keap/runs/runPlan.ts';
import { NO_ROWS } from '../../keap/runs/runState.ts';
import { RunStop } from '../../keap/runs/runStop.ts';
import { type OpenedRun, RunStore, type RunSummary } from '../../keap/runs/runStore.ts';
import type { RunLook } from '../../keap/runs/runWords.ts';
import type { Agreement } from '../../keap/safety/safety.ts';
import type { ConnectionStore } from '../connections/connectionStore.ts';
import type { LegacyKeys } from '../connections/legacyKeys.ts';
import type { Log } from '../log.ts';
import type { Sender } from '../sending/sender.ts';
import type { OwnRuns } from './ownRuns.ts';

export interface WindowRunsOptions {
  /** In the extension's own storage, which all windows of the machine share. */
  readonly folder: string;
  readonly catalog: CatalogFiles;
  readonly connections: ConnectionStore;
  readonly sender: Sender;
  readonly own: OwnRuns;
  readonly legacyKeys: Pick<LegacyKeys, 'mask'>;
  readonly log: Log;
}

/** How a run of this window ended, or stopped. */
export interface RunEnd {
  readonly look: RunLook;
  /** Why it could not even go on. */
  readonly error?: unknown;
}

/** The runs there are, and those that this window goes on with. */
export class WindowRuns implements vscode.Disposable {
  readonly store: RunStore;
  private readonly options: WindowRunsOptions;
  private readonly active = new Map<string, OpenedRun>();
  /** What is being opened to be changed: one process may own a run once. */
  private readonly busy = new Set<string>();
  /** What people agreed to in this window. */
  private readonly agreements = new Map<string, Agreement>();
  private readonly known = new Map<string, { readonly stamp: string; readonly summary: RunSummary | undefined }>();
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly ended = new vscode.EventEmitter<RunEnd>();
  private readonly listener: vscode.Disposable;
  private remembered: readonly Connection[];
  private watcher: FSWatcher | undefined;
  readonly onDidChange = this.changed.event;
  /** A run of this window came to its end, or stopped. */
  readonly onDidEnd = this.ended.event;

  constructor(options: WindowRunsOptions) {
    this.options = options;
    this.store = new RunStore(options.folder, SYSTEM_CLOCK, (text) => options.legacyKeys.mask(text));
    this.remembered = options.connections.all;
    this.listener = options.connections.onDidChange(() => void this.forgetRemoved());
  }

  /** Those that this window goes on with. */
  get activeLooks(): readonly RunLook[] {
    return [...this.active.values()].map(lookOf);
  }

  isOurs(id: string): boolean {
    return this.active.has(id);
  }

  /** All runs of the machine, newest first. */
  async looks(): Promise<readonly RunLook[]> {
    this.watcher ??= this.watchFolder();
    const ids = await readdir(this.options.folder).catch(() => []);
    const looks = await Promise.all(ids.map((id) => this.look(id)));
    return looks.filter((look) => look !== undefined).sort((a, b) => b.plan.createdAt - a.plan.createdAt);
  }

  /** A run as it is now; undefined where there is none. */
  async look(id: string): Promise<RunLook | undefined> {
    const ours = this.active.get(id);
    if (ours) return lookOf(ours);
    const folder = this.store.folderOf(id);
    // A journal can be long: it is read again only when it has changed.
    const at = await stat(folder.journal).catch(() => undefined);
    const stamp = [at?.mtimeMs, at?.size, folder.owner() !== undefined].join(' ');
    let known = this.known.get(id);
    if (known?.stamp !== stamp) {
      known = { stamp, summary: await this.store.summary(id).catch(() => undefined) };
      this.known.set(id, known);
    }
    return known.summary && { ...known.summary, progress: undefined };
  }

  /**
   * Opens a run that rests, and lets nobody else change it meanwhile.
   * @throws SendError, RunStop, Error where it cannot be opened
   */
  async within<Result>(id: string, work: (opened: OpenedRun) => Promise<Result>): Promise<Result> {
    if (this.active.has(id) || this.busy.has(id)) throw new RunStop('taken', BUSY);
    this.busy.add(id);
    try {
      return await work(await this.open(id));
    } finally {
      this.busy.delete(id);
      this.changed.fire();
    }
  }

  /** The connection that leads to a run's account, as it is now. @throws SendError where none does */
  connectionOf(account: RunAccount): Connection {
    const connection = this.options.connections.get(account.id);
    if (!connection) {
      throw new SendError(
        'noCredential',
        `The connection ${account.name} was removed, so this run cannot go on; begin a new one.`,
      );
    }
    if (!isSameAccount(account, connection)) {
      const words = `${connection.name} leads to another account than when this run was made, so nothing was sent; begin a new one.`;
      throw new SendError('wrongCredential', words);
    }
    return connection;
  }

  /** What a run was for: its connection as it is now, or as far as the run knows where it is gone. */
  accountOf(account: RunAccount): Connection {
    const { id, name, kind, origin } = account;
    return this.options.connections.get(id) ?? { id, name, kind, origin, production: true, readOnly: true };
  }

  /** What a person agreed to for a run, in this window. */
  agreementOf(id: string): Agreement | undefined {
    return this.agreements.get(id);
  }

  agree(id: string, agreement: Agreement): void {
    this.agreements.set(id, agreement);
  }

  /** Begins a run or goes on with it; nobody waits for its end, which `onDidEnd` tells. */
  async start(id: string, options: StartOptions = {}): Promise<void> {
    const opened = await this.within(id, async (each) => {
      this.active.set(id, each);
      return each;
    });
    const agreement = options.agreement ?? this.agreements.get(id);
    const quiet = opened.run.onDidChange(() => this.changed.fire());
    const ended = opened.run.start({ ...options, ...(agreement ? { agreement } : {}) }).then(
      () => undefined,
      (error: unknown) => error,
    );
    this.options.log.note(`A run begins or goes on: ${nameOf(opened.plan)}.`);
    void ended.then(async (error) => {
      quiet();
      const look = { ...lookOf(opened), isRunning: false, progress: undefined };
      this.active.delete(id);
      this.options.log.note(`A run is ${look.standing.state}: ${nameOf(opened.plan)}.`);
      // What ends with its window is offered by the next one.
      if (look.standing.reason !== 'closed') await this.options.own.drop([id]);
      this.changed.fire();
      this.ended.fire(error === undefined ? { look } : { look, error });
    });
    this.changed.fire();
    await this.options.own.add(id);
  }

  async pause(id: string): Promise<void> {
    await this.active.get(id)?.run.pause();
  }

  async cancel(id: string): Promise<void> {
    const ours = this.active.get(id);
    if (ours) await ours.run.cancel();
    else await this.within(id, ({ run }) => run.cancel());
  }

  /** Deletes a run with its files. @returns whether it could */
  async remove(id: string): Promise<boolean> {
    const removed = !this.active.has(id) && !this.busy.has(id) && (await this.store.remove(id));
    this.known.delete(id);
    this.changed.fire();
    return removed;
  }

  /** Stops what is under way, to be gone on with in another window; resolves when all of it is written down. */
  async close(): Promise<void> {
    await Promise.all([...this.active.values()].map(({ run }) => run.close()));
  }

  dispose(): void {
    void this.close();
    this.watcher?.close();
    this.listener.dispose();
    this.changed.dispose();
    this.ended.dispose();
  }

  /** Runs go with their connection: they are made of its account's data. Those of a list that could not be read stay. */
  private async forgetRemoved(): Promise<void> {
    const { connections, log } = this.options;
    const before = this.remembered;
    this.remembered = connections.all;
    const gone = new Set(before.map(({ id }) => id).filter((id) => !connections.get(id)));
    if (gone.size === 0) return;
    for (const { plan } of await this.looks()) {
      if (!gone.has(plan.account.id)) continue;
      try {
        await this.active.get(plan.id)?.run.pause();
        await this.remove(plan.id);
      } catch (error) {
        log.error('A run of a connection that is gone could not be removed.', error);
      }
    }
  }

  private async open(id: string): Promise<OpenedRun> {
    const plan = await this.store.folderOf(id).readPlan();
    const found = plan && (await this.options.catalog.operation(plan.operation.key));
    if (!plan || !found) throw new RunStop('disk', GONE);
    const { operation, catalog } = found;
    const { schemas, tables } = catalog;
    return this.store.open(id, {
      ...{ operation, schemas, tables },
      send: async (draft, options) => {
        const connection = this.connectionOf(plan.account);
        return this.options.sender.sendOfRun({ operation, schemas, draft, connection }, options);
      },
    });
  }

  private watchFolder(): FSWatcher | undefined {
    try {
      mkdirSync(this.options.folder, { recursive: true, mode: 0o700 });
      const watcher = watch(this.options.folder, { persistent: false }, () => this.changed.fire());
      watcher.on('error', () => watcher.close());
      return watcher;
    } catch {
      return undefined;
    }
  }
}

const GONE = 'The files of this run are gone, or a newer version of the extension made them.';
const BUSY = 'This run goes on at this moment; pause it first.';

function lookOf(opened: OpenedRun): RunLook {
  const { progress, plan } = opened.run;
  return {
    ...{ plan, progress, standing: progress.standing, isRunning: true },
    counts: opened.kind === 'rows' ? opened.work.counts : NO_ROWS,
    page: opened.kind === 'pages' && opened.work.pages.page > 0 ? opened.work.pages : undefined,
  };
}

/** For the log: nothing of the account's own. */
function nameOf({ operation, kind }: RunPlan): string {
  return `${routeWords(operation)}, ${kind}`;
}
