import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HttpResponse } from '../../../src/keap/http/httpResponse.ts';
import { readQuota } from '../../../src/keap/limits/quotaHeaders.ts';
import { outcomeOf } from '../../../src/keap/limits/refusal.ts';

const UNKNOWN = { limit: undefined, used: undefined, available: undefined };

function response(headers: Readonly<Record<string, string>>, status = 200, body: unknown = {}): HttpResponse {
  const timing = { queuedMs: 0, firstByteMs: 0, totalMs: 0 };
  return { status, statusText: '', headers: Object.entries(headers), body: Buffer.from(JSON.stringify(body)), timing };
}

const KEY = {
  'x-keap-product-quota-limit': '30000',
  'x-keap-product-quota-time-unit': 'day',
  'x-keap-product-quota-interval': '1',
  'x-keap-product-quota-available': '29990',
  'x-keap-product-quota-used': '10',
  'x-keap-product-quota-expiry-time': '158663200',
  'x-keap-product-throttle-limit': '240',
  'x-keap-product-throttle-time-unit': 'minute',
  'x-keap-product-throttle-interval': '1',
  'x-keap-product-throttle-available': '238',
  'x-keap-product-throttle-used': '2',
  'x-keap-product-spike-limit': '25',
  'x-keap-tenant-throttle-limit': '10000|250000',
  'x-keap-tenant-throttle-time-unit': 'minute|day',
  'x-keap-tenant-throttle-interval': '1|1',
  'x-keap-tenant-throttle-available': '9999|249999',
  'x-keap-tenant-throttle-used': '1|1',
};

test('the headers of an answer to a key tell minute, day, spike and the pools of the tenant', () => {
  assert.deepEqual(readQuota(response(KEY)), {
    minute: { limit: 240, used: 2, available: 238, unit: 'minute' },
    day: { limit: 30_000, used: 10, available: 29_990, unit: 'day' },
    spike: 25,
    tenant: [
      { name: 'minute', limit: 10_000, used: 1, available: 9_999 },
      { name: 'day', limit: 250_000, used: 1, available: 249_999 },
    ],
  });
});

test('blank is unknown, and never zero', () => {
  for (const blank of ['', '|', ' | ', 'null', '-1', '1e3', '12.5']) {
    const headers = Object.fromEntries(Object.keys(KEY).map((name) => [name, blank]));
    assert.deepEqual(readQuota(response(headers)), { minute: UNKNOWN, day: UNKNOWN, spike: undefined, tenant: [] });
  }
  assert.deepEqual(readQuota(response({})), { minute: UNKNOWN, day: UNKNOWN, spike: undefined, tenant: [] });
});

test('a pool of which one part is blank is known by the other', () => {
  const { tenant } = readQuota(
    response({ 'x-keap-tenant-throttle-limit': '|250000', 'x-keap-tenant-throttle-time-unit': 'minute|day' }),
  );
  assert.deepEqual(tenant, [{ name: 'day', limit: 250_000, used: undefined, available: undefined }]);
});

test('of limit, used and available two give the third', () => {
  const minute = (headers: Readonly<Record<string, string>>) => {
    const named = Object.entries(headers).map(([name, value]) => [`x-keap-product-throttle-${name}`, value]);
    const { limit, used, available } = readQuota(response(Object.fromEntries(named))).minute;
    return [limit, used, available];
  };
  assert.deepEqual(minute({ limit: '240', available: '200' }), [240, 40, 200]);
  assert.deepEqual(minute({ limit: '240', used: '40' }), [240, 40, 200]);
  assert.deepEqual(minute({ available: '200', used: '40' }), [240, 40, 200]);
  assert.deepEqual(minute({ available: '200' }), [undefined, undefined, 200]);
});

test('windows are known by their unit; those of several minutes are none of ours', () => {
  const headers = { ...KEY, 'x-keap-product-throttle-time-unit': 'hour' };
  assert.equal(readQuota(response(headers)).minute.limit, undefined);
  assert.equal(readQuota(response({ ...KEY, 'x-keap-product-throttle-interval': '5' })).minute.limit, undefined);
});

test('the names Keap had before 2022 mean the same', () => {
  const old = Object.fromEntries(
    Object.entries(KEY).map(([name, value]) => [name.replace('x-keap', 'x-apigee'), value]),
  );
  assert.deepEqual(readQuota(response(old)), readQuota(response(KEY)));
});

test('a 429 tells which window was hit by its code or by what has nothing left, or does not tell', () => {
  const hit = (headers: Readonly<Record<string, string>>, body: unknown = {}) => {
    const outcome = outcomeOf(response(headers, 429, body), 0);
    return outcome.kind === 'refused' ? (outcome.window ?? 'unknown') : outcome.kind;
  };
  const spike = { fault: { detail: { errorcode: 'policies.ratelimit.SpikeArrestViolation' } } };
  assert.equal(hit({}, spike), 'second');
  assert.equal(hit({ ...KEY, 'x-keap-product-throttle-available': '0' }), 'minute');
  assert.equal(hit({ ...KEY, 'x-keap-product-quota-available': '0' }), 'day');
  assert.equal(hit(KEY), 'unknown');
  assert.equal(hit({}), 'unknown');
  assert.equal(outcomeOf(response({ ...KEY, 'x-keap-product-quota-available': '0' }), 0).kind, 'answered');
});
