/**
 * Where numbers are ordinary, both languages mean what their libraries say they mean, but for what JMESPath's gets
 * wrong: it sorts numbers as text, takes '' for the number 0, puts é before x and finds no greatest record by a text.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { search as jmespath } from '@jmespath-community/jmespath';
import fc from 'fast-check';
import { query as jsonPath } from 'json-p3';
import { FindError } from '../../../src/keap/find/findError.ts';
import { search } from '../../../src/keap/find/search.ts';

const NAMES = ['a', 'b', 'c', 'id'];
const name = fc.constantFrom(...NAMES);
const scalar = fc.oneof(fc.integer({ min: -3, max: 12 }), fc.constantFrom('', 'x', 'xy', 'z', true, false, null, 0.5));
const { value: document } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { minKeys: 1, maxKeys: 4 }),
  ),
}));
const literal = fc.oneof(
  fc.integer({ min: -3, max: 12 }).map((number) => `\`${number}\``),
  fc.constantFrom("'x'", "''", '`true`', '`null`', '`[1, 2]`', '`{"a": 1}`', '`0.5`'),
);
const number = fc.integer({ min: -3, max: 3 });

const { jmes } = fc.letrec<{ jmes: string; step: string }>((tie) => {
  const two = (...operators: string[]) =>
    fc
      .tuple(tie('jmes'), fc.constantFrom(...operators), tie('jmes'))
      .map(([a, operator, b]) => `${a} ${operator} ${b}`);
  const one = (...forms: string[]) =>
    fc.tuple(fc.constantFrom(...forms), tie('jmes')).map(([form, a]) => form.replaceAll('?', () => a));
  return {
    step: fc.oneof(
      name.map((each) => `.${each}`),
      fc.constantFrom('[*]', '[]', '.*', '[::-1]'),
      number.map((each) => `[${each}]`),
      fc.tuple(number, number).map(([from, to]) => `[${from}:${to}]`),
      tie('jmes').map((condition) => `[?${condition}]`),
      fc.tuple(name, tie('jmes')).map(([key, of]) => `.{${key}: ${of}}`),
      tie('jmes').map((of) => `.[${of}, @]`),
    ),
    jmes: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom('@', ...NAMES),
      literal,
      fc.tuple(tie('jmes'), tie('step')).map(([path, step]) => `${path}${step}`),
      two('==', '!=', '<', '>=', '&&', '||', '|'),
      one('!?', '(?)', 'length(?)', 'keys(?)', 'values(?)', 'type(?)', 'to_array(?)', 'not_null(?, `1`)', 'reverse(?)'),
      one('max(?)', 'min(?)', 'sum(?)', 'abs(?)', 'to_string(?)', "join('-', ?)", 'merge(?, ?)'),
      one('map(&id, ?)', 'sort_by(?, &id)', 'contains(?, `1`)', "starts_with(?, 'x')"),
      one('ceil(?)', 'floor(?)', 'avg(?)', "ends_with(?, 'y')", 'items(?)', 'zip(?, ?)', 'upper(?)', 'lower(?)'),
    ),
  };
});

const path = fc
  .array(
    fc.oneof(
      name.map((each) => `.${each}`),
      name.map((each) => `..${each}`),
      fc.constantFrom('[*]', '.*', '..*', '[::-1]', "['a','id']"),
      number.map((each) => `[${each}]`),
      fc
        .tuple(
          name,
          fc.constantFrom('==', '!=', '<', '<=', '>', '>='),
          fc.constantFrom('1', '0.5', "'x'", 'true', 'null', '@.id', '$.a'),
        )
        .map(([left, operator, right]) => `[?@.${left} ${operator} ${right}]`),
      name.map((each) => `[?@.${each} || !@.id && length(@) > 1]`),
      name.map((each) => `[?count(@.*) > 1 && match(@.${each}, 'x.?')]`),
    ),
    { maxLength: 4 },
  )
  .map((steps) => `$${steps.join('')}`);

/** What comes out, or that it was refused. */
function outcome(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) throw error;
    return error instanceof FindError || error instanceof Error ? 'refused' : error;
  }
}

test('JMESPath, with its library', () => {
  fc.assert(
    fc.property(jmes, document, (expression, value) => {
      const theirs = outcome(() => jmespath(value as never, expression));
      assert.deepEqual(plain(outcome(() => search(expression, value))), plain(theirs), expression);
    }),
    { numRuns: 3000 },
  );
});

test('JSONPath, with its library', () => {
  fc.assert(
    fc.property(path, document, (expression, value) => {
      const theirs = outcome(() => jsonPath(expression, value as never).values());
      assert.deepEqual(plain(outcome(() => search(expression, value))), plain(theirs), expression);
    }),
    { numRuns: 3000 },
  );
});

function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
