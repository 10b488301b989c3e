import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Kind } from '../../../src/keap/account/kinds.ts';
import { listingOf } from '../../../src/keap/account/listing.ts';
import { fetchPages, recordOf } from '../../../src/keap/account/recordFetch.ts';
import { parseLossless } from '../../../src/keap/exactJson.ts';
import { operation } from '../catalog/realCatalog.ts';

const never = new AbortController().signal;

async function fetched(kind: Kind, answers: readonly unknown[], most = 20) {
  const listing = listingOf(kind);
  const asked: Record<string, unknown>[] = [];
  const options = { listing, operation: operation(listing.operation), inputs: {}, most, signal: never };
  const pages = await fetchPages(options, async (_operation, parameters) => {
    asked.push(parameters);
    return answers[asked.length - 1];
  });
  return { pages, asked };
}

test('v2 pages go by token until one is empty, at the largest size the list takes', async () => {
  const page = (id: string, next_page_token?: string) => ({ users: [{ id, given_name: 'Ada' }], next_page_token });
  const { pages, asked } = await fetched('user', [page('1', 'x'), page('2', '')]);
  assert.deepEqual(asked, [{ 'query:page_size': '100' }, { 'query:page_size': '100', 'query:page_token': 'x' }]);
  assert.deepEqual([pages.records.length, pages.calls, pages.next], [2, 2, undefined]);
});

test('a token that stays the same ends the list', async () => {
  const page = { tags: [{ id: '1', name: 'x' }], next_page_token: 'x' };
  const { pages } = await fetched('tag', [page, page, page]);
  assert.deepEqual([pages.calls, pages.next], [2, undefined]);
});

test('a list that gives a token and takes none is one page', async () => {
  const { pages, asked } = await fetched('userGroup', [
    { user_groups: [{ id: '1', name: 'x' }], next_page_token: 'x' },
  ]);
  assert.deepEqual([asked, pages.next], [[{}], undefined]);
});

test('v1 pages go by offset until one is short', async () => {
  const transactions = Array.from({ length: 200 }, (_, id) => ({ id: id + 1, amount: 5, currency: 'USD' }));
  const { pages, asked } = await fetched('transaction', [{ transactions }, { transactions: transactions.slice(0, 3) }]);
  assert.deepEqual(asked, [{ 'query:limit': '200' }, { 'query:limit': '200', 'query:offset': '200' }]);
  assert.equal(pages.records.length, 203);
  assert.deepEqual(pages.records[0], { id: '1', label: '5 USD', detail: '' });
});

test('a bare list, a list of plain texts, and an answer of another shape', async () => {
  assert.deepEqual((await fetched('hookEvent', [['contact.add', 'order.add']])).pages.records, [
    { id: 'contact.add', label: 'contact.add', detail: '' },
    { id: 'order.add', label: 'order.add', detail: '' },
  ]);
  for (const odd of [null, 'x', 7, [], {}, { tags: null }, { tags: {} }, { tags: [null, 3, {}, { id: null }] }]) {
    assert.deepEqual((await fetched('tag', [odd])).pages.records, []);
  }
});

test('ids keep all their digits', () => {
  const answer = parseLossless('{"id":9007199254740993123,"name":"Big","n":1.5e3,"m":-9007199254740993}');
  assert.deepEqual(answer, { id: '9007199254740993123', name: 'Big', n: 1500, m: '-9007199254740993' });
  assert.equal(recordOf(answer, listingOf('tag'))?.id, '9007199254740993123');
});

test('a record without a name goes by what it has, on one line', () => {
  const contact = listingOf('contact');
  assert.equal(recordOf({ id: '1', given_name: ' Ada\n', family_name: 'L' }, contact)?.label, 'Ada L');
  const nameless = { id: '2', email_addresses: [{ email: 'a@example.com' }], company: { company_name: 'Acme' } };
  assert.deepEqual(recordOf(nameless, contact), { id: '2', label: 'Acme', detail: 'a@example.com' });
  assert.equal(recordOf({ id: 3 }, contact)?.label, '3');
});

test('a custom field comes with the name of filters, its type and its options', () => {
  const field = {
    ...{ id: '4', label: 'Colour', field_name: 'Colour', field_type: 'DROPDOWN', group_name: 'More' },
    options: [{ id: '1', label: 'Red' }, { id: '2' }, { label: 'Blue' }],
  };
  assert.deepEqual(recordOf(field, listingOf('customField:contacts')), {
    ...{ id: '4', label: 'Colour', detail: 'DROPDOWN, More' },
    field: { name: 'Colour', type: 'DROPDOWN', options: ['Red', 'Blue'] },
  });
});
