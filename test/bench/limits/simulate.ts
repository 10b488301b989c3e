/**
 * node test/bench/limits/simulate.ts: the runs of bench:limits on a clock that goes on when everyone waits, so that their
 * figures depend on the rules alone and not on the machine. --runs N (default 10) for each combination, each with other
 * latencies and another phase of the server's windows; --late MS (default 1): timers wake up to so much too late; --stall
 * MS (default 0): up to so much later arrive three calls in a hundred; --out SHARE (default 0): so much of the latency
 * lies on the way to the server and not on the way back, up to 1. --model, --latency, --processes and --n as in bench:limits.
 */
import { parseArgs } from 'node:util';
import { MemoryLedger } from '../../../src/keap/limits/ledger.ts';
import { Limiter } from '../../../src/keap/limits/limiter.ts';
import { emptyRecord } from '../../../src/keap/limits/record.ts';
import { outcomeOf } from '../../../src/keap/limits/refusal.ts';
import { limitHeaders } from '../../../src/sandbox/gateway/limitHeaders.ts';
import { limitSettings } from '../../../src/sandbox/gateway/limits/limitSettings.ts';
import { Limits } from '../../../src/sandbox/gateway/limits/limits.ts';
import { throttled } from '../../../src/sandbox/gateway/limits/throttled.ts';
import { FakeClock } from '../../unit/limits/fakes.ts';
import { PLAN } from './clients.ts';
import { leastTime, MINUTE, MODELS, type Model, SCALE, SECOND } from './run.ts';

const { values } = parseArgs({
  options: {
    ...{ model: { type: 'string' }, latency: { type: 'string' }, processes: { type: 'string' }, n: { type: 'string' } },
    ...{ runs: { type: 'string' }, late: { type: 'string' }, out: { type: 'string' }, seed: { type: 'string' } },
    stall: { type: 'string' },
  },
});
const [runs = 10] = numbers(values.runs, [10]);
const [late = 1] = numbers(values.late, [1]);
const [share = 0] = numbers(values.out, [0]);
const [stall = 0] = numbers(values.stall, [0]);
const [firstSeed = 1] = numbers(values.seed, [1]);

/** The share of calls that arrive late since their process or the machine has other things to do. */
const STALLED = 0.03;

/** Timers wake late, as those of a process that has more to do. */
class LateClock extends FakeClock {
  readonly random: () => number;

  constructor(random: () => number) {
    super();
    this.random = random;
  }

  override delay(ms: number, signal?: AbortSignal): Promise<void> {
    return super.delay(ms + late * this.random(), signal);
  }

  /** For the network, which is never late. */
  exactly(ms: number): Promise<void> {
    return super.delay(ms);
  }
}

interface Figures {
  readonly ratio: number;
  readonly refusals: number;
}

async function simulate(model: Model, n: number, processes: number, latencyMs: number, seed: number): Promise<Figures> {
  const random = generator(seed);
  const clock = new LateClock(random);
  clock.steadyTime += random() * MINUTE.period * SCALE;
  const settings = limitSettings({
    ...{ allowance: { second: SECOND.limit, minute: MINUTE.limit, day: 1_000_000 }, timeScale: SCALE },
    ...{ secondModel: model, minuteModel: model === 'fixed' ? 'fixed' : 'sliding' },
  });
  const ledger = new MemoryLedger(emptyRecord());
  const all = Array.from({ length: processes }, () => new Limiter({ ledger, clock, plan: PLAN }));

  const run = async (limiters: readonly Limiter[], calls: number, mostLatency: number): Promise<Figures> => {
    const limits = new Limits(() => clock.now(), settings);
    const admitted: number[] = [];
    let refusals = 0;
    const send = async () => {
      const sentAt = clock.steady();
      const wait = mostLatency * (0.5 + random());
      // Even where all is fast a call takes a moment to arrive and an answer to be read.
      const stalled = random() < STALLED ? stall * random() : 0;
      await clock.exactly(share * wait + 0.3 + 0.5 * random() + stalled);
      const refused = limits.spend('key');
      const answer = refused ? throttled(refused, settings) : { status: 200 };
      const headers = limitHeaders(limits, 'key');
      await clock.exactly((1 - share) * wait + 0.3 + 0.5 * random());
      if (refused) refusals++;
      else admitted.push(sentAt);
      const body = new TextEncoder().encode(JSON.stringify('json' in answer ? answer.json : {}));
      const timing = { queuedMs: 0, firstByteMs: 0, totalMs: 0 };
      return { status: answer.status, statusText: '', headers: Object.entries(headers), body, timing };
    };
    const options = { signal: new AbortController().signal, timeoutMs: 60_000 };
    const untilLetIn = async (limiter: Limiter): Promise<void> => {
      for (let priority = 10; ; priority = 11) {
        const response = await limiter.run(send, (one) => outcomeOf(one, clock.now()), { ...options, priority });
        if (response.status === 200) return;
      }
    };
    await clock.run(
      Promise.all(
        Array.from({ length: calls }, (_, index) => untilLetIn(limiters[index % limiters.length] as Limiter)),
      ),
    );
    admitted.sort((a, b) => a - b);
    return { ratio: ((admitted.at(-1) ?? 0) - (admitted[0] ?? 0)) / leastTime(model, calls), refusals };
  };

  await run(all.slice(0, 1), 30, 0);
  await clock.run(clock.exactly(MINUTE.period + 500 + random() * MINUTE.period));
  return run(all, n, latencyMs);
}

/** Numbers from 0 up to 1, the same again for the same seed. */
function generator(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function numbers(given: string | undefined, usual: readonly number[]): readonly number[] {
  return given === undefined ? usual : given.split(',').map(Number);
}

console.log('model      n    processes  latency  ratio: least median most   refusals: most, runs with any');
const models = MODELS.filter((model) => values.model === undefined || values.model.split(',').includes(model));
for (const model of models)
  for (const latencyMs of numbers(values.latency, [0, 20, 80]))
    for (const processes of numbers(values.processes, [1, 4]))
      for (const n of numbers(values.n, [300])) {
        const found: Figures[] = [];
        for (let index = 0; index < runs; index++)
          found.push(await simulate(model, n, processes, latencyMs, firstSeed + index));
        const ratios = found.map(({ ratio }) => ratio).sort((a, b) => a - b);
        const refusals = found.map((one) => one.refusals);
        const at = (index: number) => (ratios[index] ?? 0).toFixed(3);
        console.log(
          [
            ...[model.padEnd(10), String(n).padEnd(4), String(processes).padEnd(10), `${latencyMs} ms`.padEnd(15)],
            ...[at(0), at(Math.floor(runs / 2)), at(runs - 1), ' ', Math.max(...refusals)],
            refusals.filter((count) => count > 0).length,
          ].join(' '),
        );
      }
