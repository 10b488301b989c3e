import assert from 'node:assert/strict';
import { test } from 'node:test';
import { folderSteps, freeName, nameFrom, nameProblem } from '../../../src/keap/httpFile/requestName.ts';
import { retitled } from '../../../src/keap/httpFile/savedText.ts';

test('names that no file can have are told', () => {
  for (const name of ['List VIPs', 'Größe 1,5', 'a.b', '名前', "O'Neil"])
    assert.equal(nameProblem(name), undefined, name);
  for (const [name, words] of [
    ['', /needed/],
    ['  ', /needed/],
    ['a/b', /cannot hold \//],
    ['a\\b', /cannot hold \\/],
    ['a:b', /cannot hold :/],
    ['..', /dot/],
    ['.hidden', /dot/],
    ['end.', /dot/],
    ['a\nb', /nobody sees/],
    ['a\u202eb', /nobody sees/],
    ['CON', /Windows/],
    ['nul.txt', /Windows/],
    ['x'.repeat(201), /too long/],
    ['ü'.repeat(101), /too long/],
    [`KeapAK-${'d4'.repeat(25)}`, /Keap key/],
  ] as const) {
    assert.match(nameProblem(name) ?? '', words, name);
  }
});

test('a name that is taken gets a number, whatever its case', () => {
  assert.equal(freeName('VIPs', []), 'VIPs');
  assert.equal(freeName('VIPs', ['vips', 'VIPs 2']), 'VIPs 3');
});

test('a title becomes a name that a file can have', () => {
  for (const title of ['List contacts', 'Get a/b: c?', '..', 'con', 'x'.repeat(300)]) {
    assert.equal(nameProblem(nameFrom(title)), undefined, title);
  }
});

test('the folder of the setting stays within the workspace', () => {
  assert.deepEqual(folderSteps('keap-requests'), ['keap-requests']);
  assert.deepEqual(folderSteps('./api\\keap/'), ['api', 'keap']);
  for (const setting of ['', '.', '/', '/etc', '\\\\server\\x', 'C:\\x', '..', 'a/../../b', 'a/\u0000']) {
    assert.equal(folderSteps(setting), undefined, setting);
  }
});

test('a file is given another title where it had the one expected', () => {
  assert.equal(retitled('### A\n# x\n', 'A', 'B'), '### B\n# x\n');
  assert.equal(retitled('### Mine\r\nGET x', 'A', 'B'), '### Mine\r\nGET x');
  assert.equal(retitled('GET x', 'A', 'B'), 'GET x');
});
