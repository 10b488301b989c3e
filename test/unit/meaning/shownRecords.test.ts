import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AccountRecords } from '../../../src/keap/account/accountRecords.ts';
import { shownRecords } from '../../../src/keap/meaning/shownRecords.ts';

test('answers teach the names of what they show: small lists, single records, custom fields', () => {
  const of = (key: string, answer: unknown) => shownRecords(key, () => answer);
  const tags = [{ id: '1', name: 'Customer' }];
  assert.deepEqual(of('v2:listTags', { tags }), { kind: 'tag', records: tags });
  assert.deepEqual(of('v2:getContact', { id: '7' }), { kind: 'contact', records: [{ id: '7' }] });
  assert.equal(of('v2:retrieveContactModel', { custom_fields: [] })?.kind, 'customField:contacts');
  assert.deepEqual(of('v2:listTags', { tags: 'none' }), { kind: 'tag', records: [] });
  assert.equal(of('v2:listContacts', { contacts: [] }), undefined, 'Of these there may be very many.');
  assert.equal(of('v2:listSubscriptionPlans', {}), undefined, 'These stand within a product.');
  assert.equal(of('v2:createTag', { id: '1', name: 'x' }), undefined);
});

test('what an answer leaves out takes no name away', () => {
  const records = new AccountRecords({ ask: () => assert.fail(), operation: () => assert.fail(), now: () => 0 });
  const tags = { kind: 'tag', within: [] } as const;
  records.take('a', tags, [{ id: '1', name: 'Customer' }, { name: 'no id' }, 'x', null]);
  records.take('a', tags, [{ id: '1' }]);
  assert.equal(records.record('a', tags, '1')?.label, 'Customer');
  assert.equal(records.record('b', tags, '1'), undefined);
  assert.equal(records.known('a', tags), undefined, 'A picker still fetches the whole list.');
});
