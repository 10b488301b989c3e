import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { numberText } from '../../src/keap/exactJson.ts';
import { asObject } from '../../src/keap/json.ts';
import type { XmlRpcValue } from '../../src/keap/xmlrpc/value.ts';
import { writeCall } from '../../src/keap/xmlrpc/writeXmlRpc.ts';
import { KEY, sandboxClient } from './sandboxSupport.ts';
import { callXmlRpc, post, useXmlRpc } from './xmlRpcClient.ts';

const NAMES = ['Id', 'FirstName'];

describe('The DataService', () => {
  const { call, fault, ok, rest, rows } = useXmlRpc();
  const ids = async (queryData: unknown, table = 'Contact', ...order: readonly unknown[]) =>
    (await rows('DataService.query', table, 1000, 0, queryData, ['Id'], ...order)).map(({ Id }) => Number(Id));

  it('gives pages that are the whole together, in the order of the ids', async () => {
    const all = await ids({});
    assert.equal(all.length, 100);
    assert.deepEqual(
      all,
      all.toSorted((a, b) => a - b),
    );
    const pages = await Promise.all(
      [0, 1, 2, 3].map((page) => rows('DataService.query', 'Contact', 30, page, {}, ['Id'])),
    );
    assert.deepEqual(
      pages.flat().map(({ Id }) => Id),
      all,
    );
    assert.deepEqual(
      pages.map(({ length }) => length),
      [30, 30, 30, 10],
    );
  });

  it('orders by a field, either way, and then by id', async () => {
    const named = await rows('DataService.query', 'Contact', 100, 0, {}, NAMES, 'FirstName', true);
    const sorted = named.toSorted((a, b) => {
      const [x, y] = [a, b].map(({ FirstName }) => String(FirstName ?? '').toLowerCase());
      return x === y ? Number(a['Id']) - Number(b['Id']) : (x ?? '') < (y ?? '') ? -1 : 1;
    });
    assert.deepEqual(named, sorted);
    const backwards = await rows('DataService.query', 'Contact', 100, 0, {}, ['Id'], 'Id', false);
    assert.equal(backwards[0]?.['Id'], 100);
    assert.deepEqual(
      backwards.map(({ Id }) => Number(Id)),
      (await ids({})).toReversed(),
    );
  });

  it('compares texts without regard to case, with % for any text', async () => {
    const emmas = await ids({ FirstName: 'emma' });
    assert.ok(emmas.length > 0);
    assert.deepEqual(await ids({ FirstName: 'EM%A' }), emmas);
    assert.deepEqual(await ids({ FirstName: '%mm%' }), emmas);
    assert.deepEqual(await ids({ FirstName: 'emma%emma' }), []);
    assert.equal(
      (await ids({ FirstName: '%' })).length,
      await ok('DataService.count', 'Contact', { FirstName: '~<>~' }),
    );
  });

  it('knows Keap’s operators, null and lists of ids', async () => {
    assert.deepEqual(await ids({ Id: '~>~ 97' }), [98, 99, 100]);
    assert.deepEqual(await ids({ Id: '~>=~97' }), [97, 98, 99, 100]);
    assert.deepEqual(await ids({ Id: '~<~3' }), [1, 2]);
    assert.deepEqual(await ids({ Id: '~<=~3' }), [1, 2, 3]);
    assert.equal((await ids({ Id: '~<>~5' })).length, 99);
    assert.deepEqual(await ids({ Id: [3, 1, 7, 999] }), [1, 3, 7]);
    const without = await ids({ Email: '~null~' });
    const having = await ids({ Email: '~<>~' });
    assert.ok(without.length > 0);
    assert.deepEqual(
      [...without, ...having].toSorted((a, b) => a - b),
      await ids({}),
    );
    assert.equal((await fault('DataService.query', 'Contact', 1, 0, { FirstName: ['a'] }, ['Id']))[0], 12);
  });

  it('compares moments, and shows them as what they are', async () => {
    const [newest] = await rows('DataService.query', 'Contact', 1, 0, {}, ['Id', 'DateCreated'], 'DateCreated', false);
    const { $dateTime } = asObject(newest?.['DateCreated']) as { $dateTime: string };
    assert.match($dateTime, /^20\d{6}T\d\d:\d\d:\d\d$/);
    const text = $dateTime.replace(/^(\d{4})(\d\d)(\d\d)T/, '$1-$2-$3 ');
    assert.deepEqual(await ids({ DateCreated: `~>=~ ${text}` }), [newest?.['Id']]);
    assert.deepEqual(await ids({ DateCreated: `${text.slice(0, 13)}%` }), [newest?.['Id']]);
  });

  it('meets all conditions, custom fields among them', async () => {
    const few = await ids({ _Status0: 'Customer', FirstName: '%a%' });
    const byStatus = new Set(await ids({ _Status0: 'Customer' }));
    const byName = new Set(await ids({ FirstName: '%a%' }));
    assert.deepEqual(
      few,
      [...byStatus].filter((id) => byName.has(id)),
    );
    assert.ok(few.length > 0 && few.length < byStatus.size);
  });

  it('leaves out what is empty, and gives amounts as doubles', async () => {
    const product = asObject(await ok('DataService.load', 'Product', 1, ['ProductName', 'ProductPrice', 'TopHTML']));
    assert.deepEqual(product, { ProductName: 'Gardening gloves', ProductPrice: 19.95 });
    await ok('DataService.update', 'Product', 1, { ProductPrice: 20 });
    assert.match((await call('DataService.load', 'Product', 1, ['ProductPrice'])).text, /<double>20\.0<\/double>/);
    assert.equal((await rest('GET', '/v1/products/1')).at('product_price'), 20);
  });
});

describe('Keap’s faults', () => {
  const { call, fault, origin } = useXmlRpc();

  const faults: readonly [what: string, code: number, word: string, method: string, ...args: unknown[]][] = [
    ['an unknown table', 9, 'NoTableFound', 'DataService.count', 'Contacts', {}],
    ['an unknown field', 10, 'NoFieldFound', 'DataService.load', 'Contact', 1, ['Firstname']],
    ['an unknown custom field', 10, 'NoFieldFound', 'DataService.load', 'Contact', 1, ['_Nothing']],
    [
      'an unknown field to order by',
      10,
      'NoFieldFound',
      'DataService.query',
      'Contact',
      1,
      0,
      {},
      ['Id'],
      'Name',
      true,
    ],
    ['an unknown field of a condition', 10, 'NoFieldFound', 'DataService.count', 'Contact', { Name: 'x' }],
    ['a table that only reads', 7, 'NoTableAccess', 'DataService.add', 'User', { FirstName: 'x' }],
    ['a table that deletes nothing', 7, 'NoTableAccess', 'DataService.delete', 'Product', 1],
    ['a field that only reads', 8, 'NoFieldAccess', 'DataService.update', 'Contact', 1, { Groups: '1' }],
    ['a field that nobody reads', 8, 'NoFieldAccess', 'DataService.load', 'CreditCard', 1, ['CardNumber']],
    ['no fields to show', 11, 'NoFieldsError', 'DataService.load', 'Contact', 1, []],
    ['no fields to write', 11, 'NoFieldsError', 'DataService.add', 'Contact', {}],
    ['no such record', 5, 'RecordNotFound', 'DataService.load', 'Contact', 4711, ['Id']],
    ['no such contact', 5, 'RecordNotFound', 'ContactService.addToGroup', 4711, 1],
    ['no such tag', 5, 'RecordNotFound', 'ContactService.addToGroup', 1, 4711],
    ['a reference to nothing', 12, 'InvalidParameter', 'DataService.add', 'Lead', { ContactID: 4711 }],
    ['a text for a number', 12, 'InvalidParameter', 'DataService.add', 'Product', { ProductPrice: 'much' }],
    ['a day there is not', 12, 'InvalidParameter', 'ContactService.add', { Birthday: '2026-02-30' }],
    ['a list in a field', 12, 'InvalidParameter', 'ContactService.add', { FirstName: ['a'] }],
    ['no cycle', 12, 'InvalidParameter', 'DataService.update', 'RecurringOrder', 1, { Frequency: 0 }],
    [
      'a day beyond the calendar',
      12,
      'InvalidParameter',
      'InvoiceService.addRecurringOrder',
      1,
      true,
      1,
      1,
      9,
      false,
      1,
      1,
      0,
      2 ** 31 - 1,
    ],
    ['a page before the first', 12, 'InvalidParameter', 'DataService.query', 'Contact', 1, -1, {}, ['Id']],
    ['a page of nothing', 12, 'InvalidParameter', 'DataService.query', 'Contact', 0, 0, {}, ['Id']],
    ['an argument of another type', 12, 'InvalidParameter', 'DataService.load', 'Contact', '1', ['Id']],
    ['too few arguments', 12, 'InvalidParameter', 'DataService.load', 'Contact'],
    ['a choice there is not', 12, 'InvalidParameter', 'ContactService.addWithDupCheck', {}, 'Name'],
    ['a wrong password', 13, 'FailedLoginAttempt', 'DataService.authenticateUser', 'ada@example.com', 'secret'],
    [
      'more than is owed',
      12,
      'InvalidParameter',
      'InvoiceService.addManualPayment',
      10_001,
      { $double: '1e9' },
      '2026-01-01',
      'Check',
      '',
      false,
    ],
    ['an unknown method', 3, 'UnexpectedError', 'DataService.guess', 1],
    ['a member of every object', 3, 'UnexpectedError', 'toString'],
  ];
  for (const [what, code, word, method, ...args] of faults) {
    it(`${what} is ${code}, ${word}`, async () => {
      const [given, message] = await fault(method, ...args);
      assert.equal(given, code, message);
      assert.ok(message.startsWith(`[${word}]`), message);
    });
  }

  it('come with status 200 as XML', async () => {
    const { status, headers } = await call('DataService.count', 'Contacts', {});
    assert.equal(status, 200);
    assert.equal(headers.get('content-type'), 'text/xml;charset=UTF-8');
  });

  it('tell of what is no XML-RPC', async () => {
    const key = { 'X-Keap-API-Key': KEY };
    for (const [body, said] of [
      ['', /nothing stands there/],
      ['{"a":1}', /text stands between/],
      ['<methodCall>', /ends before/],
      ['<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><methodCall/>', /document type/],
    ] as const) {
      const reply = await post(origin(), '/crm/xmlrpc/v1', body, key);
      assert.equal(reply.fault?.code, 3);
      assert.match(reply.fault?.message ?? '', said);
    }
    const keyless = await callXmlRpc(origin(), 'DataService.count', [7, {}], { first: null });
    assert.equal(keyless.fault?.code, 2);
  });
});

describe('One account', () => {
  const { ok, rest, rows, fault } = useXmlRpc();

  it('shows contacts that XML-RPC made, changed and deleted to REST', async () => {
    const data = {
      ...{
        FirstName: 'Noor',
        LastName: 'Haddad',
        Email: 'noor@example.com',
        Phone1: '(480) 555-0123',
        JobTitle: 'Coach',
      },
      ...{
        StreetAddress1: '1 Elm St',
        City: 'Chandler',
        PostalCode: '85225',
        CompanyID: 1,
        _Budget: { $double: '12.5' },
      },
    };
    const id = await ok('ContactService.add', data);
    const shown = await rest('GET', `/v2/contacts/${id}`);
    assert.equal(shown.at('given_name'), 'Noor');
    assert.equal(shown.at('email_addresses', 0, 'email'), 'noor@example.com');
    assert.equal(shown.at('email_addresses', 0, 'field'), 'EMAIL1');
    assert.equal(shown.at('phone_numbers', 0, 'number'), '(480) 555-0123');
    assert.equal(shown.at('addresses', 0, 'locality'), 'Chandler');
    assert.equal(shown.at('company', 'id'), '1');
    const hidden = await rest('GET', `/v2/contacts/${id}?fields=job_title,custom_fields`);
    assert.equal(hidden.at('job_title'), 'Coach');
    assert.equal(Number(hidden.at('custom_fields', 0, 'content')), 12.5);
    await ok('ContactService.update', id, { FirstName: 'Nour', EmailAddress2: 'second@example.com' });
    const changed = await rest('GET', `/v1/contacts/${id}`);
    assert.equal(changed.at('given_name'), 'Nour');
    assert.equal(changed.list('email_addresses').length, 2);
    await ok('DataService.delete', 'Contact', id);
    assert.equal((await rest('GET', `/v2/contacts/${id}`)).status, 404);
  });

  it('shows contacts that REST made, changed and deleted to XML-RPC', async () => {
    const body = { given_name: 'Zoë', email_addresses: [{ field: 'EMAIL1', email: 'zoe@example.com' }] };
    const id = Number((await rest('POST', '/v2/contacts', body)).at('id'));
    assert.deepEqual(await rows('ContactService.findByEmail', 'ZOE@example.com', NAMES), [
      { Id: id, FirstName: 'Zoë' },
    ]);
    await rest('PATCH', `/v2/contacts/${id}`, { given_name: 'Zoe' });
    assert.deepEqual(await ok('DataService.load', 'Contact', id, ['FirstName']), { FirstName: 'Zoe' });
    await rest('DELETE', `/v2/contacts/${id}`);
    assert.equal((await fault('ContactService.load', id, NAMES))[0], 5);
  });

  it('takes a value away by an empty text', async () => {
    await ok('ContactService.update', 33, { Birthday: '1990-05-17', JobTitle: 'Coach' });
    assert.equal((await rest('GET', '/v2/contacts/33?fields=birth_date')).at('birth_date'), '1990-05-17');
    await ok('ContactService.update', 33, { Birthday: '', JobTitle: '' });
    assert.deepEqual(await ok('ContactService.load', 33, ['Id', 'Birthday']), { Id: 33 });
    assert.equal((await rest('GET', '/v2/contacts/33?fields=birth_date')).at('birth_date'), undefined);
  });

  it('finds the contact that is there already', async () => {
    const id = await ok(
      'ContactService.addWithDupCheck',
      { FirstName: 'Bo', Email: 'bo.same@example.com' },
      'EmailAndName',
    );
    assert.equal(
      await ok(
        'ContactService.addWithDupCheck',
        { FirstName: 'bo', LastName: '', Email: 'BO.same@example.com' },
        'Email',
      ),
      id,
    );
    const other = await ok(
      'ContactService.addWithDupCheck',
      { FirstName: 'Bea', Email: 'bo.same@example.com' },
      'EmailAndName',
    );
    assert.notEqual(other, id);
  });

  it('has one set of tags', async () => {
    const tag = await ok('DataService.add', 'ContactGroup', { GroupName: 'By XML', GroupCategoryId: 1 });
    assert.equal((await rest('GET', `/v2/tags/${tag}`)).at('name'), 'By XML');
    assert.equal(await ok('ContactService.addToGroup', 7, tag), true);
    assert.deepEqual(
      (await rest('GET', `/v2/tags/${tag}/contacts`)).list('contacts').map(({ id }) => id),
      ['7'],
    );
    const { Groups } = asObject(await ok('ContactService.load', 7, ['Groups'])) ?? {};
    assert.ok(String(Groups).split(',').includes(String(tag)));
    assert.deepEqual(
      await rows('DataService.query', 'ContactGroupAssign', 5, 0, { GroupId: tag }, [
        'ContactId',
        'ContactGroup',
        'Contact.FirstName',
      ]),
      [
        {
          ContactId: 7,
          ContactGroup: 'By XML',
          'Contact.FirstName': asObject(await ok('ContactService.load', 7, ['FirstName']))?.['FirstName'],
        },
      ],
    );
    await rest('POST', `/v2/tags/${tag}/contacts:removeTags`, { contact_ids: ['7'] });
    assert.equal(await ok('DataService.count', 'ContactGroupAssign', { GroupId: tag }), 0);
  });

  it('has one set of orders, each with its invoice', async () => {
    const invoice = Number(
      await ok('InvoiceService.createBlankOrder', 1, 'By phone', { $dateTime: '20261101T10:00:00' }, 0, 0),
    );
    const order = Number(await ok('InvoiceService.getOrderId', invoice));
    assert.equal(await ok('InvoiceService.getInvoiceId', order), invoice);
    await ok('InvoiceService.addOrderItem', invoice, 1, 4, { $double: '10.50' }, 3, 'Gloves', '');
    const shown = await rest('GET', `/v2/orders/${order}`);
    assert.equal(shown.at('invoice_id'), String(invoice));
    assert.equal(shown.at('total', 'amount'), 3150);
    assert.equal(shown.at('order_time'), '2026-11-01T10:00:00.000Z');
    const paid = await ok(
      'InvoiceService.addManualPayment',
      invoice,
      { $double: '1.5' },
      '2026-11-02',
      'Check',
      'At the desk',
      false,
    );
    assert.equal(
      (await rest('GET', `/v2/orders/${order}/payments`)).at('payments', 0, 'payment_id') ?? String(paid),
      String(paid),
    );
    assert.equal(numberText(await ok('InvoiceService.calculateAmountOwed', invoice)), '30.0');
    assert.deepEqual(
      await ok('DataService.load', 'Invoice', invoice, ['Id', 'JobId', 'InvoiceTotal', 'TotalPaid', 'PayStatus']),
      {
        ...{ Id: invoice, JobId: order, InvoiceTotal: '31.50', TotalPaid: '1.50', PayStatus: '0' },
      },
    );
    const result = asObject(await ok('InvoiceService.chargeInvoice', invoice, 'The rest', 1, 1, false));
    assert.equal(result?.['Successful'], true);
    assert.equal((await rest('GET', `/v2/orders/${order}`)).at('status'), 'PAID');
    assert.equal(numberText(await ok('InvoiceService.calculateAmountOwed', invoice)), '0.0');
  });

  it('places an order, charges it, and keeps it from REST’s point of view', async () => {
    const placed = asObject(await ok('OrderService.placeOrder', 1, 1, 0, [2, 3], [], false, [], 0, 0));
    const shown = await rest('GET', `/v2/orders/${placed?.['OrderId']}`);
    assert.equal(shown.list('order_items').length, 2);
    assert.equal(shown.at('status'), 'PAID');
  });

  it('sends the mail of a template, which REST lists', async () => {
    const template = await ok(
      'APIEmailService.addEmailTemplate',
      'Told',
      '',
      'a@example.com',
      '',
      '',
      '',
      'From XML-RPC',
      'Hi',
      '<p>Hi</p>',
      'HTML',
      'Contact',
    );
    const contact = await ok('ContactService.add', { FirstName: 'Mai', Email: 'mai@example.com' });
    await ok('APIEmailService.sendEmail', [contact], template);
    const mails = (await rest('GET', `/v2/emails?filter=contact_id%3D%3D${contact}`)).list('emails');
    assert.deepEqual(
      mails.map(({ subject }) => subject),
      ['From XML-RPC'],
    );
  });

  it('opts addresses in and out for both', async () => {
    const status = async () => (await rest('GET', '/v2/emailAddresses/opted%40example.com/status')).at('opted_in');
    await ok('APIEmailService.optIn', 'opted@example.com', 'Asked');
    assert.equal(await status(), true);
    assert.equal(await ok('APIEmailService.getOptStatus', 'opted@example.com'), 1);
    await ok('APIEmailService.optOut', 'opted@example.com', 'Enough');
    assert.equal(await status(), false);
  });

  it('keeps files byte for byte', async () => {
    const data = Buffer.from([0, 255, 13, 10, 60]).toString('base64');
    const id = await ok('FileService.uploadFile', 5, 'bytes.bin', data);
    assert.equal(await ok('FileService.getFile', id), data);
    assert.equal((await rest('GET', `/v2/files/${id}`)).at('file_name'), 'bytes.bin');
    assert.equal((await fault('FileService.uploadFile', 5, 'bytes.bin', 'no base64!'))[0], 12);
  });

  it('links and merges contacts for both', async () => {
    await ok('ContactService.linkContacts', 20, 21, 2);
    assert.equal((await rest('GET', '/v2/contacts/20/links')).list('links').length >= 1, true);
    assert.equal(await ok('ContactService.merge', 20, 22), 20);
    assert.equal((await rest('GET', '/v2/contacts/22')).status, 404);
  });

  it('makes custom fields that both know', async () => {
    const id = await ok('DataService.addCustomField', 'Contact', 'Hat size', 'WholeNumber', 1);
    await ok('ContactService.update', 30, { _HatSize: 58 });
    const shown = await rest('GET', '/v2/contacts/30?fields=custom_fields');
    assert.equal(shown.list('custom_fields').find((field) => field['id'] === String(id))?.['content'], 58);
    assert.deepEqual(await ok('ContactService.load', 30, ['_HatSize']), { _HatSize: 58 });
  });

  it('keeps what only XML-RPC knows away from REST', async () => {
    await ok('ContactService.update', 31, { Username: 'emma31', ContactNotes: 'Rings twice' });
    assert.deepEqual(await ok('ContactService.load', 31, ['Username', 'ContactNotes']), {
      Username: 'emma31',
      ContactNotes: 'Rings twice',
    });
    for (const path of ['/v2/contacts/31?fields=notes', '/v1/contacts/31']) {
      assert.doesNotMatch((await rest('GET', path)).text, /emma31|xmlrpc/);
    }
  });
});

describe('The gateway before XML-RPC', () => {
  const HELLO = writeCall({ method: 'InvoiceService.hello', args: [{ type: 'string', text: 'x' }] });
  const LEGACY = '0123456789abcdef'.repeat(2);

  it('asks for the key in the header, in either way, and at either path', async (t) => {
    const { sandbox, close } = await sandboxClient();
    t.after(close);
    const hello = (headers: Record<string, string>, path = '/crm/xmlrpc/v1') =>
      post(sandbox.origin, path, HELLO, headers);
    assert.equal((await hello({})).status, 401);
    assert.match((await hello({ 'X-Keap-API-Key': 'wrong' })).text, /invalid_access_token/);
    assert.equal((await hello({ 'X-Keap-API-Key': `${KEY}revoked` })).status, 401);
    assert.equal((await hello({ 'X-Keap-API-Key': KEY })).value, 'Hello');
    assert.equal((await hello({ Authorization: `Bearer ${KEY}` }, '/crm/xmlrpc')).value, 'Hello');
    const get = await fetch(`${sandbox.origin}/crm/xmlrpc/v1`, { headers: { 'X-Keap-API-Key': KEY } });
    assert.deepEqual([get.status, get.headers.get('allow')], [405, 'POST']);
  });

  it('counts calls as REST’s are, and refuses them so', async (t) => {
    const { sandbox, send, close } = await sandboxClient({
      limits: { allowance: { second: 2 } },
      clock: () => Date.UTC(2026, 0, 1),
    });
    t.after(close);
    const hello = () => post(sandbox.origin, '/crm/xmlrpc/v1', HELLO, { 'X-Keap-API-Key': KEY });
    const first = await hello();
    assert.equal(first.headers.get('x-keap-product-throttle-used'), '1');
    assert.equal((await send('GET', '/v2/tags')).headers.get('x-keap-product-throttle-used'), '2');
    const refused = await hello();
    assert.equal(refused.status, 429);
    assert.match(refused.text, /SpikeArrestViolation/);
  });

  it('lets go wrong what shall, in the shapes of XML-RPC', async (t) => {
    const { sandbox, close } = await sandboxClient();
    t.after(close);
    const hello = (fault: string) =>
      post(sandbox.origin, '/crm/xmlrpc/v1', HELLO, { 'X-Keap-API-Key': KEY, 'x-sandbox-fault': fault });
    assert.equal((await hello('500')).fault?.code, 3);
    assert.equal((await hello('403')).fault?.code, 14);
    assert.equal((await hello('503')).status, 503);
    assert.match((await hello('504-html')).text, /<html>/);
  });

  it('takes a Legacy Key as first argument at an app’s own path, where nobody tells of limits', async (t) => {
    const { sandbox, close } = await sandboxClient();
    t.after(close);
    const count = (first: string, path = '/api/xmlrpc') =>
      callXmlRpc(sandbox.origin, 'DataService.count', ['User', {}], {
        path,
        headers: {} as { 'X-Keap-API-Key': string },
        first,
      });
    const reply = await count(LEGACY);
    assert.equal(reply.value, 6);
    assert.deepEqual(
      [...reply.headers.keys()].filter((name) => name.startsWith('x-keap')),
      [],
    );
    assert.equal((await count(LEGACY, '/api/xmlrpc/v1')).value, 6);
    for (const wrong of ['0'.repeat(32), KEY, '', 'abc']) {
      const { status, fault } = await count(wrong);
      assert.deepEqual([status, fault], [200, { code: 2, message: '[InvalidKey]Invalid Key' }]);
    }
  });

  it('takes nothing but XML where the key is in the body, so that web pages stay outside', async (t) => {
    const { sandbox, close } = await sandboxClient();
    t.after(close);
    const args = [LEGACY, 'User', ''].map((text): XmlRpcValue => ({ type: 'string', text }));
    const body = writeCall({ method: 'DataService.count', args });
    const reply = await post(sandbox.origin, '/api/xmlrpc', body, { 'content-type': 'text/plain' });
    assert.equal(reply.status, 415);
  });

  it('is away in brownouts and after the end, where that is asked for', async (t) => {
    let now = Date.UTC(2026, 8, 18, 1);
    const { sandbox, send, close } = await sandboxClient({ xmlRpcRetirement: true, clock: () => now });
    t.after(close);
    const status = async () => (await post(sandbox.origin, '/crm/xmlrpc/v1', HELLO, { 'X-Keap-API-Key': KEY })).status;
    assert.equal(await status(), 503);
    assert.equal((await send('GET', '/v2/tags')).status, 200);
    now = Date.UTC(2026, 8, 20);
    assert.equal(await status(), 200);
    now = Date.UTC(2027, 0, 1);
    assert.equal(await status(), 404);
    assert.equal((await send('GET', '/v2/tags')).status, 200);
  });

  it('answers after the end where nobody asked for it', async (t) => {
    const { sandbox, close } = await sandboxClient({ clock: () => Date.UTC(2027, 5, 1) });
    t.after(close);
    assert.equal((await post(sandbox.origin, '/crm/xmlrpc/v1', HELLO, { 'X-Keap-API-Key': KEY })).value, 'Hello');
  });

  it('reads the encodings that clients send', async (t) => {
    const { sandbox, close } = await sandboxClient();
    t.after(close);
    const xml = `<?xml version="1.0" encoding="ISO-8859-1"?><methodCall><methodName>ContactService.add</methodName><params><param><value>x</value></param><param><value><struct><member><name>FirstName</name><value>Zoë</value></member></struct></value></param></params></methodCall>`;
    const response = await fetch(`${sandbox.origin}/crm/xmlrpc/v1`, {
      ...{ method: 'POST', body: new Uint8Array(Buffer.from(xml, 'latin1')) },
      headers: { 'X-Keap-API-Key': KEY, 'content-type': 'text/xml' },
    });
    const id = /<int>(\d+)<\/int>/.exec(await response.text())?.[1];
    const reply = await callXmlRpc(sandbox.origin, 'ContactService.load', [Number(id), ['FirstName']]);
    assert.deepEqual(reply.value, { FirstName: 'Zoë' });
  });

  it('keeps with a snapshot what XML-RPC did', async (t) => {
    const { sandbox, sendTo, close } = await sandboxClient();
    t.after(close);
    const ask = (method: string, ...args: readonly unknown[]) => callXmlRpc(sandbox.origin, method, args);
    const before = (await sendTo('GET', '/sandbox/snapshot')).json;
    await ask('DataService.add', 'Ticket', { TicketTitle: 'New', ContactId: 1 });
    const with_ = (await sendTo('GET', '/sandbox/snapshot')).json;
    const count = async () => (await ask('DataService.count', 'Ticket', { TicketTitle: 'New' })).value;
    assert.equal(await count(), 1);
    await sendTo('PUT', '/sandbox/snapshot', before);
    assert.equal(await count(), 0);
    await sendTo('PUT', '/sandbox/snapshot', with_);
    assert.equal(await count(), 1);
  });
});
