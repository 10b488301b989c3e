/**
 * A process on a shared ledger, for fileLedger.test.ts. Arguments: folder, key, calls, latency in milliseconds. It says
 * when each call arrived and was answered, by the machine's steady clock, a line each; with `stay` it then holds a
 * call open for ever.
 */
import { setTimeout } from 'node:timers/promises';
import { SYSTEM_CLOCK } from '../../../src/keap/limits/clock.ts';
import { LedgerFolder } from '../../../src/keap/limits/ledgerFolder.ts';
import { Limiter } from '../../../src/keap/limits/limiter.ts';
import { ANSWERED, FAST_PLAN } from './fakes.ts';

const [folder = '', key = '', calls = '0', latency = '0', then] = process.argv.slice(2);
const clock = SYSTEM_CLOCK;
const ledgers = new LedgerFolder({ folder, clock, plan: FAST_PLAN });
const limiter = new Limiter({ ledger: ledgers.ledgerOf(key), clock, plan: FAST_PLAN });
const options = { signal: new AbortController().signal, timeoutMs: 60_000 };

async function call(): Promise<void> {
  await setTimeout((Math.random() * Number(latency)) / 2);
  console.log(clock.steady());
  await setTimeout((Math.random() * Number(latency)) / 2);
}

await Promise.all(Array.from({ length: Number(calls) }, () => limiter.run(call, () => ANSWERED, options)));
if (then === 'stay') {
  const open = async () => {
    console.log('open');
    await setTimeout(600_000);
  };
  await Promise.all(Array.from({ length: FAST_PLAN.limits.second }, () => limiter.run(open, () => ANSWERED, options)));
}
