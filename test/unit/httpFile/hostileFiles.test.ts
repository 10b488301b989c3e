import assert from 'node:assert/strict';
import { test } from 'node:test';
import { knownRequests } from '../../../src/keap/httpFile/knownRequests.ts';
import { readHttpFile } from '../../../src/keap/httpFile/readHttpFile.ts';
import { retitled } from '../../../src/keap/httpFile/savedText.ts';
import { index } from '../catalog/realCatalog.ts';
import { drafted, variablesOf } from './fileSupport.ts';

const V2 = 'https://api.infusionsoft.com/crm/rest/v2';
const MANY = 200_000;
/** Of the processor, however busy the machine is: what takes a careless pattern minutes takes a careful one a blink. */
const MOST_MS = 3_000;

/** Does something and tells how long the processor was at it, in milliseconds. */
function cost(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

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
    const ms = cost(() => {
      const [known] = knownRequests(readHttpFile(text), index);
      if (known?.operation) drafted(text);
      retitled(text, 'a', 'b');
    });
    assert.ok(ms < MOST_MS, `${ms} ms`);
  });
}

test('variables that double at every step end', () => {
  const lines = Array.from({ length: 60 }, (_, step) => `@v${step} = {{v${step + 1}}}{{v${step + 1}}}`);
  const variables = variablesOf(readHttpFile([...lines, '@v60 = x'].join('\n')));
  const ms = cost(() => {
    assert.ok(variables.expand('{{v0}}').length < 2_000_000);
    const resolved = variables.resolve('v0');
    assert.match('missing' in resolved ? resolved.missing.message : '', /^\{\{v0\}\} stands for too much/);
  });
  assert.ok(ms < MOST_MS, `${ms} ms`);
});
