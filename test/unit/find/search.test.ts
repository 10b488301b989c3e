import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { parseExact } from '../../../src/keap/exactJson.ts';
import { compareNumbers, sumOf } from '../../../src/keap/find/exactNumber.ts';
import { FindError } from '../../../src/keap/find/findError.ts';
import { search, summaryOf } from '../../../src/keap/find/search.ts';

const answer = parseExact(`{
  "contacts": [
    {"id": 12345678901234567890, "name": "Ada", "amount": 10.10, "tags": [{"id": 1}], "email addr": "ada@example.com"},
    {"id": 12345678901234567891, "name": "Łuk", "amount": 1e2, "tags": [], "constructor": "own"},
    {"id": 3, "name": null, "amount": -0.5, "tags": [{"id": 2}, {"id": 3}]}
  ],
  "count": 3
}`);

const found = (expression: string) => JSON.stringify(search(expression, answer));

/** What an expression finds, with the digits of the answer. */
const FINDS: Readonly<Record<string, string>> = {
  '$.contacts[*].amount': '[10.10,1e2,-0.5]',
  '$..tags[*].id': '[1,2,3]',
  '$.contacts[?@.id == 12345678901234567890].name': '["Ada"]',
  '$.contacts[?@.id > 12345678901234567890].id': '[12345678901234567891]',
  '$.contacts[?@.amount == 10.1].amount': '[10.10]',
  '$.contacts[?@.amount >= 100].amount': '[1e2]',
  '$.contacts[?@.tags[?@.id == 3]].id': '[3]',
  "$.contacts[?search(@.name, '^.u')].name": '["Łuk"]',
  "$.contacts[0]['email addr']": '["ada@example.com"]',
  '$.contacts[?length(@.amount) == 1]': '[]',
  '$.contacts[?@.nothing == @.neither].id': '[12345678901234567890,12345678901234567891,3]',
  '$.contacts[0].amount.rawJSON': '[]',
  '$.contacts[-1].name': '[null]',
  'contacts[*].amount': '[10.10,1e2,-0.5]',
  'contacts[?id == `12345678901234567891`].name': '["Łuk"]',
  'contacts[?amount < `10.100`].amount': '[-0.5]',
  'contacts[].tags[].id': '[1,2,3]',
  'contacts[*].{i: id, a: amount} | [0]': '{"i":12345678901234567890,"a":10.10}',
  'max(contacts[*].id)': '12345678901234567891',
  'sum(contacts[*].amount)': '109.6',
  'sort_by(contacts, &amount)[*].amount': '[-0.5,10.10,1e2]',
  'reverse(sort(contacts[*].id))': '[12345678901234567891,12345678901234567890,3]',
  "contacts[?starts_with(name || '', 'A')].id | [0]": '12345678901234567890',
  'to_string(contacts[0].id)': '"12345678901234567890"',
  'contacts[0].constructor': 'null',
  'contacts[1].constructor': '"own"',
  'contacts[0].toString': 'null',
  'contacts[::-1].id | [0]': '3',
  "contacts[*].name | join(', ', @)": '"Ada, Łuk"',
  'length(contacts)': '3',
  'let $least = `10` in contacts[?amount > $least].name': '["Ada","Łuk"]',
  "to_number('')": 'null',
  'sort([`10`, `9`, `-1`, `-2`])': '[-2,-1,9,10]',
  'max_by(contacts[?name], &name).id': '12345678901234567891',
  'group_by(contacts[?name], &name).Ada[0].amount': '10.10',
};

describe('what is found', () => {
  for (const [expression, expected] of Object.entries(FINDS)) {
    test(expression, () => assert.equal(found(expression), expected));
  }
});

/** What is wrong with an expression, and where. */
const REFUSED: Readonly<Record<string, readonly [at: number | undefined, message: RegExp]>> = {
  '$.': [2, /missing at the end/],
  '$.contacts[?@.name': [18, /^A \] is missing/],
  '$.contacts[?name == 1]': [12, /begins with @: @\.name/],
  '$.contacts[?@.name = 1]': [19, /Compare with ==/],
  '$.contacts[?foo(@.name)]': [12, /no function foo: JSONPath has length/],
  'contacts[?id': [12, /^A \] is missing/],
  'contacts[?id == 12]': [16, /^Numbers stand in backticks: `12`/],
  'contacts..id': [9, /^“\.” does not fit/],
  'contacts id': [9, /^“id” does not fit/],
  'contacts # id': [9, /^“#” does not fit/],
  '"contacts': [0, /has no second one/],
  'contacts[?id == `{`]': [16, /JSON/],
  'nothing_like_it(@)': [undefined, /no function nothing_like_it/],
  'length(count)': [undefined, /length takes string, array or object, not number/],
  'sort(contacts)': [undefined, /here is object/],
  'join(`1`)': [undefined, /does not take 1 values/],
};

describe('what is refused, with its place', () => {
  for (const [expression, [at, message]] of Object.entries(REFUSED)) {
    test(expression, () => {
      assert.throws(
        () => search(expression, answer),
        (error) => error instanceof FindError && error.at === at && message.test(error.message),
      );
    });
  }
});

test('whatever is typed, there is an answer or a sentence', () => {
  const typed = fc.stringMatching(/^\$?[.[\]?@*'"`{}()&|=<>!,: a-c0-3\\-]{0,24}$/);
  fc.assert(
    fc.property(typed, (expression) => {
      try {
        search(expression, { a: [{ b: 1 }, { b: [2] }], c: 'x' });
      } catch (error) {
        assert.ok(error instanceof FindError, `${expression}: ${String(error)}`);
        assert.match(error.message, /\.$|`$/);
      }
    }),
    { numRuns: 3000 },
  );
});

test('a summary counts and shows beginnings only', () => {
  const many = { list: Array.from({ length: 10_000 }, (_, id) => ({ id, text: 'x'.repeat(1000) })) };
  const summary = summaryOf('list', search('list', many));
  assert.equal(summary.count, 10_000);
  assert.equal(summary.first.length, 3);
  assert.ok(summary.first.every((text) => text.length <= 120 && text.endsWith('…')));
  const nothing = summaryOf('contacts[?id == "Ada"]', search('contacts[?id == "Ada"]', answer));
  assert.match(nothing.hint ?? '', /single quotes/);
});

const number = fc.stringMatching(/^-?(0|[1-9]\d{0,22})(\.\d{1,10})?(e[-+]?\d{1,2})?$/);

test('numbers are ordered by what they mean, not by what a double makes of them', () => {
  /** Scaled to a whole number: 10 digits of fraction, and exponents down to -99. */
  const whole = (text: string) => {
    const [, minus, integer = '', fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:e(.+))?$/.exec(text) ?? [];
    const scaled = BigInt(integer + fraction) * 10n ** BigInt(110 + Number(exponent) - fraction.length);
    return minus ? -scaled : scaled;
  };
  fc.assert(
    fc.property(number, number, (one, other) => {
      const [a, b] = [whole(one), whole(other)];
      assert.equal(Math.sign(compareNumbers(one, other)), a < b ? -1 : Number(a > b));
      assert.equal(whole(sumOf([one, other]) ?? ''), a + b);
    }),
    { numRuns: 3000 },
  );
});
