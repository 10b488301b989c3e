import { asList, asObject, asString } from '../keap/json.ts';
import { MOST_MILLISECONDS, readFaults, unknownFault } from './gateway/faults/faultPlan.ts';
import { MINUTE_MODELS, POOLS, REFUSAL_FORMS, SECOND_MODELS } from './gateway/limits/limitSettings.ts';
import type { SandboxOptions } from './server.ts';

/** What someone may ask of a sandbox in plain data; clocks and files are the program's own. */
export type PlainOptions = Omit<SandboxOptions, 'dataFolder' | 'clock' | 'delay'>;

/** Something asked for that cannot be, in a sentence for whoever asked. */
export class OptionError extends Error {}

const MOST_CALLS = 1_000_000;
const MOST_CALLS_A_DAY = 1_000_000_000;
const MOST_SEED = 2 ** 32 - 1;

/**
 * Options from unknown data: what is missing is left out, numbers may be written as text.
 * @param nameOf how to call an option, such as `limits.allowance.second`, in a message
 * @throws OptionError for the first thing that cannot be
 */
export function parseOptions(given: unknown, nameOf: (path: string) => string = (path) => path): PlainOptions {
  const read = new OptionReader(given, nameOf);
  return present({
    port: read.whole('port', 0, 65_535),
    account: present({
      contacts: read.whole('account.contacts', 0, 100_000),
      seed: read.whole('account.seed', 0, MOST_SEED),
    }),
    limits: read.toggle('limits') ?? readLimits(read),
    faults: present({
      faults: read.faults('faults.faults'),
      rate: read.number('faults.rate', 0, 1),
      seed: read.whole('faults.seed', 0, MOST_SEED),
      latency: read.whole('faults.latency', 0, MOST_MILLISECONDS),
      jitter: read.whole('faults.jitter', 0, MOST_MILLISECONDS),
    }),
    xmlRpcRetirement: read.toggle('xmlRpcRetirement'),
  });
}

function readLimits(read: OptionReader): SandboxOptions['limits'] {
  return present({
    allowance: present({
      second: read.whole('limits.allowance.second', 1, MOST_CALLS),
      minute: read.whole('limits.allowance.minute', 1, MOST_CALLS),
      day: read.whole('limits.allowance.day', 1, MOST_CALLS_A_DAY),
      spike: read.whole('limits.allowance.spike', 1, MOST_CALLS),
    }),
    tenant: present({
      minute: read.whole('limits.tenant.minute', 1, MOST_CALLS),
      day: read.whole('limits.tenant.day', 1, MOST_CALLS_A_DAY),
    }),
    secondModel: read.choice('limits.secondModel', SECOND_MODELS),
    minuteModel: read.choice('limits.minuteModel', MINUTE_MODELS),
    pool: read.choice('limits.pool', POOLS),
    otherCallers: read.number('limits.otherCallers', 0, MOST_CALLS),
    timeScale: read.number('limits.timeScale', 0.01, 86_400),
    refusalForm: read.choice('limits.refusalForm', REFUSAL_FORMS),
    retryAfter: read.toggle('limits.retryAfter'),
    blankHeaders: read.toggle('limits.blankHeaders'),
  });
}

/** Reads values by their path, `limits.allowance.second`; undefined where nothing is given. */
class OptionReader {
  private readonly given: unknown;
  private readonly nameOf: (path: string) => string;

  constructor(given: unknown, nameOf: (path: string) => string) {
    this.given = given;
    this.nameOf = nameOf;
  }

  whole(path: string, least: number, most: number): number | undefined {
    return this.numeric(path, 'a whole number', (value) => Number.isInteger(value) && value >= least && value <= most, [
      least,
      most,
    ]);
  }

  number(path: string, least: number, most: number): number | undefined {
    return this.numeric(path, 'a number', (value) => value >= least && value <= most, [least, most]);
  }

  choice<T extends string>(path: string, choices: readonly T[]): T | undefined {
    const value = this.at(path);
    if (value === undefined) return undefined;
    const chosen = choices.find((choice) => choice === value);
    return chosen ?? this.refuse(path, `takes ${choices.join(', ')}`, value);
  }

  toggle(path: string): boolean | undefined {
    const value = this.at(path);
    if (value === undefined || typeof value === 'boolean') return value;
    return asObject(value) ? undefined : this.refuse(path, 'takes true or false', value);
  }

  faults(path: string): readonly string[] | undefined {
    const value = this.at(path);
    if (value === undefined) return undefined;
    return (asList(value) ?? [value]).map((item) => {
      const names = asString(item);
      if (names === undefined) return this.refuse(path, 'takes names of faults', item);
      if (readFaults(names) === undefined) throw new OptionError(`${this.nameOf(path)}: ${unknownFault(names)}`);
      return names;
    });
  }

  private numeric(
    path: string,
    what: string,
    fits: (value: number) => boolean,
    [least, most]: readonly [number, number],
  ): number | undefined {
    const value = this.at(path);
    if (value === undefined) return undefined;
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number === 'number' && fits(number)) return number;
    return this.refuse(path, `takes ${what} from ${least} to ${most}`, value);
  }

  private at(path: string): unknown {
    return path.split('.').reduce<unknown>((value, step) => asObject(value)?.[step], this.given);
  }

  private refuse(path: string, takes: string, value: unknown): never {
    const shown = typeof value === 'string' ? value : JSON.stringify(value);
    throw new OptionError(`${this.nameOf(path)} ${takes}, not "${shown}".`);
  }
}

/** The members that are there: an option left out and one that is undefined are not the same to TypeScript. */
function present<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
