import { readdir, rm, stat } from 'node:fs/promises';
import { hostname, uptime } from 'node:os';
import { join } from 'node:path';
import { isAlive, OWNER } from '../limits/ledgerFolder.ts';

/** A session that wrote nothing for so long is taken to have ended, whatever its number says. Milliseconds. */
const LONGEST_PAUSE_MS = 7 * 86_400_000;

/**
 * The folder of this run of VS Code within a folder of those of all. Extension hosts come and go with every reload;
 * the process they belong to stays until VS Code closes.
 */
export function sessionFolder(folder: string, pid: number = process.ppid): string {
  return join(folder, `${pid}@${encodeURIComponent(hostname())}`);
}

/** Removes the folders of runs that ended, by a crash or otherwise. */
export async function removeEndedSessions(folder: string, now: number): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name);
    const at = (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;
    if (hasEnded(name, at, now)) await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}

function hasEnded(name: string, lastWrittenAt: number, now: number): boolean {
  if (now - lastWrittenAt > LONGEST_PAUSE_MS) return true;
  const [, pid, host] = /^(\d+)@(.*)$/.exec(name) ?? [];
  // Of another machine that shares the folder nothing else is known.
  if (pid === undefined || host !== encodeURIComponent(hostname())) return false;
  // A number from before the machine was started may be another process's by now.
  if (lastWrittenAt < now - uptime() * 1000) return true;
  return !isAlive({ host: OWNER.host, pid: Number(pid), run: '' });
}
