import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { limitHeaders } from '../../../src/sandbox/gateway/limitHeaders.ts';
import { Limits } from '../../../src/sandbox/gateway/limits.ts';

const NOON = Date.UTC(2026, 10, 20, 12);

function at(start = NOON) {
  const time = { now: start };
  return { time, limits: new Limits(() => time.now) };
}

describe('Limits', () => {
  it('let five through in any second and the sixth when the first is a second old', () => {
    const { time, limits } = at();
    for (const offset of [0, 100, 200, 300, 999]) {
      time.now = NOON + offset;
      assert.equal(limits.spend('a'), 'allowed');
    }
    assert.equal(limits.spend('a'), 'second');
    time.now = NOON + 1000;
    assert.equal(limits.spend('a'), 'allowed');
    assert.equal(limits.spend('a'), 'second');
    time.now = NOON + 1099;
    assert.equal(limits.spend('a'), 'second');
    time.now = NOON + 1100;
    assert.equal(limits.spend('a'), 'allowed');
  });

  it('let 120 through in any minute', () => {
    const { time, limits } = at();
    for (let turn = 0; turn < 120; turn++) {
      time.now = NOON + turn * 250;
      assert.equal(limits.spend('a'), 'allowed');
    }
    time.now = NOON + 59_999;
    assert.equal(limits.spend('a'), 'minute');
    time.now = NOON + 60_000;
    assert.equal(limits.spend('a'), 'allowed');
    assert.equal(limits.spend('a'), 'minute');
  });

  it('let 15,000 through in a day, which ends at midnight UTC', () => {
    const { time, limits } = at(Date.UTC(2026, 10, 20));
    for (let turn = 0; turn < 15_000; turn++) {
      time.now += 501;
      assert.equal(limits.spend('a'), 'allowed');
    }
    time.now += 60_000;
    assert.equal(limits.spend('a'), 'day');
    assert.equal(limits.dayEnds(), Date.UTC(2026, 10, 21));
    time.now = Date.UTC(2026, 10, 21) - 1;
    assert.equal(limits.spend('a'), 'day');
    time.now += 1;
    assert.equal(limits.spend('a'), 'allowed');
    assert.deepEqual(limits.usage('a'), { minute: 1, day: 1 });
  });

  it('count a refused request nowhere, and each key for itself', () => {
    const { limits } = at();
    for (let turn = 0; turn < 9; turn++) limits.spend('a');
    assert.deepEqual(limits.usage('a'), { minute: 5, day: 5 });
    assert.equal(limits.spend('b'), 'allowed');
    assert.deepEqual(limits.tenantUsage(), { minute: 6, day: 6 });
  });

  it('remember no more than a thousand keys', () => {
    const { limits } = at();
    for (let key = 0; key < 1500; key++) limits.spend(String(key));
    assert.deepEqual(limits.tenantUsage(), { minute: 1000, day: 1000 });
  });
});

describe('Limit headers', () => {
  it('tell what is left', () => {
    const { limits } = at();
    limits.spend('a');
    limits.spend('b');
    const headers = limitHeaders(limits, 'a');
    assert.equal(headers['x-keap-product-quota-limit'], '15000');
    assert.equal(headers['x-keap-product-quota-time-unit'], 'day');
    assert.equal(headers['x-keap-product-quota-available'], '14999');
    assert.equal(headers['x-keap-product-throttle-available'], '119');
    assert.equal(headers['x-keap-product-throttle-interval'], '1');
    assert.equal(headers['x-keap-tenant-throttle-available'], '9998|249998');
    assert.equal(headers['x-keap-tenant-throttle-time-unit'], 'minute|day');
  });

  it('are there but blank for whoever was not let in', () => {
    const { limits } = at();
    const known = limitHeaders(limits, 'a');
    const unknown = limitHeaders(limits, undefined);
    assert.deepEqual(Object.keys(unknown).toSorted(), Object.keys(known).toSorted());
    assert.ok(Object.values(unknown).every((value) => value === '' || value === '|'));
  });

  it('leave everything available without limits', () => {
    assert.equal(limitHeaders(undefined, 'a')['x-keap-product-throttle-available'], '120');
  });
});
