import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filterTime, isFilterTime } from '../../../../src/keap/request/filter/filterTime.ts';

test('a day becomes its start, and a local time itself, with milliseconds and offset', () => {
  assert.equal(filterTime('2026-01-31', 0), '2026-01-31T00:00:00.000Z');
  assert.equal(filterTime('2026-01-31', 90), '2026-01-31T00:00:00.000+01:30');
  assert.equal(filterTime('2026-01-31T09:30', -420), '2026-01-31T09:30:00.000-07:00');
  assert.equal(filterTime('2026-01-31T09:30:05.7', 0), '2026-01-31T09:30:05.700Z');
  const here = filterTime('2026-07-01') ?? '';
  assert.ok(isFilterTime(here), here);
  assert.equal(Date.parse(here), new Date(2026, 6, 1).getTime());
  for (const text of ['', '2026-02-30', '31.1.2026', '2026-01-31T25:00', '2026-01-31T09:00:00Z']) {
    assert.equal(filterTime(text, 0), undefined, text);
  }
});
