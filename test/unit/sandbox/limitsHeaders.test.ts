import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BLANK_LIMIT_HEADERS, limitHeaders } from '../../../src/sandbox/gateway/limitHeaders.ts';
import { limitSettings, TODAY } from '../../../src/sandbox/gateway/limits/limitSettings.ts';
import { Limits } from '../../../src/sandbox/gateway/limits/limits.ts';

const NOON = Date.UTC(2026, 10, 20, 12);

describe('Limit headers', () => {
  it('tell what is spent and what is left', () => {
    const limits = new Limits(() => NOON, limitSettings());
    limits.spend('a');
    limits.spend('b');
    assert.deepEqual(limitHeaders(limits, 'a'), {
      'x-keap-product-quota-limit': '15000',
      'x-keap-product-quota-time-unit': 'day',
      'x-keap-product-quota-interval': '1',
      'x-keap-product-quota-available': '14999',
      'x-keap-product-quota-used': '1',
      'x-keap-product-quota-expiry-time': String(Date.UTC(2026, 10, 21)),
      'x-keap-product-throttle-limit': '120',
      'x-keap-product-throttle-time-unit': 'minute',
      'x-keap-product-throttle-interval': '1',
      'x-keap-product-throttle-available': '119',
      'x-keap-product-throttle-used': '1',
      'x-keap-product-spike-limit': '5',
      'x-keap-tenant-id': 'sandbox.infusionsoft.com',
      'x-keap-tenant-throttle-limit': '10000|250000',
      'x-keap-tenant-throttle-time-unit': 'minute|day',
      'x-keap-tenant-throttle-interval': '1|1',
      'x-keap-tenant-throttle-available': '9998|249998',
      'x-keap-tenant-throttle-used': '2|2',
    });
  });

  it('follow the allowances', () => {
    const headers = limitHeaders(new Limits(() => NOON, limitSettings({ allowance: TODAY })), 'a');
    assert.equal(headers['x-keap-product-quota-limit'], '30000');
    assert.equal(headers['x-keap-product-throttle-limit'], '240');
    assert.equal(headers['x-keap-product-spike-limit'], '25');
  });

  it('are there but blank for whoever was not let in', () => {
    const known = limitHeaders(undefined, 'a');
    assert.deepEqual(Object.keys(BLANK_LIMIT_HEADERS), Object.keys(known));
    for (const [name, value] of Object.entries(BLANK_LIMIT_HEADERS)) {
      assert.equal(value, name.startsWith('x-keap-tenant-throttle') ? '|' : '', name);
    }
  });

  it('leave everything available without limits', () => {
    assert.equal(limitHeaders(undefined, 'a')['x-keap-product-throttle-available'], '120');
  });
});
