import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LimitState, WindowName } from '../../../src/keap/limits/limitState.ts';
import { estimate, estimateWords } from '../../../src/keap/runs/estimate.ts';

const NOON = Date.parse('2026-11-02T12:00:00Z');
const HOUR_MS = 3_600_000;

function state(used: Partial<Record<WindowName, number>> = {}): LimitState {
  const limits = { second: 5, minute: 120, day: 15_000 };
  return {
    ...{ connectionId: 'c', tenant: [], waiting: 0, held: undefined, mode: 'windows' },
    windows: (['second', 'minute', 'day'] as const).map((name) => ({
      ...{ name, limit: limits[name], source: 'assumed', usedHere: 0 },
      ...{ usedInAll: used[name], resetsAt: undefined },
    })),
  };
}

test('few calls take seconds, many take minutes at the limit of a minute', () => {
  assert.deepEqual(estimate(5, state(), NOON), {
    calls: 5,
    ms: 0,
    shareOfDay: 5 / 15_000,
    leftToday: 15_000,
    moreDays: 0,
    window: undefined,
  });
  assert.equal(estimate(100, state(), NOON).ms, 19_000);
  assert.equal(estimate(100, state(), NOON).window, 'second');
  const many = estimate(1_320, state(), NOON);
  assert.deepEqual([many.ms, many.window], [600_000, 'minute']);
  // What others have used of the minute is not there.
  assert.equal(estimate(100, state({ minute: 100 }), NOON).ms, 60_000);
});

test('what today does not have goes on tomorrow, and days later', () => {
  const tomorrow = estimate(10_000, state({ day: 14_000 }), NOON);
  assert.deepEqual([tomorrow.moreDays, tomorrow.leftToday, tomorrow.window], [1, 1_000, 'day']);
  assert.ok(tomorrow.ms > 12 * HOUR_MS && tomorrow.ms < 14 * HOUR_MS);
  const later = estimate(50_000, state(), NOON);
  assert.equal(later.moreDays, 3);
  assert.ok(later.ms > 60 * HOUR_MS && later.ms < 62 * HOUR_MS);
});

test('in words', () => {
  assert.equal(estimateWords(estimate(1, state(), NOON)), '1 call, about a second, less than 1 % of a day’s calls');
  assert.equal(estimateWords(estimate(1_320, state(), NOON)), '1,320 calls, about 10 min, 9 % of a day’s calls');
  assert.match(
    estimateWords(estimate(10_000, state({ day: 14_000 }), NOON)),
    /^10,000 calls, about 13 h.*, 67 % of a day’s calls; today has 1,000 left, so it goes on after 00:00 UTC$/,
  );
});
