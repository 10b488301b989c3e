import assert from 'node:assert/strict';
import { test } from 'node:test';
import { valueInAnswer } from '../../../src/keap/httpFile/answerPath.ts';
import { readHttpFile } from '../../../src/keap/httpFile/readHttpFile.ts';
import { type Answers, answer, variablesOf } from './fileSupport.ts';

const FILE = readHttpFile(
  [
    '@first = Ada',
    '@name = {{first}} Lovelace',
    '@a = {{b}}',
    '@b = {{c}}',
    '@c = {{a}}',
    '@id = {{search.response.body.$.contacts[0].id}}',
    '@first = Grace',
    '###',
    '# @name search',
    'GET https://api.keap.com/crm/rest/v2/contacts',
  ].join('\n'),
);

function resolve(expression: string, answers: Answers = {}) {
  const resolved = variablesOf(FILE, answers).resolve(expression);
  return 'value' in resolved ? resolved.value : resolved.missing;
}

test('a variable of the file is its last value, with the variables in it', () => {
  assert.equal(resolve('first'), 'Grace');
  assert.equal(resolve('name'), 'Grace Lovelace');
  assert.equal(
    variablesOf(FILE).expand('/{{name}}/{{id}}'),
    '/Grace Lovelace/{{search.response.body.$.contacts[0].id}}',
  );
});

test('variables that stand for each other are told as the circle they are', () => {
  assert.deepEqual(resolve('a'), {
    message: 'The variables a → b → c → a stand for each other: give one of them a value.',
  });
  assert.equal(variablesOf(FILE).expand('{{a}}'), '{{a}}');
});

test('an answer gives values by path and by header, also through a variable of the file', () => {
  const answers = { search: answer({ contacts: [{ id: '7', tags: [1, 2], ok: false }] }, 200, [['x-id', 'abc']]) };
  assert.equal(resolve('id', answers), '7');
  assert.equal(resolve('search.response.body.contacts[0].id', answers), '7');
  assert.equal(resolve("search.response.body.$['contacts'][0].tags", answers), '[1,2]');
  assert.equal(resolve('search.response.body.$.contacts[0].ok', answers), 'false');
  assert.equal(resolve('search.response.headers.X-Id', answers), 'abc');
  assert.equal(resolve('search.response.body.*', answers), '{"contacts":[{"id":"7","tags":[1,2],"ok":false}]}');
});

test('no digit of a large number is lost', () => {
  assert.equal(valueInAnswer(answer('{"id":12345678901234567890}'), 'body', '$.id'), '12345678901234567890');
});

test('what is missing says what to do', () => {
  assert.deepEqual(resolve('id'), {
    message: '{{search.response.body.$.contacts[0].id}} needs an answer to search: send that first.',
    sendFirst: 'search',
  });
  const answers = { search: answer({ contacts: [] }) };
  assert.deepEqual(resolve('id', answers), {
    message: 'The last answer to search, with status 200, has nothing at $.contacts[0].id.',
  });
  assert.deepEqual(resolve('search.response.body.$.__proto__', answers), {
    message: 'The last answer to search, with status 200, has nothing at $.__proto__.',
  });
  for (const [expression, words] of [
    ['search.response.body.$..id', /is no path that is read here/],
    ['search.response.body.$.contacts[?(@.id==1)]', /is no path that is read here/],
    ['other.response.body.$.id', /needs a request of this file with the name other/],
    ['search.request.body.$.id', /only answers are/],
    ['$dotenv SECRET', /for other clients: the environment is not read here/],
    ['$processEnv SECRET', /for other clients/],
    ['$env.SECRET', /for other clients/],
    ['$guid', /is not known here/],
    ['nobody', /has no value: add the line @nobody = value/],
    ['constructor', /has no value/],
  ] as const) {
    const found = resolve(expression, answers);
    assert.match(typeof found === 'string' ? found : found.message, words);
  }
});
