import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextPage, pageSizeOf, readPage, withPageSize } from '../../../src/keap/paging.ts';
import { emptyDraft } from '../../../src/keap/request/draft.ts';
import { pagingOf } from '../../../src/keap/runs/pages.ts';
import { operations } from '../catalog/realCatalog.ts';
import { known } from './runSupport.ts';

function pagingFor(key: string) {
  const { operation, schemas } = known(key);
  const paging = pagingOf(operation, schemas);
  assert.ok(paging, key);
  return paging;
}

test('every list of the catalog is paged as it can be', (t) => {
  const kinds = new Map<string, string[]>();
  for (const { key } of operations) {
    const { operation, schemas } = known(key);
    const kind = pagingOf(operation, schemas)?.kind ?? 'none';
    kinds.set(kind, [...(kinds.get(kind) ?? []), key]);
  }
  t.diagnostic([...kinds].map(([kind, keys]) => `${kind} ${keys.length}`).join(', '));
  assert.equal(kinds.get('token')?.length, 58);
  assert.equal(kinds.get('offset')?.length, 28);
  // These name a next page, but take no token, so that asking again would give the first page for ever.
  for (const key of ['v2:listCountries', 'v2:getCampaignGoals', 'v2:listUserGroups', 'v2:listContactLinks']) {
    assert.ok(kinds.get('single')?.includes(key), key);
  }
  for (const key of ['v2:getContact', 'v2:createContact', 'v2:deleteContact', 'v1:applyTagsToContactIdUsingPOST']) {
    assert.ok(kinds.get('none')?.includes(key), key);
  }
});

test('a token leads to the next page, and one that stays the same or is empty does not', () => {
  const paging = pagingFor('v2:listContacts');
  const draft = { ...emptyDraft('v2:listContacts'), parameters: { 'query:filter': 'email==a@b.c' } };
  const page = (token: unknown) => readPage({ contacts: [{ id: '1' }], next_page_token: token }, 'contacts');
  const next = nextPage(paging, draft, page('abc'));
  assert.deepEqual(next?.parameters, { 'query:filter': 'email==a@b.c', 'query:page_token': 'abc' });
  assert.equal(nextPage(paging, next, page('abc')), undefined);
  for (const token of ['', undefined, null, 7]) assert.equal(nextPage(paging, draft, page(token)), undefined);
});

test('an offset leads on until nothing comes, though v1 names a next page behind the last record', () => {
  const paging = pagingFor('v1:listContactsUsingGET');
  const draft = withPageSize(emptyDraft('v1:listContactsUsingGET'), paging);
  assert.equal(draft.parameters['query:limit'], '200');
  const full = Array.from({ length: 200 }, (_, id) => ({ id }));
  const next = (offset: number) => `https://api.infusionsoft.com/crm/rest/v1/contacts/?limit=200&offset=${offset}`;
  const second = nextPage(paging, draft, readPage({ contacts: full, count: 250, next: next(200) }, 'contacts'));
  assert.equal(second?.parameters['query:offset'], '200');
  // Without `next` a full page leads on, too.
  assert.equal(nextPage(paging, draft, readPage({ contacts: full }, 'contacts'))?.parameters['query:offset'], '200');
  const last = readPage({ contacts: full.slice(0, 50), count: 250, next: next(400) }, 'contacts');
  assert.equal(nextPage(paging, second, last), undefined);
  assert.equal(nextPage(paging, second, readPage({ contacts: [], next: next(400) }, 'contacts')), undefined);
  // A server that gives fewer than were asked for skips none.
  const few = readPage({ contacts: full.slice(0, 100), count: 250, next: next(200) }, 'contacts');
  assert.equal(nextPage(paging, draft, few)?.parameters['query:offset'], '100');
});

test('a page size that someone typed is kept, another one is the most there may be', () => {
  const paging = pagingFor('v2:listContacts');
  assert.ok(paging.kind === 'token');
  const typed = (size: string) => ({ ...emptyDraft('v2:listContacts'), parameters: { 'query:page_size': size } });
  assert.equal(pageSizeOf(typed('25'), paging), 25);
  for (const size of ['', '0', 'many']) assert.equal(pageSizeOf(typed(size), paging), 1000);
  const automations = pagingFor('v2:listAutomations');
  assert.equal(withPageSize(emptyDraft('v2:listAutomations'), automations).parameters['query:page_size'], '25');
});
