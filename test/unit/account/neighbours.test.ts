import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idNear } from '../../../src/keap/account/neighbours.ts';
import { emptyDraft } from '../../../src/keap/request/draft.ts';
import { operation } from '../catalog/realCatalog.ts';

function draft(key: string, body: unknown, parameters: Record<string, string> = {}) {
  return { ...emptyDraft(key), parameters, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

test('a province’s country stands in the same address, not in another', () => {
  const key = 'v2:createContact';
  const addresses = [{ field: 'BILLING', country_code: 'USA' }, { field: 'SHIPPING', country_code: 'CAN' }, {}];
  const near = (index: number) =>
    idNear(
      'country',
      { in: 'body', path: ['addresses', index, 'region_code'] },
      operation(key),
      draft(key, { addresses }),
    );
  assert.deepEqual([near(0), near(1), near(2), near(7)], ['USA', 'CAN', undefined, undefined]);
});

test('a filter has a country for each address', () => {
  const filter = 'shipping_address_country_code==CAN;billing_address_country_code==USA;billing_address_region==x';
  const near = (field: string) =>
    idNear('country', { in: 'filter', path: [field] }, operation('v2:listContacts'), {
      ...emptyDraft('v2:listContacts'),
      parameters: { 'query:filter': filter },
    });
  assert.deepEqual([near('billing_address_region'), near('shipping_address_region')], ['USA', 'CAN']);
});

test('a sequence’s campaign stands in the path, by either version’s name', () => {
  const v2 = 'v2:addContactsToCampaignSequence';
  assert.equal(
    idNear(
      'campaign',
      { in: 'path', path: ['sequence_id'] },
      operation(v2),
      draft(v2, '', { 'path:campaign_id': '12' }),
    ),
    '12',
  );
  const [v1] = ['v1:addContactToCampaignSequenceUsingPOST'];
  assert.equal(
    idNear(
      'campaign',
      { in: 'path', path: ['sequenceId'] },
      operation(v1 ?? ''),
      draft(v1 ?? '', '', { 'path:campaignId': '7' }),
    ),
    '7',
  );
});

test('a plan’s product stands beside it, in a list of items too, with all its digits', () => {
  const key = 'v2:createOrder';
  const body = '{"order_items":[{"product_id":9007199254740993},{"product_id":"2"}],"product_id":"3"}';
  const near = (path: (string | number)[]) => idNear('product', { in: 'body', path }, operation(key), draft(key, body));
  assert.equal(near(['order_items', 0, 'subscription_plan_id']), '9007199254740993');
  assert.equal(near(['order_items', 1, 'subscription_plan_id']), '2');
});

test('a record named by an object, and never the place itself', () => {
  const key = 'v1:createTaskUsingPOST';
  const near = (path: string[], body: unknown) =>
    idNear('contact', { in: 'body', path }, operation(key), draft(key, body));
  assert.equal(near(['title'], { contact: { id: 5 } }), '5');
  assert.equal(near(['contact', 'id'], { contact: { id: 5 } }), undefined);
  assert.equal(near(['title'], { contact: { id: 0 } }), undefined);
  assert.equal(near(['title'], '{"contact": {"id": 5'), undefined);
});
