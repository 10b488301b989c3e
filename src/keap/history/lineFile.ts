import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { SYSTEM_CLOCK } from '../limits/clock.ts';
import { FileLock } from '../limits/fileLock.ts';
import { isAlive, OWNER } from '../limits/ledgerFolder.ts';

/** What was found since the last look; `anew` where the file is another than then, and these are all its lines. */
export interface FoundLines {
  readonly anew: boolean;
  readonly lines: readonly string[];
}

/** `keap-lines-1 ` and what tells this file from one that was in its place before. */
const HEADER_BYTES = 30;

/**
 * A file of lines that several processes append to and that one of them now and then writes anew. Writers take turns
 * by a lock; readers need none, since half a line is not looked at until it is whole.
 */
export class LineFile {
  private readonly path: string;
  private readonly lock: FileLock;
  private header = '';
  private offset = 0;
  private size = 0;

  constructor(path: string) {
    this.path = path;
    const steady = () => SYSTEM_CLOCK.steady();
    this.lock = new FileLock({ path: `${path}.lock`, owner: OWNER, isAlive, steady });
  }

  /** Bytes of the file when it was last read. */
  get bytes(): number {
    return this.size;
  }

  /** The lines that were not read yet. A file that is gone has none. @throws Error where it cannot be read */
  read(): FoundLines {
    const file = opened(this.path, 'r');
    if (file === undefined) {
      const anew = this.header !== '';
      this.begin('');
      return { anew, lines: [] };
    }
    try {
      const header = readText(file, 0, HEADER_BYTES);
      const anew = header !== this.header;
      if (anew) this.begin(header);
      this.size = fstatSync(file).size;
      const bytes = readBytes(file, this.offset, this.size - this.offset);
      const end = bytes.lastIndexOf(NEWLINE) + 1;
      this.offset += end;
      return { anew, lines: linesOf(bytes.toString('utf8', 0, end)) };
    } finally {
      closeSync(file);
    }
  }

  /** @throws Error where the file cannot be written */
  async append(lines: readonly string[]): Promise<void> {
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
    await this.lock.hold(() => {
      const file = opened(this.path, 'a+');
      if (file === undefined) throw new Error('The file cannot be opened.');
      try {
        const { size } = fstatSync(file);
        if (size < HEADER_BYTES) {
          ftruncateSync(file);
          writeSync(file, newHeader());
        }
        // A process that was killed or a disk that was full leaves half a line, which must not spoil this one.
        const broken = size >= HEADER_BYTES && readText(file, size - 1, 1) !== '\n';
        writeSync(file, `${broken ? '\n' : ''}${lines.join('\n')}\n`);
      } finally {
        closeSync(file);
      }
    });
  }

  /** Writes the file anew with what is made of its lines. @throws Error where it cannot be written */
  async rewrite(work: (lines: readonly string[]) => readonly string[]): Promise<void> {
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
    await this.lock.hold((stillHeld) => {
      const file = opened(this.path, 'r');
      const before = file === undefined ? '' : readText(file, 0, fstatSync(file).size);
      if (file !== undefined) closeSync(file);
      const lines = work(linesOf(before.slice(HEADER_BYTES)));
      const made = `${this.path}.new`;
      writeFileSync(made, newHeader() + lines.map((line) => `${line}\n`).join(''), { mode: 0o600 });
      if (stillHeld()) renameSync(made, this.path);
    });
  }

  private begin(header: string): void {
    this.header = header;
    this.offset = header === '' ? 0 : HEADER_BYTES;
    this.size = 0;
  }
}

const NEWLINE = 0x0a;

function newHeader(): string {
  return `keap-lines-1 ${randomBytes(8).toString('hex')}\n`;
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

function opened(path: string, flags: string): number | undefined {
  try {
    return openSync(path, flags, 0o600);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function readText(file: number, from: number, length: number): string {
  return readBytes(file, from, length).toString('utf8');
}

function readBytes(file: number, from: number, length: number): Buffer {
  const bytes = Buffer.alloc(Math.max(0, length));
  return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, from));
}
