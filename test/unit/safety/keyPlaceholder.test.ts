import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeholderChange } from '../../../src/keap/safety/keyPlaceholder.ts';
import { findKeys, holdsKey } from '../../../src/keap/safety/keyShapes.ts';

const key = `KeapAK-${'b7'.repeat(25)}`;
const variable = '$' + '{KEAP_API_KEY}';

/** Language, text, and what becomes of it. */
const CASES: readonly (readonly [language: string, text: string, expected: string])[] = [
  ['javascript', `const key = '${key}';`, 'const key = process.env.KEAP_API_KEY;'],
  ['typescript', `h["X-Keap-API-Key"] = "${key}"`, 'h["X-Keap-API-Key"] = process.env.KEAP_API_KEY'],
  ['javascript', `const h = 'Bearer ${key}';`, "const h = 'Bearer ' + process.env.KEAP_API_KEY;"],
  ['javascript', `f("${key}; more")`, 'f(process.env.KEAP_API_KEY + "; more")'],
  ['javascript', `f("it\\"s ${key}, so")`, 'f("it\\"s " + process.env.KEAP_API_KEY + ", so")'],
  ['javascript', `f(\`Bearer ${key}\`)`, 'f(`Bearer $' + '{process.env.KEAP_API_KEY}`)'],
  ['php', `$key = '${key}';`, "$key = getenv('KEAP_API_KEY');"],
  ['php', `$h = "X-Keap-API-Key: ${key}";`, '$h = "X-Keap-API-Key: " . getenv(\'KEAP_API_KEY\');'],
  ['python', `KEY = "${key}"`, "KEY = os.environ['KEAP_API_KEY']"],
  ['json', `{"key": "${key}"}`, `{"key": "${variable}"}`],
  ['properties', `KEAP_API_KEY=${key}`, `KEAP_API_KEY=${variable}`],
  ['yaml', `key: ${key} # ours`, `key: ${variable} # ours`],
  ['http', `X-Keap-API-Key: ${key}`, 'X-Keap-API-Key: {{KEAP_API_KEY}}'],
  ['shellscript', `curl -H "X-Keap-API-Key: ${key}"`, 'curl -H "X-Keap-API-Key: $KEAP_API_KEY"'],
  ['shellscript', `curl -H 'X-Keap-API-Key: ${key}'`, `curl -H 'X-Keap-API-Key: '"$KEAP_API_KEY"''`],
  ['plaintext', `the key is ${key}.`, `the key is ${variable}.`],
  ['constructor', key, variable],
];

for (const [language, text, expected] of CASES) {
  test(`${language}: ${text.replace(key, 'KEY')}`, () => {
    const [found] = findKeys(text);
    assert.ok(found);
    const change = placeholderChange(text, found, language);
    const changed = text.slice(0, change.start) + change.text + text.slice(change.end);
    assert.equal(changed, expected);
    assert.ok(!holdsKey(changed));
  });
}
