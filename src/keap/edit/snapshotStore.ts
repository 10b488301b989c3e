import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseJson } from '../json.ts';
import { holdsKey } from '../safety/keyShapes.ts';
import { parseSnapshot, type Snapshot } from './snapshot.ts';

const DAY_MS = 86_400_000;

/** The newest are kept within these bounds. */
export interface SnapshotBounds {
  readonly count: number;
  /** Of all texts together. */
  readonly bytes: number;
}

const BOUNDS: SnapshotBounds = { count: 500, bytes: 20 * 2 ** 20 };

/**
 * Records as they were, for some days: a file each, that nobody but the user reads, in a folder for each connection.
 * What is not to be on disk (see `persists`) is in memory until VS Code closes. All windows share the folder.
 */
export class SnapshotStore {
  private readonly folder: string;
  private readonly keepDays: () => number;
  private readonly now: () => number;
  private readonly bounds: SnapshotBounds;
  private readonly memory = new Map<string, Snapshot>();
  private readonly byExchange = new Map<string, string>();

  /** @param keepDays how long files are kept, asked each time; 0 keeps none */
  constructor(folder: string, keepDays: () => number, now: () => number = Date.now, bounds = BOUNDS) {
    this.folder = folder;
    this.keepDays = keepDays;
    this.now = now;
    this.bounds = bounds;
  }

  /**
   * Keeps a record as it is. A text that holds a Keap key stays in memory, whatever is asked.
   * @param persists whether it may be on disk
   */
  async add(snapshot: Omit<Snapshot, 'id' | 'at'>, persists: boolean): Promise<Snapshot> {
    const added = { ...snapshot, id: randomUUID(), at: this.now() };
    if (!persists || this.keepDays() <= 0 || holdsKey(added.text)) this.memory.set(added.id, added);
    else await this.write(added).catch(() => this.memory.set(added.id, added));
    await this.tidy();
    return added;
  }

  /** Remembers which exchange a snapshot was taken before. */
  taken(snapshot: Snapshot, exchangeId: string): void {
    this.byExchange.set(exchangeId, snapshot.id);
  }

  /** Whether one was taken before an exchange of this window. */
  hasOf(exchangeId: string): boolean {
    return this.byExchange.has(exchangeId);
  }

  async ofExchange(exchangeId: string): Promise<Snapshot | undefined> {
    const id = this.byExchange.get(exchangeId);
    return (await this.list()).find((snapshot) => snapshot.id === id);
  }

  /** All that are kept, newest first. */
  async list(): Promise<readonly Snapshot[]> {
    const oldest = this.now() - this.keepDays() * DAY_MS;
    const files = (await this.files()).filter(({ at }) => at >= oldest);
    const read = await Promise.all(files.map(({ path }) => readFile(path, 'utf8').catch(() => '')));
    const filed = read.flatMap((text) => {
      const parsed = parseJson(text);
      return ('value' in parsed ? parseSnapshot(parsed.value) : undefined) ?? [];
    });
    return [...filed, ...this.memory.values()].sort((a, b) => b.at - a.at);
  }

  /** Forgets one: what it was taken before was not carried out. */
  async drop(snapshot: Snapshot): Promise<void> {
    this.memory.delete(snapshot.id);
    await rm(this.file(snapshot), { force: true }).catch(() => undefined);
  }

  /** Forgets everything of a connection. */
  async forget(connectionId: string): Promise<void> {
    for (const [id, snapshot] of this.memory) if (snapshot.connectionId === connectionId) this.memory.delete(id);
    await rm(this.folderOf(connectionId), { recursive: true, force: true });
  }

  /** Forgets all of them. */
  async clear(): Promise<void> {
    this.memory.clear();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Deletes what is too old or too much, oldest first. */
  async tidy(): Promise<void> {
    const oldest = this.now() - this.keepDays() * DAY_MS;
    let [count, bytes] = [0, 0];
    for (const { at, size, path } of await this.files()) {
      count++;
      bytes += size;
      const fits = at >= oldest && count <= this.bounds.count && bytes <= this.bounds.bytes;
      if (!fits) await rm(path, { force: true }).catch(() => undefined);
    }
    const inMemory = [...this.memory.values()].sort((a, b) => b.at - a.at);
    let characters = 0;
    for (const [index, { id, text }] of inMemory.entries()) {
      characters += text.length;
      if (index >= this.bounds.count || characters > this.bounds.bytes) this.memory.delete(id);
    }
  }

  private async write(snapshot: Snapshot): Promise<void> {
    await mkdir(this.folderOf(snapshot.connectionId), { recursive: true, mode: 0o700 });
    const file = this.file(snapshot);
    await writeFile(`${file}.new`, JSON.stringify(snapshot), { mode: 0o600 });
    await rename(`${file}.new`, file);
  }

  /** The files there are, newest first. Time and size stand in their names, so that tidying up reads none. */
  private async files(): Promise<readonly { readonly path: string; readonly at: number; readonly size: number }[]> {
    const folders = await readdir(this.folder).catch(() => []);
    const listed = await Promise.all(
      folders.map(async (folder) => {
        const names = await readdir(join(this.folder, folder)).catch(() => []);
        return names.map((name) => ({ name, path: join(this.folder, folder, name) }));
      }),
    );
    return listed
      .flat()
      .flatMap(({ name, path }) => {
        const [, at, size] = /^(\d+)-(\d+)-[\w-]+\.json$/.exec(name) ?? [];
        return at === undefined ? [] : [{ path, at: Number(at), size: Number(size) }];
      })
      .sort((a, b) => b.at - a.at);
  }

  private folderOf(connectionId: string): string {
    return join(this.folder, encodeURIComponent(connectionId));
  }

  private file({ id, at, connectionId, text }: Snapshot): string {
    return join(this.folderOf(connectionId), `${at}-${text.length}-${id}.json`);
  }
}
