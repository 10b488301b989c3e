import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { plainText } from '../../../src/keap/safety/plainText.ts';

test('what cannot be seen is named', () => {
  const shown: Readonly<Record<string, string>> = {
    'Ada\u202egnp.exe': 'Ada⟨U+202E⟩gnp.exe',
    'a\u2066b\u2069c': 'a⟨U+2066⟩b⟨U+2069⟩c',
    'zero\u200bwidth\ufeff': 'zero⟨U+200B⟩width⟨U+FEFF⟩',
    'two\nlines\r\u2028\u0000\u001b[31m': 'two⟨U+000A⟩lines⟨U+000D⟩⟨U+2028⟩⟨U+0000⟩⟨U+001B⟩[31m',
    'tag\u{e0041}s': 'tag⟨U+E0041⟩s',
    'half \ud800': 'half ⟨U+D800⟩',
    '\u200dalone': '⟨U+200D⟩alone',
  };
  for (const [text, expected] of Object.entries(shown)) assert.equal(plainText(text), expected);
});

test('words of every script and emoji stay as they are', () => {
  for (const text of ['Łódź', 'שלום עולם', 'می\u200cخواهم', 'क्\u200dष', '👨\u200d👩\u200d👧 💌', 'é', '<b>&amp;', '']) {
    assert.equal(plainText(text), text);
  }
});

test('nothing is a link or an icon', () => {
  assert.equal(plainText('[x](command:workbench.action.quit)'), '[x] (command:workbench.action.quit)');
  assert.equal(plainText('$(error) failed'), '$ (error) failed');
});

test('it has an end, also where marks are piled up or the text is huge', () => {
  assert.equal(plainText('é'.repeat(100), 10), `${'é'.repeat(9)}…`);
  assert.equal(plainText(`a${'\u0301'.repeat(50)}b`), `a${'\u0301'.repeat(4)}b`);
  assert.equal(plainText('💌'.repeat(5), 5), '💌'.repeat(5));
  assert.equal([...plainText('x'.repeat(5e7), 20)].length, 20);
});

test('no text at all leaves anything unseen', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => {
      const shown = plainText(text);
      assert.doesNotMatch(shown, /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]|\]\(|\$\(/u);
    }),
    { numRuns: 1000, seed: 4 },
  );
});
