import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asNumber, asObject, parseJson } from '../json.ts';

/** Milliseconds between two checks that nobody asked for. */
export const WEEK_MS = 7 * 24 * 60 * 60_000;

const FILE = 'checked.json';

/**
 * Whether it is time for a check that nobody asked for, in one window of all: asking takes the turn. The first comes a
 * week after the extension was first used, since it brings a description with it.
 * @param now in milliseconds since 1970
 */
export async function takesTurn(folder: string, now: number): Promise<boolean> {
  const path = join(folder, FILE);
  const checkedAt = await readCheckedAt(path);
  // A time in the future is that of a clock that was wrong.
  if (checkedAt === undefined || checkedAt > now) {
    await write(folder, path, now);
    return false;
  }
  if (now - checkedAt < WEEK_MS) return false;
  const taken = join(folder, `${FILE}.${process.pid}`);
  try {
    // Of two windows at the same moment one finds nothing to rename.
    await rename(path, taken);
  } catch {
    return false;
  }
  await write(folder, path, now);
  await rm(taken, { force: true });
  return true;
}

async function readCheckedAt(path: string): Promise<number | undefined> {
  const parsed = parseJson(await readFile(path, 'utf8').catch(() => ''));
  return 'value' in parsed ? asNumber(asObject(parsed.value)?.['at']) : undefined;
}

async function write(folder: string, path: string, at: number): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(path, JSON.stringify({ at }));
}
