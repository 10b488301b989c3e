import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { answerRecords } from '../../../src/keap/edit/answerRecords.ts';
import { recordKinds, showsEditable } from '../../../src/keap/edit/recordKinds.ts';
import { index, operation } from '../catalog/realCatalog.ts';

const kinds = recordKinds(index);

function found(key: string, target: string, answer: unknown): string[] {
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  const all = answerRecords(kinds, operation(key), `/crm/rest${target}`, text);
  return all.map(({ name, label }) => `${name.kind.shape} ${name.ids.join()} ${label}`.trim());
}

describe('The records of an answer', () => {
  it('are the one that was read or changed, by the path', () => {
    const ada = { id: '7', given_name: 'Ada', family_name: 'Lovelace' };
    assert.deepEqual(found('v2:getContact', '/v2/contacts/7?fields=id', ada), ['/contacts/{} 7 Ada Lovelace']);
    assert.deepEqual(found('v1:getContactUsingGET', '/v1/contacts/7', ada), ['/contacts/{} 7 Ada Lovelace']);
    assert.deepEqual(found('v2:updateNote', '/v2/contacts/7/notes/3', { title: 'Call' }), [
      '/contacts/{}/notes/{} 7,3 Call',
    ]);
    assert.deepEqual(found('v2:getBusinessProfile', '/v2/businessProfile', { name: 'Acme' }), [
      '/businessProfile  Acme',
    ]);
  });

  it('are the one that was made, by its id', () => {
    assert.deepEqual(found('v2:createTag', '/v2/tags', { id: '9', name: 'VIP' }), ['/tags/{} 9 VIP']);
    assert.deepEqual(found('v1:create_a_hook_subscription', '/v1/hooks', { key: 'k1' }), ['/hooks/{} k1']);
  });

  it('are those of a list', () => {
    const list = { contacts: [{ id: '1', given_name: 'Ada' }, { id: '2' }, { name: 'no id' }], next_page_token: '' };
    assert.deepEqual(found('v2:listContacts', '/v2/contacts?page_size=3', list), [
      '/contacts/{} 1 Ada',
      '/contacts/{} 2',
    ]);
    assert.deepEqual(found('v1:list_stored_hook_subscriptions', '/v1/hooks', '[{"key":"a"},{"key":"b"}]'), [
      '/hooks/{} a',
      '/hooks/{} b',
    ]);
    assert.deepEqual(found('v1:listContactsUsingGET', '/v1/contacts', '{"contacts":[{"id":12345678901234567890}]}'), [
      '/contacts/{} 12345678901234567890 12345678901234567890',
    ]);
  });

  it('are none in a deletion, another operation or another shape', () => {
    assert.deepEqual(found('v2:deleteContact', '/v2/contacts/7', ''), []);
    assert.deepEqual(found('v2:sendEmail', '/v2/emails:send', {}), []);
    assert.deepEqual(found('v2:listContacts', '/v2/contacts', 'not json'), []);
    assert.deepEqual(found('v2:listContacts', '/v2/contacts', { contacts: [1, null] }), []);
  });
});

it('editing is offered where an answer may show a record that the API changes', () => {
  const editable = (key: string) => {
    const found = index.find((operation) => operation.key === key);
    assert.ok(found, key);
    return showsEditable(kinds, found);
  };
  for (const key of ['v2:getContact', 'v2:listContacts', 'v2:createContact', 'v1:getContactUsingGET', 'v2:getTag']) {
    assert.ok(editable(key), key);
  }
  for (const key of ['v2:listCountries', 'v2:deleteContact', 'v2:listUserGroups', 'v1:getUserInfoUsingGET']) {
    assert.ok(!editable(key), key);
  }
});
