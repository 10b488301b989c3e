import { closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { parseJson } from '../json.ts';
import { FileLock, type FileLockOptions } from './fileLock.ts';
import type { Ledger } from './ledger.ts';
import { emptyRecord, type KeyRecord, parseRecord } from './record.ts';

export interface FileLedgerOptions extends Omit<FileLockOptions, 'path'> {
  /** The ledger's file; the lock stands beside it. */
  readonly path: string;
  /** What to go on with where the file holds no record. */
  readonly cautious: () => KeyRecord;
}

/** Readers without the lock try again so often where a writer is at work. */
const READ_TRIES = 5;

/** A record in a file, shared by all processes that open it. */
export class FileLedger implements Ledger {
  private readonly options: FileLedgerOptions;
  private readonly lock: FileLock;
  private turn: Promise<unknown> = Promise.resolve();
  private file: number | undefined;
  private buffer = Buffer.alloc(16 * 1024);
  /** Bytes of the file when it was last looked at. */
  private size = 0;

  constructor(options: FileLedgerOptions) {
    this.options = options;
    this.lock = new FileLock({ ...options, path: `${options.path}.lock` });
  }

  /** One after the other in this process, so that it competes for the lock with others and not with itself. */
  change<T>(work: (record: KeyRecord) => { readonly changed: boolean; readonly value: T }): Promise<T> {
    const run = this.turn.then(() =>
      this.lock.hold((stillHeld) => {
        const found = this.parse();
        const record = found === 'damaged' ? this.options.cautious() : found;
        const { changed, value } = work(record);
        // What was made up for a damaged record is kept, or it would be made up anew each time.
        const keep = changed || found === 'damaged';
        // A process that was stopped for long may have lost the lock meanwhile: then others know better.
        if (keep && !stillHeld()) throw new LostLock();
        if (keep) this.store(record);
        return value;
      }),
    );
    this.turn = run.catch(() => undefined);
    return run.catch((error) => {
      if (error instanceof LostLock) return this.change(work);
      throw error;
    });
  }

  async read(): Promise<KeyRecord> {
    for (let tries = 0; tries < READ_TRIES; tries++) {
      const record = this.parse();
      if (record !== 'damaged') return record;
    }
    return this.change((record) => ({ changed: false, value: record }));
  }

  private parse(): KeyRecord | 'damaged' {
    const text = this.content();
    if (text === undefined) return emptyRecord();
    const [, sum, length] = /^keap-ledger-1 (\d+) (\d+)\n/.exec(text) ?? [];
    const start = text.indexOf('\n') + 1;
    const body = text.slice(start, start + Number(length));
    if (sum === undefined || crc32(body) !== Number(sum)) return 'damaged';
    const parsed = parseJson(body);
    return ('value' in parsed ? parseRecord(parsed.value) : undefined) ?? 'damaged';
  }

  /** In place and in one write, which a process that is killed does or does not; what is left of a longer one is cut. */
  private store(record: KeyRecord): void {
    const body = JSON.stringify(record);
    const bytes = Buffer.from(`keap-ledger-1 ${crc32(body)} ${body.length}\n${body}`);
    const file = this.opened() ?? this.create();
    writeSync(file, bytes, 0, bytes.length, 0);
    if (bytes.length < this.size) ftruncateSync(file, bytes.length);
    this.size = bytes.length;
  }

  /** What the file holds; undefined where there is none. */
  private content(): string | undefined {
    const file = this.opened();
    if (file === undefined) return undefined;
    let read = readSync(file, this.buffer, 0, this.buffer.length, 0);
    while (read === this.buffer.length) {
      this.buffer = Buffer.alloc(2 * this.buffer.length);
      read = readSync(file, this.buffer, 0, this.buffer.length, 0);
    }
    this.size = read;
    return this.buffer.toString('utf8', 0, read);
  }

  /** The file, kept open, since opening takes longer than all else; anew where someone removed it. */
  private opened(): number | undefined {
    if (this.file !== undefined && fstatSync(this.file).nlink > 0) return this.file;
    this.close();
    try {
      this.file = openSync(this.options.path, 'r+');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
    return this.file;
  }

  private create(): number {
    this.file = openSync(this.options.path, 'wx+', 0o600);
    return this.file;
  }

  /** Lets go of the file; it is opened again when needed. */
  close(): void {
    if (this.file !== undefined) closeSync(this.file);
    this.file = undefined;
  }
}

class LostLock extends Error {}
