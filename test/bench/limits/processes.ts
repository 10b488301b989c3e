/** The processes of the benchmark: sandboxes to ask, and workers that ask them. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { asNumber, asObject } from '../../../src/keap/json.ts';
import { type ProcessGroup, startGroup } from '../../vscode/processes.ts';
import {
  MINUTE,
  type Model,
  type PermitTask,
  type PermitTimes,
  SCALE,
  SECOND,
  type Share,
  type ShareResult,
} from './run.ts';

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
  /** How many calls it has refused. */
  refusals(): Promise<number>;
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
    const refusals = async () => {
      const reply = await fetch(`${origin}/sandbox`, { headers: { 'x-keap-api-key': key } });
      return asNumber(asObject(asObject(await reply.json())?.['answered'])?.['429']) ?? 0;
    };
    return { origin, key, refusals, stop: () => group.stop() };
  }
  throw new Error(`The sandbox did not start: ${said}`);
}

/** A process that waits for its share of a run. */
export interface Worker {
  readonly child: ChildProcess;
  run(share: Share): Promise<ShareResult>;
  run(task: PermitTask): Promise<PermitTimes>;
  stop(): void;
}

export async function startWorker(): Promise<Worker> {
  const child = fork(WORKER, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  workers.add(child);
  child.once('exit', () => workers.delete(child));
  await once(child, 'message');
  const run = (task: Share | PermitTask) =>
    new Promise<ShareResult & PermitTimes>((resolve, reject) => {
      const ended = () => reject(new Error('A worker ended.'));
      child.once('exit', ended);
      child.once('message', (message: (ShareResult & PermitTimes) | { error: string }) => {
        child.off('exit', ended);
        if ('error' in message) reject(new Error(message.error));
        else resolve(message);
      });
      child.send(task);
    });
  return { child, run, stop: () => child.kill() };
}
