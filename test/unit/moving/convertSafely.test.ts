import assert from 'node:assert/strict';
import { test } from 'node:test';
import { convertDraft } from '../../../src/keap/moving/convertDraft.ts';
import { emptyDraft, type ParameterInput } from '../../../src/keap/request/draft.ts';
import { catalogs, operation } from '../catalog/realCatalog.ts';

function convert(key: string, parameters: Readonly<Record<string, ParameterInput>>, body = '') {
  const result = convertDraft(operation(key), { ...emptyDraft(key), parameters, body }, catalogs.v2);
  if ('none' in result) return assert.fail(`${key}: ${result.none}`);
  const { draft, notes } = result;
  return {
    parameters: draft.parameters,
    body: draft.body === '' ? undefined : JSON.parse(draft.body),
    notes: notes.map(({ about, kind }) => `${kind} ${about}`),
  };
}

test('an id of 0 stays where it narrows a list, and in v1', () => {
  const order = convert('xmlrpc:InvoiceService.getOrderId', { 'argument:invoiceId': '0' });
  assert.equal(order.parameters['query:filter'], 'invoice_id==0');
  assert.equal(
    convert('v1:listOrdersUsingGET', { 'query:contact_id': '0' }).parameters['query:filter'],
    'contact_id==0',
  );
  assert.equal(convert('v1:listTasksUsingGET', { 'query:user_id': '0' }).parameters['query:filter'], 'user_id==0');
  assert.deepEqual(convert('v1:createOpportunityUsingPOST', {}, '{"user":{"id":0}}').body, { user_id: '0' });
});

test('an id of 0 in an argument of XML-RPC says that there is none, and a note tells that it was left out', () => {
  const { body, notes } = convert('xmlrpc:InvoiceService.addRecurringOrder', {
    ...{
      'argument:contactId': '3',
      'argument:cProgramId': '2',
      'argument:creditCardId': '0',
      'argument:affiliated': '0',
    },
    'argument:daysTillCharge': '14',
  });
  assert.deepEqual(body, { contact_id: '3', subscription_plan_id: '2' });
  assert.deepEqual(notes, ['differs creditCardId', 'differs affiliated', 'fill daysTillCharge']);
});

test('a payment that is to be recorded alone is not converted to one that charges', () => {
  const pay = (charge: object) =>
    convert(
      'v1:createPaymentOnOrderUsingPOST',
      { 'path:orderId': '4' },
      JSON.stringify({ payment_amount: '12.5', credit_card_id: 4, apply_to_commissions: true, ...charge }),
    );
  for (const charge of [{ charge_now: false }, {}]) {
    const { body, notes } = pay(charge);
    assert.equal(body.payment_method_id, undefined);
    assert.ok(notes.includes('fill credit_card_id'));
  }
  assert.equal(pay({ charge_now: true }).body.payment_method_id, '4');
});

test('several tags in one text are several, of which the rest is said to be lost', () => {
  const { parameters, notes } = convert('v1:removeTagsFromContactUsingDELETE', {
    'path:contactId': '4',
    'query:ids': '1, 2,3',
  });
  assert.equal(parameters['path:tag_id'], '1');
  assert.deepEqual(notes, ['differs ', 'lost ids']);
});

test('a PUT of v1 says that v2 changes a part alone, and what of an inner record has no place', () => {
  const body = '{"title":"x","contact":{"id":5,"email":"a@b.c"}}';
  const put = convert('v1:updateTaskUsingPUT', { 'path:taskId': '4' }, body);
  assert.deepEqual(put.body, { title: 'x', contact_id: '5' });
  assert.deepEqual(put.notes, ['differs ', 'lost contact.email']);
  const patch = convert('v1:updatePropertiesOnTaskUsingPATCH', { 'path:taskId': '4' }, body);
  assert.deepEqual(patch.notes, ['lost contact.email']);
});

test('a mask of v1 names in v2 what the body has there', () => {
  const { parameters } = convert(
    'v1:updatePropertiesOnContactUsingPATCH',
    { 'path:contactId': '4', 'query:update_mask': ['birthday', 'given_name'] },
    '{"birthday":"1980-12-24","given_name":"Ada"}',
  );
  assert.deepEqual(parameters['query:update_mask'], ['birth_date', 'given_name']);
});

test('a body or an argument that is no object is told of', () => {
  assert.ok(convert('v1:createTagUsingPOST', {}, '[]').notes.includes('lost body'));
  assert.ok(convert('v1:createTaskUsingPOST', {}, '{"contact":5}').notes.includes('lost contact'));
  const add = convert('xmlrpc:ContactService.add', { 'argument:data': '[1]' });
  assert.ok(add.notes.includes('lost data'));
});

test('a moment without a time zone is said to be taken for UTC, wherever it stands', () => {
  const job = convert('xmlrpc:DataService.query', {
    'argument:table': 'Job',
    'argument:queryData': '{"DateCreated":"~>=~2026-01-01 00:00:00"}',
  });
  assert.deepEqual(job.notes, ['differs ']);
  const zoned = convert('v1:listContactsUsingGET', { 'query:since': '2026-11-01T00:00:00Z' });
  assert.deepEqual(zoned.notes, []);
  const body = '{"title":"x","due_date":"2026-11-01T00:00:00"}';
  assert.ok(convert('v1:createTaskUsingPOST', {}, body).notes.includes('differs '));
});

test('a page is asked for as long as v2 sends one at most', () => {
  const { parameters, notes } = convert('v1:listContactsUsingGET', { 'query:limit': '5000' });
  assert.deepEqual([parameters['query:page_size'], notes], ['1000', ['differs limit']]);
});
