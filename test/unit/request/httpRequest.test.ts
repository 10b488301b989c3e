import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { emptyDraft, parseDraft } from '../../../src/keap/request/draft.ts';
import { buildRequest, requestTarget } from '../../../src/keap/request/httpRequest.ts';
import { operation, parameter } from './operations.ts';

const target = (text: string) =>
  requestTarget(operation(), {}, { ...emptyDraft('v2:getThing'), parameters: { 'path:thing_id': text } });

test('path parameters are encoded, the colon of a verb is not', () => {
  assert.equal(target('a b/ü?#'), '/crm/rest/v2/things/a%20b%2F%C3%BC%3F%23');
  const verb = operation({ path: '/crm/rest/v2/things/{thing_id}:merge' });
  const draft = { ...emptyDraft(verb.key), parameters: { 'path:thing_id': '7:8' } };
  assert.equal(requestTarget(verb, {}, draft), '/crm/rest/v2/things/7%3A8:merge');
});

test('a missing path parameter stays visible in the preview', () => {
  assert.equal(requestTarget(operation(), {}, emptyDraft('v2:getThing')), '/crm/rest/v2/things/{thing_id}');
});

test('any text in a path parameter comes back whole from the address and cannot leave its segment', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'binary' }), (text) => {
      const segment = target(text).slice('/crm/rest/v2/things/'.length);
      assert.doesNotMatch(segment, /[/?#\s]/);
      assert.equal(decodeURIComponent(segment), text.toWellFormed());
    }),
  );
});

test('a filter is encoded as Keap writes it', () => {
  const list = operation({ path: '/crm/rest/v2/contacts', parameters: [parameter({ name: 'filter' })] });
  const draft = {
    ...emptyDraft(list.key),
    parameters: { 'query:filter': 'given_name==Mar*;id>=5;name!=a b;ids==1,2' },
  };
  assert.equal(
    requestTarget(list, {}, draft),
    '/crm/rest/v2/contacts?filter=given_name%3D%3DMar%2A%3Bid%3E%3D5%3Bname!%3Da%20b%3Bids%3D%3D1,2',
  );
});

test('lists repeat their name, or join by comma where the document says explode: false', () => {
  const array = { type: 'array' as const, items: { type: 'string' as const } };
  const list = operation({
    path: '/x',
    parameters: [
      parameter({ name: 'update_mask', schema: array }),
      parameter({ name: 'fields', schema: array, explode: false }),
    ],
  });
  const draft = {
    ...emptyDraft(list.key),
    parameters: { 'query:update_mask': ['a', '', 'b'], 'query:fields': ['c', 'd'] },
  };
  assert.equal(requestTarget(list, {}, draft), '/x?update_mask=a&update_mask=b&fields=c,d');
});

test('untouched and emptied parameters are not sent', () => {
  const list = operation({ path: '/x', parameters: [parameter({ name: 'a' }), parameter({ name: 'b' })] });
  assert.equal(requestTarget(list, {}, { ...emptyDraft(list.key), parameters: { 'query:a': '' } }), '/x');
});

test('a body is sent as typed, with its media type', () => {
  const post = operation({
    method: 'POST',
    path: '/x',
    parameters: [],
    requestBody: { required: true, mediaType: 'application/json', schema: {} },
  });
  const body = '{ "id": 12345678901234567890, "x": "é" }';
  const request = buildRequest(post, {}, { ...emptyDraft(post.key), body });
  assert.deepEqual(request.body, { mediaType: 'application/json', text: body });
  assert.equal(request.headers['content-type'], 'application/json');
});

test('a multipart body has its files and its fields', () => {
  const post = operation({
    method: 'POST',
    path: '/x',
    parameters: [],
    requestBody: { required: true, mediaType: 'multipart/form-data', schema: {} },
  });
  const file = { uri: 'file:///a.png', name: 'a.png', size: 3 };
  const request = buildRequest(
    post,
    {},
    { ...emptyDraft(post.key), body: '{"is_public":true,"file_name":"a"}', files: { file } },
  );
  assert.deepEqual(request.body, {
    mediaType: 'multipart/form-data',
    parts: [
      { name: 'is_public', text: 'true' },
      { name: 'file_name', text: 'a' },
      { name: 'file', file },
    ],
  });
});

test('a draft comes back from stored data, and nothing strange with it', () => {
  const draft = { operationKey: 'v2:x', parameters: { 'query:a': 'b', 'query:l': ['1'] }, body: '{', files: {} };
  assert.deepEqual(parseDraft(JSON.parse(JSON.stringify(draft))), draft);
  assert.deepEqual(
    parseDraft({ operationKey: 'v2:x', parameters: { a: 5, b: [1] }, body: 7, files: { f: { uri: 1 } }, extra: 1 }),
    {
      operationKey: 'v2:x',
      parameters: {},
      body: '',
      files: {},
    },
  );
  for (const nothing of [null, undefined, 5, 'x', [], {}]) assert.equal(parseDraft(nothing), undefined);
});
