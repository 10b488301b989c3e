import { mkdir, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { findKeys, redactKeys } from '../safety/keyShapes.ts';

/** Keys are looked for in so much at once, which takes a millisecond or two. */
const PORTION = 1 << 17;

/** Held back until more comes or nothing does: no key is longer, split and encoded as it may be. */
const LONGEST_KEY = 4096;

/**
 * A file that only this user can read, written piece by piece. Keys are masked on the way, also one that pieces cut in
 * two: a server may say back what it was sent.
 */
export class MaskedFile {
  readonly path: string;
  private readonly handle: ReturnType<typeof open>;
  private rest: Buffer = Buffer.alloc(0);
  private written = 0;

  constructor(path: string) {
    this.path = path;
    this.handle = mkdir(dirname(path), { recursive: true, mode: 0o700 }).then(() => open(path, 'w', 0o600));
    // Whoever writes learns of it.
    this.handle.catch(() => undefined);
  }

  /** Writes pieces, and lets others have a turn meanwhile. @throws Error where the file cannot be written */
  async write(pieces: readonly Uint8Array[]): Promise<void> {
    let together: Uint8Array[] = [];
    let bytes = 0;
    for (const piece of pieces) {
      for (let at = 0; at < piece.length; at += PORTION) {
        const part = piece.subarray(at, at + PORTION);
        together.push(part);
        bytes += part.length;
        if (bytes < PORTION) continue;
        await this.mask(together);
        [together, bytes] = [[], 0];
      }
    }
    if (bytes > 0) await this.mask(together);
  }

  /** @returns how many bytes the file has. @throws Error where it cannot be written */
  async end(): Promise<number> {
    await this.put(this.rest.toString('latin1'));
    await (await this.handle).close();
    return this.written;
  }

  async drop(): Promise<void> {
    await this.handle.then((handle) => handle.close()).catch(() => undefined);
    await rm(this.path, { force: true });
  }

  private async mask(pieces: readonly Uint8Array[]): Promise<void> {
    // Bytes as characters of Latin-1: keys are ASCII in most charsets, and whatever is no key stays as it is.
    const text = Buffer.concat([this.rest, ...pieces]).toString('latin1');
    const end = text.length - LONGEST_KEY;
    const cut = findKeys(text).find(({ start, end: keyEnd }) => start < end && keyEnd > end)?.start ?? end;
    this.rest = Buffer.from(text.slice(Math.max(0, cut)), 'latin1');
    if (cut > 0) await this.put(text.slice(0, cut));
  }

  private async put(text: string): Promise<void> {
    const bytes = Buffer.from(redactKeys(text), 'latin1');
    await (await this.handle).writeFile(bytes);
    this.written += bytes.length;
  }
}
