import { type Body, START_BYTES } from '../http/body.ts';
import { MaskedFile } from './maskedFile.ts';

/** Bytes are written in portions of at least so many. */
const PORTION = 1 << 18;

/** Bytes that are held in memory as long as they are few, and lie in a file from then on. */
export class Spill {
  private readonly most: number;
  private readonly path: string;
  private waiting: Uint8Array[] = [];
  private waitingBytes = 0;
  private start: Uint8Array = new Uint8Array();
  private file: MaskedFile | undefined;

  /** @param most as many bytes are held. @param path of the file that takes more */
  constructor(most: number, path: string) {
    this.most = most;
    this.path = path;
  }

  /** Takes bytes, which are the spill's from now on. */
  add(bytes: Uint8Array): void {
    this.waiting.push(bytes);
    this.waitingBytes += bytes.length;
  }

  /** Writes what is too much to be held; undefined where nothing is. @throws Error where the file cannot be written */
  settle(): Promise<void> | undefined {
    if (this.waitingBytes <= (this.file ? PORTION : this.most)) return undefined;
    if (!this.file) this.start = beginningOf(this.waiting);
    this.file ??= new MaskedFile(this.path);
    return this.file.write(this.taken());
  }

  /** What was added, in memory or in its file. @throws Error where the file cannot be written */
  async end(): Promise<Body> {
    const rest = this.taken();
    if (!this.file) return rest.length === 1 && rest[0] ? rest[0] : Buffer.concat(rest);
    await this.file.write(rest);
    return { byteLength: await this.file.end(), start: this.start, path: this.path };
  }

  async drop(): Promise<void> {
    this.taken();
    await this.file?.drop();
  }

  private taken(): readonly Uint8Array[] {
    const { waiting } = this;
    this.waiting = [];
    this.waitingBytes = 0;
    return waiting;
  }
}

function beginningOf(pieces: readonly Uint8Array[]): Uint8Array {
  const start = Buffer.alloc(START_BYTES);
  let length = 0;
  for (const piece of pieces) {
    if (length === START_BYTES) break;
    start.set(piece.subarray(0, START_BYTES - length), length);
    length = Math.min(START_BYTES, length + piece.length);
  }
  return start.subarray(0, length);
}
