import { mkdir, open, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RequestDraft } from '../request/draft.ts';
import type { MaskKnownKeys } from '../safety/knownKey.ts';
import type { HistoryEntry } from './historyEntry.ts';
import { decodeKept, draftIn, encodeKept, type Kept } from './kept.ts';

/** How much a folder may hold; the oldest goes first. */
export interface KeptBounds {
  readonly maxFiles: number;
  readonly maxBytes: number;
  /** By when something was sent. */
  readonly maxAgeMs: number;
}

/** The folder is looked through once for so many files written. */
const WRITES_BETWEEN_LOOKS = 20;

/**
 * What is kept of entries, a file each, which only this user can read. A file's name says whose it is and its time
 * when the request was sent, so that a folder is tidied without reading it.
 */
export class KeptFiles {
  private readonly folder: string;
  private readonly mask: MaskKnownKeys;
  private writes = 0;

  constructor(folder: string, mask: MaskKnownKeys) {
    this.folder = folder;
    this.mask = mask;
  }

  /** @throws Error where the file cannot be written */
  async keep(entry: HistoryEntry, kept: Kept, bounds: KeptBounds, now: number): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const path = this.path(entry);
    await writeFile(`${path}.new`, await encodeKept(entry, kept, this.mask), { mode: 0o600 });
    await utimes(`${path}.new`, entry.at / 1000, entry.at / 1000);
    await rename(`${path}.new`, path);
    if (this.writes++ % WRITES_BETWEEN_LOOKS === 0) await this.tidy(bounds, now);
  }

  async get(entry: HistoryEntry): Promise<Kept | undefined> {
    const bytes = await readFile(this.path(entry)).catch(() => undefined);
    return bytes && decodeKept(bytes);
  }

  /** What was sent, without reading what came back. */
  async draftOf(entry: HistoryEntry): Promise<RequestDraft | undefined> {
    const file = await open(this.path(entry)).catch(() => undefined);
    try {
      for await (const line of file?.readLines() ?? []) return draftIn(line);
      return undefined;
    } finally {
      await file?.close();
    }
  }

  async forget(entries: readonly HistoryEntry[]): Promise<void> {
    await Promise.all(entries.map((entry) => rm(this.path(entry), { force: true })));
  }

  async forgetConnection(id: string): Promise<void> {
    // One that a crash left half written goes, too.
    const ends = [`@${id}`, `@${id}.new`];
    const names = (await this.names()).filter((name) => ends.some((end) => name.endsWith(end)));
    await Promise.all(names.map((name) => rm(join(this.folder, name), { force: true })));
  }

  async clear(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Removes what is too old or too much. */
  async tidy({ maxFiles, maxBytes, maxAgeMs }: KeptBounds, now: number): Promise<void> {
    const files = await Promise.all((await this.names()).map((name) => this.factsOf(name)));
    let left = maxBytes;
    const sorted = files.flatMap((file) => file ?? []).sort((a, b) => b.at - a.at);
    const over = sorted.filter(({ at, size }, index) => {
      left -= size;
      return index >= maxFiles || left < 0 || now - at > maxAgeMs;
    });
    await Promise.all(over.map(({ name }) => rm(join(this.folder, name), { force: true })));
  }

  private async names(): Promise<readonly string[]> {
    return readdir(this.folder).catch(() => []);
  }

  private async factsOf(name: string): Promise<{ name: string; at: number; size: number } | undefined> {
    const found = await stat(join(this.folder, name)).catch(() => undefined);
    return found && { name, at: found.mtimeMs, size: found.size };
  }

  private path({ id, connection }: HistoryEntry): string {
    return join(this.folder, `${id}@${connection.id}`);
  }
}
