import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unkeptWords } from '../../../src/keap/moving/unkeptWords.ts';
import type { MoveNote } from '../../../src/keap/request/moveNote.ts';

const note = (kind: MoveNote['kind'], text: string): MoveNote => ({ about: 'x', kind, text });

test('what is lost or to be filled in is quoted, what only differs is not', () => {
  assert.equal(unkeptWords([note('differs', 'It counts cents.')]), undefined);
  assert.equal(
    unkeptWords([note('lost', 'One.'), note('differs', 'Two.'), note('fill', '[Three](command:x).')]),
    'One.\n[Three] (command:x).',
  );
  const many = Array.from({ length: 9 }, (_, index) => note('lost', `${index}.`));
  assert.equal(unkeptWords(many), '0.\n1.\n2.\n3.\n4.\n5.\nAnd 3 more.');
});
