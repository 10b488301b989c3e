import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Operation } from '../../../src/keap/catalog/operation.ts';
import type { Schema } from '../../../src/keap/catalog/schema.ts';
import { emptyDraft, type ParameterInput } from '../../../src/keap/request/draft.ts';
import { validateDraft } from '../../../src/keap/request/validation.ts';
import { operation, parameter } from './operations.ts';

function check(schema: Schema, input: ParameterInput) {
  const one = operation({ parameters: [parameter({ schema })] });
  return validateDraft(one, {}, { ...emptyDraft(one.key), parameters: { 'query:q': input } });
}

test('a missing required parameter blocks and is named', () => {
  const [problem] = validateDraft(operation(), {}, emptyDraft('v2:getThing'));
  assert.deepEqual(problem, { target: 'path:thing_id', message: 'thing_id is required.', blocking: true });
});

test('dots alone in a path parameter would lead to another operation', () => {
  for (const text of ['.', '..']) {
    const draft = { ...emptyDraft('v2:getThing'), parameters: { 'path:thing_id': text } };
    assert.equal(validateDraft(operation(), {}, draft)[0]?.blocking, true);
  }
});

test('values are held against type, format, bounds and choices, in words', () => {
  const cases: [Schema, ParameterInput, RegExp | undefined][] = [
    [{ type: 'integer', format: 'int32' }, '12', undefined],
    [{ type: 'integer', format: 'int32' }, 'twelve', /whole number/],
    [{ type: 'integer', format: 'int32' }, '2147483648', /too large/],
    [{ type: 'integer', format: 'int64' }, '9223372036854775807', undefined],
    [{ type: 'integer', format: 'int64' }, '9223372036854775808', /too large/],
    [{ type: 'integer', minimum: 0, maximum: 1000 }, '1001', /1000 or less/],
    [{ type: 'integer', minimum: 1 }, '0', /1 or more/],
    [{ type: 'number' }, '-1.5e3', undefined],
    [{ type: 'number' }, '1,5', /number/],
    [{ type: 'boolean' }, 'yes', /true or false/],
    [{ type: 'string', enum: ['A', 'B'] }, 'C', /one of A, B/],
    [{ type: 'string', format: 'date' }, '2026-02-29', /date/],
    [{ type: 'string', format: 'date' }, '2024-02-29', undefined],
    [{ type: 'string', format: 'date-time' }, '2026-01-31T09:00:00.000Z', undefined],
    [{ type: 'string', format: 'date-time' }, '2026-01-31', /date and time/],
    [{ type: 'string', format: 'date-time' }, '2026-02-30T09:00:00Z', /date and time/],
    [{ type: 'string', maxLength: 3 }, 'abcd', /at most 3.*it has 4/],
    [{ type: 'array', items: { type: 'integer' } }, ['1', 'x'], /whole number/],
    [{ type: 'array', items: { type: 'integer' } }, ['1', ''], undefined],
  ];
  for (const [schema, input, expected] of cases) {
    const found = check(schema, input)[0]?.message;
    if (expected) assert.match(found ?? '', expected, `${JSON.stringify(schema)} ${String(input)}`);
    else assert.equal(found, undefined, `${JSON.stringify(schema)} ${String(input)}`);
  }
});

test('a Keap key in any field or body blocks', () => {
  const key = `KeapAK-${'a1'.repeat(25)}`;
  assert.equal(check({ type: 'string' }, `x ${key}`)[0]?.blocking, true);
  const post = withBody({ type: 'object' });
  assert.match(bodyProblems(post, `{"note":"${key}"}`)[0]?.message ?? '', /looks like a Keap key/);
  for (const text of [Buffer.from(`:${key}`).toString('base64'), encodeURIComponent(key.replace('-', '%2D'))]) {
    const [problem] = bodyProblems(post, JSON.stringify({ note: text }));
    assert.deepEqual([problem?.blocking, problem?.fix], [true, 'removeKey'], text);
  }
  assert.equal(check({ type: 'array', items: { type: 'string' } }, ['a', key])[0]?.fix, 'removeKey');
});

test('a file whose name holds a key blocks', () => {
  const post = operation({
    method: 'POST',
    parameters: [],
    requestBody: { required: true, mediaType: 'multipart/form-data', schema: { type: 'object' } },
  });
  const file = { uri: 'file:///x', name: `KeapAK-${'a1'.repeat(25)}.txt`, size: 1 };
  const found = validateDraft(post, {}, { ...emptyDraft(post.key), body: '{}', files: { file } });
  assert.deepEqual([found[0]?.target, found[0]?.blocking], ['file:file', true]);
});

test('a header takes no line breaks', () => {
  const one = operation({ parameters: [parameter({ in: 'header' })] });
  const draft = { ...emptyDraft(one.key), parameters: { 'header:q': 'a\r\nx-evil: 1' } };
  assert.equal(validateDraft(one, {}, draft)[0]?.blocking, true);
});

function withBody(schema: Schema): Operation {
  return operation({
    method: 'POST',
    parameters: [],
    requestBody: { required: true, mediaType: 'application/json', schema },
  });
}

function bodyProblems(one: Operation, body: string) {
  return validateDraft(one, {}, { ...emptyDraft(one.key), body });
}

test('an empty required body and broken JSON block', () => {
  const post = withBody({ type: 'object' });
  assert.deepEqual(bodyProblems(post, ' ')[0], { target: 'body', message: 'The body is required.', blocking: true });
  const broken = bodyProblems(post, '{"a":}')[0];
  assert.equal(broken?.blocking, true);
  assert.match(broken?.message ?? '', /^The body is not JSON: .*\.$/);
});

test('a body that differs from its schema is advice, told by place', () => {
  const schema: Schema = {
    type: 'object',
    required: ['name'],
    properties: {
      name: { type: 'string', minLength: 1 },
      emails: {
        type: 'array',
        items: {
          type: 'object',
          properties: { email: { type: 'string' }, field: { type: 'string', enum: ['EMAIL1'] } },
        },
      },
      count: { type: 'integer', maximum: 10 },
    },
  };
  const body = '{"emails":[{"email":5,"field":"X"}],"count":11,"nmae":"a","Emails":[]}';
  const problems = bodyProblems(withBody(schema), body);
  assert.deepEqual(
    problems.map(({ message }) => message),
    [
      'name is required.',
      'emails[0].email must be text, not a number.',
      'emails[0].field must be one of EMAIL1.',
      'count must be 10 or less.',
      'nmae is not a property Keap knows here.',
      'Emails is not a property Keap knows here; did you mean emails.',
    ],
  );
  assert.ok(problems.every(({ blocking }) => !blocking));
});

test('null clears a property, prototype names are names like others', () => {
  const schema: Schema = { type: 'object', properties: { name: { type: 'string' } } };
  assert.deepEqual(bodyProblems(withBody(schema), '{"name":null}'), []);
  assert.match(bodyProblems(withBody(schema), '{"constructor":1}')[0]?.message ?? '', /not a property/);
  assert.match(bodyProblems(withBody(schema), '{"__proto__":1}')[0]?.message ?? '', /not a property/);
});

test('a wrong filter or order is advice that says where, and an unknown query name that Keap would ignore it', () => {
  const list = operation({
    parameters: [parameter({ name: 'filter' }), parameter({ name: 'order_by' })],
    query: { filter: { fields: [{ name: 'email', kind: 'string', operators: ['=='] }] }, orderBy: ['id'] },
  });
  const problems = (parameters: Record<string, ParameterInput>) =>
    validateDraft(list, {}, { ...emptyDraft(list.key), parameters });
  assert.deepEqual(problems({ 'query:filter': 'email==a', 'query:order_by': 'id desc' }), []);
  assert.deepEqual(problems({ 'query:filter': 'email==a; shoe==1;id' }), [
    {
      target: 'query:filter',
      message: 'filter has a problem at character 11: This list has no field “shoe” to filter by.',
      blocking: false,
    },
    {
      target: 'query:filter',
      message: 'filter has a problem at character 19: “id” is not a condition, such as field==value.',
      blocking: false,
    },
  ]);
  assert.match(problems({ 'query:order_by': 'name' })[0]?.message ?? '', /^order_by takes one of id, not name\.$/);
  assert.match(problems({ 'query:order_by': 'id up' })[0]?.message ?? '', /asc or desc/);
  assert.deepEqual(problems({ 'query:email': 'a', 'query:gone': '', 'query:none': [] }), [
    {
      target: 'query:email',
      message:
        'email is not a parameter of this operation and is not sent: Keap ignores names it does not know. Use the filter: email==…',
      blocking: false,
    },
  ]);
});
