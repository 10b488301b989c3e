import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answer, drafted, matched } from './fileSupport.ts';

const HOST = 'https://api.infusionsoft.com';
const V2 = `${HOST}/crm/rest/v2`;

test('a request is matched by method and path on a server of Keap, the most literal path first', () => {
  for (const [text, key] of [
    [`GET ${V2}/contacts?page_size=1`, 'v2:listContacts'],
    [`GET ${V2}/contacts/`, 'v2:listContacts'],
    [`GET ${V2}/contacts/7`, 'v2:getContact'],
    [`GET ${V2}/contacts/model`, 'v2:retrieveContactModel'],
    [`POST ${V2}/orders/{{id}}:applyTax`, 'v2:applyTax'],
    [`GET https://api.keap.com/crm/rest/v1/account/profile`, 'v1:getAccountProfileUsingGET'],
    ['GET http://127.0.0.1:4711/crm/rest/v2/tags', 'v2:listTags'],
    ['GET {{host}}/crm/rest/v2/tags', 'v2:listTags'],
    ['@host = https://api.keap.com\n\nGET {{host}}/crm/rest/v2/tags', 'v2:listTags'],
    ['@base = https://api.keap.com/crm/rest/v2\n\nGET {{base}}/tags/{{$guid}}', 'v2:getTag'],
    ['GET /crm/rest/v2/tags\nHost: api.keap.com', 'v2:listTags'],
    [`GET ${V2}/contacts/{{find.response.body.$.contacts[?(@.a=="/?#")].id}}`, 'v2:getContact'],
  ] as const) {
    assert.equal(matched(text), key, text);
  }
});

test('what goes elsewhere, or is no operation, matches none', () => {
  for (const text of [
    'GET https://example.com/crm/rest/v2/contacts',
    'GET https://api.infusionsoft.com.example.com/crm/rest/v2/contacts',
    'GET https://user@api.infusionsoft.com/crm/rest/v2/contacts',
    '@host = https://example.com\n\nGET {{host}}/crm/rest/v2/tags',
    'GET {{host}}/v2/contacts',
    `GET ${V2}/nothing/here`,
    `PUT ${V2}/contacts`,
    'GET /crm/rest/v2/tags',
  ]) {
    assert.equal(matched(text), undefined, text);
  }
});

test('parameters are decoded, lists taken apart, unknown names kept, missing ones left open', () => {
  const { draft, missing } = drafted(
    [
      `GET ${V2}/contacts`,
      '  ?filter=given_name%3D%3DO%27Neil+%26+Co%3Bemail==a',
      '  &fields=id,given_name&page_size=5&colour=red&colour=blue&%zz=1',
      'X-Keap-API-Key: KeapAK-not-a-key',
      'Authorization: Bearer abc',
    ].join('\n'),
  );
  assert.deepEqual(missing, []);
  assert.deepEqual(draft.parameters, {
    'query:filter': "given_name==O'Neil & Co;email==a",
    'query:fields': ['id', 'given_name'],
    'query:page_size': '5',
    'query:colour': ['red', 'blue'],
    'query:%zz': '1',
  });
  assert.ok(!JSON.stringify(draft).includes('abc'));
  assert.deepEqual(drafted(`GET ${V2}/contacts/{contact_id}`).draft.parameters, {});
  assert.deepEqual(drafted(`GET ${V2}/contacts/a%2Fb%3Ac`).draft.parameters, { 'path:contact_id': 'a/b:c' });
});

test('a value from an answer stays one value: it becomes no step, no parameter and no member', () => {
  const text = [
    '### find',
    `GET ${V2}/contacts`,
    '###',
    `PATCH ${V2}/contacts/{{find.response.body.$.id}}?update_mask={{find.response.body.$.id}}`,
    'content-type: application/json',
    '',
    '{"given_name": "{{find.response.body.$.id}}", "leadsource_id": {{find.response.body.$.n}}, "owner_id": {{find.response.body.$.id}}}',
  ].join('\n');
  const id = '1/../2?a=b&c="}, "x": "\\{{y}}';
  const { draft, missing } = drafted(text, { find: answer({ id, n: 5 }) }, 1);
  assert.deepEqual(missing, []);
  assert.deepEqual(draft.parameters, { 'path:contact_id': id, 'query:update_mask': [id] });
  assert.deepEqual(JSON.parse(draft.body), { given_name: id, leadsource_id: 5, owner_id: id });
});

test('variables without a value stay as they are written, and each is told', () => {
  const { draft, missing } = drafted(
    `### a\nGET ${V2}/tags\n###\nPOST ${V2}/tags\n\n{"name": "{{x}}", "description": "{{a.response.body.$.b}}"}`,
    {},
    1,
  );
  assert.equal(draft.body, '{"name": "{{x}}", "description": "{{a.response.body.$.b}}"}');
  assert.deepEqual(
    missing.map(({ sendFirst }) => sendFirst),
    [undefined, 'a'],
  );
});

test('a body that stands in a file of its own is fetched where that is allowed', () => {
  const text = (body: string) => `@x = Ada\n###\nPOST ${V2}/tags\ncontent-type: application/json\n\n${body}\n`;
  const files = {
    text: (path: string) => (path === './a.json' ? { text: '{"name": "{{x}}"}' } : { refused: `${path} is outside.` }),
    choice: () => ({ refused: '' }),
  };
  assert.equal(drafted(text('< ./a.json'), {}, 0, files).draft.body, '{"name": "{{x}}"}');
  assert.equal(drafted(text('<@ ./a.json'), {}, 0, files).draft.body, '{"name": "Ada"}');
  assert.deepEqual(drafted(text('< ../../b.json'), {}, 0, files).missing, [{ message: '../../b.json is outside.' }]);
});
