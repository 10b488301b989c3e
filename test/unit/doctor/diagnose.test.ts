import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Operation } from '../../../src/keap/catalog/operation.ts';
import { RULES } from '../../../src/keap/doctor/diagnose.ts';
import { explainResponse } from '../../../src/keap/http/explain.ts';
import type { HttpResponse } from '../../../src/keap/http/httpResponse.ts';
import { emptyDraft } from '../../../src/keap/request/draft.ts';
import { operation, parameter } from '../request/operations.ts';

function response(status: number, body: unknown): HttpResponse {
  const timing = { queuedMs: 0, firstByteMs: 0, totalMs: 0 };
  const headers = [['content-type', 'application/json'] as const];
  return { status, statusText: '', headers, body: Buffer.from(JSON.stringify(body)), timing };
}

const UPDATE: Operation = operation({
  method: 'PATCH',
  effect: 'changes',
  parameters: [
    parameter({ name: 'thing_id', in: 'path', required: true }),
    parameter({ name: 'duplicate_option', in: 'query' }),
  ],
  requestBody: {
    required: true,
    mediaType: 'application/json',
    schema: { type: 'object', properties: { name: { type: 'string' }, size: { type: 'integer' } } },
  },
  responses: {
    200: {
      mediaType: 'application/json',
      schema: { type: 'object', properties: { name: { type: 'string' }, create_time: { type: 'string' } } },
    },
  },
});

function explained(status: number, message: string, body = '{}'): string | undefined {
  const draft = { ...emptyDraft(UPDATE.key), parameters: { 'path:thing_id': '7' }, body };
  const asked = { operation: UPDATE, schemas: {}, draft, connection: { kind: 'serviceAccountKey' as const } };
  return explainResponse(response(status, { message }), asked);
}

test('a region that Keap does not know is explained by its codes, with Keap’s words behind', () => {
  assert.match(
    explained(400, 'BILLING Region is invalid') ?? '',
    /^The region of the BILLING address .* region_code with country_code .* Keap says: BILLING Region is invalid\.$/,
  );
});

test('a country that is not written in three letters is told, where Keap’s words are about it', () => {
  const body = '{"addresses":[{"country_code":"USA"},{"country_code":"US"}]}';
  assert.match(
    explained(400, 'country_code is not valid', body) ?? '',
    /^country_code is “US”, which is no code of a country\. .*region_code with country_code/,
  );
  assert.match(explained(400, 'name is too short', body) ?? '', /^Keap did not understand the request/);
});

test('an id that nobody has is told by what it points to, where the request holds it', () => {
  const words = explained(404, 'contact_id 7 was not found', '{"contact_id":"7"}');
  assert.match(words ?? '', /^There is nothing at this address/, 'This body has no contact_id.');
});

test('a property that only the answer has is read-only, where Keap’s words are about it', () => {
  const body = '{"name":"a","create_time":"2026-01-31T00:00:00.000Z"}';
  assert.match(explained(400, 'create_time cannot be set', body) ?? '', /^create_time can be read but not written\./);
  assert.match(explained(400, 'name is too short', body) ?? '', /^Keap did not understand the request/);
});

test('without words of Keap’s, what the form had said is the most likely', () => {
  assert.match(explained(400, '', '{"size":"big"}') ?? '', /^Most likely: size must be a whole number, not text\./);
  assert.match(explained(400, '', '{"size":3}') ?? '', /^Keap did not understand the request/);
});

test('a record that is there already can be changed by duplicate_option where the operation has it', () => {
  assert.match(explained(409, 'A thing with that name already exists') ?? '', /With duplicate_option the one there/);
  assert.match(explained(409, 'Changed by someone else') ?? '', /^The request conflicts/);
});

test('nothing a server or a draft can hold makes the doctor fail or speak of a success', () => {
  for (const status of [200, 204, 400, 401, 403, 404, 409, 429, 500, 599]) {
    for (const message of [
      '',
      '(',
      '[a-z',
      'thing_id (',
      'x'.repeat(5000),
      '.* is required',
      '__proto__ is required',
    ]) {
      for (const body of ['', '{', '[]', 'null', '{"__proto__":1,"(":2,"a.b[0":3}']) {
        const words = explained(status, message, body);
        assert.equal(words === undefined, status < 300);
        assert.ok((words?.length ?? 0) < 700);
      }
    }
  }
});

test('every rule has a name of its own and says where it is from', () => {
  assert.equal(new Set(RULES.map(({ name }) => name)).size, RULES.length);
  for (const { source } of RULES) assert.match(source, /\w{4}/);
});
