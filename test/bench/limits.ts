/**
 * npm run -s bench:limits [-- --json] [-- FLAGS]: how fast our client and three libraries get calls through limits, and how
 * often they are refused on the way, against the sandbox's models of them with all windows 10 times as short. Time is
 * that between the first and the last call that was let in, over the least that the announced limits allow (for
 * `smoothing`: one call per period/limit). What is printed of a combination is the median time and the most refusals
 * of its repetitions.
 *
 * Our client remembers what it learned of a key. Each model's key is therefore met once before it is measured, by 30
 * calls, of which the first lines tell.
 *
 * A part of it: --quick, or --client keap,p-queue --model sliding --latency 0,20 --processes 1,2 --n 30 --repetitions 1.
 * Our client is measured alone, about half an hour; of the libraries, which miss the targets by far, four combinations at
 * a time, which makes them some hundredths slower than they are. --lanes N runs N at a time of both. The whole ends with
 * what a permit takes, a key of which others use half, and a process that is killed; for a part --aside adds them.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { measureAside } from './limits/aside.ts';
import { type RunningSandbox, startSandbox, startWorker, type Worker } from './limits/processes.ts';
import { CLIENTS, type ClientName, leastTime, MINUTE, MODELS, type Model } from './limits/run.ts';

const { values } = parseArgs({
  options: {
    ...{ json: { type: 'boolean' }, quick: { type: 'boolean' }, client: { type: 'string' }, model: { type: 'string' } },
    ...{ latency: { type: 'string' }, processes: { type: 'string' }, n: { type: 'string' }, lanes: { type: 'string' } },
    ...{ repetitions: { type: 'string' }, aside: { type: 'boolean' } },
  },
});

interface Combination {
  readonly client: ClientName;
  readonly model: Model;
  readonly n: number;
  readonly processes: number;
  readonly latencyMs: number;
}

const { quick } = values;
const isPart = [quick, values.client, values.model, values.latency, values.processes, values.n].some((given) => given);
const clients = chosen(values.client, CLIENTS, quick ? ['keap'] : CLIENTS);
const models = chosen(values.model, MODELS, MODELS);
const latencies = numbers(values.latency, quick ? [0] : [0, 20, 80]);
const processes = numbers(values.processes, quick ? [1, 4] : [1, 2, 4]);
const sizes = numbers(values.n, [30, 300]);
const repetitions = numbers(values.repetitions, [quick ? 1 : 3])[0] ?? 3;
const lanes = numbers(values.lanes, [4])[0] ?? 4;

/** A library that fares so badly is stopped. */
const MOST_TIMES_LEAST = 4;

/** What was learned of a key is used for so long; ours would forget it in an hour of the limits' time. */
const ACQUAINTANCE_MS = 240_000;

const root = mkdtempSync(join(tmpdir(), 'keap-bench-limits-'));
const say = (text: string) => (values.json ? console.error(text) : console.log(text));
let folders = 0;
const newFolder = () => join(root, String(folders++));

const known = new Map<Model, { readonly folder: string; readonly until: number }>();
let meeting: Promise<unknown> = Promise.resolve();

/** A folder in which the key of a model is known, and was not used in the last minute. */
function acquaintance(model: Model): Promise<string> {
  const meet = async () => {
    const before = known.get(model);
    if (before && before.until > Date.now()) return before.folder;
    const folder = newFolder();
    const combination = { client: 'keap', model, n: 30, processes: 1, latencyMs: 0 } as const;
    const sandbox = await startSandbox(combination);
    const worker = await startWorker();
    const { ratio, refusals } = await measure(combination, sandbox, [worker], folder);
    worker.stop();
    await sandbox.stop();
    if (!before) say(`a key of ${model} that nobody knew: 30 calls, ratio ${ratio.toFixed(3)}, refusals ${refusals}`);
    await setTimeout(MINUTE.period + 500);
    known.set(model, { folder, until: Date.now() + ACQUAINTANCE_MS });
    return folder;
  };
  const met = meeting.then(meet);
  meeting = met.catch(() => undefined);
  return met;
}

interface Figures {
  readonly ratio: number;
  readonly refusals: number;
}

async function measure(
  { client, model, n }: Combination,
  sandbox: RunningSandbox,
  workers: readonly Worker[],
  folder: string,
): Promise<Figures> {
  const least = leastTime(model, n);
  const { origin, key } = sandbox;
  const shares = workers.map((worker, index) => {
    const calls = Math.floor(n / workers.length) + (index < n % workers.length ? 1 : 0);
    return worker.run({ client, origin, key, calls, folder, mostMs: least * MOST_TIMES_LEAST });
  });
  const results = await Promise.all(shares);
  const admitted = results.flatMap((result) => result.admitted).sort((a, b) => a - b);
  const refusals = results.reduce((sum, result) => sum + result.refusals, 0);
  const complete = admitted.length === n;
  const time = complete ? (admitted.at(-1) ?? 0) - (admitted[0] ?? 0) : least * MOST_TIMES_LEAST;
  return { ratio: time / least, refusals };
}

async function repeat(combination: Combination): Promise<Figures> {
  const runs: Figures[] = [];
  const workers = await Promise.all(Array.from({ length: combination.processes }, startWorker));
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const folder = newFolder();
    if (combination.client === 'keap') cpSync(await acquaintance(combination.model), folder, { recursive: true });
    const sandbox = await startSandbox(combination);
    runs.push(await measure(combination, sandbox, workers, folder));
    await sandbox.stop();
  }
  for (const worker of workers) worker.stop();
  const ratios = runs.map(({ ratio }) => ratio).sort((a, b) => a - b);
  return {
    ratio: ratios[Math.floor(ratios.length / 2)] ?? 0,
    refusals: Math.max(...runs.map(({ refusals }) => refusals)),
  };
}

const combinations: Combination[] = clients.flatMap((client) =>
  models.flatMap((model) =>
    latencies.flatMap((latencyMs) =>
      processes.flatMap((count) => sizes.map((n) => ({ client, model, n, processes: count, latencyMs }))),
    ),
  ),
);
const figures = new Map<Combination, Figures>();
say('client      model      n    processes  latency  ratio   refusals');
const isOurs = ({ client }: Combination): boolean => client === 'keap';
await measureAll(combinations.filter(isOurs), values.lanes === undefined ? 1 : lanes);
await measureAll(
  combinations.filter((combination) => !isOurs(combination)),
  lanes,
);
if (values.aside || (clients.includes('keap') && !isPart)) for (const line of await measureAside(newFolder)) say(line);
rmSync(root, { recursive: true, force: true });
if (values.json) {
  console.log(
    JSON.stringify(
      combinations.map((combination) => {
        const { ratio = 0, refusals = 0 } = figures.get(combination) ?? {};
        return { ...combination, ratio: Math.round(ratio * 1000) / 1000, refusals };
      }),
    ),
  );
}

/** Measures combinations, so many at a time, and says each as it is known. */
async function measureAll(all: readonly Combination[], atATime: number): Promise<void> {
  const waiting = [...all];
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const measured = await repeat(next);
      figures.set(next, measured);
      const { client, model, n, processes: count, latencyMs } = next;
      say(
        [
          ...[client.padEnd(11), model.padEnd(10), String(n).padEnd(4), String(count).padEnd(10)],
          ...[`${latencyMs} ms`.padEnd(8), measured.ratio.toFixed(3).padEnd(7), measured.refusals],
        ].join(' '),
      );
    }
  };
  await Promise.all(Array.from({ length: atATime }, lane));
}

function chosen<T extends string>(given: string | undefined, all: readonly T[], usual: readonly T[]): readonly T[] {
  if (given === undefined) return usual;
  return given.split(',').map((name) => {
    const found = all.find((one) => one === name);
    if (!found) throw new Error(`${name} is none of ${all.join(', ')}.`);
    return found;
  });
}

function numbers(given: string | undefined, usual: readonly number[]): readonly number[] {
  return given === undefined ? usual : given.split(',').map(Number);
}
