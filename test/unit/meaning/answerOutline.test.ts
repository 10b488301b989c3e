import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { answerOutline, type OutlineEntry } from '../../../src/keap/meaning/answerOutline.ts';
import { itemNames } from '../../../src/keap/meaning/itemNames.ts';
import { answerOf, walked } from './answers.ts';

const signal = new AbortController().signal;

function shown(entries: readonly OutlineEntry[], level = 0): string[] {
  return entries.flatMap(({ name, detail, children }) => [
    `${' '.repeat(level)}${[name, detail].filter(Boolean).join(' | ')}`,
    ...shown(children, level + 1),
  ]);
}

async function outline(
  text: string,
  names = itemNames(answerOf('v2:listContacts', '/crm/rest/v2/contacts').references, () => undefined),
) {
  const entries = await answerOutline(walked(text), names, signal);
  assert.ok(entries);
  return entries;
}

describe('the outline', () => {
  test('names records, parts and what ids are known to be', async () => {
    const { references } = answerOf('v2:listContacts', '/crm/rest/v2/contacts');
    const names = itemNames(references, (kind, id) =>
      kind === 'tag' ? `Tag ${id}` : kind === 'customField:contacts' && id === '7' ? 'Favourite colour' : undefined,
    );
    const text = JSON.stringify({
      contacts: [
        {
          ...{ id: '1', given_name: 'Ada', family_name: 'Łódź 👩‍👩‍👧', tag_ids: ['3'] },
          custom_fields: [
            { id: '7', content: 'Red' },
            { id: '8', content: null },
          ],
          email_addresses: [{ email: 'ada@example.com', field: 'EMAIL1' }],
        },
        { id: '2', email_addresses: [{ email: 'bo@example.com' }] },
        { id: '3' },
      ],
      next_page_token: '',
    });
    assert.deepEqual(shown(await outline(text, names)), [
      'contacts | 3 items',
      ' contacts[0] Ada Łódź 👩‍👩‍👧',
      '  id | 1',
      '  given_name | Ada',
      '  family_name | Łódź 👩‍👩‍👧',
      '  tag_ids | 1 item',
      '   tag_ids[0] Tag 3 | 3',
      '  custom_fields | 2 items',
      '   custom_fields[0] Favourite colour',
      '    id | 7',
      '    content | Red',
      '   custom_fields[1]',
      '    id | 8',
      '    content | null',
      '  email_addresses | 1 item',
      '   email_addresses[0] EMAIL1',
      '    email | ada@example.com',
      '    field | EMAIL1',
      ' contacts[1] bo@example.com',
      '  id | 2',
      '  email_addresses | 1 item',
      '   email_addresses[0] bo@example.com',
      '    email | bo@example.com',
      ' contacts[2]',
      '  id | 3',
      'next_page_token',
    ]);
  });

  test('places are whole: the name up to the end of the value, and the name is marked', async () => {
    const text = '{\n  "contacts": [\n    { "id": 1 }\n  ]\n}';
    const [contacts] = await outline(text);
    assert.equal(text.slice(contacts?.start, contacts?.end), '"contacts": [\n    { "id": 1 }\n  ]');
    assert.equal(text.slice(contacts?.mark.start, contacts?.mark.end), '"contacts"');
    const [first] = contacts?.children ?? [];
    assert.equal(text.slice(first?.start, first?.end), '{ "id": 1 }');
  });

  test('of many records the first are there with a count, and what stands behind them', async () => {
    const contacts = Array.from({ length: 20_000 }, (_, id) => ({ id, given_name: `N${id}` }));
    const entries = await outline(JSON.stringify({ contacts, count: 20_000 }));
    assert.equal(entries[0]?.detail, '20,000 items, the first 12,000 of them here');
    assert.equal(entries[0]?.children.length, 12_000);
    assert.equal(entries[0]?.children[9_999]?.name, 'contacts[9999] N9999');
    assert.deepEqual(
      entries.map(({ name }) => name),
      ['contacts', 'count'],
    );
    const fewer = await outline(JSON.stringify({ contacts: contacts.slice(0, 5_000) }));
    assert.equal(fewer[0]?.children[4_999]?.children.length, 0, 'Whole levels only.');
  });

  test('an answer that is a list, one that is cut off, and what has thousands of levels', async () => {
    assert.deepEqual(shown(await outline('[{"id": 1, "name": "A"}, 2]')), ['[0] A', ' id | 1', ' name | A', '[1] | 2']);
    const cut = await outline('{"contacts": [{"given_name": "Ada", "family_name": "Lov');
    assert.deepEqual(shown(cut), ['contacts | 1 item', ' contacts[0]', '  given_name | Ada']);
    const deep = await outline(`${'[['.repeat(2_000)}${']]'.repeat(2_000)}`);
    assert.equal(shown(deep).length, 20);
    assert.deepEqual(await outline('"text"'), []);
  });

  test('nothing of an answer is more than words', async () => {
    const hostile = JSON.stringify({
      contacts: [{ name: '$(trash) [x](command:y)\u202E' }],
      '': 1,
      long: 'x'.repeat(500),
    });
    const lines = shown(await outline(hostile));
    assert.equal(lines[1], ' contacts[0] $ (trash) [x] (command:y)⟨U+202E⟩');
    assert.equal(
      lines.find((line) => line.startsWith('""')),
      '"" | 1',
    );
    assert.ok(lines.every((line) => line.length < 100));
  });
});
