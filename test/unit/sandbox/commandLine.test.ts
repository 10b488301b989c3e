import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { helpText, parseCommandLine } from '../../../src/sandbox/commandLine.ts';
import { FAULT_NAMES } from '../../../src/sandbox/gateway/faults/faultPlan.ts';
import { TODAY } from '../../../src/sandbox/gateway/limits/limitSettings.ts';
import { parseOptions } from '../../../src/sandbox/options.ts';

const parse = (line: string) => parseCommandLine(line === '' ? [] : line.split(' '));

describe('The command line of the sandbox', () => {
  it('asks for nothing but a port where nothing is written', () => {
    const limits = { allowance: {}, tenant: {} };
    assert.deepEqual(parse(''), { port: 8787, account: {}, limits, faults: {} });
  });

  it('sets every option', () => {
    assert.deepEqual(
      parse(
        '--port 0 --contacts 500 --seed 9 --limits on --per-second 1 --per-minute 2 --per-day 3 --spike 4 ' +
          '--tenant-minute 5 --tenant-day 6 --second-model smoothing --minute-model fixed --pool tenant ' +
          '--other-callers 1.5 --time-scale 60 --refusals older --retry-after --blank-headers ' +
          '--fault 503 --fault reset,shift --fault-rate 0.1 --fault-seed 8 --latency 20 --jitter 10 --xmlrpc-retirement',
      ),
      {
        port: 0,
        account: { contacts: 500, seed: 9 },
        limits: {
          allowance: { second: 1, minute: 2, day: 3, spike: 4 },
          tenant: { minute: 5, day: 6 },
          secondModel: 'smoothing',
          minuteModel: 'fixed',
          pool: 'tenant',
          otherCallers: 1.5,
          timeScale: 60,
          refusalForm: 'older',
          retryAfter: true,
          blankHeaders: true,
        },
        faults: { faults: ['503', 'reset,shift'], rate: 0.1, seed: 8, latency: 20, jitter: 10 },
        xmlRpcRetirement: true,
      },
    );
  });

  it('lifts the limits, or takes today’s and changes those', () => {
    const limits = (line: string) => {
      const options = parse(line);
      return options === 'help' ? undefined : options.limits;
    };
    assert.equal(limits('--limits off'), false);
    assert.deepEqual(limits('--limits today'), { allowance: TODAY, tenant: {} });
    assert.deepEqual(limits('--limits today --per-second 3'), { allowance: { ...TODAY, second: 3 }, tenant: {} });
  });

  it('says in a sentence what is wrong', () => {
    for (const [line, said] of [
      ['--port many', '--port takes a whole number from 0 to 65535, not "many".'],
      ['--port 80.5', '--port takes a whole number from 0 to 65535, not "80.5".'],
      ['--contacts 100001', '--contacts takes a whole number from 0 to 100000, not "100001".'],
      ['--per-second 0', '--per-second takes a whole number from 1 to 1000000, not "0".'],
      ['--limits some', '--limits takes on, off or today, not "some".'],
      ['--limits off --per-day 5', '--per-day says how limits are kept, and --limits off lifts them.'],
      ['--second-model odd', '--second-model takes sliding, fixed, smoothing, counting, not "odd".'],
      ['--fault-rate 2', '--fault-rate takes a number from 0 to 1, not "2".'],
      ['--latency -1', /--latency/],
      ['--fault earthquake', /^--fault: "earthquake" names no fault; the sandbox knows .*503.* and none\.$/],
      ['--shoes', /--shoes.*Try --help\.$/],
      ['shoes', /shoes.*Try --help\.$/],
      ['--port', /--port.*Try --help\.$/],
    ] as const) {
      assert.throws(() => parse(line), { name: 'Error', message: said }, line);
    }
  });

  it('helps with every flag and every fault, on lines that fit a terminal', () => {
    assert.equal(parse('--port many --help'), 'help');
    const help = helpText();
    for (const name of FAULT_NAMES) assert.ok(help.includes(` ${name}`), name);
    for (const flag of ['--port N', '--limits WHICH', '--retry-after ', '--fault NAME']) assert.ok(help.includes(flag));
    for (const line of help.split('\n')) assert.ok(line.length <= 120, line);
  });
});

describe('Options as plain data', () => {
  it('are named by their path where they cannot be', () => {
    for (const [given, said] of [
      [{ port: true }, 'port takes a whole number from 0 to 65535, not "true".'],
      [{ port: '' }, 'port takes a whole number from 0 to 65535, not "".'],
      [{ limits: 'off' }, 'limits takes true or false, not "off".'],
      [{ limits: { allowance: { minute: [] } } }, /^limits\.allowance\.minute takes .*, not "\[\]"\.$/],
      [{ limits: { timeScale: 0 } }, 'limits.timeScale takes a number from 0.01 to 86400, not "0".'],
      [{ faults: { faults: [5] } }, 'faults.faults takes names of faults, not "5".'],
    ] as const) {
      assert.throws(() => parseOptions(given), { message: said });
    }
  });

  it('may be left out, all of them', () => {
    const nothing = { account: {}, limits: { allowance: {}, tenant: {} }, faults: {} };
    for (const given of [undefined, null, 7, {}, { limits: {} }]) assert.deepEqual(parseOptions(given), nothing);
    assert.deepEqual(parseOptions({ limits: false }), { ...nothing, limits: false });
    assert.deepEqual(parseOptions({ faults: { faults: '503' } }).faults, { faults: ['503'] });
  });
});

describe('The page about the sandbox', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../src/sandbox/README.md'), 'utf8');

  it('names every fault, and no flag that there is not', () => {
    for (const name of FAULT_NAMES) assert.ok(page.includes(`\`${name}\``), name);
    const help = helpText();
    const flags = new Set([...page.matchAll(/(?<=[ `])--[a-z][a-z-]+/g)].map(([flag]) => flag));
    assert.ok(flags.size > 10);
    for (const flag of flags) assert.ok(help.includes(`${flag} `), flag);
  });

  it('shows no key', () => {
    assert.doesNotMatch(page, /KeapAK-[0-9A-Za-z]/);
  });
});
