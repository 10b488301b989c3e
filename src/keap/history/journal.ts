import { asObject, asStrings, parseJson } from '../json.ts';
import { entryLine, type HistoryEntry, parseEntry } from './historyEntry.ts';
import { LineFile } from './lineFile.ts';

/** How much of the history is kept; the oldest goes first. */
export interface JournalBounds {
  readonly maxEntries: number;
  readonly maxBytes: number;
}

export interface JournalOptions {
  readonly path: string;
  readonly bounds: () => JournalBounds;
  /** Told once where the file cannot be used, so that the history of this process is its own. */
  readonly onUnshared: (error: unknown) => void;
}

/** How far the file may outgrow its bounds before it is written anew. */
const SLACK = 1.25;

/**
 * The entries of all windows of the machine, as lines of one file that grows: an entry each, or the ids of entries
 * that someone removed. Lines that cannot be read are passed over, and gone when the file is written anew.
 */
export class Journal {
  private readonly options: JournalOptions;
  private readonly file: LineFile;
  private readonly known = new Map<string, HistoryEntry>();
  private sorted: readonly HistoryEntry[] | undefined;
  /** Lines on their way to the file, or that it would not take. */
  private unwritten: readonly string[] = [];
  private lines = 0;
  private looked = false;
  private told = false;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(options: JournalOptions) {
    this.options = options;
    this.file = new LineFile(options.path);
  }

  /** Newest first. */
  get entries(): readonly HistoryEntry[] {
    this.sorted ??= newestFirst(this.known).slice(0, this.options.bounds().maxEntries);
    return this.sorted;
  }

  has(id: string): boolean {
    return this.known.has(id);
  }

  async add(entry: HistoryEntry): Promise<void> {
    await this.write(entryLine(entry));
  }

  async remove(ids: readonly string[]): Promise<void> {
    await this.write(JSON.stringify({ removed: ids }));
  }

  async clear(): Promise<void> {
    await this.inTurn(async () => {
      this.unwritten = [];
      this.known.clear();
      this.sorted = undefined;
      await this.sturdy(() => this.file.rewrite(() => []));
      this.look();
    });
  }

  /** Reads what other windows wrote. @returns whether there was anything */
  look(): boolean {
    this.looked = true;
    let found: ReturnType<LineFile['read']>;
    try {
      found = this.file.read();
    } catch (error) {
      this.tellUnshared(error);
      return false;
    }
    const { anew, lines } = found;
    if (!anew && lines.length === 0) return false;
    if (anew) {
      this.known.clear();
      this.lines = 0;
    }
    this.lines += lines.length;
    for (const line of anew ? [...lines, ...this.unwritten] : lines) apply(line, this.known);
    this.sorted = undefined;
    return true;
  }

  private async write(line: string): Promise<void> {
    const { maxEntries, maxBytes } = this.options.bounds();
    apply(line, this.known);
    this.sorted = undefined;
    this.unwritten = [...this.unwritten, line].slice(-maxEntries);
    await this.inTurn(async () => {
      const writing = this.unwritten;
      const done = writing.length === 0 || (await this.sturdy(() => this.file.append(writing)));
      if (done) this.unwritten = this.unwritten.slice(writing.length);
      // Reading all there is takes longer than a write should; whoever wants to see it looks.
      if (!this.looked) return;
      this.look();
      if (this.lines > SLACK * maxEntries || this.file.bytes > SLACK * maxBytes) await this.compact();
    });
  }

  /** One after the other, so that no line is written twice. */
  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }

  private async compact(): Promise<void> {
    const { maxEntries, maxBytes } = this.options.bounds();
    await this.sturdy(() =>
      this.file.rewrite((lines) => {
        const entries = new Map<string, HistoryEntry>();
        for (const line of lines) apply(line, entries);
        const newest = newestFirst(entries).slice(0, maxEntries);
        let left = maxBytes;
        const fitting = newest.map(entryLine).filter((line) => {
          left -= Buffer.byteLength(line) + 1;
          return left >= 0;
        });
        return fitting.reverse();
      }),
    );
    this.look();
  }

  /** A disk that is full or read-only must not stop anyone from working. */
  private async sturdy(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      this.tellUnshared(error);
      return false;
    }
  }

  private tellUnshared(error: unknown): void {
    if (!this.told) this.options.onUnshared(error);
    this.told = true;
  }
}

/** Of two that were sent at once the one that was written later comes first. */
function newestFirst(entries: ReadonlyMap<string, HistoryEntry>): HistoryEntry[] {
  return [...entries.values()].reverse().sort((a, b) => b.at - a.at);
}

function apply(line: string, entries: Map<string, HistoryEntry>): void {
  const parsed = parseJson(line);
  const content = 'value' in parsed ? asObject(parsed.value) : undefined;
  if (!content) return;
  const removed = asStrings(content['removed']);
  for (const id of removed ?? []) entries.delete(id);
  const entry = removed ? undefined : parseEntry(content);
  if (entry) entries.set(entry.id, entry);
}
