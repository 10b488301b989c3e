import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Exchange } from '../../src/keap/exchange.ts';
import { describeHead } from '../../src/keap/http/describeHead.ts';
import { KeptResponses } from '../../src/keap/keptResponses.ts';

function exchange(id: string, body: Uint8Array = Buffer.from('{"a":1}')): Exchange {
  return {
    id,
    operation: { key: 'v2:getThing', title: 'Get thing', method: 'GET', path: '/crm/rest/v2/things' },
    connection: {
      id: 'c',
      name: 'Acme',
      kind: 'personalAccessToken',
      origin: 'https://api.infusionsoft.com',
      production: true,
      readOnly: true,
    },
    request: { method: 'GET', target: '/crm/rest/v2/things?q=1', headers: { accept: 'application/json' } },
    sentAt: 0,
    response: {
      status: 200,
      statusText: 'OK',
      headers: [
        ['set-cookie', 'a'],
        ['set-cookie', 'b'],
      ],
      body,
      timing: { queuedMs: 1.4, firstByteMs: 2, totalMs: 3 },
    },
  };
}

test('the oldest answers make room, by number and by size; the latest always stays', () => {
  const many = new KeptResponses();
  for (let id = 0; id < 60; id++) many.keep(exchange(String(id)));
  assert.equal(many.get('9'), undefined);
  assert.equal(many.get('10')?.content.kind, 'json');
  const large = new KeptResponses();
  const body = new Uint8Array(150 * 2 ** 20);
  large.keep(exchange('first', body));
  large.keep(exchange('second', body));
  assert.equal(large.get('first'), undefined);
  assert.equal(large.get('second')?.content.kind, 'binary');
  large.keep(exchange('third', new Uint8Array(300 * 2 ** 20)));
  assert.ok(large.get('third'));
});

test('looking at an answer again keeps it longer and counts it once', () => {
  const responses = new KeptResponses();
  const first = exchange('0');
  responses.keep(first);
  for (let id = 1; id < 50; id++) responses.keep(exchange(String(id)));
  responses.keep(first);
  responses.keep(exchange('50'));
  assert.ok(responses.get('0'));
  assert.equal(responses.get('1'), undefined);
});

test('the head of an exchange tells everything but body and key', () => {
  const head: unknown = JSON.parse(describeHead(exchange('x')));
  assert.deepEqual(head, {
    response: { status: 200, statusText: 'OK', bytes: 7, headers: { 'set-cookie': 'a, b' } },
    timing: { sentAt: '1970-01-01T00:00:00.000Z', queuedMs: 1, firstByteMs: 2, totalMs: 3 },
    request: {
      operation: 'v2:getThing',
      connection: 'Acme',
      method: 'GET',
      url: 'https://api.infusionsoft.com/crm/rest/v2/things?q=1',
      headers: { accept: 'application/json' },
    },
  });
});
