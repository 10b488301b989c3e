import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface KilledRun {
  readonly folder: string;
  readonly id: string;
  readonly origin: string;
  readonly key: string;
  readonly operation: string;
}

/**
 * Goes on with a run in a process of its own, which is killed after some answers.
 * @returns whether the run ended before
 */
export async function runUntilKilled(run: KilledRun, answers: number): Promise<boolean> {
  const args = [run.folder, run.id, run.origin, run.key, run.operation];
  const child = spawn(process.execPath, [join(import.meta.dirname, 'runProcess.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  let seen = 0;
  let ended = false;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line !== 'row') ended = true;
    else if (++seen === answers) child.kill('SIGKILL');
  }
  await closed;
  return ended;
}
