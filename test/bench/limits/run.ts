/** What a process of a run is told, and what it says afterwards. */

export const CLIENTS = ['keap', 'p-queue', 'bottleneck', 'p-throttle'] as const;
export type ClientName = (typeof CLIENTS)[number];

export const MODELS = ['sliding', 'fixed', 'smoothing', 'counting'] as const;
export type Model = (typeof MODELS)[number];

/** How many times as fast as Keap's the limits' time runs. */
export const SCALE = 10;
export const SECOND = { limit: 5, period: 1_000 / SCALE };
export const MINUTE = { limit: 120, period: 60_000 / SCALE };

/** The part of one process in a run. */
export interface Share {
  readonly client: ClientName;
  readonly origin: string;
  readonly key: string;
  /** How many calls this process makes. */
  readonly calls: number;
  /** The folder of the ledgers, which all processes of the run share. */
  readonly folder: string;
  /** After so many milliseconds a library is stopped, wherever it is. */
  readonly mostMs: number;
}

export interface ShareResult {
  /** When calls went out that were let in, in milliseconds of the machine's steady clock. */
  readonly admitted: readonly number[];
  readonly refusals: number;
}

/** What a process is told that only takes permits, of a key that has more than enough. */
export interface PermitTask {
  readonly permits: number;
  readonly folder: string;
}

/** How long each permit took, in milliseconds, in the order they were taken. */
export interface PermitTimes {
  readonly times: readonly number[];
}

/**
 * The least time in milliseconds from the first to the last of some calls that the announced limits allow.
 * @param second how many calls of a second are ours @param minute how many of a minute
 */
export function leastTime(model: Model, calls: number, second = SECOND.limit, minute = MINUTE.limit): number {
  const times: number[] = [];
  const ago = (index: number, count: number, period: number): number => {
    const before = times[index - count];
    return before === undefined ? 0 : before + period;
  };
  for (let index = 0; index < calls; index++) {
    const burst = model === 'smoothing' ? ago(index, 1, SECOND.period / second) : ago(index, second, SECOND.period);
    times.push(Math.max(burst, ago(index, minute, MINUTE.period)));
  }
  return times.at(-1) ?? 0;
}
