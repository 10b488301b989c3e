/** The clients that are compared: ours, and three libraries told the same limits, each repeating what was refused. */
import { setTimeout } from 'node:timers/promises';
import Bottleneck from 'bottleneck';
import PQueue from 'p-queue';
import pThrottle from 'p-throttle';
import { request } from 'undici';
import { KeapClient, type SendOptions } from '../../../src/keap/client.ts';
import type { Connection } from '../../../src/keap/connection.ts';
import { UndiciTransport } from '../../../src/keap/http/undiciTransport.ts';
import { SYSTEM_CLOCK } from '../../../src/keap/limits/clock.ts';
import { LedgerFolder } from '../../../src/keap/limits/ledgerFolder.ts';
import { Limiter } from '../../../src/keap/limits/limiter.ts';
import { KEY_PLAN, type Plan } from '../../../src/keap/limits/plan.ts';
import { MINUTE, type PermitTask, type PermitTimes, SECOND, type Share, type ShareResult } from './run.ts';

const TARGET = '/crm/rest/v1/account/profile';
const REQUEST = { method: 'GET', target: TARGET, headers: { accept: 'application/json' } } as const;

/** Our plan in the time of the benchmark. */
export const PLAN: Plan = {
  limits: KEY_PLAN.limits,
  periods: { ...KEY_PLAN.periods, second: SECOND.period, minute: MINUTE.period },
};

/** Makes the calls of a share, as many at once as the client lets through. */
export async function runShare(share: Share): Promise<ShareResult> {
  const admitted: number[] = [];
  let refusals = 0;
  const record = (status: number, sentAt: number): boolean => {
    if (status === 429) refusals++;
    else if (status === 200) admitted.push(sentAt);
    else throw new Error(`The sandbox answered ${status}.`);
    return status === 200;
  };
  if (share.client === 'keap') await runKeap(share, record);
  else await runLibrary(share, LIBRARIES[share.client](), record);
  return { admitted, refusals };
}

type Note = (status: number, sentAt: number) => boolean;

async function runKeap({ origin, key, calls, folder }: Share, record: Note): Promise<void> {
  const inner = new UndiciTransport();
  const client = new KeapClient({
    transport: {
      send: async (given, options) => {
        const sentAt = SYSTEM_CLOCK.steady();
        const response = await inner.send({ ...given, origin }, options);
        record(response.status, sentAt);
        return response;
      },
      close: () => inner.close(),
    },
    credential: async () => key,
    readFile: async () => new Uint8Array(),
    guard: { access: () => 'full', settings: () => ({ ask: [], typed: [] }), approve: async () => true },
    ledgerFolder: folder,
    plan: PLAN,
  });
  const connection: Connection = {
    id: 'bench',
    name: 'Bench',
    kind: 'personalAccessToken',
    origin: 'https://api.infusionsoft.com',
    production: false,
    readOnly: false,
  };
  const options: SendOptions = { signal: new AbortController().signal, timeoutMs: 60_000, maxBytes: 2 ** 20 };
  const statuses = await Promise.all(
    Array.from({ length: calls }, async () => (await client.check(key, connection, REQUEST, options)).status),
  );
  await client.close();
  if (statuses.some((status) => status !== 200)) throw new Error('A refused call did not go again.');
}

type Schedule = (call: () => Promise<boolean>) => Promise<boolean>;

const LIBRARIES: Readonly<PerLibrary<() => Schedule>> = {
  'p-queue': () => {
    const minute = new PQueue({ intervalCap: MINUTE.limit, interval: MINUTE.period, strict: true });
    const second = new PQueue({ intervalCap: SECOND.limit, interval: SECOND.period, strict: true });
    return (call) => minute.add(() => second.add(call));
  },
  bottleneck: () => {
    const limiter = new Bottleneck({
      minTime: SECOND.period / SECOND.limit,
      reservoir: MINUTE.limit,
      reservoirRefreshAmount: MINUTE.limit,
      reservoirRefreshInterval: MINUTE.period,
    });
    return (call) => limiter.schedule(call);
  },
  'p-throttle': () => {
    const minute = pThrottle({ limit: MINUTE.limit, interval: MINUTE.period, strict: true });
    const second = pThrottle({ limit: SECOND.limit, interval: SECOND.period, strict: true });
    const inner = second((call: () => Promise<boolean>) => call());
    return minute((call: () => Promise<boolean>) => inner(call));
  },
};

type PerLibrary<T> = { [name in Exclude<Share['client'], 'keap'>]: T };

async function runLibrary({ origin, key, calls, mostMs }: Share, schedule: Schedule, record: Note): Promise<void> {
  const end = SYSTEM_CLOCK.steady() + mostMs;
  const call = async (): Promise<boolean> => {
    if (SYSTEM_CLOCK.steady() > end) return true;
    const sentAt = SYSTEM_CLOCK.steady();
    const { statusCode, body } = await request(origin + TARGET, { headers: { 'x-keap-api-key': key } });
    await body.dump();
    return record(statusCode, sentAt);
  };
  const untilLetIn = async (): Promise<void> => {
    while (!(await schedule(call)) && SYSTEM_CLOCK.steady() < end);
  };
  await Promise.race([Promise.all(Array.from({ length: calls }, untilLetIn)), setTimeout(mostMs)]);
}

/**
 * Takes permits of a key that has more than enough, now and then, as several windows do. Its minute is so short that four
 * processes fill it with as many calls as a minute of Keap's holds.
 */
export async function takePermits({ permits, folder }: PermitTask): Promise<PermitTimes> {
  const limits = { second: 1_000, minute: 1_000, day: 1_000_000 };
  const plan: Plan = { limits, periods: { ...PLAN.periods, minute: 300 } };
  const ledger = new LedgerFolder({ folder, clock: SYSTEM_CLOCK, plan }).ledgerOf('a key');
  const limiter = new Limiter({ ledger, clock: SYSTEM_CLOCK, plan });
  const options = { signal: new AbortController().signal, timeoutMs: 1_000 };
  const times: number[] = [];
  for (let index = 0; index < permits; index++) {
    const from = SYSTEM_CLOCK.steady();
    const taken = await limiter.run(
      async () => SYSTEM_CLOCK.steady(),
      () => ({ kind: 'lost' }),
      options,
    );
    times.push(taken - from);
    await setTimeout(5 + Math.random() * 10);
  }
  return { times };
}
