import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { completions } from '../../../src/keap/find/completion.ts';
import { search } from '../../../src/keap/find/search.ts';

const answer = {
  contacts: [
    { id: 1, given_name: 'Ada', tags: [{ id: 7, name: 'VIP' }], 'email addr': 'ada@example.com' },
    { id: 2, given_name: null, company: { id: 3, company_name: 'Acme' }, tags: [] },
  ],
  count: 2,
};

/** What comes first for what is typed so far, as the whole expression. */
const PROPOSES: Readonly<Record<string, readonly string[]>> = {
  '': ['contacts', 'contacts[*]', 'count'],
  con: ['contacts', 'contacts[*]', 'contains('],
  contacts: ['contacts[*]'],
  'contacts[': ['contacts[*]', 'contacts[?', 'contacts[0]', 'contacts[]'],
  'contacts.': ['contacts[*]', 'contacts[?'],
  'contacts[*]': ['contacts[*].id', 'contacts[*].given_name'],
  'contacts[*].gi': ['contacts[*].given_name'],
  'contacts[*].company.': ['contacts[*].company.id', 'contacts[*].company.company_name'],
  'contacts[*].tags[].na': ['contacts[*].tags[].name'],
  'contacts[?gi': ['contacts[?given_name'],
  "contacts[?given_name == 'Ada' && com": ["contacts[?given_name == 'Ada' && company"],
  'contacts[?tags[?na': ['contacts[?tags[?name'],
  'contacts[*].{who: gi': ['contacts[*].{who: given_name'],
  'sort_by(contacts, &gi': ['sort_by(contacts, &given_name'],
  'contacts | [0].gi': ['contacts | [0].given_name'],
  'contacts[*].ema': ['contacts[*]."email addr"'],
  'contacts[*]."ema': ['contacts[*]."email addr"'],
  "contacts[?given_name == 'A": [],
  $: ['$.contacts', '$.contacts[*]', '$.count'],
  '$.con': ['$.contacts', '$.contacts[*]'],
  '$.contacts.': ['$.contacts[*]', '$.contacts[?@.'],
  '$.contacts[': ['$.contacts[*]', '$.contacts[?@.'],
  '$.contacts[?': ['$.contacts[?@.id', '$.contacts[?@.given_name'],
  '$.contacts[?@.gi': ['$.contacts[?@.given_name'],
  '$.contacts[?@.tags[?@.na': ['$.contacts[?@.tags[?@.name'],
  '$.contacts[?length(@.gi': ['$.contacts[?length(@.given_name'],
  "$.contacts[0]['ema": ["$.contacts[0]['email addr']"],
  '$.contacts[0].ema': ["$.contacts[0]['email addr']"],
  '$..company_': ['$..company_name'],
};

describe('what is proposed from the names of the answer', () => {
  for (const [typed, expected] of Object.entries(PROPOSES)) {
    test(typed || 'at the start', () => {
      const found = completions(typed, answer).map(({ expression }) => expression);
      assert.deepEqual(found.slice(0, expected.length), expected);
      if (expected.length === 0) assert.deepEqual(found, []);
    });
  }
});

test('names come with what they hold', () => {
  const [id, name, tags] = completions('contacts[*].', answer);
  assert.equal(id?.detail, 'number · 1');
  assert.equal(name?.detail, 'string · "Ada"');
  assert.equal(tags?.detail, 'array of 1');
});

test('a proposed path can be followed', () => {
  const name = fc.stringMatching(/^[a-zé "'\\._-]{1,6}$/);
  const documents = fc.dictionary(
    name,
    fc.record({ list: fc.array(fc.dictionary(name, fc.integer()), { minLength: 1 }) }),
  );
  fc.assert(
    fc.property(documents, (document) => {
      for (const start of ['$', '']) {
        for (const { expression, detail } of completions(start, document)) {
          if (!detail.startsWith('function')) assert.notEqual(search(expression, document), null, expression);
          if (start === '$') assert.equal((search(expression, document) as unknown[]).length, 1, expression);
        }
      }
    }),
  );
});

test('whatever is typed, proposing does not fail', () => {
  const typed = fc.stringMatching(/^\$?[.[\]?@*'"`{}()&|=<>!,: a-c0-3\\-]{0,24}$/);
  fc.assert(
    fc.property(typed, (expression) => {
      completions(expression, { a: [{ b: 1 }, { b: [2] }], c: 'x' });
    }),
    { numRuns: 2000 },
  );
});
