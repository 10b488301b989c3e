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
  assert.deepEqual(await behind({ contacts: [{ id: '1' }], next_page_token: 'a"b' }), { page_token: 'a"b' });
  assert.equal(await behind({ contacts: [], next_page_token: '' }), undefined);
  assert.equal(await behind({ contacts: [{ next_page_token: 'x' }] }), undefined);
  assert.equal(await behind({ message: 'no', next_page_token: 'x' }, 400), undefined);
});

test('v1 gives an address, also behind the last page', async () => {
  const next = 'https://api.infusionsoft.com/crm/rest/v1/contacts/?limit=2&offset=4&order=id';
  assert.deepEqual(await behind({ contacts: [{}, {}], count: 9, next }), { offset: '4', limit: '2' });
  assert.equal(await behind({ contacts: [{}, {}], count: 4, next }), undefined);
  assert.equal(await behind({ contacts: [], count: 9, next }), undefined);
  assert.equal(await behind({ contacts: [{}], next: 'https://[' }), undefined);
  assert.equal(await behind({ contacts: [{}], next: '?offset=-4' }), undefined);
});

test('what else was asked stays', () => {
  const draft = { ...emptyDraft('v2:listContacts'), parameters: { 'query:page_size': '2', 'query:page_token': 'a' } };
  const takes = (id: string) => ['query:page_size', 'query:page_token'].includes(id);
  assert.deepEqual(nextPageDraft(draft, { page_token: 'b' }, takes)?.parameters, {
    'query:page_size': '2',
    'query:page_token': 'b',
  });
  assert.equal(nextPageDraft(draft, { offset: '2', limit: '2' }, takes), undefined);
});
