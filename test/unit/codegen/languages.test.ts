import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exactJson } from '../../../src/keap/codegen/codeRequest.ts';
import { LANGUAGES, requestAsCode } from '../../../src/keap/codegen/languages.ts';
import type { HttpRequest } from '../../../src/keap/request/httpRequest.ts';
import { findKeys } from '../../../src/keap/safety/keyShapes.ts';

const ORIGIN = 'https://api.infusionsoft.com';
const JSON_TYPE = { accept: '*/*', 'content-type': 'application/json' };

function posting(text: string): HttpRequest {
  const body = { mediaType: 'application/json', text };
  return { method: 'POST', target: '/crm/rest/v2/tags?fields=id', headers: JSON_TYPE, body };
}

const form: HttpRequest = {
  method: 'POST',
  target: '/crm/rest/v2/files',
  headers: {},
  body: {
    mediaType: 'multipart/form-data',
    parts: [
      { name: 'is_public', text: 'true' },
      { name: 'file', file: { uri: 'file:///x/a "b"; c.png', name: 'a "b"; c.png', size: 3 } },
    ],
  },
};

for (const { id, label } of LANGUAGES) {
  test(`${label}: the key comes from the environment, and nothing in the code looks like one`, () => {
    for (const request of [posting('{"name":"VIP"}'), form]) {
      const code = requestAsCode(id, request, ORIGIN);
      assert.match(code, /KEAP_API_KEY/);
      assert.match(code, /X-Keap-API-Key/);
      assert.ok(code.includes(`${ORIGIN}${request.target}`));
      assert.deepEqual(
        findKeys(code).filter(({ kind }) => kind !== 'token'),
        [],
      );
    }
  });

  test(`${label}: a key typed into the request does not leave with the code`, () => {
    const key = `KeapAK-${'e5'.repeat(25)}`;
    const request = { ...posting(`{"note":"${key}"}`), target: `/x?a=${key}` };
    const code = requestAsCode(id, request, ORIGIN);
    assert.ok(!code.includes(key.slice(8)));
    assert.match(code, /KeapAK-\*{5}/);
  });
}

test('no language follows a redirect, which would take the key along', () => {
  const request = posting('{}');
  assert.match(requestAsCode('javascript', request, ORIGIN), /redirect: 'manual'/);
  assert.match(requestAsCode('python', request, ORIGIN), /allow_redirects=False/);
  assert.match(requestAsCode('csharp', request, ORIGIN), /AllowAutoRedirect = false/);
  for (const id of ['curl', 'php', 'java'] as const) {
    assert.doesNotMatch(requestAsCode(id, request, ORIGIN), /--location|FOLLOWLOCATION|followRedirects/);
  }
});

test('a body stands as the language’s own literal only where nothing of it would change', () => {
  const same = '{\n  "name": "Łódź",\n  "list": [1, 2.5, true, null, {}]\n}';
  assert.match(requestAsCode('javascript', posting(same), ORIGIN), /body: JSON\.stringify\(\{\n {4}"name": "Łódź"/);
  assert.match(
    requestAsCode('python', posting(same), ORIGIN),
    /json=\{\n {8}"name": "Łódź",\n[\s\S]*True,\n {12}None,\n/,
  );
  for (const text of [
    '{"id":12345678901234567890}',
    '{"a":1.0}',
    '{"a":1,"a":2}',
    '{"__proto__":1}',
    '{"a":"\\u0141"}',
    '{"b":1,"1":2}',
    '{',
  ]) {
    assert.equal(exactJson(text), undefined, text);
    assert.ok(
      requestAsCode('javascript', posting(text), ORIGIN).includes(text.includes('\\') ? '\\\\u0141' : text),
      text,
    );
  }
});

test('a .http file takes no part of a body for a variable or for another request', () => {
  const code = requestAsCode('http', posting('{"html":"{{name}}","deep":{"a":{"b":1}}}'), ORIGIN);
  const [head = '', body = ''] = code.split(`${ORIGIN}/crm/rest/v2/tags?fields=id\n`)[1]?.split('\n\n') ?? [];
  assert.equal(head, 'X-Keap-API-Key: {{KEAP_API_KEY}}\ncontent-type: application/json');
  assert.ok(!body.includes('{{'));
  assert.deepEqual(JSON.parse(body), { html: '{{name}}', deep: { a: { b: 1 } } });
});

test('a .http file holds a form as it is sent, with files from its folder', () => {
  const code = requestAsCode('http', form, ORIGIN);
  assert.ok(
    code.endsWith(
      [
        'content-type: multipart/form-data; boundary=keap-form',
        '',
        '--keap-form',
        'Content-Disposition: form-data; name="is_public"',
        '',
        'true',
        '--keap-form',
        'Content-Disposition: form-data; name="file"; filename="a %22b%22; c.png"',
        'Content-Type: application/octet-stream',
        '',
        '< ./a "b"; c.png',
        '--keap-form--',
        '',
      ].join('\n'),
    ),
    code,
  );
});

test('C# puts the type where its content keeps it, and braces and parentheses are in pairs', () => {
  const code = requestAsCode('csharp', posting('{"name":"VIP"}'), ORIGIN);
  assert.match(code, /new StringContent\("\{\\"name\\":\\"VIP\\"\}", Encoding\.UTF8, "application\/json"\);/);
  assert.match(code, /new HttpRequestMessage\(HttpMethod\.Post, "https:/);
  assert.doesNotMatch(code, /TryAddWithoutValidation/);
  const upload = requestAsCode('csharp', form, ORIGIN);
  assert.match(
    upload,
    /form\.Add\(new ByteArrayContent\(File\.ReadAllBytes\("a \\"b\\"; c\.png"\)\), "file", "a \\"b\\"; c\.png"\);/,
  );
  for (const text of [code, upload]) {
    const plain = text.replaceAll(/"(\\.|[^"\\])*"|\/\/.*/g, '');
    for (const pair of ['()', '{}']) {
      const count = (char: string) => plain.split(char).length;
      assert.equal(count(pair.charAt(0)), count(pair.charAt(1)), pair);
    }
  }
});
