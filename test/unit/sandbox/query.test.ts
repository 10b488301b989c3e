import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { badRequest, RefusalError } from '../../../src/sandbox/errors.ts';
import { parseFilter, parseOrder } from '../../../src/sandbox/query/filter.ts';
import { offsetPage, tokenPage } from '../../../src/sandbox/query/paging.ts';
import { select, sorted } from '../../../src/sandbox/query/select.ts';
import type { SandboxRequest } from '../../../src/sandbox/request.ts';
import { contactSelection } from '../../../src/sandbox/resources/contacts/contactReaders.ts';
import { seededAccount } from '../../../src/sandbox/seed/seed.ts';
import type { StoredRecord } from '../../../src/sandbox/store/table.ts';
import { catalogs, operation } from '../catalog/realCatalog.ts';

const account = seededAccount();
const contacts = account.contacts.all();
const facts = operation('v2:listContacts').query ?? badRequest('no facts');

function filter(text: string): readonly StoredRecord[] {
  const clauses = parseFilter(text, facts, account.customFields('contacts'));
  const phoneFields = clauses.find(({ field }) => field === 'phone_fields')?.values ?? [];
  return select(contacts, { clauses }, contactSelection(phoneFields));
}

function refused(text: string): void {
  assert.throws(() => filter(text), RefusalError, text);
}

describe('Filters', () => {
  it('compare without regard to case and join clauses by and', () => {
    const { given_name, family_name } = contacts[0]?.fields ?? {};
    const found = filter(`given_name==${String(given_name).toUpperCase()};family_name==${family_name};`);
    assert.ok(found.some(({ id }) => id === 1));
    assert.ok(found.every(({ fields }) => fields['given_name'] === given_name));
    assert.deepEqual(filter('given_name==Nobody'), []);
  });

  it('take a * at the end for a prefix, and anywhere else for itself', () => {
    const expected = contacts.filter(({ fields }) => /^ma/i.test(String(fields['given_name'])));
    assert.ok(expected.length > 0);
    assert.deepEqual(filter('given_name==Ma*'), expected);
    assert.deepEqual(filter('given_name==M*a'), []);
    refused('given_name==*a');
    assert.deepEqual(
      filter('family_name==Tables=="*"').map(({ fields }) => fields['given_name']),
      ['Robert; DROP'],
    );
  });

  it('take lists of ids under both names', () => {
    assert.deepEqual(
      filter('ids==3,1,999').map(({ id }) => id),
      [1, 3],
    );
    assert.deepEqual(
      filter('contact_ids==2').map(({ id }) => id),
      [2],
    );
    assert.deepEqual(
      filter('contact_id>=249').map(({ id }) => id),
      [249, 250],
    );
    assert.deepEqual(
      filter('contact_id<3').map(({ id }) => id),
      [1, 2],
    );
  });

  it('know windows of time with either end', () => {
    const from = '2026-01-01T00:00:00.000Z';
    const after = filter(`start_update_time==${from}`);
    const before = filter(`end_update_time==${from}`);
    assert.equal(after.length + before.length, contacts.length);
    assert.ok(after.every(({ updated }) => updated >= from));
    assert.deepEqual(filter('start_update_time==2026-01-01T01:00:00.000+01:00'), after);
    for (const bad of ['2026-01-01', '2026-01-01T00:00:00Z', 'yesterday', '']) refused(`start_update_time==${bad}`);
  });

  it('know companies, places and phone numbers where told to look', () => {
    assert.ok(filter('company_id==3').every(({ fields }) => fields['company_id'] === 3));
    assert.ok(filter('city==Chan*').length > 0);
    assert.deepEqual(filter('billing_address_country_code==JPN'), filter('billing_address_region==京都府'));
    const [phone] = contacts.flatMap(({ fields }) =>
      (fields['phone_numbers'] as { number: string }[]).map((one) => one.number),
    );
    assert.ok(filter(`phone_number==${phone};phone_fields==PHONE1,PHONE2`).length > 0);
    assert.equal(filter(`phone_number==${phone};phone_fields==PHONE2`).length, 0);
  });

  it('know custom fields by name, by the rules of their type', () => {
    assert.ok(filter('budget>5000').length > 0);
    assert.equal(filter('Budget>5000').length + filter('Budget<=5000').length, contacts.length);
    assert.ok(filter('Interests==workshops').length > 0);
    assert.ok(filter('FavouriteColour==Te*').length > 0);
    assert.ok(filter('ContractEnds>=2026-01-01T00:00:00.000Z').length > 0);
    refused('Budget==much');
    refused('FavouriteColour>Teal');
    refused('ContractEnds>2026-01-01');
    refused('WantsNewsletter==1*;WantsNewsletter>0');
  });

  it('refuse what they do not know', () => {
    for (const bad of ['shoe_size==1', 'email!=a', 'email~a', 'email', '==a', 'given_name==a,shoe==b;x']) refused(bad);
  });
});

describe('Orders', () => {
  it('are read with or without a direction', () => {
    assert.deepEqual(parseOrder('email', facts), { field: 'email', descending: false });
    assert.deepEqual(parseOrder(' id  DESC ', facts), { field: 'id', descending: true });
    assert.equal(parseOrder('', facts), undefined);
    for (const bad of ['shoe_size', 'id up', 'id asc desc', 'asc'])
      assert.throws(() => parseOrder(bad, facts), RefusalError);
  });

  it('put whatever has no value last, in both directions, and keep equals in place', () => {
    const readers = { name: ({ name }: { name?: string; id: number }) => name };
    const people = [{ id: 1 }, { id: 2, name: 'b' }, { id: 3, name: 'A' }, { id: 4, name: 'B' }];
    const ids = (descending: boolean) => sorted(people, { field: 'name', descending }, readers).map(({ id }) => id);
    assert.deepEqual(ids(false), [3, 2, 4, 1]);
    assert.deepEqual(ids(true), [2, 4, 3, 1]);
  });
});

describe('Pages', () => {
  const request = (query: string): SandboxRequest => ({
    operation: operation('v2:listContacts'),
    catalog: catalogs.v2,
    path: {},
    query: new URLSearchParams(query),
    body: undefined,
    list: { clauses: [] },
    pathname: '/crm/rest/v2/contacts',
    origin: 'http://127.0.0.1:1',
    now: 0,
  });
  const all = Array.from({ length: 250 }, (_, index) => index);

  it('join to the whole, whatever their size', () => {
    for (const size of [1, 7, 100, 249, 250, 251, 1000]) {
      const seen: number[] = [];
      let token = '';
      do {
        const page = tokenPage(all, request(`page_size=${size}&page_token=${token}`));
        assert.ok(page.items.length <= size);
        seen.push(...page.items);
        token = page.nextPageToken;
      } while (token !== '');
      assert.deepEqual(seen, all);
    }
  });

  it('have a hundred items unless asked for another number', () => {
    assert.equal(tokenPage(all, request('')).items.length, 100);
    assert.equal(tokenPage(all, request('page_size=0')).items.length, 100);
  });

  it('belong to one question', () => {
    const { nextPageToken } = tokenPage(all, request('page_size=10&filter=a==b'));
    assert.throws(() => tokenPage(all, request(`page_token=${nextPageToken}`)), RefusalError);
    for (const bad of ['x', 'MA', '%00', Buffer.from('-5.0').toString('base64url')]) {
      assert.throws(() => tokenPage(all, request(`page_token=${bad}`)), RefusalError, bad);
    }
  });

  it('of v1 have both addresses, with everything else that was asked', () => {
    const page = offsetPage(all, request('limit=100&offset=200&email=a%2Bb@example.com&order=id'));
    assert.deepEqual([page.items.length, page.count], [50, 250]);
    assert.equal(
      page.next,
      'http://127.0.0.1:1/crm/rest/v2/contacts?limit=100&offset=300&email=a%2Bb%40example.com&order=id',
    );
    assert.match(page.previous, /\?limit=100&offset=100&/);
    assert.match(offsetPage(all, request('limit=10')).previous, /offset=0/);
    assert.deepEqual(offsetPage(all, request('offset=999')).items, []);
    assert.throws(() => offsetPage(all, request('limit=0')), RefusalError);
    assert.throws(() => offsetPage(all, request('offset=-1')), RefusalError);
  });
});
