import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readMinute, readNumber } from '../../../src/keap/limits/arrivals.ts';
import { MemoryLedger } from '../../../src/keap/limits/ledger.ts';
import { Limiter } from '../../../src/keap/limits/limiter.ts';
import { KEY_PLAN } from '../../../src/keap/limits/plan.ts';
import type { Quota } from '../../../src/keap/limits/quotaHeaders.ts';
import { emptyRecord, type KeyRecord, type Permit } from '../../../src/keap/limits/record.ts';
import { limitSettings } from '../../../src/sandbox/gateway/limits/limitSettings.ts';
import { Limits } from '../../../src/sandbox/gateway/limits/limits.ts';
import { FakeClock, SILENT } from './fakes.ts';

const permit = (id: string, takenAt: number): Permit => ({ id, takenAt, until: 1e9, owner: OWNER });
const OWNER = { host: 'here', pid: 1, run: 'a' };
const used = ({ day, minute }: { day?: number; minute?: number }): Quota => ({
  ...SILENT,
  day: { limit: undefined, available: undefined, used: day },
  minute: { limit: undefined, available: undefined, used: minute },
});
const exact = (over: Partial<KeyRecord> = {}): KeyRecord => ({ ...emptyRecord(), exact: 50, ...over });

test('a call with a lower number than one whose answer has come had arrived by then', () => {
  const slow = permit('slow', 0);
  const record = exact({ underWay: [slow] });
  assert.equal(readNumber(record, permit('quick', 1), 40, used({ day: 8 })), 40);
  assert.equal(readNumber(record, slow, 90, used({ day: 7 })), 40);
});

test('numbers are believed once enough of them fit, and no longer once one does not', () => {
  const slow = permit('slow', 0);
  const record = exact({ exact: 0, underWay: [slow] });
  for (let number = 1; number < 9; number++)
    readNumber(record, permit('x', number * 10), number * 10, used({ day: number }));
  assert.equal(readNumber(structuredClone(record), slow, 90, used({ day: 0 })), 90, 'nine fit');
  readNumber(record, permit('x', 100), 100, used({ day: 9 }));
  assert.equal(readNumber(structuredClone(record), slow, 110, used({ day: 0 })), 10, 'before the first');
  const twice = structuredClone(record);
  assert.equal(readNumber(twice, slow, 110, used({ day: 9 })), 110);
  assert.ok(twice.exact < 0, 'a number that comes twice');
  readNumber(record, permit('later', 105), 110, used({ day: 8 }));
  assert.ok(record.exact < 0, 'one that falls');
});

test('a new day begins a new count', () => {
  const record = exact();
  readNumber(record, permit('x', 10), 20, used({ day: 900 }));
  readNumber(record, permit('y', 30), 40, used({ day: 1 }));
  assert.equal(record.exact, 0);
});

test('what the minute of the server does not count has left it', () => {
  const record = exact({ answered: [10, 20, 30, 30, 40, 50] });
  readMinute(record, permit('x', 45), used({ minute: 2 }));
  assert.equal(record.minuteFrom, 20, 'of two that had arrived by the same moment neither may be the one');
  readMinute(record, permit('x', 45), used({ minute: 1 }));
  assert.equal(record.minuteFrom, 30);
  const unsure = exact({ answered: [10, 20, 30], exact: 3 });
  readMinute(unsure, permit('x', 45), used({ minute: 0 }));
  assert.equal(unsure.minuteFrom, emptyRecord().minuteFrom);
});

for (const minuteModel of ['sliding', 'fixed'] as const)
  test(`a server that tells its counts refuses nothing whatever the latencies, its minute ${minuteModel}`, async () => {
    const latency = fc.record({ out: fc.integer({ min: 0, max: 900 }), back: fc.integer({ min: 0, max: 900 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(latency, { minLength: 150, maxLength: 260 }),
        fc.integer({ min: 0, max: 59_999 }),
        async (latencies, phase) => {
          const clock = new FakeClock();
          clock.steadyTime += phase;
          const server = new Limits(() => clock.now(), limitSettings({ minuteModel }));
          const ledger = new MemoryLedger(emptyRecord());
          const limiters = [1, 2].map(() => new Limiter({ ledger, clock, plan: KEY_PLAN }));
          const calls = latencies.map(({ out, back }, index) =>
            (limiters[index % 2] as Limiter).run(
              async () => {
                await clock.delay(out);
                assert.equal(server.spend('key'), undefined);
                const quota = used(server.usage('key'));
                await clock.delay(back);
                return quota;
              },
              (quota) => ({ kind: 'answered', quota }),
              { signal: new AbortController().signal, timeoutMs: 60_000 },
            ),
          );
          await clock.run(Promise.all(calls));
        },
      ),
      { numRuns: 8 },
    );
  });
