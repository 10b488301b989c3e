import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type LimitOptions, limitSettings, TODAY } from '../../../src/sandbox/gateway/limits/limitSettings.ts';
import { Limits } from '../../../src/sandbox/gateway/limits/limits.ts';

const NOON = Date.UTC(2026, 10, 20, 12);

/** Limits with a clock set by hand; `spend` tells at which period a call failed, or 'in'. */
function at(options: LimitOptions = {}, start = NOON) {
  const time = { now: start };
  const limits = new Limits(() => time.now, limitSettings(options));
  const spend = (key = 'a') => limits.spend(key)?.period ?? 'in';
  return { time, limits, spend };
}

describe('Limits', () => {
  it('let five through in any second and the sixth when the first is a second old', () => {
    const { time, spend } = at();
    for (const offset of [0, 100, 200, 300, 999]) {
      time.now = NOON + offset;
      assert.equal(spend(), 'in');
    }
    assert.equal(spend(), 'second');
    time.now = NOON + 1000;
    assert.equal(spend(), 'in');
    assert.equal(spend(), 'second');
    time.now = NOON + 1099;
    assert.equal(spend(), 'second');
    time.now = NOON + 1100;
    assert.equal(spend(), 'in');
  });

  it('let 120 through in any minute', () => {
    const { time, spend } = at();
    for (let turn = 0; turn < 120; turn++) {
      time.now = NOON + turn * 250;
      assert.equal(spend(), 'in');
    }
    time.now = NOON + 59_999;
    assert.equal(spend(), 'minute');
    time.now = NOON + 60_000;
    assert.equal(spend(), 'in');
    assert.equal(spend(), 'minute');
  });

  it('let 15,000 through in a day, which ends at midnight UTC', () => {
    const { time, limits, spend } = at({}, Date.UTC(2026, 10, 20));
    for (let turn = 0; turn < 15_000; turn++) {
      time.now += 501;
      assert.equal(spend(), 'in');
    }
    time.now += 60_000;
    assert.equal(spend(), 'day');
    assert.equal(limits.dayEnds(), Date.UTC(2026, 10, 21));
    time.now = Date.UTC(2026, 10, 21) - 1;
    assert.equal(spend(), 'day');
    time.now += 1;
    assert.equal(spend(), 'in');
    const { minute, day } = limits.usage('a');
    assert.deepEqual([minute, day], [1, 1]);
  });

  it('count a refused call nowhere, and each key for itself', () => {
    const { limits, spend } = at();
    for (let turn = 0; turn < 9; turn++) spend();
    assert.deepEqual(limits.usage('a'), { minute: 5, day: 5, tenant: { minute: 5, day: 5 } });
    assert.equal(spend('b'), 'in');
    assert.deepEqual(limits.usage('b'), { minute: 1, day: 1, tenant: { minute: 6, day: 6 } });
  });

  it('count all keys together for the tenant', () => {
    const { time, spend } = at({ tenant: { minute: 3, day: 5 } });
    assert.deepEqual(['a', 'b', 'c', 'd'].map(spend), ['in', 'in', 'in', 'minute']);
    time.now += 60_000;
    assert.deepEqual(['e', 'f', 'g'].map(spend), ['in', 'in', 'day']);
    time.now = Date.UTC(2026, 10, 21);
    assert.equal(spend(), 'in');
  });

  it('share minute and day among the keys where the pool is the tenant, but not the second', () => {
    const { spend } = at({ pool: 'tenant', allowance: { second: 2, minute: 3 } });
    assert.deepEqual(['a', 'a', 'a', 'b', 'b'].map(spend), ['in', 'in', 'second', 'in', 'minute']);
  });

  it('as Keap announces them today also hold back the spike of all keys together', () => {
    const { spend } = at({ allowance: TODAY });
    const verdicts = ['a', 'b', 'c'].flatMap((key) => Array.from({ length: 11 }, () => spend(key)));
    assert.deepEqual(
      [verdicts.indexOf('second'), verdicts.filter((verdict) => verdict === 'in').length, spend('d')],
      [10, 25, 'second'],
    );
  });

  it('remember no more than a thousand keys, and what all have spent', () => {
    const { limits, spend } = at();
    for (let key = 0; key < 1500; key++) spend(String(key));
    assert.equal(limits.usage('1499').day, 1);
    assert.equal(limits.usage('0').day, 0, 'the key seen first is forgotten');
    assert.equal(limits.usage('0').tenant.day, 1500);
  });

  it('tell how long to wait', () => {
    const { time, limits, spend } = at({ allowance: { second: 1, minute: 2, day: 3 } });
    spend();
    time.now += 400;
    assert.deepEqual(limits.spend('a'), { period: 'second', limit: 1, waitMs: 600 });
    time.now += 600;
    spend();
    time.now += 1000;
    assert.deepEqual(limits.spend('a'), { period: 'minute', limit: 2, waitMs: 58_000 });
    time.now += 58_000;
    assert.equal(spend(), 'in');
    assert.deepEqual(limits.spend('a'), { period: 'day', limit: 3, waitMs: Date.UTC(2026, 10, 21) - time.now });
  });

  it('run as many times as fast as the clock as they are told', () => {
    const { time, limits, spend } = at({ timeScale: 60, allowance: { second: 2, minute: 2 } });
    assert.deepEqual([spend(), spend()], ['in', 'in']);
    assert.deepEqual(limits.spend('a'), { period: 'minute', limit: 2, waitMs: 1000 });
    time.now = NOON + 999;
    assert.equal(spend(), 'minute');
    time.now = NOON + 1000;
    assert.equal(spend(), 'in');
    assert.equal(limits.dayEnds(), NOON + 12 * 60_000, 'twelve hours in twelve minutes');
  });
});

describe('Other callers', () => {
  it('use up the allowance evenly from the start on', () => {
    const { time, limits, spend } = at({ otherCallers: 60, allowance: { second: 3, minute: 100, day: 200 } });
    assert.deepEqual([spend(), spend(), spend(), spend()], ['in', 'in', 'in', 'second']);
    time.now = NOON + 30_000;
    assert.deepEqual(limits.usage('a'), { minute: 33, day: 33, tenant: { minute: 33, day: 33 } });
    assert.deepEqual([spend(), spend(), spend()], ['in', 'in', 'second']);
    time.now = NOON + 60_000;
    assert.equal(limits.usage('a').minute, 62, 'what is a minute old has left the window');
    time.now = NOON + 10 * 60_000;
    assert.equal(spend(), 'day');
    assert.equal(limits.usage('a').day, 200, 'no more than the limit');
  });

  it('leave nothing where they call as often as the key may', () => {
    const { time, spend } = at({ otherCallers: 120 });
    assert.equal(spend(), 'in');
    for (let turn = 0; turn < 1000; turn++) {
      time.now = NOON + 60_000 + turn * 137;
      assert.equal(spend(), 'minute');
    }
  });

  it('come out the same however often one asks', () => {
    const often = at({ otherCallers: 37 });
    const once = at({ otherCallers: 37 });
    for (let turn = 0; turn < 500; turn++) {
      often.time.now += 613;
      often.limits.usage('a');
    }
    once.time.now = often.time.now;
    assert.deepEqual(once.limits.usage('a'), often.limits.usage('a'));
    assert.equal(once.limits.usage('a').day, Math.floor((500 * 613 * 37) / 60_000));
  });
});
