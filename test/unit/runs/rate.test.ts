import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Rate } from '../../../src/keap/runs/rate.ts';

test('a rate is told from the latest minute, and from nothing sooner than it can be', () => {
  let now = 1_000;
  const rate = new Rate(() => now);
  rate.count();
  assert.equal(rate.perMinute, 0);
  now += 10_000;
  for (let call = 0; call < 19; call++) rate.count();
  assert.equal(rate.perMinute, 120);
  now += 50_000;
  assert.equal(rate.perMinute, 19);
  now += 60_000;
  assert.equal(rate.perMinute, 0);
});

test('where the minute is full, a quick beginning promises no more than that', () => {
  let now = 1_000;
  const rate = new Rate(() => now);
  for (let call = 0; call < 120; call++) {
    now += 200;
    rate.count();
  }
  assert.equal(rate.perMinute, 300);
  rate.full();
  assert.equal(rate.perMinute, 120);
  rate.restart();
  assert.equal(rate.perMinute, 0);
});
