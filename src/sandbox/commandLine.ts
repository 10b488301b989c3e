import { parseArgs } from 'node:util';
import { asObject } from '../keap/json.ts';
import { FAULT_NAMES } from './gateway/faults/faultPlan.ts';
import { LIMITS, MINUTE_MODELS, POOLS, REFUSAL_FORMS, SECOND_MODELS, TODAY } from './gateway/limits/limitSettings.ts';
import { OptionError, type PlainOptions, parseOptions } from './options.ts';
import { ACCOUNT_OPTIONS } from './seed/world.ts';

const DEFAULT_PORT = 8787;

const { allowance, tenant } = LIMITS;
const models = (all: readonly string[], usual: string) => `${all.join(', ')} (${usual})`;

/** Flags as they are written, the option that each sets, and what the help says of it with what is usual. */
const GROUPS: Readonly<Record<string, readonly (readonly [flag: string, path: string, help: string])[]>> = {
  'The account': [
    ['--port N', 'port', `where to listen on 127.0.0.1; 0 takes any free port (${DEFAULT_PORT})`],
    ['--contacts N', 'account.contacts', `how many contacts it has, up to 100000 (${ACCOUNT_OPTIONS.contacts})`],
    ['--seed N', 'account.seed', `which account is made up (${ACCOUNT_OPTIONS.seed})`],
  ],
  Limits: [
    ['--limits WHICH', 'limits', 'on, off, or today: as Keap announces them now (on)'],
    ['--per-second N', 'limits.allowance.second', `calls of a key in a second (${allowance.second}; ${TODAY.second})`],
    ['--per-minute N', 'limits.allowance.minute', `calls of a key in a minute (${allowance.minute}; ${TODAY.minute})`],
    ['--per-day N', 'limits.allowance.day', `calls of a key until 00:00 UTC (${allowance.day}; ${TODAY.day})`],
    ['--spike N', 'limits.allowance.spike', `calls of all keys in a second (no limit; ${TODAY.spike})`],
    ['--tenant-minute N', 'limits.tenant.minute', `calls of all keys in a minute (${tenant.minute})`],
    ['--tenant-day N', 'limits.tenant.day', `calls of all keys until 00:00 UTC (${tenant.day})`],
    [
      '--second-model MODEL',
      'limits.secondModel',
      `how a second is counted: ${models(SECOND_MODELS, LIMITS.secondModel)}`,
    ],
    [
      '--minute-model MODEL',
      'limits.minuteModel',
      `how a minute is counted: ${models(MINUTE_MODELS, LIMITS.minuteModel)}`,
    ],
    ['--pool WHOSE', 'limits.pool', `whose calls share minute and day: ${models(POOLS, LIMITS.pool)}`],
    ['--other-callers N', 'limits.otherCallers', 'calls a minute that others make with the key (0)'],
    ['--time-scale N', 'limits.timeScale', 'how many times as fast the time of the limits runs (1)'],
    ['--refusals FORM', 'limits.refusalForm', `the body of a 429: ${models(REFUSAL_FORMS, LIMITS.refusalForm)}`],
    ['--retry-after', 'limits.retryAfter', 'a 429 says when to come back'],
    ['--blank-headers', 'limits.blankHeaders', 'a 429 has blank x-keap headers'],
  ],
  Faults: [
    ['--fault NAME', 'faults.faults', 'what goes wrong; NAME,NAME at once; given again, one or the other'],
    ['--fault-rate N', 'faults.rate', 'the share of requests it happens to, from 0 to 1 (1)'],
    ['--fault-seed N', 'faults.seed', 'decides which requests those are (1)'],
    ['--latency MS', 'faults.latency', 'milliseconds by which every answer comes later (0)'],
    ['--jitter MS', 'faults.jitter', 'up to how many milliseconds more (0)'],
    ['--xmlrpc-retirement', 'xmlRpcRetirement', 'XML-RPC is away in its announced brownouts and after its end'],
  ],
};

const FLAGS = Object.values(GROUPS).flatMap((rows) =>
  rows.map(([flag, path]) => {
    const [name = '', takes] = flag.slice(2).split(' ');
    return { name, path, type: takes === undefined ? ('boolean' as const) : ('string' as const) };
  }),
);

/** What `--help` prints. */
export function helpText(): string {
  const rows = (group: keyof typeof GROUPS) =>
    (GROUPS[group] ?? []).map(([flag, , help]) => `  ${flag.padEnd(22)}${help}`).join('\n');
  return `A local Keap: every operation of its REST API and every method of XML-RPC answers, and a made-up account
remembers what you do to it.
Any key of Keap's shape opens it: KeapAK- and at least eight letters or digits. Everything lives in memory.

  npm run sandbox -- [FLAGS]     --help prints this

The account
${rows('The account')}

Limits: what is usual stands in brackets, and after a semicolon what --limits today makes usual
${rows('Limits')}

Faults on purpose; a request can ask for its own by the headers x-sandbox-fault, x-sandbox-latency, x-sandbox-jitter
${rows('Faults')}

Names of faults, where MS stands for milliseconds:
${wrapped(FAULT_NAMES)}

src/sandbox/README.md has examples, and says what the account remembers and what the sandbox does not do.`;
}

/** Names on lines that fit a terminal. */
function wrapped(names: readonly string[]): string {
  const lines = [' '];
  for (const name of names) {
    const last = lines.at(-1) ?? '';
    if (last.length + name.length > 90) lines.push(`  ${name}`);
    else lines[lines.length - 1] = `${last} ${name}`;
  }
  return lines.join('\n');
}

/**
 * What was asked for on the command line, without Node and the program.
 * @throws OptionError for the first thing that cannot be
 */
export function parseCommandLine(given: readonly string[]): PlainOptions | 'help' {
  const values = readFlags(given);
  if (values['help']) return 'help';
  const plain: Record<string, unknown> = { port: DEFAULT_PORT };
  const set = FLAGS.filter(({ name }) => name !== 'limits' && values[name] !== undefined);
  applyLimits(
    plain,
    values['limits'] ?? 'on',
    set.map(({ path }) => path),
  );
  for (const { name, path } of set) assign(plain, path.split('.'), values[name]);
  return parseOptions(plain, (path) => `--${FLAGS.find((flag) => flag.path === path)?.name ?? path}`);
}

function readFlags(given: readonly string[]): Readonly<Record<string, unknown>> {
  const options = Object.fromEntries(
    FLAGS.map(({ name, type }) => [name, { type, multiple: name === 'fault' }] as const),
  );
  try {
    return parseArgs({ args: [...given], options: { ...options, help: { type: 'boolean' } } }).values;
  } catch (error) {
    throw new OptionError(`${error instanceof Error ? error.message : error} Try --help.`);
  }
}

function applyLimits(plain: Record<string, unknown>, which: unknown, paths: readonly string[]): void {
  if (which === 'today') plain['limits'] = { allowance: { ...TODAY } };
  else if (which === 'off') {
    const moot = FLAGS.find(({ path }) => path.startsWith('limits.') && paths.includes(path));
    if (moot) throw new OptionError(`--${moot.name} says how limits are kept, and --limits off lifts them.`);
    plain['limits'] = false;
  } else if (which !== 'on') throw new OptionError(`--limits takes on, off or today, not "${which}".`);
}

function assign(target: Record<string, unknown>, [step = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    target[step] = value;
    return;
  }
  const inner: Record<string, unknown> = { ...asObject(target[step]) };
  target[step] = inner;
  assign(inner, rest, value);
}
