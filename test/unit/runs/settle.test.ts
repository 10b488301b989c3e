import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recordKinds } from '../../../src/keap/edit/recordKinds.ts';
import { emptyDraft, type RequestDraft } from '../../../src/keap/request/draft.ts';
import { settlingOf } from '../../../src/keap/runs/settle.ts';
import { index } from '../catalog/realCatalog.ts';
import { known } from './runSupport.ts';

const kinds = recordKinds(index);
const SINCE = Date.parse('2026-11-02T12:00:00Z');

async function settling(key: string, over: Partial<RequestDraft>) {
  return settlingOf(known(key).operation, { ...emptyDraft(key), ...over }, kinds, async (each) => known(each), SINCE);
}

test('a deleted record is gone', async () => {
  const found = await settling('v2:deleteContact', { parameters: { 'path:contact_id': '17' } });
  assert.deepEqual([found?.operation.key, found?.draft.parameters['path:contact_id']], ['v2:getContact', '17']);
  assert.deepEqual(
    [404, 200, 500, 401].map((status) => found?.judge(status, '{}')),
    ['done', 'notDone', undefined, undefined],
  );
});

test('a changed record has what was asked for', async () => {
  const body =
    '{"given_name":"Ann","owner_id":7,"email_addresses":[{"field":"EMAIL1","email":"a@b.c"}],"suffix":null,"birth_date":"2020-01-31T00:00:00Z"}';
  const found = await settling('v2:updateContact', { parameters: { 'path:contact_id': '17' }, body });
  const record = {
    ...{
      id: '17',
      given_name: 'Ann',
      owner_id: '7',
      suffix: '',
      birth_date: '2020-01-31T00:00:00.000+0000'.replace('+0000', '+00:00'),
    },
    email_addresses: [{ field: 'EMAIL1', email: 'a@b.c', opt: 'x' }],
  };
  const judge = (over: object) => found?.judge(200, JSON.stringify({ ...record, ...over }));
  assert.equal(judge({}), 'done');
  assert.equal(judge({ given_name: 'Bob' }), 'notDone');
  assert.equal(judge({ email_addresses: [] }), 'notDone');
  // What the answer does not show cannot be told.
  assert.equal(judge({ given_name: undefined }), undefined);
  assert.equal(found?.judge(404, '{}'), undefined);
  assert.equal(found?.judge(200, '<html>'), undefined);
  const masked = await settling('v2:updateContact', {
    parameters: { 'path:contact_id': '17', 'query:update_mask': ['given_name'] },
    body,
  });
  assert.equal(masked?.judge(200, '{"given_name":"Ann","owner_id":"8"}'), 'done');
});

test('a tag is on its contact, or off it', async () => {
  const tags = (...ids: number[]) => ids.map((id) => ({ tag: { id: String(id) }, applied_time: 'x' }));
  const on = await settling('v2:applyTags', { parameters: { 'path:tag_id': '5' }, body: '{"contact_ids":["17"]}' });
  assert.deepEqual([on?.operation.key, on?.draft.parameters['path:contact_id']], ['v2:listTagsForContact', '17']);
  const judge = (by: typeof on, answer: object) => by?.judge(200, JSON.stringify(answer));
  assert.equal(judge(on, { tags: tags(4, 5) }), 'done');
  assert.equal(judge(on, { tags: tags(4) }), 'notDone');
  assert.equal(judge(on, { tags: tags(4), next_page_token: 'more' }), undefined);
  assert.equal(judge(on, {}), undefined);
  const off = await settling('v2:removeTags', { parameters: { 'path:tag_id': '5' }, body: '{"contact_ids":["17"]}' });
  assert.equal(judge(off, { tags: tags(4, 5) }), 'notDone');
  assert.equal(judge(off, { tags: tags(4) }), 'done');
  const v1 = await settling('v1:applyTagsToContactIdUsingPOST', {
    parameters: { 'path:contactId': '17' },
    body: '{"tagIds":[5,6]}',
  });
  assert.equal(judge(v1, { tags: tags(5, 6, 7) }), 'done');
  assert.equal(judge(v1, { tags: tags(5) }), 'notDone');
});

test('what was made, or is about several contacts, no reading tells', async () => {
  assert.equal(await settling('v2:createTag', { body: '{"name":"VIP"}' }), undefined);
  const several = { parameters: { 'path:tag_id': '5' }, body: '{"contact_ids":["17","18"]}' };
  assert.equal(await settling('v2:applyTags', several), undefined);
  assert.equal(await settling('v2:deleteContact', {}), undefined);
});

test('a contact by this email and name was made since, or there is none', async () => {
  const body = '{"given_name":"Ann","email_addresses":[{"email":"ann+x@b.c"}]}';
  const ann = { id: '7', given_name: 'Ann', create_time: '2026-11-02T12:05:00Z' };
  for (const key of ['v2:createContact', 'v1:createContactUsingPOST']) {
    const found = await settling(key, { body });
    assert.equal(found?.draft.parameters['query:filter'], 'email==ann+x@b.c');
    const judge = (...contacts: object[]) => found?.judge(200, JSON.stringify({ contacts }));
    assert.equal(judge(), 'notDone');
    assert.equal(judge(ann), 'done');
    assert.equal(found?.madeId?.(JSON.stringify({ contacts: [ann] })), '7');
    // One that was there before, another one by this email, two of them: nobody can tell.
    assert.equal(judge({ ...ann, create_time: '2026-11-02T11:00:00Z' }), undefined);
    assert.equal(judge({ ...ann, given_name: 'Bob' }), undefined);
    assert.equal(judge(ann, { ...ann, id: '8' }), undefined);
    assert.equal(found?.judge(500, '{"contacts":[]}'), undefined);
    assert.equal(found?.judge(200, '{}'), undefined);
  }
  for (const email of ['', 'a*@b.c', 'a@b.c;id==1', 'a@b.c,d@e.f']) {
    assert.equal(
      await settling('v2:createContact', { body: JSON.stringify({ email_addresses: [{ email }] }) }),
      undefined,
    );
  }
  assert.equal(await settling('v2:createContact', { body: '{}' }), undefined);
});

test('of a call of XML-RPC another call tells: a row, its absence, a tag, nobody with an email', async () => {
  const call = (method: string, inputs: Record<string, string>) =>
    settling(`xmlrpc:${method}`, {
      parameters: Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`argument:${name}`, value])),
    });
  const judge = (by: Awaited<ReturnType<typeof call>>, answer: unknown) => by?.judge(200, JSON.stringify(answer));
  const fault = (faultCode: number) => ({ faultCode, faultString: 'x' });

  const values = '{"City": "Bonn", "OwnerID": 7, "Phone1": "", "Birthday": {"$dateTime": "19850315T00:00:00"}}';
  const changed = await call('DataService.update', { table: 'Contact', Id: '17', values });
  assert.deepEqual(changed?.draft, {
    ...emptyDraft('xmlrpc:DataService.load'),
    parameters: {
      ...{ 'argument:table': 'Contact', 'argument:recordId': '17' },
      'argument:wantedFields': ['City', 'OwnerID', 'Phone1', 'Birthday'],
    },
  });
  // Empty fields are left out of what Keap shows.
  const row = { City: 'Bonn', OwnerID: 7, Birthday: { $dateTime: '19850315T00:00:00' } };
  assert.equal(judge(changed, row), 'done');
  assert.equal(judge(changed, { ...row, City: 'Ulm' }), 'notDone');
  assert.equal(judge(changed, { OwnerID: 7 }), 'notDone');
  assert.equal(judge(changed, fault(5)), undefined);
  const asText = await call('ContactService.update', { contactId: '17', data: '{"Birthday": "1985-03-15"}' });
  assert.equal(judge(asText, row), undefined, 'which moment a text is, nobody can tell');

  const gone = await call('DataService.delete', { table: 'Lead', Id: '4' });
  assert.deepEqual(
    [5, 3].map((code) => judge(gone, fault(code))),
    ['done', undefined],
  );
  assert.equal(judge(gone, { Id: 4 }), 'notDone');

  const on = await call('ContactService.addToGroup', { contactId: '17', groupId: '3' });
  assert.equal(on?.draft.parameters['argument:queryData'], '{"ContactId":17,"GroupId":3}');
  assert.deepEqual(
    [[{ GroupId: 3 }], [], fault(2)].map((answer) => judge(on, answer)),
    ['done', 'notDone', undefined],
  );
  const off = await call('ContactService.removeFromGroup', { contactId: '17', tagId: '3' });
  assert.deepEqual(
    [[{ GroupId: 3 }], []].map((answer) => judge(off, answer)),
    ['notDone', 'done'],
  );

  const made = await call('DataService.add', { table: 'Contact', values: '{"Email": "a@b.c"}' });
  assert.equal(made?.operation.key, 'xmlrpc:ContactService.findByEmail');
  // One that is there may have been there before.
  assert.deepEqual(
    [[], [{ Id: 1 }], fault(3)].map((answer) => judge(made, answer)),
    ['notDone', undefined, undefined],
  );
  assert.equal(await call('DataService.add', { table: 'Lead', values: '{"Email": "a@b.c"}' }), undefined);
  assert.equal(await call('ContactService.add', { data: '{"FirstName": "A"}' }), undefined);
  assert.equal(await call('InvoiceService.deleteInvoice', { invoiceId: '4' }), undefined);
});
