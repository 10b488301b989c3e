/** What is measured of our client besides time and refusals under the models. */
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { startSandbox, startWorker } from './processes.ts';
import { leastTime, MINUTE, SCALE, SECOND } from './run.ts';

const PROCESSES = 4;
const NO_END = Number.POSITIVE_INFINITY;

/** @param newFolder makes a folder for a ledger @returns a line for each finding */
export async function measureAside(newFolder: () => string): Promise<readonly string[]> {
  return [...(await permits(newFolder())), await halfAKey(newFolder()), await killed(newFolder())];
}

async function permits(folder: string): Promise<readonly string[]> {
  const workers = await Promise.all(Array.from({ length: PROCESSES }, startWorker));
  // One has used the key before, as on any other day.
  await workers[0]?.run({ permits: 1, folder });
  // What runs from its sources is still being compiled when it says that it is ready; a bundle is not.
  await setTimeout(1_000);
  const results = await Promise.all(workers.map((worker) => worker.run({ permits: 300, folder })));
  for (const worker of workers) worker.stop();
  const first = Math.max(...results.slice(1).map(({ times }) => times[0] ?? NO_END));
  const times = results.flatMap((result) => result.times.slice(1)).sort((a, b) => a - b);
  const at = (share: number) => (times[Math.floor(times.length * share)] ?? NO_END).toFixed(2);
  return [
    `a permit with ${PROCESSES} processes: median ${at(0.5)} ms, p99 ${at(0.99)} ms`,
    `the first call of a process on an idle key: ${first.toFixed(2)} ms at most`,
  ];
}

/** Another program makes half of the calls that a minute allows, evenly; nobody told our client. */
async function halfAKey(folder: string): Promise<string> {
  const others = MINUTE.limit / 2;
  const sandbox = await startSandbox({ model: 'sliding', latencyMs: 0, otherCallers: others });
  await setTimeout(MINUTE.period + 200);
  const worker = await startWorker();
  const calls = 200;
  const { origin, key } = sandbox;
  const result = await worker.run({ client: 'keap', origin, key, calls, folder, mostMs: NO_END });
  worker.stop();
  await sandbox.stop();
  const admitted = result.admitted.toSorted((a, b) => a - b);
  const time = (admitted.at(-1) ?? 0) - (admitted[0] ?? 0);
  const inASecond = SECOND.limit - Math.ceil(others / (MINUTE.period / SECOND.period));
  const used = leastTime('sliding', calls, inASecond, MINUTE.limit - others) / time;
  const refused = ((result.refusals / calls) * 50).toFixed(1);
  return `others use half of the key: ${refused} refusals in 50 calls, ${(used * 100).toFixed(0)}% of what is left is used`;
}

async function killed(folder: string): Promise<string> {
  const sandbox = await startSandbox({ model: 'sliding', latencyMs: 20 });
  const workers = await Promise.all(Array.from({ length: PROCESSES }, startWorker));
  const { origin, key } = sandbox;
  const share = { client: 'keap', origin, key, calls: 60, folder, mostMs: NO_END } as const;
  const results = Promise.allSettled(workers.map((worker) => worker.run(share)));
  await setTimeout(10_000 / SCALE);
  const victim = workers[0]?.child;
  const gone = victim && once(victim, 'exit');
  victim?.kill('SIGKILL');
  await gone;
  const finished = (await results).flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const calls = finished.reduce((sum, { admitted }) => sum + admitted.length, 0);
  const refusals = await sandbox.refusals();
  for (const worker of workers) worker.stop();
  await sandbox.stop();
  return `one of ${PROCESSES} processes killed: the others made ${calls} of ${3 * share.calls} calls, refusals ${refusals}`;
}
