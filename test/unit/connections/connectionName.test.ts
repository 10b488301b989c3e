import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freeName, nameProblem } from '../../../src/vscode/connections/connectionName.ts';

const KEY = `KeapAK-${'a1'.repeat(25)}`;

test('names of any language are fine', () => {
  for (const name of [
    'Mine',
    ' ab103 ',
    'Ünïcødé GmbH',
    '株式会社',
    'می‌خواهم',
    'حساب',
    'A & B (test) #1',
    'x'.repeat(60),
  ]) {
    assert.equal(nameProblem(name, ['Sandbox']), undefined, name);
  }
});

test('what hides, deceives or is a key is none', () => {
  const wrong: readonly (readonly [string, RegExp])[] = [
    ['', /Give the connection a name/],
    ['   ', /Give the connection a name/],
    ['\u200c', /Give the connection a name/],
    ['x'.repeat(61), /at most 60 characters; this one has 61/],
    ['a\u202eb', /invisible/],
    ['a\u2066b', /invisible/],
    ['a\nb', /invisible/],
    ['a\u0000b', /invisible/],
    ['a\u200bb', /invisible/],
    ['a\ufeffb', /invisible/],
    ['a\u2028b', /invisible/],
    ['$(flame) hot', /icon/],
    [KEY, /looks like a key/],
    [`my ${KEY} key`, /looks like a key/],
    ['0123456789abcdef'.repeat(2), /looks like a key/],
  ];
  for (const [name, problem] of wrong) assert.match(nameProblem(name, []) ?? 'fine', problem, JSON.stringify(name));
});

test('names are unique whatever their case, width or spaces', () => {
  for (const name of ['mine', ' MINE ', 'Ｍine', 'Mi\u200dne']) {
    assert.match(nameProblem(name, ['Sandbox', 'Mine']) ?? 'fine', /of this name already/, name);
  }
  assert.match(nameProblem('two  words', ['Two words']) ?? 'fine', /of this name already/);
});

test('a suggested name is free', () => {
  assert.equal(freeName('ab103', ['Sandbox']), 'ab103');
  assert.equal(freeName('ab103', ['AB103', 'ab103 2']), 'ab103 3');
});
