import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findKeys, holdsKey, redactKeys, redactKeysIn, removeKeys } from '../../../src/keap/safety/keyShapes.ts';

/** A key of Keap's shape; none stands in any source as it is. */
const digits = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 50, maxLength: 50 });
const keys = digits.map((text) => `${['Keap', 'AK'].join('')}-${text}`);
const hex = '0123456789abcdef'.repeat(2);

const percent = (text: string) => [...text].map((char) => `%${char.charCodeAt(0).toString(16)}`).join('');
const base64 = (text: string) => Buffer.from(text).toString('base64');
const escaped = (text: string) => [...text].map((char) => `\\u00${char.charCodeAt(0).toString(16)}`).join('');

/** A key as it stands in files, pasted text and requests. */
const FORMS: Readonly<Record<string, (key: string) => string>> = {
  plain: (key) => key,
  'in a header': (key) => `X-Keap-API-Key: ${key}`,
  'as a bearer token': (key) => `Authorization: Bearer ${key}`,
  'in a cURL command': (key) => `curl -H 'X-Keap-API-Key: ${key}' https://api.infusionsoft.com/crm/rest/v2/contacts`,
  'in a URL': (key) => `https://api.keap.com/crm?access_token=${key}&page_size=1`,
  'with an encoded dash': (key) => key.replace('-', '%2D'),
  'percent-encoded': percent,
  'percent-encoded twice': (key) => encodeURIComponent(percent(key)),
  'in JSON': (key) => JSON.stringify({ note: `the key is ${key}` }),
  'escaped in JSON': (key) => `{"note":"${escaped(key)}"}`,
  'in JSON within JSON': (key) => JSON.stringify({ text: `{"key":"${escaped(key)}"}` }),
  'in Base64': base64,
  'as Basic credentials': (key) => `Authorization: Basic ${base64(`${key}:`)}`,
  'in Base64 behind one byte': (key) => base64(`:${key}:`),
  'in Base64 behind two bytes': (key) => base64(`a:${key}:`),
  'in the Base64 of URLs': (key) => Buffer.from(`{"k":"${key}"}`).toString('base64url'),
  'split into strings': (key) => `"${key.slice(0, 20)}" + "${key.slice(20, 40)}" +\n  '${key.slice(40)}'`,
  'split behind the prefix': (key) => `'${key.slice(0, 7)}' + '${key.slice(7)}'`,
  'split within the prefix': (key) => `"${key.slice(0, 4)}" + "${key.slice(4)}"`,
  'broken into lines': (key) => `${key.slice(0, 30)}\\\n  ${key.slice(30)}`,
  'with invisible characters': (key) => `${key.slice(0, 10)}\u200b${key.slice(10, 20)}\u2060${key.slice(20)}`,
};

for (const [name, form] of Object.entries(FORMS)) {
  test(`a key ${name} is found whole, masked and taken out`, () => {
    fc.assert(
      fc.property(keys, (key) => {
        const text = `before ${form(key)} behind`;
        assert.deepEqual(
          findKeys(text).map((found) => [found.kind, found.key]),
          [['keapKey', key]],
        );
        assert.ok(holdsKey(text));
        for (const changed of [redactKeys(text), removeKeys(text)]) {
          assert.ok(!holdsKey(changed), changed);
          assert.ok(!changed.includes(key.slice(-12)), changed);
          assert.ok(changed.startsWith('before ') && changed.endsWith(' behind'));
        }
      }),
      { numRuns: 50, seed: 4 },
    );
  });
}

test('a legacy key is one in its place alone', () => {
  const places = [
    `X-Keap-API-Key: ${hex}`,
    `"x-keap-api-key": "${hex}"`,
    `KEAP_API_KEY=${hex}`,
    `$infusionsoftKey = '${hex}';`,
    `'ifs_api_key' => '${hex}'`,
    `<params><param><value><string>${hex}</string>`,
    `server.ContactService.load('${hex}', 7, fields)`,
    `client.methodCall("DataService.query", ["${hex}", "Contact"])`,
    `$client->call('DataService.query', array('${hex}', 'Contact'))`,
    `php_xmlrpc_encode("${hex}")`,
    `new Infusionsoft_App('ab103.infusionsoft.com', '${hex}', 443)`,
    `$app->cfgCon("ab103", "${hex}")`,
    `$infusionsoft = new Infusionsoft('ab103', '${hex}');`,
    `$connInfo = array('mine:ab103:i:${hex}:This is the connection');`,
    `<value><string><![CDATA[${hex}]]></string></value>`,
    `# xmlrpc\napi_key = "${hex}"`,
    `{"server": "https://ab103.infusionsoft.com/api/xmlrpc",\n "privateKey": "${hex}"}`,
    `INFUSIONSOFT_APP=ab103\nAPI_KEY=${hex}`,
  ];
  for (const text of places) {
    assert.deepEqual(
      findKeys(text).map(({ kind, key }) => [kind, key]),
      [['legacyKey', hex]],
      text,
    );
    assert.equal(redactKeys(text), text.replace(hex, '*****'));
  }
  for (const text of [hex, `md5 ${hex}`, `etag: "${hex}"`, `api_key=${hex}`, `KEAP_API_KEY=${hex}0`]) {
    assert.ok(!holdsKey(text), text);
  }
});

test('an opaque token is masked by its place and holds nothing up', () => {
  const text = 'Authorization: Bearer abcDEF0123456789ghij';
  assert.equal(redactKeys(text), 'Authorization: Bearer *****');
  assert.ok(!holdsKey(text));
  assert.equal(removeKeys(text), text);
});

test('words about keys and placeholders are no keys', () => {
  const words = [
    '`KeapAK-` and 50 hexadecimal digits',
    'Keys start with KeapAK-; this one does not',
    'KeapAK-xxxxxxxxxxxxxxxxxxxx',
    'KeapAK-*****c5169',
    'X-Keap-API-Key: $KEAP_API_KEY',
    'X-Keap-API-Key: {{key}}',
    'KEAP_API_KEY=<your key>',
    'KeapAK-your-key',
  ];
  for (const text of words) assert.deepEqual(findKeys(text), [], text);
});

test('two keys in a row are two', () => {
  fc.assert(
    fc.property(keys, keys, (one, other) => {
      const found = findKeys(`${one}\n${other} "${one}"`);
      assert.deepEqual(
        found.map(({ key }) => key),
        [one, other, one],
      );
    }),
    { numRuns: 50, seed: 4 },
  );
});

test('any text keeps what is no key, and masks the same once masked', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 300 }),
      keys,
      fc.string({ maxLength: 40 }),
      (before, key, after) => {
        const masked = redactKeys(`${before} ${key} ${after}`);
        assert.ok(!masked.includes(key));
        assert.equal(redactKeys(masked), masked);
        assert.equal(removeKeys(before), before);
      },
    ),
    { numRuns: 200, seed: 4 },
  );
});

test('texts within any value are masked, and a value without keys is itself', () => {
  fc.assert(
    fc.property(keys, (key) => {
      const value = { parameters: { 'query:a': ['1', key] }, body: `{"a":"${key}"}`, size: 3, none: null };
      assert.deepEqual(redactKeysIn(value), {
        parameters: { 'query:a': ['1', 'KeapAK-*****'] },
        body: '{"a":"KeapAK-*****"}',
        size: 3,
        none: null,
      });
    }),
    { numRuns: 5, seed: 4 },
  );
  const plain = { list: ['a', { b: 'c' }] };
  assert.equal(redactKeysIn(plain), plain);
});

test('texts made to be slow are read in time', () => {
  const hostile = {
    backslashes: '\\'.repeat(2e6),
    prefixes: 'KeapAK-'.repeat(3e5),
    spaces: `KeapAK-${' '.repeat(2e6)}`,
    quoted: 'K"e"a"p"A"K"-" '.repeat(1e5),
    percents: '%25'.repeat(7e5),
    almost: `KeapAK-${'ab '.repeat(24)}`.repeat(2e4),
    names: 'keap_keap_api_'.repeat(1e5),
    values: '<params> '.repeat(2e5),
    headers: 'authorization: '.repeat(1e5),
    calls: 'DataService.query("'.repeat(1e5),
    services: 'a'.repeat(2e6),
    apps: 'x.infusionsoft.com '.repeat(1e5),
    encoders: 'xmlrpc_xmlrpc('.repeat(1e5),
    base64: 'S2VhcEFLLQ'.repeat(2e5),
  };
  for (const [name, text] of Object.entries(hostile)) {
    const started = performance.now();
    findKeys(text);
    const took = performance.now() - started;
    assert.ok(took < 5000, `${name}: ${Math.round(took)} ms`);
  }
});
