import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isSendError } from '../../../src/keap/http/sendError.ts';
import type { Clock } from '../../../src/keap/limits/clock.ts';
import { Limiter } from '../../../src/keap/limits/limiter.ts';
import { KEY_WINDOWS, RateWindows } from '../../../src/keap/limits/rateWindows.ts';

/** A clock that moves only when someone waits on it. */
class FakeClock implements Clock {
  time: number;

  constructor(time = Date.parse('2026-03-01T12:00:00Z')) {
    this.time = time;
  }

  now(): number {
    return this.time;
  }

  async delay(ms: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.time += ms;
  }
}

/** The most arrivals any interval of a period holds. */
function densest(times: readonly number[], period: number): number {
  return Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + period).length));
}

test('no interval ever holds more arrivals than its limit, however long calls take', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 20, maxLength: 400 }),
      async (durations) => {
        const clock = new FakeClock();
        const limiter = new Limiter(clock);
        const arrivals: number[] = [];
        for (const duration of durations) {
          await limiter.run(
            async () => {
              // The server sees the call at some time between sending and answer.
              arrivals.push(clock.time + Math.floor(duration / 2));
              clock.time += duration;
            },
            { signal: new AbortController().signal },
          );
        }
        assert.ok(densest(arrivals, 1000) <= 5);
        assert.ok(densest(arrivals, 60_000) <= 120);
      },
    ),
    { numRuns: 30 },
  );
});

test('calls under way at the same time count too', () => {
  const clock = new FakeClock();
  const windows = new RateWindows(KEY_WINDOWS, clock);
  for (let i = 0; i < 5; i++) assert.equal(windows.take().taken, true);
  assert.equal(windows.take().taken, false);
  windows.settle();
  assert.equal(windows.take().taken, false, 'a slot frees one period after the answer, not with it');
  clock.time += 1000;
  assert.equal(windows.take().taken, true);
});

test('the day ends at 00:00 UTC and its count can be kept', () => {
  const clock = new FakeClock(Date.parse('2026-03-01T23:59:00Z'));
  const windows = new RateWindows([{ name: 'day', limit: 3 }], clock);
  windows.resumeDay({ day: windows.today.day, used: 2 });
  assert.equal(windows.take().taken, true);
  const full = windows.take();
  assert.deepEqual(full, { taken: false, waitMs: 60_000, window: 'day' });
  clock.time += 60_000;
  assert.equal(windows.take().taken, true);
  windows.resumeDay({ day: windows.today.day - 1, used: 3 });
  assert.equal(windows.take().taken, true, 'yesterday’s count is dropped');
});

test('a used-up day is a sentence, not a wait', async () => {
  const limiter = new Limiter(new FakeClock(), [{ name: 'day', limit: 1 }]);
  const signal = new AbortController().signal;
  await limiter.run(async () => undefined, { signal });
  await assert.rejects(
    limiter.run(async () => undefined, { signal }),
    (error) => isSendError(error) && error.code === 'dailyLimit',
  );
});

test('a hold lets nothing through until it is over', async () => {
  const clock = new FakeClock();
  const limiter = new Limiter(clock);
  limiter.hold(7000);
  const waits: number[] = [];
  await limiter.run(async () => undefined, { signal: new AbortController().signal, onWait: (ms) => waits.push(ms) });
  assert.deepEqual(waits, [7000]);
});

test('a cancelled request leaves its place', async () => {
  const clock = new FakeClock();
  const gate = Promise.withResolvers<void>();
  clock.delay = (_ms, signal) =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
      void gate.promise.then(() => {
        clock.time += 1000;
        resolve();
      });
    });
  const limiter = new Limiter(clock, [{ name: 'second', limit: 1 }]);
  const free = new AbortController();
  await limiter.run(async () => undefined, { signal: free.signal });
  const dropped = new AbortController();
  const waiting = limiter.run(async () => 'never', { signal: dropped.signal });
  const next = limiter.run(async () => 'sent', { signal: free.signal });
  dropped.abort();
  await assert.rejects(waiting, (error) => isSendError(error) && error.code === 'cancelled');
  gate.resolve();
  assert.equal(await next, 'sent');
});
