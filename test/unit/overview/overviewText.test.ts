import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseExact } from '../../../src/keap/exactJson.ts';
import type { JsonObject } from '../../../src/keap/json.ts';
import type { LimitState } from '../../../src/keap/limits/limitState.ts';
import { hookAddress } from '../../../src/keap/overview/hookAddress.ts';
import { isOverview, overviewAnswer, overviewName } from '../../../src/keap/overview/overviewAnswer.ts';
import { readOverviewFile } from '../../../src/keap/overview/overviewFile.ts';
import { type OverviewFacts, overviewText } from '../../../src/keap/overview/overviewText.ts';
import type { Overview } from '../../../src/keap/overview/readOverview.ts';
import { SECTIONS } from '../../../src/keap/overview/sections.ts';
import { exchangeOf } from '../answers/samples.ts';

const NOON = new Date(2026, 10, 30, 12).getTime();
const limits: LimitState = {
  connectionId: 'a',
  windows: [
    { name: 'second', limit: 10, source: 'announced', usedHere: 1, usedInAll: 1, resetsAt: undefined },
    { name: 'day', limit: 30_000, source: 'announced', usedHere: 18, usedInAll: 20, resetsAt: undefined },
  ],
  tenant: [{ name: 'day', limit: 250_000, used: 20, available: 249_980 }],
  ...{ waiting: 0, held: undefined, mode: 'windows' },
};
const facts: OverviewFacts = { app: 'ab103', connection: 'Mine', readAt: NOON, limits };

/** An overview of these sections, by where they stand; all others are empty objects. */
function overview(values: Readonly<Record<string, unknown>>): Overview {
  const sections = SECTIONS.map((section) => {
    const path = section.path.join('.');
    return { section, value: path in values ? values[path] : {}, gap: undefined };
  });
  return { sections, calls: 18 };
}

const written = (values: Readonly<Record<string, unknown>>): JsonObject =>
  JSON.parse(overviewText(overview(values), facts)) as JsonObject;

test('what is another at every reading stands in one place, at the top', () => {
  const text = overviewText(overview({}), facts);
  assert.equal(Object.keys(JSON.parse(text) as object)[0], 'about');
  const later = overviewText(overview({}), { ...facts, readAt: NOON + 5, limits: { ...limits, waiting: 3 } });
  const about = /"about": \{[\s\S]*?\n {2}\}/;
  assert.notEqual(later, text);
  assert.equal(later.replace(about, ''), text.replace(about, ''));
  assert.match(text, /"calls_left": \{\n\s+"day": 29980\n/);
  assert.deepEqual(written({})['limits'], {
    of_all_keys: { day: { calls: 250_000 } },
    of_key: { day: { calls: 30_000, known_by: 'announced' }, second: { calls: 10, known_by: 'announced' } },
  });
});

test('an overview says that the addresses of users are in it, too', () => {
  const user = { id: '4', given_name: 'Ada', address: { line1: '1 Main Street' }, spouse_name: 'William' };
  const { about, users } = written({ users: [user] });
  assert.match(String((about as JsonObject)['personal_data']), /^All that Keap tells of users\b.*\baddresses\b/);
  assert.deepEqual((users as readonly JsonObject[])[0]?.['address'], user.address);
});

test('records go by name, then by category and id, with the names of their categories', () => {
  const { tags } = written({
    tag_categories: [{ id: '2', name: 'Customers' }],
    tags: [
      { name: 'VIP', id: '10', category: { id: '2' } },
      { id: '9', name: 'VIP', category: { id: '2' } },
      { id: '11', name: 'VIP' },
      { id: '12', name: 'Æ' },
      { id: '1', name: 'a' },
    ],
  });
  assert.deepEqual(
    (tags as JsonObject[]).map(({ id, name, category_name }) => [id, name, category_name]),
    [
      ['11', 'VIP', undefined],
      ['9', 'VIP', 'Customers'],
      ['10', 'VIP', 'Customers'],
      ['1', 'a', undefined],
      ['12', 'Æ', undefined],
    ],
  );
});

test('users and hooks get a name, by which two accounts compare', () => {
  const { users, hooks } = written({
    users: [{ id: '1', given_name: 'Ada', family_name: 'Sandoval', title: 'Owner' }],
    hooks: [{ key: '1', eventKey: 'contact.add', hookUrl: 'https://example.com/x', status: 'Verified' }],
  });
  assert.equal((users as JsonObject[])[0]?.['name'], 'Ada Sandoval');
  assert.match(String((hooks as JsonObject[])[0]?.['name']), /^contact\.add to example\.com, fingerprint [0-9a-f]{8}$/);
});

test('nobody can send to a hook or use a key that an overview shows', () => {
  const secret = 'https://me:word@hooks.example.com:8443/catch/abcdef?token=123';
  const key = `KeapAK-${'a'.repeat(50)}`;
  const text = overviewText(
    overview({
      hooks: [{ key: '1', eventKey: 'contact.add', hookUrl: secret }],
      tags: [{ id: '1', name: 'Imported', description: `by ${key}` }],
    }),
    facts,
  );
  for (const part of ['me:word', 'abcdef', '123"', key]) assert.ok(!text.includes(part), part);
  assert.notEqual(hookAddress(secret), hookAddress(`${secret}4`));
  assert.match(hookAddress('nowhere'), /^unreadable address, /);
});

test('what changes by itself is left out, digits stay', () => {
  const { campaigns } = JSON.parse(
    overviewText(overview({ campaigns: [{ id: '1', name: 'Welcome', active_contact_count: 7 }] }), facts),
  ) as JsonObject;
  assert.deepEqual(campaigns, [{ id: '1', name: 'Welcome' }]);
  const settings = parseExact('{"b":10.10,"a":{"d":12345678901234567890,"c":[2,1]}}');
  assert.match(
    overviewText(overview({ settings }), facts),
    /"c": \[\s+2,\s+1\s+\],\s+"d": 12345678901234567890\s+\},\s+"b": 10\.10/,
  );
});

test('a section that is missing or cut off says why in its place', () => {
  const { sections } = overview({ tags: [{ id: '1', name: 'A' }], hooks: undefined });
  const gap = 'Reading ended after 60 calls.';
  const cut = sections.map((read) => (['tags', 'hooks'].includes(read.section.path[0]) ? { ...read, gap } : read));
  const { tags, hooks } = JSON.parse(overviewText({ sections: cut, calls: 60 }, facts)) as JsonObject;
  assert.deepEqual(hooks, { not_read: gap });
  assert.deepEqual(tags, {
    first: [{ id: '1', name: 'A' }],
    not_read: `What comes behind these is missing. ${gap}`,
  });
});

test('the order of answers and of their members makes no difference', () => {
  const tag = fc.record({
    id: fc.nat().map(String),
    name: fc.string({ maxLength: 3 }),
    category: fc.option(fc.record({ id: fc.constantFrom('1', '2') }), { nil: undefined }),
  });
  const lists = fc
    .uniqueArray(tag, { selector: ({ id }) => id, maxLength: 8 })
    .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
  const turned = (item: object) => Object.fromEntries(Object.entries(item).reverse());
  const categories = [
    { id: '1', name: 'One' },
    { id: '2', name: 'Two' },
  ];
  fc.assert(
    fc.property(lists, ([list, other]) => {
      const one = overviewText(overview({ tags: list, tag_categories: categories }), facts);
      const two = overview({ tags: other.map(turned), tag_categories: categories.toReversed() });
      assert.equal(overviewText({ ...two, sections: two.sections.toReversed() }, facts), one);
    }),
  );
});

test('a saved overview says whose it is; other files are none', () => {
  const text = overviewText(overview({}), facts);
  const about = { app: 'ab103', connection: 'Mine', readAt: NOON };
  assert.deepEqual(readOverviewFile(text), about);
  assert.deepEqual(readOverviewFile(`\uFEFF${text}`), about);
  for (const other of [
    '',
    '[]',
    '{"about":null}',
    '{"about":{"document":"Keap account overview"}}',
    text.slice(0, -20),
  ]) {
    assert.equal(readOverviewFile(other), undefined, other.slice(0, 40));
  }
});

test('as an answer it is called by app and date', () => {
  const { connection } = exchangeOf('a');
  const answer = overviewAnswer({ connection, app: 'ab103', readAt: NOON, text: '{}', calls: 18, ms: 5 });
  assert.equal(answer.operation.title, 'Account overview ab103 2026-11-30');
  assert.ok(isOverview(answer));
  assert.ok(!isOverview(exchangeOf('a')));
  assert.equal(overviewName('a](b)', NOON), 'Account overview a] (b) 2026-11-30');
});
