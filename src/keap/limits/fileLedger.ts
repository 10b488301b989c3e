import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
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

/**
 * Before the record: its checksum, how many bytes of JSON there are, and how many times of calls follow as numbers of
 * eight bytes. Those are many and change with every call: as JSON they would take longer than all else.
 */
const HEAD = /^keap-ledger-2 (\d+) (\d+) (\d+)\n/;
const HEAD_MOST = 64;

/** A record in a file, shared by all processes that open it. */
export class FileLedger implements Ledger {
  private readonly options: FileLedgerOptions;
  private readonly lock: FileLock;
  private turn: Promise<unknown> = Promise.resolve();
  private file: number | undefined;
  private buffer = Buffer.alloc(16 * 1024);

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
    const bytes = this.content();
    if (bytes === undefined) return emptyRecord();
    const found = HEAD.exec(bytes.toString('latin1', 0, HEAD_MOST));
    if (!found) return 'damaged';
    const [head, sum, length, count] = found;
    const times = head.length + Number(length);
    const end = times + Number(count) * Float64Array.BYTES_PER_ELEMENT;
    if (end > bytes.length || crc32(bytes.subarray(head.length, end)) !== Number(sum)) return 'damaged';
    const parsed = parseJson(bytes.toString('utf8', head.length, times));
    // A copy, since numbers lie at a multiple of their size.
    const answered = new Float64Array(new Uint8Array(bytes.subarray(times, end)).buffer);
    return ('value' in parsed ? parseRecord(parsed.value, Array.from(answered)) : undefined) ?? 'damaged';
  }

  /** In place and in one write, which a process that is killed does or does not; what is left of a longer one stays. */
  private store({ answered, ...rest }: KeyRecord): void {
    const body = Buffer.concat([Buffer.from(JSON.stringify(rest)), Buffer.from(Float64Array.from(answered).buffer)]);
    const length = body.length - answered.length * Float64Array.BYTES_PER_ELEMENT;
    const head = Buffer.from(`keap-ledger-2 ${crc32(body)} ${length} ${answered.length}\n`);
    const bytes = Buffer.concat([head, body]);
    // It was looked for a moment ago, when the record was read.
    writeSync(this.file ?? this.create(), bytes, 0, bytes.length, 0);
  }

  /** What the file holds; undefined where there is none. */
  private content(): Buffer | undefined {
    const file = this.opened();
    if (file === undefined) return undefined;
    let read = readSync(file, this.buffer, 0, this.buffer.length, 0);
    while (read === this.buffer.length) {
      this.buffer = Buffer.alloc(2 * this.buffer.length);
      read = readSync(file, this.buffer, 0, this.buffer.length, 0);
    }
    return this.buffer.subarray(0, read);
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
