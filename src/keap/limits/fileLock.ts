import { closeSync, openSync, readFileSync, statSync, unlinkSync, writeSync } from 'node:fs';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Owner } from './record.ts';

/** A lock that nobody lets go of for so long is taken over, even where its process seems to live. Milliseconds. */
const STALE_MS = 5_000;

/** After so many times of a stale lock there is something else in the way. */
const MOST_WAITS = 4;

/** Tries without a pause, which is more than enough for the tenth of a millisecond that a lock is usually held. */
const QUICK_TRIES = 50;

/** On Windows a file that is just being removed can neither be opened nor made; elsewhere it is a lasting refusal. */
const TAKEN: ReadonlySet<unknown> = new Set(
  process.platform === 'win32' ? ['EEXIST', 'EPERM', 'EACCES', 'EBUSY'] : ['EEXIST'],
);

export interface FileLockOptions {
  readonly path: string;
  readonly owner: Owner;
  readonly isAlive: (owner: Owner) => boolean;
  /** Milliseconds by a clock that never jumps. */
  readonly steady: () => number;
  readonly staleMs?: number;
}

/**
 * A lock between processes: a file that only one can make. Whoever holds it does its work without waiting for
 * anything. A lock of a process that ended, or that nobody seems to let go of, is taken over.
 */
export class FileLock {
  private readonly options: FileLockOptions;
  private count = 0;

  constructor(options: FileLockOptions) {
    this.options = options;
  }

  /**
   * Runs work, which must not wait for anything, while holding the lock. The work is told how to see whether the lock
   * is still held before it writes.
   * @throws Error with Node's `code` where the lock's file cannot be made, or not in a long time
   */
  async hold<T>(work: (stillHeld: () => boolean) => T): Promise<T> {
    const { pid, run, host } = this.options.owner;
    const token = `${pid} ${run} ${this.count++} ${host}`;
    const { path, steady, staleMs = STALE_MS } = this.options;
    await this.acquire(token);
    const since = steady();
    // Nobody takes over a lock before its time, so there is no need to look within it.
    const stillHeld = () => steady() - since < staleMs / 2 || readText(path) === token;
    try {
      return work(stillHeld);
    } finally {
      if (stillHeld()) remove(path);
    }
  }

  private async acquire(token: string): Promise<void> {
    const { path, steady, staleMs = STALE_MS } = this.options;
    const since = steady();
    let seen: { readonly text: string | undefined; readonly at: number } | undefined;
    for (let tries = 0; !create(path, token); tries++) {
      if (steady() - since > MOST_WAITS * staleMs) throw new Error('The lock of the limits is never free.');
      if (tries < QUICK_TRIES) {
        await setImmediate();
        continue;
      }
      const text = readText(path);
      if (!seen || seen.text !== text) seen = { text, at: steady() };
      else if (this.isStale(text, seen.at)) this.takeOver(text);
      // Some differ from others, so that not all try at once again.
      await setTimeout(1 + Math.random());
    }
  }

  private isStale(text: string | undefined, since: number): boolean {
    const owner = ownerOf(text);
    if (owner && !this.options.isAlive(owner)) return true;
    return this.options.steady() - since > (this.options.staleMs ?? STALE_MS);
  }

  /** Removes a stale lock, under a lock of its own: else two could find it stale, and one remove what the other made. */
  private takeOver(text: string | undefined): void {
    const guard = `${this.options.path}-taking`;
    if (!create(guard, '')) {
      if (ageOf(guard) > 2 * STALE_MS) remove(guard);
      return;
    }
    try {
      if (readText(this.options.path) === text) remove(this.options.path);
    } finally {
      remove(guard);
    }
  }
}

function create(path: string, text: string): boolean {
  let file: number;
  try {
    file = openSync(path, 'wx', 0o600);
  } catch (error) {
    if (TAKEN.has(codeOf(error))) return false;
    throw error;
  }
  try {
    writeSync(file, text);
  } finally {
    closeSync(file);
  }
  return true;
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // Another has removed it.
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** By the wall clock, which is good enough for what two crashes in a row have left. */
function ageOf(path: string): number {
  try {
    return Math.abs(Date.now() - statSync(path).mtimeMs);
  } catch {
    return 0;
  }
}

/** A process killed while it made the lock leaves an empty file, which becomes stale by its age alone. */
function ownerOf(text: string | undefined): Owner | undefined {
  const [, pid, run, host] = /^(\d+) (\S+) \d+ (.*)$/.exec(text ?? '') ?? [];
  return run === undefined || host === undefined ? undefined : { pid: Number(pid), run, host };
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
