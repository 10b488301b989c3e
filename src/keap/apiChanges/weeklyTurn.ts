import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asNumber, asObject, parseJson } from '../json.ts';
import { SYSTEM_CLOCK } from '../limits/clock.ts';
import { FileLock } from '../limits/fileLock.ts';
import { isAlive, OWNER } from '../limits/ledgerFolder.ts';

/** Milliseconds between two checks that nobody asked for. */
export const WEEK_MS = 7 * 24 * 60 * 60_000;

const FILE = 'checked.json';

/**
 * Whether it is time for a check that nobody asked for, in one window of all: asking takes the turn. The first comes a
 * week after the extension was first used, since it brings a description with it.
 * @param now in milliseconds since 1970
 * @throws Error where the folder cannot be written
 */
export async function takesTurn(folder: string, now: number): Promise<boolean> {
  const path = join(folder, FILE);
  if (isWithinAWeek(path, now)) return false;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const steady = () => SYSTEM_CLOCK.steady();
  return new FileLock({ path: `${path}.lock`, owner: OWNER, isAlive, steady }).hold((stillHeld) => {
    // Another window may have taken the turn since.
    if (isWithinAWeek(path, now)) return false;
    const isFirst = readCheckedAt(path, now) === undefined;
    writeFileSync(`${path}.new`, JSON.stringify({ at: now }));
    if (!stillHeld()) return false;
    renameSync(`${path}.new`, path);
    return !isFirst;
  });
}

function isWithinAWeek(path: string, now: number): boolean {
  const checkedAt = readCheckedAt(path, now);
  return checkedAt !== undefined && now - checkedAt < WEEK_MS;
}

/** A time in the future is that of a clock that was wrong, and counts as none. */
function readCheckedAt(path: string, now: number): number | undefined {
  const at = asNumber(asObject(readJson(path))?.['at']);
  return at === undefined || at > now ? undefined : at;
}

function readJson(path: string): unknown {
  try {
    const parsed = parseJson(readFileSync(path, 'utf8'));
    return 'value' in parsed ? parsed.value : undefined;
  } catch {
    return undefined;
  }
}
