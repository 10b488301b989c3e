import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CustomFieldFacts, withCustomFields } from '../../../src/keap/account/customFilterFields.ts';
import { filterFieldOf } from '../../../src/keap/request/filter/filterFields.ts';
import { parseFilter } from '../../../src/keap/request/filter/parseFilter.ts';
import { operation } from '../catalog/realCatalog.ts';

const facts = operation('v2:listContacts').query?.filter ?? { fields: [] };

function field(name: string, type: string, options: readonly string[] = []): CustomFieldFacts {
  return { name, label: name, type, options };
}

const CUSTOM = [
  field('Budget', 'CURRENCY'),
  field('Ends', 'Date'),
  field('News', 'YES_NO'),
  field('Interests', 'ListBox', ['Roses', 'Bees']),
  field('Status', 'DROPDOWN', ['New', 'Old']),
  field('Email', 'TEXT'),
];

test('a custom field takes what its type takes, by either version’s name of the type', () => {
  const whole = withCustomFields(facts, CUSTOM, []);
  const of = (name: string) => whole.fields.find((each) => each.name === name);
  assert.deepEqual(of('Budget'), { name: 'Budget', kind: 'number', operators: ['==', '>', '<', '>=', '<='] });
  assert.equal(of('Ends')?.kind, 'date-time');
  assert.deepEqual(of('News')?.enum, ['1', '0']);
  assert.deepEqual([of('Interests')?.contains, of('Interests')?.sentinels], [true, ['Roses', 'Bees']]);
  assert.deepEqual([of('Status')?.prefix, of('Status')?.operators], [true, ['==']]);
});

test('fields of the list’s own win, and stay as they are', () => {
  const whole = withCustomFields(facts, CUSTOM, []);
  assert.equal(
    whole.fields.some(({ name }) => name === 'Email'),
    false,
  );
  assert.deepEqual(whole.fields.slice(0, facts.fields.length), facts.fields);
});

test('their case does not matter', () => {
  const text = 'budget>5;STATUS==Gone*';
  const whole = withCustomFields(facts, CUSTOM, ['budget', 'STATUS', 'budget']);
  assert.deepEqual(parseFilter(text, whole).problems, []);
  assert.match(parseFilter('budget>x', whole).problems[0]?.message ?? '', /must be a number/);
  assert.equal(filterFieldOf('budget', whole)?.kind, 'number');
});

test('what nobody knows of stays as it was, and a list without custom fields has none', () => {
  assert.equal(withCustomFields(facts, [], ['x']), facts);
  const tags = operation('v2:listTags').query?.filter ?? { fields: [] };
  assert.equal(withCustomFields(tags, CUSTOM, []), tags);
  assert.deepEqual(parseFilter('Other>=1', withCustomFields(facts, CUSTOM, ['Other'])).problems, []);
});
