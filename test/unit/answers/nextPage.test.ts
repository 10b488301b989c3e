import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAnswer } from '../../../src/keap/answers/answer.ts';
import { nextPage, nextPageDraft } from '../../../src/keap/answers/nextPage.ts';
import { emptyDraft } from '../../../src/keap/request/draft.ts';
import { exchangeOf, responseOf } from './samples.ts';

async function behind(body: unknown, status = 200) {
  const response = responseOf(JSON.stringify(body), { 'content-type': 'application/json' }, status);
  const { nature } = await readAnswer(response);
  return nextPage({ exchange: exchangeOf('a', response), nature, kind: nature.kind });
}

test('v2 gives a token, and an empty one at the end', async () => {
  assert.deepEqual(await behind({ contacts: [{ id: '1' }], next_page_token: 'a"b' }), { 'query:page_token': 'a"b' });
  assert.equal(await behind({ contacts: [], next_page_token: '' }), undefined);
  assert.equal(await behind({ contacts: [{ next_page_token: 'x' }] }), undefined);
  assert.equal(await behind({ message: 'no', next_page_token: 'x' }, 400), undefined);
});

test('v1 gives an address, also behind the last page', async () => {
  const next = 'https://api.infusionsoft.com/crm/rest/v1/contacts/?limit=2&offset=4&order=id';
  assert.deepEqual(await behind({ contacts: [{}, {}], count: 9, next }), { 'query:offset': '4', 'query:limit': '2' });
  assert.equal(await behind({ contacts: [{}, {}], count: 4, next }), undefined);
  assert.equal(await behind({ contacts: [], count: 9, next }), undefined);
  assert.equal(await behind({ contacts: [{}], next: 'https://[' }), undefined);
  assert.equal(await behind({ contacts: [{}], next: '?offset=-4' }), undefined);
});

test('pages of XML-RPC are numbered, and one that is not full is the last', async () => {
  const rows = (count: number) => JSON.stringify(Array.from({ length: count }, (_, Id) => ({ Id })));
  const after = async (key: string, parameters: Record<string, string>, count: number) => {
    const response = responseOf(rows(count), { 'content-type': 'application/json' });
    const { nature } = await readAnswer(response);
    const exchange = exchangeOf('a', response);
    const draft = { ...emptyDraft(key), parameters };
    return nextPage({
      exchange: { ...exchange, operation: { ...exchange.operation, key, method: 'POST' } },
      ...{ nature, kind: nature.kind, draft },
    });
  };
  const query = { 'argument:table': 'Contact', 'argument:limit': '2', 'argument:page': '3' };
  assert.deepEqual(await after('xmlrpc:DataService.query', query, 2), { 'argument:page': '4' });
  assert.equal(await after('xmlrpc:DataService.query', query, 1), undefined);
  // Nobody says how many rows a page of a saved search has: only an empty one is the last.
  const saved = { 'argument:savedSearchId': '1', 'argument:userId': '1', 'argument:pageNumber': '0' };
  assert.deepEqual(await after('xmlrpc:SearchService.getSavedSearchResults', saved, 1), { 'argument:pageNumber': '1' });
  assert.equal(await after('xmlrpc:SearchService.getSavedSearchResults', saved, 0), undefined);
  assert.equal(await after('xmlrpc:ContactService.findByEmail', { 'argument:email': 'a@example.com' }, 2), undefined);
});

test('what else was asked stays', () => {
  const draft = { ...emptyDraft('v2:listContacts'), parameters: { 'query:page_size': '2', 'query:page_token': 'a' } };
  const takes = (id: string) => ['query:page_size', 'query:page_token'].includes(id);
  assert.deepEqual(nextPageDraft(draft, { 'query:page_token': 'b' }, takes)?.parameters, {
    'query:page_size': '2',
    'query:page_token': 'b',
  });
  assert.equal(nextPageDraft(draft, { 'query:offset': '2', 'query:limit': '2' }, takes), undefined);
});
