/** The processes of the benchmark: sandboxes to ask, and workers that ask them. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type ProcessGroup, startGroup } from '../../vscode/processes.ts';
import { MINUTE, type Model, SCALE, SECOND, type Share, type ShareResult } from './run.ts';

const SANDBOX = join(import.meta.dirname, '../../../src/sandbox/main.ts');
const WORKER = join(import.meta.dirname, 'worker.ts');

/** Everything that was started, so that all of it ends with the benchmark. */
const workers = new Set<ChildProcess>();
process.on('exit', () => {
  for (const worker of workers) worker.kill('SIGKILL');
});

export interface RunningSandbox {
  readonly origin: string;
  readonly key: string;
  /** Limits, counts and account from the start. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

export interface SandboxSettings {
  readonly model: Model;
  /** In milliseconds, on the average; each answer is late by half of it to half as much again. */
  readonly latencyMs: number;
  /** Calls a minute of the limits' time that others make with the key. */
  readonly otherCallers?: number;
}

export async function startSandbox({ model, latencyMs, otherCallers = 0 }: SandboxSettings): Promise<RunningSandbox> {
  const flags = {
    ...{ port: 0, contacts: 1, 'time-scale': SCALE, 'second-model': model, 'per-second': SECOND.limit },
    ...{ 'per-minute': MINUTE.limit, 'minute-model': model === 'fixed' ? 'fixed' : 'sliding', 'per-day': 1_000_000 },
    ...{ latency: Math.round(latencyMs / 2), jitter: latencyMs, 'other-callers': otherCallers },
  };
  const args = Object.entries(flags).map(([name, value]) => `--${name}=${value}`);
  const group: ProcessGroup = startGroup(process.execPath, [SANDBOX, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const chunk of group.child.stdout ?? []) {
    said += chunk;
    const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
    const key = /KeapAK-\w+/.exec(said)?.[0];
    if (!origin || !key) continue;
    group.child.stdout?.resume();
    const reset = async () => {
      const reply = await fetch(`${origin}/sandbox/reset`, { method: 'POST', headers: { 'x-keap-api-key': key } });
      if (reply.status !== 204) throw new Error(`The sandbox was not reset: ${reply.status}`);
    };
    return { origin, key, reset, stop: () => group.stop() };
  }
  throw new Error(`The sandbox did not start: ${said}`);
}

/** A process that waits for its share of a run. */
export interface Worker {
  readonly child: ChildProcess;
  run(share: Share): Promise<ShareResult>;
  stop(): void;
}

export async function startWorker(): Promise<Worker> {
  const child = fork(WORKER, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  workers.add(child);
  child.once('exit', () => workers.delete(child));
  await once(child, 'message');
  return {
    child,
    run: (share) =>
      new Promise((resolve, reject) => {
        const ended = () => reject(new Error('A worker ended.'));
        child.once('exit', ended);
        child.once('message', (message: ShareResult | { error: string }) => {
          child.off('exit', ended);
          if ('error' in message) reject(new Error(message.error));
          else resolve(message);
        });
        child.send(share);
      }),
    stop: () => child.kill(),
  };
}
