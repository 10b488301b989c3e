/** Puts something on disk once, whole or not at all, also when several processes want it at the same time. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Removes what interrupted installs left and tells whether another living process is installing right now. */
function otherInstallerAtWork(target: string): boolean {
  const prefix = `${basename(target)}.partial-`;
  let atWork = false;
  for (const name of readdirSync(dirname(target))) {
    if (!name.startsWith(prefix)) continue;
    const pid = Number(name.slice(prefix.length));
    if (pid !== process.pid && isAlive(pid)) atWork = true;
    else rmSync(join(dirname(target), name), { recursive: true, force: true });
  }
  return atWork;
}

/**
 * Makes the folder `target` by calling `fill` with a temporary folder beside it, which takes the target's name
 * only when `fill` has finished: the folder exists if and only if it is complete. Resolves to true when this call
 * made it, false when it was there or another process made it meanwhile.
 */
export async function installOnce(target: string, fill: (folder: string) => Promise<void>): Promise<boolean> {
  mkdirSync(dirname(target), { recursive: true });
  while (!existsSync(target)) {
    if (otherInstallerAtWork(target)) {
      await delay(250);
      continue;
    }
    const partial = `${target}.partial-${process.pid}`;
    mkdirSync(partial, { recursive: true });
    try {
      await fill(partial);
      if (existsSync(target)) return false;
      renameSync(partial, target);
      return true;
    } finally {
      rmSync(partial, { recursive: true, force: true });
    }
  }
  return false;
}
