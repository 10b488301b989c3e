import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readHttpFile, requestAt } from '../../../src/keap/httpFile/readHttpFile.ts';

const URL = 'https://api.infusionsoft.com/crm/rest/v2/contacts';

test('requests, names, variables, headers and bodies are read with their lines', () => {
  const file = readHttpFile(
    [
      '@host = https://api.infusionsoft.com',
      '',
      '### Search people',
      '# @name search',
      '// another comment',
      'GET {{host}}/crm/rest/v2/contacts HTTP/1.1',
      '    ?page_size=5',
      '    &fields=id',
      'X-Keap-API-Key: {{KEAP_API_KEY}}',
      '# a comment among headers',
      'Accept: application/json',
      '',
      '###',
      `post ${URL}`,
      'Content-Type: application/json',
      '',
      '{',
      '  # no part of it',
      '  "given_name": "Ada"',
      '}',
      '',
      '> {% client.test("x", () => {}); %}',
      '',
    ].join('\r\n'),
  );
  assert.deepEqual(file.variables, [{ name: 'host', value: 'https://api.infusionsoft.com', line: 0 }]);
  const [search, create, ...others] = file.requests;
  assert.deepEqual(others, []);
  assert.deepEqual(search, {
    name: 'search',
    title: 'Search people',
    ...{ line: 5, first: 2, last: 11 },
    method: 'GET',
    url: '{{host}}/crm/rest/v2/contacts?page_size=5&fields=id',
    headers: [
      { name: 'X-Keap-API-Key', value: '{{KEAP_API_KEY}}', line: 8 },
      { name: 'Accept', value: 'application/json', line: 10 },
    ],
    body: '',
  });
  assert.equal(create?.method, 'POST');
  assert.equal(create?.line, 13);
  assert.equal(create?.body, '{\n  "given_name": "Ada"\n}');
  assert.deepEqual(file.problems, [{ line: 21, message: 'Scripts are passed over: only requests are read here.' }]);
  assert.equal(requestAt(file, 7), search);
  assert.equal(requestAt(file, 12), create);
  assert.equal(requestAt(file, 0), undefined);
});

test('ways of writing a request line', () => {
  const target = (text: string) => {
    const [request] = readHttpFile(text).requests;
    return request && `${request.method} ${request.url}`;
  };
  assert.equal(target(URL), `GET ${URL}`);
  assert.equal(target(`delete ${URL}/1 HTTP/2`), `DELETE ${URL}/1`);
  assert.equal(
    target(`GET ${URL}\n\t?filter=given_name==Ada Lovelace\n`),
    `GET ${URL}?filter=given_name==Ada Lovelace`,
  );
  assert.equal(
    target('GET https://api.keap.com\n    /crm\n    /rest/v2/tags HTTP/1.1'),
    'GET https://api.keap.com/crm/rest/v2/tags',
  );
  assert.equal(target('{{host}}/crm/rest/v2/tags'), 'GET {{host}}/crm/rest/v2/tags');
  assert.equal(target('api.keap.com/crm/rest/v2/tags'), 'GET api.keap.com/crm/rest/v2/tags');
});

test('what is no request is told where it stands, and hides no other', () => {
  const file = readHttpFile(
    `just words\n###\ncurl ${URL}\n###\nGET ${URL}\nno header\n\n###\n< {%\n  x\n%}\n{{\n  y\n}}\nGET ${URL}/1\n`,
  );
  assert.deepEqual(
    file.problems.map(({ line, message }) => [line, message.split(':')[0]]),
    [
      [0, 'This is no request'],
      [2, 'A cURL command is not read here'],
      [5, 'This is no header'],
      [8, 'Scripts are passed over'],
      [11, 'Scripts are passed over'],
    ],
  );
  assert.deepEqual(
    file.requests.map(({ url }) => url),
    [URL, `${URL}/1`],
  );
});

test('what came as an answer into the file, or is to go somewhere, is no part of a body', () => {
  for (const behind of [
    '<> 2026-01-01.200.json',
    '>> answer.json',
    '?? status == 200',
    'HTTP/1.1 200 OK\nA: b\n\n{}',
  ]) {
    const [request] = readHttpFile(`POST ${URL}\n\n{"a":1}\n\n${behind}\n`).requests;
    assert.equal(request?.body, '{"a":1}', behind);
  }
});

test('any text is read, each line belongs to one request at most', () => {
  const line = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '###',
      '### a',
      '# @name b',
      '@x = {{y}}',
      `GET ${URL}`,
      '',
      'A: b',
      '{',
      '< {%',
      '{{',
      '%}',
      '> x',
    ),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
      const text = lines.join('\n');
      const { requests, problems } = readHttpFile(text);
      const count = text.split(/\r\n|\r|\n/).length;
      for (const [index, { first, line: at, last }] of requests.entries()) {
        assert.ok(first <= at && at <= last && last < count);
        assert.ok((requests[index - 1]?.last ?? -1) < first);
      }
      for (const problem of problems) assert.ok(problem.line < count);
    }),
  );
});
