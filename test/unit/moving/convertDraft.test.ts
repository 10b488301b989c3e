import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { convertDraft } from '../../../src/keap/moving/convertDraft.ts';
import { METHOD_MOVES } from '../../../src/keap/moving/methodMoves.ts';
import { TABLE_MOVES } from '../../../src/keap/moving/tables/tableMoves.ts';
import { v1Counterpart } from '../../../src/keap/moving/v1/v1Rules.ts';
import { emptyDraft, type ParameterInput } from '../../../src/keap/request/draft.ts';
import { catalogs, operation } from '../catalog/realCatalog.ts';
import { tables } from './realTables.ts';

function convert(key: string, parameters: Readonly<Record<string, ParameterInput>>, body = '') {
  const result = convertDraft(operation(key), { ...emptyDraft(key), parameters, body }, catalogs.v2);
  if ('none' in result) return assert.fail(`${key}: ${result.none}`);
  const { operationKey, ...draft } = result.draft;
  return {
    to: operationKey,
    parameters: draft.parameters,
    body: draft.body === '' ? undefined : JSON.parse(draft.body),
    notes: result.notes.map(({ about, kind, text }) => `${kind} ${about}: ${text}`),
  };
}

const query = (table: string, conditions: object, more: Readonly<Record<string, ParameterInput>> = {}) =>
  convert('xmlrpc:DataService.query', {
    'argument:table': table,
    'argument:limit': '1000',
    'argument:page': '0',
    'argument:queryData': JSON.stringify(conditions),
    ...more,
  });

describe('A draft of XML-RPC as one of v2', () => {
  it('asks for the same records', () => {
    const { to, parameters, notes } = query(
      'Contact',
      { FirstName: 'Ad%', LastUpdated: '~>=~ 2026-11-01 08:30:00', CompanyID: 5 },
      { 'argument:selectedFields': ['Id', 'Email', 'City'], 'argument:orderBy': 'Id', 'argument:ascending': 'false' },
    );
    assert.equal(to, 'v2:listContacts');
    assert.deepEqual(parameters, {
      'query:page_size': '1000',
      'query:order_by': 'id desc',
      'query:fields': ['id', 'email_addresses', 'addresses'],
      'query:filter': 'given_name==Ad*;start_update_time==2026-11-01T08:30:00.000Z;company_id==5',
    });
    assert.deepEqual(notes, ['differs : Dates and times that name no time zone are taken for UTC.']);
  });

  it('tells of every condition, field and order that v2 has no place for', () => {
    const { parameters, notes } = query(
      'Contact',
      { Nickname: 'Ada', FirstName: '~<>~ Bo', _Size: 'XL', GroupName: 'x' },
      { 'argument:page': '2', 'argument:orderBy': 'Phone1', 'argument:selectedFields': ['Id', 'Password'] },
    );
    assert.equal(parameters['query:filter'], 'Size==XL');
    assert.deepEqual(
      notes.map((note) => note.replace(/:.*/, '')),
      [
        'lost Nickname',
        'lost FirstName',
        'differs _Size',
        'lost GroupName',
        'lost page',
        'lost orderBy',
        'lost Password',
      ],
    );
  });

  it('goes by the record a list is within', () => {
    assert.deepEqual(query('ContactGroupAssign', { GroupId: 91 }).parameters, {
      'path:tag_id': '91',
      'query:page_size': '1000',
    });
    const { to, parameters } = query('ContactGroupAssign', { ContactId: 5 });
    assert.deepEqual([to, parameters['path:contact_id']], ['v2:listTagsForContact', '5']);
    assert.deepEqual(query('ContactGroupAssign', {}).notes, ['fill tag_id: Fill in tag_id: REST v2 needs it.']);
  });

  it('writes a contact as v2 has it', () => {
    const { to, parameters, body, notes } = convert('xmlrpc:ContactService.update', {
      'argument:contactId': '5',
      'argument:data': JSON.stringify({
        ...{ FirstName: 'Ada', Email: 'ada@example.com', Phone1: '555 0100', Phone1Type: 'Work', OwnerID: 12 },
        ...{ StreetAddress1: '1 Main St', City2: 'Austin', Birthday: { $dateTime: '19801224T00:00:00' }, _Budget: 5 },
      }),
    });
    assert.equal(to, 'v2:updateContact');
    assert.deepEqual(body, {
      given_name: 'Ada',
      email_addresses: [{ field: 'EMAIL1', email: 'ada@example.com' }],
      phone_numbers: [{ field: 'PHONE1', number: '555 0100', type: 'Work' }],
      owner_id: '12',
      addresses: [
        { field: 'BILLING', line1: '1 Main St' },
        { field: 'SHIPPING', locality: 'Austin' },
      ],
      birth_date: '1980-12-24',
    });
    assert.deepEqual(parameters['query:update_mask'], [
      ...['given_name', 'email_addresses', 'phone_numbers', 'owner_id', 'addresses', 'birth_date'],
    ]);
    const words = 'add the entries to keep, or Keap deletes them.';
    for (const name of ['email_addresses', 'phone_numbers', 'addresses'])
      assert.ok(notes.includes(`differs ${name}: REST v2 replaces all of ${name}: ${words}`), name);
    assert.ok(notes.some((note) => note.startsWith('lost _Budget: REST v2 takes the custom field _Budget by its id')));
  });

  it('counts in cents, says words and turns round as v2 does', () => {
    const product = convert('xmlrpc:DataService.add', {
      'argument:table': 'Product',
      'argument:values': '{"ProductName":"Gloves","ProductPrice":19.99,"Status":1,"ShortDescription":"Warm"}',
    });
    assert.deepEqual(product.body, { name: 'Gloves', price: 1999, active: true, short_description: 'Warm' });
    const payment = convert('xmlrpc:InvoiceService.addManualPayment', {
      'argument:invoiceId': '10001',
      'argument:amt': '10.50',
      'argument:paymentDate': '2026-11-30T09:00:00',
      'argument:bypassCommissions': 'true',
    });
    assert.deepEqual(payment.body, {
      payment_amount: 10.5,
      payment_time: '2026-11-30T09:00:00.000Z',
      apply_to_commissions: false,
    });
    assert.ok(payment.notes.some((note) => note.startsWith('lost invoiceId: REST v2 goes by the order')));
    assert.ok(payment.notes.includes('fill order_id: Fill in order_id: REST v2 needs it.'));
  });

  it('says why there is none', () => {
    const none = (key: string, parameters = {}) => {
      const result = convertDraft(operation(key), { ...emptyDraft(key), parameters }, catalogs.v2);
      return 'none' in result ? result.none : result.draft;
    };
    assert.match(String(none('xmlrpc:ContactService.runActionSequence')), /no action sets/);
    assert.match(String(none('xmlrpc:DataService.query')), /Choose a table first/);
    assert.match(String(none('xmlrpc:DataService.query', { 'argument:table': 'Ticket' })), /no tickets/);
    assert.match(String(none('xmlrpc:DataService.add', { 'argument:table': 'User' })), /does not add records of User/);
    assert.match(String(none('v1:list_stored_hook_subscriptions')), /no hooks/);
    assert.match(String(none('v2:listContacts')), /already/);
  });

  it('keeps what was typed wrong for the check to tell', () => {
    const { parameters, notes } = convert('xmlrpc:ContactService.load', { 'argument:contactId': 'five' });
    assert.deepEqual([parameters['path:contact_id'], notes], ['five', []]);
    const half = query('Contact', {}, { 'argument:queryData': '{"FirstName":' });
    assert.equal(half.parameters['query:filter'], undefined);
    assert.deepEqual(half.notes, ['lost queryData: queryData is not JSON, so nothing of it was converted.']);
  });
});

describe('A draft of v1 as one of v2', () => {
  it('turns parameters into conditions, and order into order_by', () => {
    const { to, parameters, notes } = convert('v1:listContactsUsingGET', {
      'query:given_name': 'Ada',
      'query:since': '2026-11-01T00:00:00Z',
      'query:limit': '50',
      'query:offset': '100',
      'query:order': 'last_updated',
      'query:order_direction': 'DESCENDING',
      'query:optional_properties': ['job_title'],
    });
    assert.equal(to, 'v2:listContacts');
    assert.deepEqual(parameters, {
      'query:order_by': 'update_time desc',
      'query:page_size': '50',
      'query:fields': ['job_title'],
      'query:filter': 'given_name==Ada;start_update_time==2026-11-01T00:00:00.000Z',
    });
    assert.deepEqual(notes, ['lost offset: REST v2 has no offset: follow next_page_token.']);
  });

  it('writes ids as text, under v2’s names, and tells what it drops', () => {
    const body = JSON.stringify({
      ...{ given_name: 'Ada', birthday: '1980-12-24T00:00:00Z', company: { id: 9 }, lead_source_id: 3 },
      ...{ custom_fields: [{ id: 7, content: 'XL' }], duplicate_option: 'EmailAndName', notes: 'x' },
    });
    const { to, parameters, body: made, notes } = convert('v1:createOrUpdateContactUsingPUT', {}, body);
    assert.equal(to, 'v2:createContact');
    assert.deepEqual(parameters, { 'query:duplicate_option': 'EmailAndName' });
    assert.deepEqual(made, {
      given_name: 'Ada',
      birth_date: '1980-12-24',
      company: { id: '9' },
      leadsource_id: '3',
      custom_fields: [{ id: '7', content: 'XL' }],
    });
    assert.deepEqual(notes, ['lost notes: REST v2 does not take notes here.']);
  });

  it('names one record within another, and lists within bodies', () => {
    const tags = convert('v1:applyTagToContactIdsUsingPOST', { 'path:tagId': '4' }, '{"ids":[1,2]}');
    assert.deepEqual(
      [tags.to, tags.parameters, tags.body],
      ['v2:applyTags', { 'path:tag_id': '4' }, { contact_ids: ['1', '2'] }],
    );
    const task = convert(
      'v1:createTaskUsingPOST',
      {},
      '{"title":"Call","contact":{"id":5,"email":"a@b.c"},"user_id":1,"priority":1}',
    );
    assert.deepEqual(task.body, { title: 'Call', contact_id: '5', assigned_to_user_id: '1', priority: 'CRITICAL' });
  });

  it('says that a body is no JSON', () => {
    const { notes } = convert('v1:createTagUsingPOST', {}, '{"name":');
    assert.ok(notes.includes('lost body: The body is not JSON, so nothing of it was converted.'));
  });
});

test('how much has a place in v2', () => {
  const fields = tables.flatMap(({ name, fields: all }) => all.map((field) => ({ name, field: field.name })));
  const mapped = fields.filter(({ name, field }) =>
    (TABLE_MOVES[name] ?? []).some((move) => Object.hasOwn(move.fields, field)),
  );
  const takes = Object.values(METHOD_MOVES).flatMap(({ takes: all }) => Object.values(all));
  const placed = takes.filter((entry) => (typeof entry === 'string' || entry.to) ?? entry.fieldsOf ?? entry.valuesOf);
  const old = catalogs.v1.operations;
  const counted = {
    methods: Object.keys(METHOD_MOVES).length,
    arguments: `${placed.length} of ${takes.length}`,
    tables: `${Object.keys(TABLE_MOVES).length} of ${tables.length}`,
    fields: `${mapped.length} of ${fields.length}`,
    v1: `${old.filter((each) => v1Counterpart(each, catalogs.v2.operations) !== undefined).length} of ${old.length}`,
  };
  assert.deepEqual(counted, {
    methods: 84,
    arguments: '180 of 237',
    tables: '36 of 60',
    fields: '401 of 843',
    v1: '122 of 141',
  });
});
