import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { wholeBody } from '../http/body.ts';
import type { RequestDraft } from '../request/draft.ts';
import type { MaskKnownKeys } from '../safety/knownKey.ts';
import { entryOf, type HistoryEntry, type Sent } from './historyEntry.ts';
import { Journal } from './journal.ts';
import type { Kept } from './kept.ts';
import { KeptFiles } from './keptFiles.ts';
import { KeptMemory } from './keptMemory.ts';
import { removeEndedSessions, sessionFolder } from './sessionFolders.ts';

/** How long requests and answers are kept: not at all, until VS Code closes, or for some days. */
export type KeepBodies = 'never' | 'session' | { readonly days: number };

export interface HistorySettings {
  readonly maxEntries: number;
  readonly maxBytes: number;
  readonly keepBodies: KeepBodies;
}

export interface HistoryOptions {
  /** Shared by all processes of the machine. */
  readonly folder: string;
  readonly settings: () => HistorySettings;
  readonly now: () => number;
  /** Asked for all that is written down. */
  readonly mask: MaskKnownKeys;
  /** Told a sentence that the log should know. */
  readonly note: (words: string) => void;
  /** The process that outlives a reload of the window. Default: this one's parent. */
  readonly sessionPid?: number;
}

/** Requests of a session that can be opened again after a reload. */
const MOST_DRAFTS = 500;
const MOST_DRAFT_BYTES = 16 * 2 ** 20;
/** A larger answer is not written along: it is in memory or, for this session, in a file already. */
const LARGEST_FILE = 16 * 2 ** 20;

/**
 * Everything that was sent: entries in a journal that all windows of the machine share, and what was sent and answered
 * as long as the settings say. For a session that is memory, and for what was typed a folder that outlives a reload;
 * for days it is files.
 */
export class History {
  private readonly options: HistoryOptions;
  private readonly journal: Journal;
  private readonly memory = new KeptMemory();
  private readonly files: KeptFiles;
  private readonly drafts: KeptFiles;
  private readonly draftsFolder: string;
  private noted = false;

  constructor(options: HistoryOptions) {
    this.options = options;
    const { folder, settings, sessionPid, mask } = options;
    this.draftsFolder = join(folder, 'drafts');
    this.files = new KeptFiles(join(folder, 'kept'), mask);
    this.drafts = new KeptFiles(sessionFolder(this.draftsFolder, sessionPid), mask);
    this.journal = new Journal({
      path: join(folder, 'journal.jsonl'),
      bounds: settings,
      onUnshared: () => this.noteUnwritten(),
    });
  }

  /** Newest first. */
  get entries(): readonly HistoryEntry[] {
    return this.journal.entries;
  }

  /** Reads what other windows wrote. @returns whether there was anything */
  look(): boolean {
    const changed = this.journal.look();
    // What another window removed is forgotten here, too.
    if (changed) this.forgetRemoved();
    return changed;
  }

  /** Remembers what was sent. @returns its entry, once it and what is kept of it are written */
  async record(sent: Sent): Promise<HistoryEntry> {
    const { draft, result } = sent;
    const entry = entryOf(sent, 'error' in result ? randomUUID() : result.id);
    const kept = { draft, ...('error' in result ? {} : { exchange: result }) };
    const written = this.journal.add(entry);
    await Promise.all([written, this.keep(entry, kept)]);
    this.forgetRemoved();
    return entry;
  }

  /** What was sent and what came back; undefined where that is not kept, without `exchange` where only the first is. */
  async kept(entry: HistoryEntry): Promise<Kept | undefined> {
    if (this.options.settings().keepBodies === 'never') return undefined;
    return this.memory.get(entry) ?? (await this.files.get(entry)) ?? (await this.drafts.get(entry));
  }

  /** What was sent; undefined where that is not kept. */
  async draftOf(entry: HistoryEntry): Promise<RequestDraft | undefined> {
    if (this.options.settings().keepBodies === 'never') return undefined;
    const inMemory = this.memory.get(entry)?.draft;
    return inMemory ?? (await this.drafts.draftOf(entry)) ?? (await this.files.draftOf(entry));
  }

  /** Whether an answer is kept as it came, in memory or where its body lies. */
  holds(id: string): boolean {
    return this.memory.hasAnswer(id);
  }

  /** What is kept of an entry in memory, for what must not wait. */
  keptNow(entry: HistoryEntry): Kept | undefined {
    return this.memory.get(entry);
  }

  async remove(entries: readonly HistoryEntry[]): Promise<void> {
    for (const { id } of entries) this.memory.forget(id);
    await this.journal.remove(entries.map(({ id }) => id));
    await this.files.forget(entries);
    await this.drafts.forget(entries);
  }

  async clear(): Promise<void> {
    this.memory.clear();
    await this.journal.clear();
    await this.files.clear();
    await this.clearDrafts();
  }

  /** Forgets what was sent to a connection and what it answered. The entries stay: they hold neither. */
  async forgetConnection(id: string): Promise<void> {
    this.memory.forgetConnection(id);
    await this.files.forgetConnection(id);
    await this.drafts.forgetConnection(id);
  }

  /** Removes what is no longer to be kept: at the start, and when the settings changed. */
  async tidy(): Promise<void> {
    const { keepBodies } = this.options.settings();
    const now = this.options.now();
    if (keepBodies === 'never') this.memory.clear();
    try {
      await removeEndedSessions(this.draftsFolder, now);
      if (keepBodies === 'never') await this.clearDrafts();
      if (typeof keepBodies === 'string') await this.files.clear();
      else await this.files.tidy(this.fileBounds(keepBodies.days), now);
    } catch {
      this.noteUnwritten();
    }
  }

  /** Those of all sessions. */
  private async clearDrafts(): Promise<void> {
    await new KeptFiles(this.draftsFolder, this.options.mask).clear();
  }

  private forgetRemoved(): void {
    this.memory.forgetUnless((id) => this.journal.has(id));
  }

  private async keep(entry: HistoryEntry, kept: Kept): Promise<void> {
    const { keepBodies, maxBytes } = this.options.settings();
    if (keepBodies === 'never') return;
    const { now } = this.options;
    const maxAgeMs = Number.POSITIVE_INFINITY;
    const bytes = kept.exchange?.response.body.byteLength ?? 0;
    this.memory.keep(entry, bytes > maxBytes ? { draft: kept.draft } : kept, { maxFiles: MOST_DRAFTS, maxBytes });
    const tooLarge = bytes > LARGEST_FILE;
    try {
      if (keepBodies === 'session' || tooLarge) {
        const bounds = { maxFiles: MOST_DRAFTS, maxBytes: MOST_DRAFT_BYTES, maxAgeMs };
        await this.drafts.keep(entry, { draft: kept.draft }, bounds, now());
      } else await this.files.keep(entry, await held(kept), this.fileBounds(keepBodies.days), now());
    } catch {
      this.noteUnwritten();
    }
  }

  private fileBounds(days: number) {
    const { maxEntries: maxFiles, maxBytes } = this.options.settings();
    return { maxFiles, maxBytes, maxAgeMs: days * 86_400_000 };
  }

  private noteUnwritten(): void {
    if (!this.noted) this.options.note('The history is kept by this window alone: its folder cannot be written.');
    this.noted = true;
  }
}

/** With a body that lies in a file read into memory, to be written along. */
async function held(kept: Kept): Promise<Kept> {
  const { exchange } = kept;
  if (!exchange || exchange.response.body instanceof Uint8Array) return kept;
  const body = await wholeBody(exchange.response.body);
  return { ...kept, exchange: { ...exchange, response: { ...exchange.response, body } } };
}
