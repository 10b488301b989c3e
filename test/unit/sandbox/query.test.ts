import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { badRequest, RefusalError } from '../../../src/sandbox/errors.ts';
import { parseFilter, parseOrder } from '../../../src/sandbox/query/filter.ts';
import { offsetPage, readPageRequest, writeToken } from '../../../src/sandbox/query/paging.ts';
import { type Listable, selectPage, sorted } from '../../../src/sandbox/query/select.ts';
import type { SandboxRequest } from '../../../src/sandbox/request.ts';
import { CONTACT_READERS, numbersIn } from '../../../src/sandbox/resources/contacts/contactReaders.ts';
import { customContent } from '../../../src/sandbox/resources/customFields/values.ts';
import { standardReaders } from '../../../src/sandbox/resources/standardReaders.ts';
import { Account } from '../../../src/sandbox/store/account.ts';
import type { StoredRecord } from '../../../src/sandbox/store/table.ts';
import { catalogs, operation } from '../catalog/realCatalog.ts';

const account = new Account({ contacts: 250, seed: 2026 });
const contacts = [...account.tables.contacts];
const facts = operation('v2:listContacts').query ?? badRequest('no facts');

function filter(text: string): readonly StoredRecord[] {
  const clauses = parseFilter(text, facts, account.customFields('CONTACT'));
  const phoneFields = clauses.find(({ field }) => field === 'phone_fields')?.values ?? [];
  const read = standardReaders({ ...CONTACT_READERS, phone_number: numbersIn(phoneFields) });
  const selection = { read, custom: customContent, idOf: ({ id }: StoredRecord) => id };
  return selectPage(contacts, { clauses }, selection, undefined, Number.POSITIVE_INFINITY).items;
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

  it('look anywhere in the text where the list says so, and only at its start with a *', () => {
    const automations = operation('v2:listAutomations').query ?? badRequest('no facts');
    const titles = ['Spring sale', 'Late spring', 'Autumn'];
    const selection = { read: () => (index: number) => titles[index], idOf: (index: number) => index + 1 };
    const found = (text: string) =>
      selectPage([0, 1, 2], { clauses: parseFilter(text, automations, []) }, selection, undefined, 9).items;
    assert.deepEqual(found('name==SPRING'), [0, 1]);
    assert.deepEqual(found('name==spring*'), [0]);
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
    const known = contacts.filter((contact) => customContent(contact, 3) !== undefined);
    assert.equal(filter('Budget>5000').length + filter('Budget<=5000').length, known.length);
    assert.ok(filter('Interests==workshops').length > 0);
    assert.ok(filter('FavouriteColour==Te*').length > 0);
    assert.ok(filter('ContractEnds>=2026-01-01T00:00:00.000Z').length > 0);
    refused('Budget==much');
    refused('FavouriteColour>Teal');
    refused('ContractEnds>2026-01-01');
    refused('WantsNewsletter==1*;WantsNewsletter>0');
  });

  it('refuse what they do not know', () => {
    for (const bad of ['height==1', 'email!=a', 'email~a', 'email', '==a', 'given_name==a,shoe==b;x']) refused(bad);
    refused('id==1;ids==2');
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
    interface Person {
      readonly id: number;
      readonly name?: string;
    }
    const selection = { read: () => (person: Person) => person.name, idOf: ({ id }: Person) => id };
    const people: Person[] = [{ id: 1 }, { id: 2, name: 'b' }, { id: 3, name: 'A' }, { id: 4, name: 'B' }];
    const ids = (descending: boolean) => sorted(people, { field: 'name', descending }, selection).map(({ id }) => id);
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
    headers: {},
    pathname: '/crm/rest/v2/contacts',
    origin: 'http://127.0.0.1:1',
    now: 0,
  });
  const all = Array.from({ length: 250 }, (_, index) => index + 1);
  const selection = { read: () => (id: number) => id % 7, idOf: (id: number) => id };
  const page = (query: string, records: Listable<number> = all, list: SandboxRequest['list'] = { clauses: [] }) => {
    const { from, size } = readPageRequest(request(query));
    const { items, next } = selectPage(records, list, selection, from, size);
    return { items, nextPageToken: writeToken(next, request(query)) };
  };

  it('join to the whole, whatever their size and order', () => {
    for (const size of [1, 7, 100, 249, 250, 251, 1000]) {
      for (const order of [undefined, { field: 'x', descending: false }, { field: 'x', descending: true }]) {
        const seen: number[] = [];
        let token = '';
        do {
          const next = page(`page_size=${size}&page_token=${token}`, all, { clauses: [], ...(order && { order }) });
          assert.ok(next.items.length <= size);
          seen.push(...next.items);
          token = next.nextPageToken;
        } while (token !== '');
        assert.deepEqual(seen, order ? sorted(all, order, selection) : all);
      }
    }
  });

  it('begin behind a record, though it is gone and others have come', () => {
    const first = page('page_size=10');
    const changed = all.filter((id) => id % 10 !== 0).concat(251);
    const second = page(`page_size=10&page_token=${first.nextPageToken}`, changed);
    assert.deepEqual(second.items, [11, 12, 13, 14, 15, 16, 17, 18, 19, 21]);
  });

  it('have a hundred items unless asked for another number, and all of them where no token is declared', () => {
    assert.equal(page('').items.length, 100);
    assert.equal(page('page_size=0').items.length, 100);
    const { size } = readPageRequest({ ...request('page_size=5'), operation: operation('v2:listCountries') });
    assert.equal(size, Number.POSITIVE_INFINITY);
  });

  it('belong to one question', () => {
    const { nextPageToken } = page('page_size=10&filter=a==b');
    assert.throws(() => page(`page_token=${nextPageToken}`), RefusalError);
    const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    for (const bad of ['x', 'MA', '%00', forged([0, null, 5]), forged({}), forged(null)]) {
      assert.throws(() => page(`page_token=${bad}`), RefusalError, bad);
    }
  });

  it('of v1 have both addresses, with everything else that was asked', () => {
    const shown = offsetPage(all, request('limit=100&offset=200&email=a%2Bb@example.com&order=id'));
    assert.deepEqual([shown.items.length, shown.count], [50, 250]);
    assert.equal(
      shown.next,
      'http://127.0.0.1:1/crm/rest/v2/contacts?limit=100&offset=300&email=a%2Bb%40example.com&order=id',
    );
    assert.match(shown.previous, /\?limit=100&offset=100&/);
    assert.match(offsetPage(all, request('limit=10')).previous, /offset=0/);
    assert.deepEqual(offsetPage(all, request('offset=999')).items, []);
    assert.throws(() => offsetPage(all, request('limit=0')), RefusalError);
    assert.throws(() => offsetPage(all, request('offset=-1')), RefusalError);
  });
});
