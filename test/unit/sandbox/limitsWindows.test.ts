import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Moments } from '../../../src/sandbox/gateway/limits/moments.ts';
import { OtherCallers } from '../../../src/sandbox/gateway/limits/otherCallers.ts';
import {
  CountingWindow,
  FixedWindow,
  SlidingWindow,
  Smoothing,
  type Window,
  type WindowOptions,
} from '../../../src/sandbox/gateway/limits/windows.ts';

type Model = new (options: WindowOptions) => Window;

const FIVE_A_SECOND = { limit: 5, period: 1000 };

function window(model: Model, options: { limit: number; period: number } = FIVE_A_SECOND, othersPerMinute = 0): Window {
  return new model({ ...options, others: new OtherCallers(othersPerMinute, 0) });
}

/** Which of the moments a window lets in. */
function admitted(one: Window, moments: readonly number[]): number[] {
  return moments.filter((now) => {
    if (one.wait(now) > 0) return false;
    one.add(now);
    return true;
  });
}

/** The most calls that any period holds. */
function densest(calls: readonly number[], period: number): number {
  let first = 0;
  let most = 0;
  for (const [index, call] of calls.entries()) {
    while ((calls[first] ?? 0) <= call - period) first++;
    most = Math.max(most, index - first + 1);
  }
  return most;
}

/** Moments at which someone calls, from bursts to long pauses. */
const moments = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 2500 })), {
    minLength: 1,
    maxLength: 400,
    size: 'max',
  })
  .map((gaps) => {
    let now = 10_000;
    return gaps.map((gap) => (now += gap));
  });

const limits = fc.record({ limit: fc.integer({ min: 1, max: 30 }), period: fc.integer({ min: 10, max: 5000 }) });

describe('A sliding window', () => {
  it('never holds more calls than its limit in any period', () => {
    fc.assert(
      fc.property(moments, limits, (times, options) => {
        assert.ok(densest(admitted(window(SlidingWindow, options), times), options.period) <= options.limit);
      }),
    );
  });

  it('refuses none that fits', () => {
    fc.assert(
      fc.property(moments, limits, (times, options) => {
        const one = window(SlidingWindow, options);
        const calls: number[] = [];
        for (const now of times) {
          const held = calls.filter((call) => call > now - options.period).length;
          assert.equal(one.wait(now) === 0, held < options.limit);
          calls.push(...admitted(one, [now]));
        }
      }),
    );
  });
});

describe('A fixed window', () => {
  it('starts anew with every turn of the clock, so that two bursts meet about it', () => {
    const burst = (now: number) => Array.from({ length: 6 }, () => now);
    const calls = admitted(window(FixedWindow), [...burst(10_999), ...burst(11_000), ...burst(11_999)]);
    assert.deepEqual(calls, [...burst(10_999).slice(1), ...burst(11_000).slice(1)]);
    assert.equal(densest(calls, 1000), 10);
  });

  it('tells how long the turn lasts', () => {
    const one = window(FixedWindow, { limit: 1, period: 1000 });
    one.wait(10_250);
    one.add(10_250);
    assert.equal(one.wait(10_300), 700);
  });
});

describe('Smoothing', () => {
  it('lets one call in per part of the period and no burst', () => {
    assert.deepEqual(
      admitted(window(Smoothing), [10_000, 10_000, 10_199, 10_200, 10_399, 10_500, 10_699, 10_700]),
      [10_000, 10_200, 10_500, 10_700],
    );
  });

  it('keeps calls apart whatever comes, and a refused one moves nothing', () => {
    fc.assert(
      fc.property(moments, limits, (times, options) => {
        const spacing = options.period / options.limit;
        let last = Number.NEGATIVE_INFINITY;
        const one = window(Smoothing, options);
        for (const now of times) {
          assert.equal(one.wait(now) === 0, now - last >= spacing || Math.abs(now - last - spacing) < 1e-6);
          if (admitted(one, [now]).length > 0) last = now;
        }
      }),
    );
  });

  it('keeps apart from other callers, too', () => {
    const one = window(Smoothing, FIVE_A_SECOND, 60);
    assert.deepEqual(admitted(one, [10_000, 10_199, 10_200, 10_850, 11_040, 11_199, 11_200]), [10_200, 10_850, 11_200]);
  });
});

describe('A counting window', () => {
  it('lets a burst up to the limit in', () => {
    assert.equal(
      admitted(
        window(CountingWindow),
        Array.from({ length: 9 }, () => 10_000),
      ).length,
      5,
    );
  });

  it('takes what came before for evenly spread', () => {
    const late = Array.from({ length: 5 }, () => 10_990);
    const one = window(CountingWindow);
    admitted(one, late);
    assert.equal(Math.round(one.wait(10_990)), 210, 'the sliding window would say 1000');
    assert.deepEqual(admitted(one, [11_199, 11_200, 11_201, 11_399, 11_400]), [11_200, 11_400]);
  });

  it('has forgotten after two turns without a call', () => {
    const one = window(CountingWindow);
    admitted(one, [10_000, 10_000, 10_000, 10_000, 10_000]);
    assert.equal(one.used(12_000), 0);
  });
});

describe('Every window', () => {
  for (const model of [SlidingWindow, FixedWindow, Smoothing, CountingWindow]) {
    it(`lets in whoever has waited as long as it says, and nobody before: ${model.name}`, () => {
      fc.assert(
        fc.property(moments, limits, (times, options) => {
          const one = window(model, options);
          admitted(one, times);
          const now = times.at(-1) ?? 0;
          const wait = one.wait(now);
          if (wait > 1) assert.ok(one.wait(now + wait - 1) > 0, `${wait} is longer than it has to be`);
          // A thousandth of a millisecond for the fractions that numbers cannot hold.
          assert.equal(one.wait(now + wait + (Number.isInteger(wait) ? 0 : 0.001)), 0, `${wait} is too short`);
        }),
      );
    });

    it(`never says that more is used than its limit: ${model.name}`, () => {
      fc.assert(
        fc.property(moments, limits, fc.integer({ min: 0, max: 5000 }), (times, options, others) => {
          const one = window(model, options, others);
          for (const now of times) {
            admitted(one, [now]);
            assert.ok(one.used(now) >= 0 && one.used(now) <= options.limit);
          }
        }),
      );
    });
  }
});

describe('Moments', () => {
  it('are a queue, however they grow and shrink', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 300, size: 'max' }), (steps) => {
        const ring = new Moments();
        let plain: number[] = [];
        let now = 0;
        for (const step of steps) {
          now += 1;
          ring.add(now);
          plain.push(now);
          if (step > 20) {
            ring.dropUpTo(now - step + 20);
            plain = plain.filter((moment) => moment > now - step + 20);
          }
          assert.deepEqual(
            Array.from({ length: ring.size }, (_, index) => ring.at(index)),
            plain,
          );
        }
        assert.equal(ring.at(plain.length), undefined);
      }),
    );
  });
});
