import { createHash } from 'node:crypto';
import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
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

  constructor(options: FileLedgerOptions) {
    this.options = options;
    this.lock = new FileLock({ ...options, path: `${options.path}.lock` });
  }

  /** One after the other in this process, so that it competes for the lock with others and not with itself. */
  change<T>(work: (record: KeyRecord) => { readonly changed: boolean; readonly value: T }): Promise<T> {
    const run = this.turn.then(() =>
      this.lock.hold((stillHeld) => {
        const record = this.load();
        const { changed, value } = work(record);
        // A process that was stopped for long may have lost the lock meanwhile: then others know better.
        if (changed && stillHeld()) this.store(record);
        else if (changed) throw new LostLock();
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
    return this.lock.hold(() => this.load());
  }

  private load(): KeyRecord {
    const record = this.parse();
    return record === 'damaged' ? this.options.cautious() : record;
  }

  private parse(): KeyRecord | 'damaged' {
    let text: string;
    try {
      text = readFileSync(this.options.path, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return emptyRecord();
      throw error;
    }
    const [, sum, length] = /^keap-ledger-1 (\S+) (\d+)\n/.exec(text) ?? [];
    const start = text.indexOf('\n') + 1;
    const body = text.slice(start, start + Number(length));
    if (sum === undefined || checksum(body) !== sum) return 'damaged';
    const parsed = parseJson(body);
    return ('value' in parsed ? parseRecord(parsed.value) : undefined) ?? 'damaged';
  }

  /** In place and in one write, which a process that is killed does or does not; what is left of a longer one is cut. */
  private store(record: KeyRecord): void {
    const body = JSON.stringify(record);
    const bytes = Buffer.from(`keap-ledger-1 ${checksum(body)} ${body.length}\n${body}`);
    const file = openForWriting(this.options.path);
    try {
      writeSync(file, bytes, 0, bytes.length, 0);
      ftruncateSync(file, bytes.length);
    } finally {
      closeSync(file);
    }
  }
}

class LostLock extends Error {}

function openForWriting(path: string): number {
  try {
    return openSync(path, 'r+');
  } catch {
    return openSync(path, 'w', 0o600);
  }
}

function checksum(text: string): string {
  return createHash('sha1').update(text).digest('base64url');
}
