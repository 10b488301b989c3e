import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstPage, nextPage, pageSizeOf, readPage, withPageSize } from '../../../src/keap/paging.ts';
import { emptyDraft } from '../../../src/keap/request/draft.ts';
import { pagingOf } from '../../../src/keap/runs/pages.ts';
import { catalogs, operations } from '../catalog/realCatalog.ts';
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

test('pages of XML-RPC are numbered from 0, as large as they may be, and no larger', () => {
  const paging = pagingFor('xmlrpc:DataService.query');
  const typed = { 'argument:table': 'Contact', 'argument:page': '7', 'argument:limit': '5' };
  const first = firstPage({ ...emptyDraft('xmlrpc:DataService.query'), parameters: typed }, paging);
  assert.deepEqual(first.parameters, { ...typed, 'argument:page': '0', 'argument:limit': '1000' });
  const rows = (count: number) =>
    readPage(
      Array.from({ length: count }, (_, Id) => ({ Id })),
      '',
    );
  const next = nextPage(paging, first, rows(1_000));
  assert.equal(next?.parameters['argument:page'], '1');
  assert.equal(nextPage(paging, first, rows(999)), undefined);
  // Keap gives a thousand at most: such a page is full, whatever was asked for.
  const large = withPageSize({ ...first, parameters: { ...first.parameters, 'argument:limit': '5000' } }, paging);
  assert.equal(large.parameters['argument:limit'], '1000');
  assert.equal(nextPage(paging, large, rows(1_000))?.parameters['argument:page'], '1');
});

test('of pages whose size nobody says only an empty one is the last', () => {
  const paging = pagingFor('xmlrpc:SearchService.getSavedSearchResultsAllFields');
  const first = firstPage(emptyDraft('xmlrpc:SearchService.getSavedSearchResultsAllFields'), paging);
  assert.deepEqual(first.parameters, { 'argument:pageNumber': '0' });
  assert.equal(nextPage(paging, first, readPage([{ Id: 1 }], ''))?.parameters['argument:pageNumber'], '1');
  assert.equal(nextPage(paging, first, readPage([], '')), undefined);
});

test('the methods of XML-RPC that have pages', () => {
  const paged = catalogs.xmlrpc.operations.filter((each) => {
    const kind = pagingOf(each, catalogs.xmlrpc.schemas)?.kind;
    return kind === 'number' || kind === 'offset' || kind === 'token';
  });
  assert.deepEqual(paged.map(({ operationId }) => operationId).sort(), [
    'DataService.findByField',
    'DataService.query',
    'SearchService.getSavedSearchResults',
    'SearchService.getSavedSearchResultsAllFields',
    'SearchService.quickSearch',
  ]);
});
