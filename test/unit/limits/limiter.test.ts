import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isSendError } from '../../../src/keap/http/sendError.ts';
import { MemoryLedger } from '../../../src/keap/limits/ledger.ts';
import { Limiter, type RunOptions } from '../../../src/keap/limits/limiter.ts';
import { KEY_PLAN, type Plan } from '../../../src/keap/limits/plan.ts';
import { emptyRecord, type KeyRecord } from '../../../src/keap/limits/record.ts';
import { ANSWERED, densest, FakeClock, trusted } from './fakes.ts';

const free = new AbortController().signal;
const DAY = Date.parse('2026-03-01T00:00:00Z');

function setUp(clock: FakeClock, record: KeyRecord = trusted(), plan: Plan = KEY_PLAN) {
  const ledger = new MemoryLedger(record);
  const make = () => new Limiter({ ledger, clock, plan });
  return { ledger, make, limiter: make() };
}

const options = (over: Partial<RunOptions> = {}): RunOptions => ({ signal: free, timeoutMs: 60_000, ...over });

const plan = (limits: Partial<Plan['limits']>): Plan => ({ ...KEY_PLAN, limits: { ...KEY_PLAN.limits, ...limits } });

test('no interval of any window ever holds more arrivals than its limit, whatever the latencies', async () => {
  const latency = fc.record({ out: fc.integer({ min: 0, max: 900 }), back: fc.integer({ min: 0, max: 900 }) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(latency, { minLength: 130, maxLength: 260 }),
      fc.integer({ min: 1, max: 3 }),
      fc.constantFrom(false, true),
      async (latencies, windows, known) => {
        const clock = new FakeClock();
        const { make } = setUp(clock, known ? trusted() : emptyRecord());
        const limiters = Array.from({ length: windows }, make);
        const arrivals: number[] = [];
        const calls = latencies.map(({ out, back }, index) =>
          (limiters[index % windows] as Limiter).run(
            async () => {
              await clock.delay(out);
              arrivals.push(clock.steady());
              await clock.delay(back);
            },
            () => ANSWERED,
            options(),
          ),
        );
        await clock.run(Promise.all(calls));
        assert.equal(arrivals.length, latencies.length);
        assert.ok(densest(arrivals, 1000) <= 5, `${densest(arrivals, 1000)} in a second`);
        assert.ok(densest(arrivals, 60_000) <= 120, `${densest(arrivals, 60_000)} in a minute`);
      },
    ),
    { numRuns: 6 },
  );
});

test('the wall clock may jump both ways and the machine may sleep: second and minute hold all the same', async () => {
  const event = fc.oneof(
    fc.record({ kind: fc.constant('set' as const), ms: fc.integer({ min: -200_000_000, max: 200_000_000 }) }),
    fc.record({ kind: fc.constant('sleep' as const), ms: fc.integer({ min: 0, max: 40_000_000 }) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 12 }), async (events) => {
      const clock = new FakeClock();
      const { limiter } = setUp(clock, trusted(), plan({ day: 1_000_000 }));
      const arrivals: number[] = [];
      for (let index = 0; index < 240; index++) {
        const happens = index % 20 === 0 ? events[index / 20] : undefined;
        if (happens?.kind === 'set') clock.set(clock.now() + happens.ms);
        if (happens?.kind === 'sleep') clock.sleep(happens.ms);
        const call = async () => void arrivals.push(clock.steady());
        await clock.run(limiter.run(call, () => ANSWERED, options()));
      }
      assert.ok(densest(arrivals, 1000) <= 5);
      assert.ok(densest(arrivals, 60_000) <= 120);
    }),
    { numRuns: 6 },
  );
});

test('as fast as the limits allow: 300 calls without latency take little more than the least there is', async () => {
  const clock = new FakeClock();
  const { limiter } = setUp(clock, emptyRecord());
  const from = clock.steady();
  const calls = Array.from({ length: 300 }, () =>
    limiter.run(
      async () => undefined,
      () => ANSWERED,
      options(),
    ),
  );
  await clock.run(Promise.all(calls));
  // 120 at once but for the seconds, 120 a minute later, 60 two minutes later: the last of them after 11 seconds more.
  const ratio = (clock.steady() - from) / 131_000;
  assert.ok(ratio >= 1 && ratio < 1.005, `${ratio}`);
});

test('a day holds no more calls than its limit, and ends at 00:00 UTC', async () => {
  const clock = new FakeClock(DAY - 30_000);
  const { limiter } = setUp(clock, trusted(), plan({ day: 3 }));
  const days: number[] = [];
  const send = (over: Partial<RunOptions> = {}) =>
    clock.run(
      limiter.run(
        async () => void days.push(Math.floor(clock.now() / 86_400_000)),
        () => ANSWERED,
        options(over),
      ),
    );
  for (let index = 0; index < 3; index++) await send();
  await assert.rejects(send(), (error) => isSendError(error) && error.code === 'dailyLimit');
  const waits: (string | undefined)[] = [];
  await send({ atDailyLimit: 'wait', onWait: ({ window }) => waits.push(window) });
  assert.deepEqual(new Set(waits), new Set(['day']));
  assert.ok(clock.now() >= DAY && clock.now() < DAY + 10_000, new Date(clock.now()).toISOString());
  assert.deepEqual(
    days.map((day) => day - (days[0] ?? 0)),
    [0, 0, 0, 1],
  );
});

test('a call under way at midnight counts for the new day, in which it may have arrived', async () => {
  const clock = new FakeClock(DAY - 1_000);
  const { limiter } = setUp(clock, trusted(), plan({ day: 2 }));
  await clock.run(
    limiter.run(
      () => clock.delay(5_000),
      () => ANSWERED,
      options(),
    ),
  );
  const state = await limiter.state('x');
  assert.equal(state.windows.find(({ name }) => name === 'day')?.usedHere, 1);
});

test('a wall clock set back gives no calls of the day back', async () => {
  const clock = new FakeClock();
  const { limiter } = setUp(clock, trusted(), plan({ day: 2 }));
  const send = () =>
    clock.run(
      limiter.run(
        async () => undefined,
        () => ANSWERED,
        options(),
      ),
    );
  await send();
  await send();
  clock.set(clock.now() - 3 * 86_400_000);
  await assert.rejects(send(), (error) => isSendError(error) && error.code === 'dailyLimit');
});

test('one that waits for tomorrow does not hold up one that would rather fail', async () => {
  const clock = new FakeClock(DAY - 3_600_000);
  const { limiter } = setUp(clock, trusted(), plan({ day: 1 }));
  const send = (over: Partial<RunOptions> = {}) =>
    limiter.run(
      async () => clock.now(),
      () => ANSWERED,
      options(over),
    );
  await clock.run(send());
  const patient = send({ atDailyLimit: 'wait' });
  await assert.rejects(clock.run(send()), (error) => isSendError(error) && error.code === 'dailyLimit');
  assert.ok(clock.now() < DAY);
  assert.ok((await clock.run(patient)) >= DAY);
});

test('a person’s click overtakes what waits in the background within one slot', async () => {
  const clock = new FakeClock();
  const { limiter } = setUp(clock, trusted(), plan({ second: 1 }));
  const order: string[] = [];
  const send = (name: string, priority: number) =>
    limiter.run(
      async () => void order.push(name),
      () => ANSWERED,
      options({ priority }),
    );
  const background = Array.from({ length: 20 }, (_, index) => send(`background ${index}`, 0));
  await clock.run(background[4] as Promise<void>);
  const click = send('click', 10);
  await clock.run(Promise.all([...background, click]));
  assert.ok(order.indexOf('click') <= 6, order.join());
});

test('nothing starves: background work goes on behind clicks without end', async () => {
  const clock = new FakeClock();
  const { limiter } = setUp(clock, trusted(), plan({ second: 1 }));
  const order: string[] = [];
  const send = (name: string, priority: number) =>
    limiter.run(
      async () => void order.push(name),
      () => ANSWERED,
      options({ priority }),
    );
  const background = Array.from({ length: 3 }, () => send('background', 0));
  const clicks = Array.from({ length: 60 }, () => send('click', 10));
  await clock.run(Promise.all(background));
  assert.ok(order.length < 40, `${order.length} before the last of the background`);
  await clock.run(Promise.all(clicks));
});

test('a person’s click in one window overtakes the background work of others, which goes on behind clicks without end', async () => {
  const clock = new FakeClock();
  const { make } = setUp(clock, trusted(), plan({ second: 1 }));
  const [mine, ...others] = [make(), make(), make()] as const;
  const order: string[] = [];
  const send = (limiter: Limiter, name: string, priority: number) =>
    limiter.run(
      async () => void order.push(name),
      () => ANSWERED,
      options({ priority }),
    );
  const background = others.flatMap((limiter) =>
    Array.from({ length: 10 }, (_, index) => send(limiter, `background ${index}`, 0)),
  );
  await clock.run(background[2] as Promise<void>);
  const before = order.length;
  await clock.run(send(mine, 'click', 10));
  assert.ok(order.length - before <= 2, order.join());
  const clicks = Array.from({ length: 100 }, () => send(mine, 'click', 10));
  await clock.run(Promise.all(background.slice(0, 5)));
  assert.ok(order.filter((name) => name === 'click').length < 60, order.join());
  await clock.run(Promise.all([...background, ...clicks]));
});

test('thousands of cancelled requests leave nothing behind, and cost no slot', async () => {
  const clock = new FakeClock();
  const { limiter, ledger } = setUp(clock);
  const controllers = Array.from({ length: 3_000 }, () => new AbortController());
  let sent = 0;
  const call = async () => void sent++;
  const all = controllers.map(({ signal }) => limiter.run(call, () => ANSWERED, options({ signal })));
  const outcomes = Promise.allSettled(all);
  await clock.run(all[0] as Promise<void>);
  for (const controller of controllers) controller.abort();
  const cancelled = (await clock.run(outcomes)).filter(({ status }) => status === 'rejected');
  assert.ok(sent < 10);
  assert.equal(cancelled.length, 3_000 - sent);
  for (const outcome of cancelled) {
    assert.ok('reason' in outcome && isSendError(outcome.reason) && outcome.reason.code === 'cancelled');
  }
  const record = await ledger.read();
  assert.deepEqual(record.underWay, []);
  assert.equal(record.answered.length, sent);
  assert.equal((await limiter.state('x')).waiting, 0);
});

test('who is cancelled while waiting leaves the place to the next', async () => {
  const clock = new FakeClock();
  const { limiter } = setUp(clock, trusted(), plan({ second: 1 }));
  await clock.run(
    limiter.run(
      async () => undefined,
      () => ANSWERED,
      options(),
    ),
  );
  const dropped = new AbortController();
  const waiting = limiter.run(
    async () => 'never',
    () => ANSWERED,
    options({ signal: dropped.signal }),
  );
  const next = limiter.run(
    async () => 'sent',
    () => ANSWERED,
    options(),
  );
  dropped.abort();
  await assert.rejects(clock.run(waiting), (error) => isSendError(error) && error.code === 'cancelled');
  assert.equal(await clock.run(next), 'sent');
});

test('a call that failed counts as one that may have arrived', async () => {
  const clock = new FakeClock();
  const { limiter, ledger } = setUp(clock);
  const failing = limiter.run(
    () => Promise.reject(new Error('dropped')),
    () => ANSWERED,
    options(),
  );
  await assert.rejects(clock.run(failing), /dropped/);
  assert.equal((await ledger.read()).answered.length, 1);
});
