import assert from 'node:assert/strict';
import { test } from 'node:test';
import { knownRequests } from '../../../src/keap/httpFile/knownRequests.ts';
import { readHttpFile } from '../../../src/keap/httpFile/readHttpFile.ts';
import { retitled } from '../../../src/keap/httpFile/savedText.ts';
import { index } from '../catalog/realCatalog.ts';
import { drafted, variablesOf } from './fileSupport.ts';

const V2 = 'https://api.infusionsoft.com/crm/rest/v2';
const MANY = 200_000;
/** What takes a careless pattern minutes takes a careful one milliseconds. */
const MOST_MS = 3_000;

const LONG: Readonly<Record<string, string>> = {
  'a separator': `###${' #'.repeat(MANY)}x`,
  'spaces in a variable': `@a =${' '.repeat(MANY)}x`,
  'spaces in a header': `GET ${V2}/tags\nA:${' '.repeat(MANY)}x`,
  'spaces in an address': `GET ${V2}/tags${' '.repeat(MANY)}x`,
  'slashes in an address': `GET ${V2}/tags${'/'.repeat(MANY)}x`,
  'a name': `###\n# @name${'='.repeat(MANY)} x\nGET ${V2}/tags`,
  'a script': `{{${' '.repeat(MANY)}-`,
  'an open reference': `GET ${V2}/tags/{{${' '.repeat(MANY)}`,
  'open references': `GET ${V2}/tags/${'{{a'.repeat(MANY)}`,
  'empty lines before a body': `POST ${V2}/tags\n${'\n'.repeat(MANY)}{}`,
  'spaces in a body': `POST ${V2}/tags\n\n{"a":${' '.repeat(MANY)}1}`,
  'quotes in a body': `POST ${V2}/tags\n\n${'"'.repeat(MANY)} {{a}}`,
};

for (const [what, text] of Object.entries(LONG)) {
  test(`${what}: many characters are read in no time`, () => {
    const started = performance.now();
    const file = readHttpFile(text);
    const [known] = knownRequests(file, index);
    if (known?.operation) drafted(text);
    retitled(text, 'a', 'b');
    assert.ok(performance.now() - started < MOST_MS, `${performance.now() - started} ms`);
  });
}

test('variables that double at every step end', () => {
  const lines = Array.from({ length: 60 }, (_, step) => `@v${step} = {{v${step + 1}}}{{v${step + 1}}}`);
  const variables = variablesOf(readHttpFile([...lines, '@v60 = x'].join('\n')));
  const started = performance.now();
  assert.ok(variables.expand('{{v0}}').length < 2_000_000);
  const resolved = variables.resolve('v0');
  assert.match('missing' in resolved ? resolved.missing.message : '', /^\{\{v0\}\} stands for too much/);
  assert.ok(performance.now() - started < MOST_MS);
});
