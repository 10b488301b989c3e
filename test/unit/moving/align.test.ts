import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseExact, printExact } from '../../../src/keap/exactJson.ts';
import { alignAnswers } from '../../../src/keap/moving/align.ts';
import { emptyDraft } from '../../../src/keap/request/draft.ts';
import { catalogs, operation } from '../catalog/realCatalog.ts';

function aligned(key: string, now: string, older: string, newer: string, parameters = {}) {
  const request = { operation: operation(key), draft: { ...emptyDraft(key), parameters } };
  const both = alignAnswers(request, parseExact(older), parseExact(newer), operation(now), catalogs.v2);
  return both && [printExact(both.older), printExact(both.newer)].map((text) => JSON.parse(text) as unknown);
}

test('rows of a table show under v2’s names, as v2 writes them', () => {
  const [older, newer] =
    aligned(
      'xmlrpc:DataService.query',
      'v2:listProducts',
      '[{"Id":3,"ProductName":"Gloves","ProductPrice":19.90,"Taxable":1}]',
      '{"products":[{"id":"3","name":"Gloves","price":{"amount":1990,"currency_code":"USD"},"taxable":true,"sku":""}]}',
      {
        'argument:table': 'Product',
        'argument:selectedFields': ['Id', 'ProductName', 'ProductPrice', 'Taxable', 'Sku'],
      },
    ) ?? [];
  assert.deepEqual(older, [{ id: '3', name: 'Gloves', 'price.amount': 1990, taxable: true }]);
  assert.deepEqual(newer, older);
});

test('answers of v1 and v2 differ in what they say, not in how ids and pages are written', () => {
  const [older, newer] =
    aligned(
      'v1:listTagsUsingGET',
      'v2:listTags',
      '{"tags":[{"id":12345678901234567890,"name":"VIP","category":{"id":3,"name":"Sales"},"description":null}],"count":1,"next":"https://x/"}',
      '{"tags":[{"id":"12345678901234567890","name":"VIP","category":{"id":"3"},"create_time":"2026-01-01T00:00:00.123Z"}],"next_page_token":""}',
    ) ?? [];
  assert.deepEqual(older, [{ id: '12345678901234567890', name: 'VIP', category: { id: '3', name: 'Sales' } }]);
  assert.deepEqual(newer, [
    { id: '12345678901234567890', name: 'VIP', category: { id: '3' }, create_time: '2026-01-01T00:00:00Z' },
  ]);
});

test('what has no names in common is left as it came', () => {
  assert.equal(aligned('xmlrpc:InvoiceService.getOrderId', 'v2:listOrders', '5', '{"orders":[]}'), undefined);
  assert.equal(
    aligned('xmlrpc:DataService.count', 'v2:listContacts', '5', '{"contacts":[]}', { 'argument:table': 'Contact' }),
    undefined,
  );
});
